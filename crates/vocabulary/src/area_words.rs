//! The words by which a heading names one of the award's five areas.

use records::Area;
use serde::Deserialize;

use crate::DataError;

const FILE: &str = "area-words.tsv";

/// A line of the data file.
#[derive(Deserialize)]
struct Row {
    start: String,
    area: Area,
    reason: String,
}

/// How words of a heading point to areas.
#[derive(Debug)]
pub struct AreaWords(Vec<(String, Area)>);

impl AreaWords {
    /// Reads the words from the text of their data file.
    ///
    /// # Errors
    /// [`DataError`] for a line that cannot be read or lacks its reason.
    pub(crate) fn parse(text: &str) -> Result<Self, DataError> {
        let mut words = Vec::new();
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b'\t')
            .quoting(false)
            .from_reader(text.as_bytes());
        for row in reader.deserialize() {
            let row: Row = row.map_err(|source| DataError::Table { file: FILE, source })?;
            if row.reason.trim().is_empty() {
                return Err(DataError::value(FILE, &row.start, "no reason is given"));
            }
            words.push((row.start, row.area));
        }
        Ok(Self(words))
    }

    /// The area that most words of a heading point to; `None` where none does, or two do equally.
    pub fn area(&self, heading: &str) -> Option<Area> {
        let lower = heading.to_lowercase();
        let mut best: Option<(usize, Area)> = None;
        let mut tied = false;
        for area in Area::ALL {
            let count = self
                .0
                .iter()
                .filter(|(start, of)| of == area && starts_word(&lower, start))
                .count();
            if count == 0 {
                continue;
            }
            match best {
                Some((most, _)) if count < most => {}
                Some((most, _)) if count == most => tied = true,
                _ => {
                    best = Some((count, *area));
                    tied = false;
                }
            }
        }
        best.filter(|_| !tied).map(|(_, area)| area)
    }
}

/// Whether a word of the text starts so.
fn starts_word(text: &str, start: &str) -> bool {
    text.match_indices(start)
        .any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Vocabulary;

    #[test]
    fn a_heading_names_its_area() {
        let words = &Vocabulary::embedded().area_words;
        for (heading, area) in [
            (
                "Bättre service, säkerhet och tillgänglighet",
                Some(Area::Service),
            ),
            (
                "Nya vägar till demokrati och delaktighet",
                Some(Area::Democracy),
            ),
            ("It för det goda samhället", Some(Area::Society)),
            (
                "Lägre kostnader, högre effektivitet",
                Some(Area::Efficiency),
            ),
            ("Öppet för samarbete", Some(Area::Collaboration)),
            ("Service och samarbete", None),
            ("Så går det till", None),
            ("", None),
        ] {
            assert_eq!(words.area(heading), area, "{heading}");
        }
    }

    #[test]
    fn a_faulty_line_is_refused() {
        for line in ["ord\tservice\t", "ord\tsea\tno area"] {
            assert!(AreaWords::parse(&format!("start\tarea\treason\n{line}\n")).is_err());
        }
    }
}
