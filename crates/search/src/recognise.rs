//! Names of places, years, awards and themes among the words of a query.
//!
//! What is recognised lifts the records it is about and is offered as a filter. It becomes a
//! filter only where the query says so: `kommun:Nacka`, or `Nacka kommun`.

use std::ops::Range;

use analysis::is_stop_word;
use records::OutcomeKind;
use vocabulary::Vocabulary;

use crate::{Clause, ClauseKind, Condition, Facet, Occur, Test};

/// Words that ask for an outcome of the award.
const OUTCOMES: &[(&str, OutcomeKind)] = &[
    ("finalist", OutcomeKind::Finalist),
    ("finalister", OutcomeKind::Finalist),
    ("finalisterna", OutcomeKind::Finalist),
    ("finalists", OutcomeKind::Finalist),
    ("nominee", OutcomeKind::Nominee),
    ("nominees", OutcomeKind::Nominee),
    ("nominerad", OutcomeKind::Nominee),
    ("nominerade", OutcomeKind::Nominee),
    ("pristagare", OutcomeKind::Winner),
    ("segrare", OutcomeKind::Winner),
    ("vann", OutcomeKind::Winner),
    ("vinnare", OutcomeKind::Winner),
    ("vinnaren", OutcomeKind::Winner),
    ("vinnarna", OutcomeKind::Winner),
    ("winner", OutcomeKind::Winner),
    ("winners", OutcomeKind::Winner),
];

/// The longest name of a place, in words.
const MAX_NAME_WORDS: usize = 3;

/// Something recognised among the words of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// The words, as they were typed.
    pub words: String,
    /// The facet.
    pub facet: Facet,
    /// What filtering on it would be: any of these.
    pub conditions: Vec<Condition>,
    /// Whether it is filtered on.
    pub is_filter: bool,
}

/// What recognising does to a query.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Recognition {
    /// What was recognised.
    pub(crate) recognised: Vec<Recognised>,
    /// The clauses that say nothing more than what was recognised.
    pub(crate) spent: Vec<usize>,
}

/// Recognises places and years among the words that may be there.
pub(crate) fn recognise(clauses: &[Clause], vocabulary: &Vocabulary) -> Recognition {
    let words: Vec<Option<&str>> = clauses
        .iter()
        .map(|clause| match (&clause.occur, &clause.kind) {
            (Occur::May, ClauseKind::Word(word)) => {
                Some(word.trim_matches(|letter: char| !letter.is_alphanumeric()))
            }
            _ => None,
        })
        .collect();
    let mut recognition = Recognition::default();
    let mut at = 0;
    while at < words.len() {
        let found = years(&words, at)
            .map(|(range, condition)| (range, Facet::Year, vec![condition], false))
            .or_else(|| outcome(&words, at, vocabulary))
            .or_else(|| theme(&words, at, vocabulary))
            .or_else(|| place(&words, at, vocabulary));
        let Some((range, facet, conditions, is_filter)) = found else {
            at += 1;
            continue;
        };
        at = range.end;
        let said: Vec<&str> = words[range.clone()].iter().flatten().copied().collect();
        // A span of years and a municipality that is filtered on say nothing as words.
        if is_filter || (facet == Facet::Year && range.len() > 1) {
            recognition.spent.extend(range);
        }
        recognition.recognised.push(Recognised {
            words: said.join(" "),
            facet,
            conditions,
            is_filter,
        });
    }
    recognition
        .recognised
        .extend(editions(&words, &recognition.recognised, vocabulary));
    recognition
}

/// An outcome of the award.
fn outcome(
    words: &[Option<&str>],
    at: usize,
    vocabulary: &Vocabulary,
) -> Option<(Range<usize>, Facet, Vec<Condition>, bool)> {
    let word = words[at]?.to_lowercase();
    let (_, outcome) = OUTCOMES.iter().find(|(known, _)| *known == word)?;
    let condition = Condition::parse(Facet::Outcome, outcome.as_str(), vocabulary).ok()?;
    Some((at..at + 1, Facet::Outcome, vec![condition], false))
}

