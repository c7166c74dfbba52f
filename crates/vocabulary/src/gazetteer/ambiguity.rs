//! Names that are also something else.

use std::collections::HashMap;

use records::MunicipalityCode;
use serde::Deserialize;

use crate::{DataError, Register};

const FILE: &str = "ambiguous-names.tsv";

/// How much a name needs to be taken for a municipality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Ambiguity {
    /// Only where the text says that it is one.
    Hard,
    /// A person's name: also after `i`.
    Person,
    /// An everyday word: also wherever a capital says something.
    Word,
    /// A rarer word or name: the same in a text, and in a query even without a capital.
    Soft,
}

/// A line of the data file.
#[derive(Deserialize)]
struct Row {
    name: String,
    class: Ambiguity,
    reason: String,
}

/// The ambiguous names by the municipality they could be.
pub(super) fn parse(
    text: &str,
    register: &Register,
) -> Result<HashMap<MunicipalityCode, Ambiguity>, DataError> {
    let mut classes = HashMap::new();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_reader(text.as_bytes());
    for row in reader.deserialize() {
        let row: Row = row.map_err(|source| DataError::Table { file: FILE, source })?;
        let fault = |message: &str| DataError::value(FILE, &row.name, message);
        if row.reason.trim().is_empty() {
            return Err(fault("no reason is given"));
        }
        let code = register
            .by_name(&row.name)
            .map(|municipality| municipality.code)
            .ok_or_else(|| fault("unknown municipality"))?;
        if classes.insert(code, row.class).is_some() {
            return Err(fault("the name is given twice"));
        }
    }
    Ok(classes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Vocabulary;

    #[test]
    fn a_faulty_line_is_refused_by_name() {
        let register = &Vocabulary::embedded().register;
        for (lines, message) in [
            ("Atlantis\thard\tsunk", "unknown municipality"),
            ("Vara\thard\t", "no reason is given"),
            (
                "Vara\thard\ta verb\nVara\tsoft\ta verb",
                "the name is given twice",
            ),
        ] {
            let error = parse(&format!("name\tclass\treason\n{lines}\n"), register).unwrap_err();
            assert!(error.to_string().ends_with(message), "{error}");
        }
    }
}
