//! The year that stands together with the award's name in a text.

use records::Year;
use vocabulary::{AwardClass, Vocabulary};

use super::years::{BEFORE_GOAL, MONTHS};
use crate::extract::sentences::sentences;

/// So many words at most stand from `2013 års` to the award's name: `2013 års vinnare av Sveriges
/// IT-kommun`.
const BEFORE_AWARD: usize = 6;

/// Words of a sentence that tells who takes part in an edition.
const TAKING_PART: &[&str] = &["nomin", "final", "vidare", "tävl", "ehdo"];

/// Finds the years of the award's editions.
pub(crate) struct AwardYears<'a>(&'a Vocabulary);

impl<'a> AwardYears<'a> {
    pub(crate) fn new(vocabulary: &'a Vocabulary) -> Self {
        Self(vocabulary)
    }

    /// The year of the first sentence that tells one: right after the award's name, in `2013 års`
    /// shortly before it, or in the only month and year beside it. `None` when that sentence tells
    /// several.
    pub(super) fn year_in(&self, text: &str) -> Option<Year> {
        sentences(text, &(0..text.len()))
            .into_iter()
            .map(|sentence| self.years_in(&text[sentence]))
            .find(|years| !years.is_empty())
            .and_then(|years| match years.as_slice() {
                [only] => Some(*only),
                _ => None,
            })
    }

    /// The one year that stands together with the award's name where a text tells who takes part.
    pub(super) fn year_told(&self, text: &str) -> Option<Year> {
        let mut years: Vec<Year> = sentences(text, &(0..text.len()))
            .into_iter()
            .map(|sentence| &text[sentence])
            .filter(|sentence| {
                let lower = sentence.to_lowercase();
                TAKING_PART.iter().any(|word| lower.contains(word))
            })
            .flat_map(|sentence| self.beside(sentence))
            .collect();
        years.sort_unstable();
        years.dedup();
        match years.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// The years that stand right beside the award's name in a sentence.
    pub(crate) fn beside(&self, sentence: &str) -> Vec<Year> {
        let mut years: Vec<Year> = (self.0.award_names.mentions(sentence).into_iter())
            .filter(|award| award.class == AwardClass::Ours)
            .filter_map(|award| {
                first_year(&sentence[award.range.end..])
                    .or_else(|| year_before(&sentence[..award.range.start]))
            })
            .collect();
        years.dedup();
        years
    }

    fn years_in(&self, sentence: &str) -> Vec<Year> {
        let mut years = self.beside(sentence);
        if years.is_empty() && self.0.award_names.names_ours(sentence) {
            years.extend(self.presented(sentence));
        }
        years
    }

    /// The edition of the one month and year in a sentence, which are those of its ceremony.
    fn presented(&self, sentence: &str) -> Option<Year> {
        let lower = sentence.to_lowercase();
        let words: Vec<&str> = lower.split_whitespace().map(bare).collect();
        let all = words.iter().filter(|word| word.parse::<Year>().is_ok());
        if all.count() != 1 {
            return None;
        }
        let at = words.windows(2).position(|pair| {
            MONTHS.iter().any(|month| pair[0] == *month) && pair[1].parse::<Year>().is_ok()
        })?;
        let is_goal = (1..=3).any(|back| {
            at.checked_sub(back)
                .is_some_and(|at| BEFORE_GOAL.contains(&words[at]))
        });
        let year: Year = words[at + 1].parse().ok().filter(|_| !is_goal)?;
        let editions = self.0.editions.all();
        editions
            .iter()
            .find(|edition| {
                edition.year == year
                    || edition
                        .ceremony_date
                        .is_some_and(|date| u16::try_from(date.date.year()) == Ok(year.number()))
            })
            .map(|edition| edition.year)
    }
}

/// The year that opens the words after the award's name.
fn first_year(after: &str) -> Option<Year> {
    bare(after.split_whitespace().next()?).parse().ok()
}

/// The year that belongs to the award's name after it: `2013 års`, `vuoden 2013`, `the 2013`.
fn year_before(before: &str) -> Option<Year> {
    let mut words: Vec<String> = (before.split_whitespace().rev())
        .take(BEFORE_AWARD)
        .map(|word| bare(word).to_lowercase())
        .collect();
    words.reverse();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.windows(2).find_map(|pair| match pair {
        [year, "års"] | ["vuoden" | "the", year] => year.parse().ok(),
        _ => None,
    })
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_awards_year_stands_beside_its_name() {
        for (text, year) in [
            ("Fem slåss om Sveriges IT-kommun 2013", Some(2013)),
            ("årets digitaliseringskommun 2019.", Some(2019)),
            (
                "Nu är 2015 års vinnare av Sveriges IT-kommun utsedd",
                Some(2015),
            ),
            (
                "Vinnare av DigitaliseringsKommun 2017 och DigitaliseringsKommun 2019",
                None,
            ),
            (
                "I maj 2022 prisades Sundsvall som Sveriges digitaliseringskommun",
                Some(2021),
            ),
            (
                "Vuoden 2021 palkinto, Sveriges DigitaliseringsKommun",
                Some(2021),
            ),
            ("The 2019 Digital Municipality of the Year", Some(2019)),
            ("2007 utsågs Umeå till Sveriges it-kommun", None),
            ("Det hette Sveriges it-kommun till och med 2015", None),
            ("Sedan maj 2001 har Sveriges it-kommun korats", None),
            ("I 2018 talade alla om årets it-kommun", None),
            ("Sveriges kvalitetskommun 2011", None),
            ("Digitaliseringskommun år efter år", None),
            ("", None),
        ] {
            assert_eq!(
                AwardYears::new(Vocabulary::embedded())
                    .year_in(text)
                    .map(Year::number),
                year,
                "{text}"
            );
        }
    }
}