/// A theme by its whole label, if that has several words; one word alone is looked for as it is.
fn theme(
    words: &[Option<&str>],
    at: usize,
    vocabulary: &Vocabulary,
) -> Option<(Range<usize>, Facet, Vec<Condition>, bool)> {
    let themes = vocabulary.thesaurus.themes().iter();
    let labels = themes.flat_map(|theme| [(theme, &theme.label_sv), (theme, &theme.label_en)]);
    let first = first_letter(words[at]?);
    labels
        .filter(|(_, label)| first_letter(label) == first)
        .filter_map(|(theme, label)| {
            let label = || {
                label
                    .split(|letter: char| letter.is_whitespace() || letter == ',')
                    .filter(|word| !word.is_empty())
            };
            let mut said = words[at..].iter();
            let is_said = label().all(|word| {
                let said = said.next().copied().flatten();
                said.is_some_and(|said| is_same(said, word))
            });
            let range = at..at + label().count();
            if !is_said || range.len() < 2 {
                return None;
            }
            let condition = Condition::parse(Facet::Theme, theme.id.as_str(), vocabulary);
            Some((range, Facet::Theme, vec![condition.ok()?], false))
        })
        .max_by_key(|(range, ..)| range.len())
}

fn first_letter(text: &str) -> Option<char> {
    text.chars().flat_map(char::to_lowercase).next()
}

/// Whether two words are one but for their case.
fn is_same(one: &str, other: &str) -> bool {
    let lower = |word| str::chars(word).flat_map(char::to_lowercase);
    lower(one).eq(lower(other))
}

/// The editions of the award, where it is named beside years.
fn editions(
    words: &[Option<&str>],
    recognised: &[Recognised],
    vocabulary: &Vocabulary,
) -> Vec<Recognised> {
    let years = recognised.iter().filter(|one| one.facet == Facet::Year);
    let said: Vec<&str> = words.iter().flatten().copied().collect();
    if years.clone().next().is_none() || !vocabulary.award_names.names_ours(&said.join(" ")) {
        return Vec::new();
    }
    years
        .map(|year| Recognised {
            facet: Facet::Edition,
            ..year.clone()
        })
        .collect()
}

fn is(test: Test) -> Condition {
    Condition {
        test,
        negated: false,
    }
}

/// The words from a place on, joined, if they are all words.
fn joined(words: &[Option<&str>], range: Range<usize>) -> Option<String> {
    let words: Option<Vec<&str>> = words.get(range)?.iter().copied().collect();
    Some(words?.join(" "))
}

/// Whether a name says that a municipality is meant: `Nacka kommun`.
fn names_a_municipality(name: &str) -> bool {
    let name = name.to_lowercase();
    [" kommun", " stad"].iter().any(|word| name.ends_with(word))
}

/// The name that such a name in its genitive is of: `Nacka kommuns`.
fn said_of(name: &str) -> &str {
    let said = name.strip_suffix(['s', 'S']);
    said.filter(|said| names_a_municipality(said))
        .unwrap_or(name)
}

/// A municipality or a county, the longest name first.
fn place(
    words: &[Option<&str>],
    at: usize,
    vocabulary: &Vocabulary,
) -> Option<(Range<usize>, Facet, Vec<Condition>, bool)> {
    let register = &vocabulary.register;
    for len in (1..=MAX_NAME_WORDS).rev() {
        let range = at..at + len;
        let Some(name) = joined(words, range.clone()) else {
            continue;
        };
        let is_county = name.to_lowercase().ends_with("län");
        // A number is a number here, though codes are names in a filter.
        if name.chars().all(|letter| letter.is_ascii_digit()) {
            continue;
        }
        if let Some(county) = register.county_by_name(&name).filter(|_| is_county) {
            let number = county.code.number().into();
            return Some((range, Facet::County, vec![is(Test::Is(number))], false));
        }
        let is_capital = name.starts_with(char::is_uppercase);
        let said = said_of(&name);
        if let Some(municipality) = register.by_name(said) {
            // In lower case a name that is also a word is a word: `vara`, `mark`.
            if len == 1 && !is_capital && vocabulary.gazetteer.needs_context(municipality.code) {
                return None;
            }
            let number = municipality.code.number().into();
            // `Vara` with a capital is the place; as a word it would find everything that is.
            let is_filter = names_a_municipality(said) || is_stop_word(&name);
            return Some((
                range,
                Facet::Municipality,
                vec![is(Test::Is(number))],
                is_filter,
            ));
        }
        if let Some(county) = register.county_by_name(&name) {
            let number = county.code.number().into();
            return Some((range, Facet::County, vec![is(Test::Is(number))], false));
        }
        if let Some(region) = vocabulary.regions.by_name(&name) {
            let codes = region.municipalities.iter();
            let conditions = codes
                .map(|code| is(Test::Is(code.number().into())))
                .collect();
            return Some((range, Facet::Municipality, conditions, false));
        }
    }
    None
}

