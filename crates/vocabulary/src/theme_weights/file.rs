//! The weights as a data file: a table that a person can read, sort and question.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use records::RecordId;

use super::{ThemeWeights, Word};
use crate::{DataError, Theme};

const FILE: &str = "theme-weights.tsv";

/// The columns before those of the themes.
const COLUMNS: [&str; 3] = ["kind", "name", "rarity"];

impl ThemeWeights {
    /// The text of the data file: a row for the bias, one for the terms of each theme, for each
    /// word and for each example, and a column for each theme. An empty cell is zero.
    pub fn to_table(&self, themes: &[Theme]) -> String {
        let mut table = COLUMNS.join("\t");
        for theme in themes {
            table.push('\t');
            table.push_str(theme.id.as_str());
        }
        table.push('\n');
        row(&mut table, "bias", "", None, &self.bias);
        for (theme, weights) in themes.iter().zip(&self.terms) {
            row(&mut table, "terms", theme.id.as_str(), None, weights);
        }
        for (stem, word) in &self.words {
            row(&mut table, "word", stem, Some(word.rarity), &word.weights);
        }
        for id in &self.learnt_from {
            row(
                &mut table,
                "example",
                id.as_str(),
                None,
                &vec![0.0; themes.len()],
            );
        }
        table
    }

    /// Reads the weights from the text of their data file.
    ///
    /// # Errors
    /// [`DataError`] for a row that cannot be read, names what does not exist, or is missing.
    pub(crate) fn parse(text: &str, themes: &[Theme]) -> Result<Self, DataError> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b'\t')
            .quoting(false)
            .from_reader(text.as_bytes());
        let unreadable = |source| DataError::Table { file: FILE, source };
        let expected = COLUMNS
            .into_iter()
            .chain(themes.iter().map(|theme| theme.id.as_str()));
        if !reader.headers().map_err(unreadable)?.iter().eq(expected) {
            return Err(DataError::value(
                FILE,
                "kind",
                "the columns are not kind, name, rarity and the themes in their order",
            ));
        }
        let mut bias = None;
        let mut terms: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        let mut words = BTreeMap::new();
        let mut learnt_from = BTreeSet::new();
        for line in reader.records() {
            let line = line.map_err(unreadable)?;
            let cells: Vec<&str> = line.iter().collect();
            let [kind, name, rarity, weights @ ..] = cells.as_slice() else {
                continue;
            };
            let weights = weights
                .iter()
                .map(|cell| number(name, cell))
                .collect::<Result<Vec<f64>, _>>()?;
            match *kind {
                "bias" => bias = Some(weights),
                "terms" => {
                    terms.insert((*name).to_owned(), weights);
                }
                "word" => {
                    let rarity = number(name, rarity)?;
                    words.insert((*name).to_owned(), Word { rarity, weights });
                }
                "example" => {
                    let id = RecordId::try_from((*name).to_owned())
                        .map_err(|error| DataError::value(FILE, name, error.to_string()))?;
                    learnt_from.insert(id);
                }
                _ => {
                    let message =
                        format!("kind `{kind}` is none of `bias`, `terms`, `word`, `example`");
                    return Err(DataError::value(FILE, name, message));
                }
            }
        }
        let missing =
            |name: &str| DataError::value(FILE, name, "there is no such row, and there must be");
        let terms = themes
            .iter()
            .map(|theme| {
                let id = theme.id.as_str();
                terms.remove(id).ok_or_else(|| missing(id))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            bias: bias.ok_or_else(|| missing("bias"))?,
            terms,
            words,
            learnt_from,
        })
    }
}

fn row(table: &mut String, kind: &str, name: &str, rarity: Option<f64>, weights: &[f64]) {
    // Writing to a string cannot fail.
    let _ = write!(table, "{kind}\t{name}\t");
    if let Some(rarity) = rarity {
        let _ = write!(table, "{rarity:.1}");
    }
    for weight in weights {
        table.push('\t');
        if *weight != 0.0 {
            let _ = write!(table, "{weight:.1}");
        }
    }
    table.push('\n');
}

fn number(row: &str, cell: &str) -> Result<f64, DataError> {
    if cell.is_empty() {
        return Ok(0.0);
    }
    match cell.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number),
        _ => Err(DataError::value(
            FILE,
            row,
            format!("`{cell}` is not a number"),
        )),
    }
}