/// A year, or years with a word that makes a span of them: `före 2010`, `sedan 2015`, `2013-2019`.
fn years(words: &[Option<&str>], at: usize) -> Option<(Range<usize>, Condition)> {
    let word = words[at]?;
    let year = |text: &str| -> Option<u64> {
        text.parse::<records::Year>()
            .ok()
            .map(|year| year.number().into())
    };
    if let Some(year) = year(word) {
        return Some((at..at + 1, is(Test::Is(year))));
    }
    if let Some((first, last)) = word.split_once('-')
        && let (Some(first), Some(last)) = (year(first), year(last))
        && first <= last
    {
        return Some((at..at + 1, is(Test::Between(first, last))));
    }
    let next = words.get(at + 1).copied().flatten().and_then(year)?;
    let test = match word.to_lowercase().as_str() {
        "före" | "innan" | "before" => Test::Between(0, next - 1),
        "efter" | "after" => Test::Between(next + 1, u64::MAX),
        "sedan" | "från" | "since" | "from" => Test::Between(next, u64::MAX),
        "till" | "until" => Test::Between(0, next),
        _ => return None,
    };
    Some((at..at + 2, is(test)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Query;

    #[track_caller]
    fn check(query: &str, expected: &[(&str, &str)], spent: &[usize]) {
        let vocabulary = Vocabulary::embedded();
        let query = Query::parse(query, vocabulary).unwrap();
        let recognition = recognise(&query.clauses, vocabulary);
        let found: Vec<(String, String)> = recognition
            .recognised
            .iter()
            .map(|one| {
                let mark = if one.is_filter { "=" } else { ":" };
                let values = one
                    .conditions
                    .iter()
                    .map(|one_of| one_of.to_text(one.facet, vocabulary));
                let value = values.collect::<Vec<_>>().join("|");
                (one.words.clone(), format!("{}{mark}{value}", one.facet))
            })
            .collect();
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(words, filter)| (words.as_str(), filter.as_str()))
            .collect();
        assert_eq!(found, expected);
        assert_eq!(recognition.spent, spent);
    }

    #[test]
    fn places_are_recognised() {
        check("bygglov Nacka", &[("Nacka", "municipality:0182")], &[]);
        check(
            "Upplands Väsby skola",
            &[("Upplands Väsby", "municipality:0114")],
            &[],
        );
        check("robot Skåne", &[("Skåne", "county:12")], &[]);
        check(
            "fiber Atlantis Gotland",
            &[("Gotland", "municipality:0980")],
            &[],
        );
        check(
            "fiber i Dalsland",
            &[("Dalsland", "municipality:1438|1439|1460|1461|1492")],
            &[],
        );
        check("Stockholms län", &[("Stockholms län", "county:01")], &[]);
        check(
            "e-tjänster Stockholms stad",
            &[("Stockholms stad", "municipality=0180")],
            &[1, 2],
        );
        check(
            "Nacka kommuns robotar",
            &[("Nacka kommuns", "municipality=0182")],
            &[0, 1],
        );
        check(
            "GÖTEBORGS STADS e-tjänster",
            &[("GÖTEBORGS STADS", "municipality=1480")],
            &[0, 1],
        );
    }

    #[test]
    fn words_that_are_names_by_accident_are_not() {
        check("vara mark berg", &[], &[]);
        check("1384", &[], &[]);
        check("+Nacka -Solna", &[], &[]);
    }

    #[test]
    fn awards_are_recognised() {
        check(
            "vinnare it-kommun 2009",
            &[
                ("vinnare", "outcome:winner"),
                ("2009", "year:2009"),
                ("2009", "edition:2009"),
            ],
            &[],
        );
        check("nominerade", &[("nominerade", "outcome:nominee")], &[]);
        check("cykelkommun 2012", &[("2012", "year:2012")], &[]);
    }

    #[test]
    fn themes_are_recognised_by_their_whole_labels() {
        check(
            "Heby samhällsbyggnad, bygglov och geodata",
            &[
                ("Heby", "municipality:0331"),
                (
                    "samhällsbyggnad bygglov och geodata",
                    "theme:planning-building",
                ),
            ],
            &[],
        );
        check("bygglov och geodata", &[], &[]);
    }

    #[test]
    fn years_are_recognised() {
        check("chattbot 2019", &[("2019", "year:2019")], &[]);
        check(
            "välfärdsteknik före 2010",
            &[("före 2010", "year:..2009")],
            &[1, 2],
        );
        check("robot 2015-2017", &[("2015-2017", "year:2015..2017")], &[]);
        check(
            "robot sedan 2015",
            &[("sedan 2015", "year:2015..")],
            &[1, 2],
        );
    }
}
