//! The year that a document is about, which is not a year that it merely mentions.

use jiff::ToSpan;
use jiff::civil::Date;
use records::{DatePrecision, DatedYear, MunicipalityCode, Year, YearBasis};
use vocabulary::{AwardClass, AwardEdition, Vocabulary};

use super::award_years::AwardYears;
use super::municipalities::Place;
use crate::document::Document;
use crate::findings::Findings;
use crate::rule;

/// So much of the text below the title is its lead.
const LEAD_CHARS: usize = 700;

/// An edition is recognised by its nominees only when they are so many.
const FEWEST_NOMINEES: usize = 3;

/// So many nominees, all of them named, are no coincidence even without the ceremony's date.
const ENOUGH_NOMINEES: usize = 5;

/// Words before a year in a title that make it the year of what the title tells.
const BEFORE_YEAR: &[&str] = &[
    "i",
    "under",
    "år",
    "året",
    "årsredovisning",
    "bokslut",
    "verksamhetsberättelse",
    "våren",
    "sommaren",
    "hösten",
    "vintern",
    "in",
    "during",
    "of",
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];

/// Ends of words before a year that is a goal, or a limit.
pub(super) const BEFORE_GOAL: &[&str] = &[
    "vision",
    "visionen",
    "agenda",
    "agendan",
    "mål",
    "målet",
    "målen",
    "program",
    "programmet",
    "plan",
    "planen",
    "strategi",
    "strategin",
    "horisont",
    "mot",
    "till",
    "för",
    "senast",
    "före",
    "efter",
    "sedan",
    "från",
    "by",
    "until",
    "since",
    "towards",
    "projekt",
    "projektet",
    "år",
    "och",
];

/// So many lines of a text may belong to its title, ...
const FIRST_LINES: usize = 3;

/// ... where they have no more letters.
const LONGEST_LINE: usize = 100;

/// So many months after its ceremony an edition is still what texts are about.
const MONTHS_AFTER: i64 = 1;

/// The months, in Swedish.
pub(super) const MONTHS: &[&str] = &[
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];

/// A document's year, and the nominees of the edition that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FoundYear {
    pub(crate) dated: DatedYear,
    /// The nominees, if the document is about an edition and names them all; else nothing.
    pub(crate) nominees: Vec<MunicipalityCode>,
    /// The edition that the document is about, as far as its words or its nominees tell.
    pub(crate) edition: Option<Year>,
}

/// The year a document is about, by the first of these that holds: the award and a year stand
/// together in its title, or in its lead; its title states a year; its date of publication is
/// known; it names all nominees of just one known edition of the award.
pub(crate) fn find(
    document: &Document,
    places: &[Place],
    vocabulary: &Vocabulary,
    today: Date,
    findings: &mut Findings,
) -> Option<FoundYear> {
    let editions = vocabulary.editions.all();
    let title = if document.is_composed {
        ""
    } else {
        document.title.as_str()
    };
    let lead = lead(document.body());
    let awards = AwardYears::new(vocabulary);
    if let Some(date) = &document.partial_date
        && document.metadata.published.is_none()
    {
        let message = format!("the date `{date}` has no year");
        findings.warning(rule::DATE_WITHOUT_YEAR, message);
    }
    let mut has_come = |year: &Year| {
        let has_come = i32::from(year.number()) <= i32::from(today.year());
        if !has_come {
            findings.warning(rule::FUTURE_DATE, format!("year `{year}` has not come yet"));
        }
        has_come
    };
    let published = published_year(document);
    let of_award = awards.year_in(title).or_else(|| {
        awards
            .year_told(&document.text)
            .or_else(|| awards.year_in(lead))
            .filter(|year| is_current(*year, document, vocabulary))
    });
    let stated = stated_year(title)
        .or_else(|| year_of_another(&format!("{title}. {lead}"), vocabulary))
        .filter(&mut has_come);
    if let Some(year) = of_award.filter(has_come) {
        let edition = vocabulary.editions.edition(year);
        return Some(FoundYear {
            nominees: edition
                .and_then(|edition| named_list(edition, places))
                .unwrap_or_default(),
            edition: Some(year),
            dated: DatedYear {
                value: year,
                basis: if edition.is_some() {
                    YearBasis::Edition
                } else {
                    YearBasis::Stated
                },
            },
        });
    }
    let mentions_award = vocabulary.award_names.names_ours(&document.text);
    let inferred = mentions_award
        .then(|| infer(document, places, editions))
        .flatten();
    let nominees = inferred
        .as_ref()
        .map(|(_, nominees)| nominees.clone())
        .unwrap_or_default();
    let of_nominees = inferred.as_ref().map(|(edition, _)| edition.year);
    let (value, basis) = if let Some(year) = stated {
        (year, YearBasis::Stated)
    } else if let Some(year) = published {
        (year, YearBasis::Published)
    } else if let Some((edition, nominees)) = inferred {
        let message = format!(
            "the year is inferred from the {} nominees of the award's edition of {}",
            nominees.len(),
            edition.year
        );
        findings.info(rule::INFERRED_YEAR, message);
        (edition.year, YearBasis::Inferred)
    } else if let Some(year) = first_lines_year(lead)
        .or_else(|| dated_year(lead))
        .filter(|year| i32::from(year.number()) <= i32::from(today.year()))
    {
        (year, YearBasis::Stated)
    } else {
        findings.info(
            rule::NO_YEAR,
            "the document does not tell which year it is about",
        );
        return None;
    };
    let nominees = if basis == YearBasis::Stated {
        Vec::new()
    } else {
        nominees
    };
    Some(FoundYear {
        dated: DatedYear { value, basis },
        nominees,
        edition: of_nominees,
    })
}

/// Whether a document may be about an edition by its date of publication: what is told of one long
/// after its ceremony is history.
fn is_current(year: Year, document: &Document, vocabulary: &Vocabulary) -> bool {
    let Some(published) = document.metadata.published else {
        return true;
    };
    let end = vocabulary
        .editions
        .edition(year)
        .and_then(|edition| edition.ceremony_date)
        .and_then(|ceremony| ceremony.date.checked_add(MONTHS_AFTER.months()).ok());
    match end {
        Some(end) => published.date <= end,
        None => i32::from(published.date.year()) <= i32::from(year.number()),
    }
}

fn lead(body: &str) -> &str {
    body.char_indices()
        .nth(LEAD_CHARS)
        .map_or(body, |(at, _)| &body[..at])
}

fn published_year(document: &Document) -> Option<Year> {
    let date = document.metadata.published?.date;
    u64::try_from(date.year()).ok()?.try_into().ok()
}

/// The year that one of the first short lines of a text states as a title would.
fn first_lines_year(lead: &str) -> Option<Year> {
    lead.lines()
        .filter(|line| !line.is_empty())
        .take(FIRST_LINES)
        .filter(|line| line.chars().count() <= LONGEST_LINE && !line.ends_with('.'))
        .find_map(stated_year)
}

/// The year of the one full date, or of the month and year, that a text tells: `den 18 april 2018`.
fn dated_year(text: &str) -> Option<Year> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().map(bare).collect();
    let mut years: Vec<Year> = words
        .windows(2)
        .enumerate()
        .filter(|(_, pair)| MONTHS.contains(&pair[0]))
        .filter(|(at, _)| {
            let before = |back: usize| at.checked_sub(back).map_or("", |at| words[at]);
            // `sedan maj 2018`, `senast den 2 april 2018`
            !(1..=3).any(|back| BEFORE_GOAL.contains(&before(back)))
        })
        .filter_map(|(_, pair)| pair[1].parse().ok())
        .collect();
    years.dedup();
    match years.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// The year right after the name of another award, in a document that does not name this one.
fn year_of_another(text: &str, vocabulary: &Vocabulary) -> Option<Year> {
    let awards = vocabulary.award_names.mentions(text);
    if awards.iter().any(|award| award.class == AwardClass::Ours) {
        return None;
    }
    let years: Vec<Year> = awards
        .iter()
        .filter_map(|award| text[award.range.end..].trim_start().get(..4)?.parse().ok())
        .collect();
    match years.as_slice() {
        [first, rest @ ..] if rest.iter().all(|year| year == first) => Some(*first),
        _ => None,
    }
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
}

/// The year that a title states: after a word of time, in brackets, or at its end after a comma
/// or a colon. `Kungsbacka 2020` and `Vision 2030` name programmes.
fn stated_year(title: &str) -> Option<Year> {
    let words: Vec<&str> = title.split_whitespace().collect();
    let mut years: Vec<Year> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let Ok(year) = bare(word).parse::<Year>() else {
            continue;
        };
        let in_brackets = word.starts_with('(');
        let before = at.checked_sub(1).map(|before| words[before]);
        let said = before.is_some_and(|before| {
            BEFORE_YEAR.contains(&bare(before).to_lowercase().as_str())
                || (at + 1 == words.len()
                    && (before.ends_with([',', ':', '-']) || leads_to_a_time(before)))
        });
        if in_brackets || said {
            years.push(year);
        }
    }
    years.dedup();
    match years.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// Whether a year that ends a title after a word is when it was: `Kommunerna berättar 2011`. After a
/// name or a word for a plan it is what somebody aims at.
fn leads_to_a_time(before: &str) -> bool {
    let before = bare(before);
    before.starts_with(char::is_lowercase)
        && !BEFORE_GOAL
            .iter()
            .any(|word| before.to_lowercase().ends_with(word))
}

/// The one edition whose nominees the document names in full.
///
/// With few nominees, the day of the ceremony must stand in the text, too. Where several editions
/// fit, only one whose ceremony is dated in the text is taken.
fn infer<'a>(
    document: &Document,
    places: &[Place],
    editions: &'a [AwardEdition],
) -> Option<(&'a AwardEdition, Vec<MunicipalityCode>)> {
    let fitting: Vec<(&AwardEdition, Vec<MunicipalityCode>, bool)> = editions
        .iter()
        .filter_map(|edition| {
            let nominees = named_list(edition, places)?;
            let dated = ceremony_is_dated(edition, &document.text);
            Some((edition, nominees, dated))
        })
        .collect();
    let dated: Vec<_> = fitting.iter().filter(|(_, _, dated)| *dated).collect();
    match (fitting.as_slice(), dated.as_slice()) {
        ([only], _) if only.2 || only.1.len() >= ENOUGH_NOMINEES => Some((only.0, only.1.clone())),
        (_, [only]) => Some((only.0, only.1.clone())),
        _ => None,
    }
}

/// The longest of an edition's lists that the document names in full.
fn named_list(edition: &AwardEdition, places: &[Place]) -> Option<Vec<MunicipalityCode>> {
    [&edition.shortlisted, &edition.nominees, &edition.finalists]
        .into_iter()
        .map(|list| list.iter().flatten().copied().collect::<Vec<_>>())
        .filter(|list| list.len() >= FEWEST_NOMINEES)
        .filter(|list| {
            list.iter()
                .all(|code| places.iter().any(|place| place.code == *code))
        })
        .max_by_key(Vec::len)
}

/// Whether the ceremony's day and month stand in a text, as `14 november`.
fn ceremony_is_dated(edition: &AwardEdition, text: &str) -> bool {
    let Some(ceremony) = edition
        .ceremony_date
        .filter(|ceremony| ceremony.precision == DatePrecision::Day)
    else {
        return false;
    };
    let month = usize::try_from(ceremony.date.month() - 1)
        .ok()
        .and_then(|month| MONTHS.get(month));
    let Some(month) = month else {
        return false;
    };
    let date = format!("{} {month}", ceremony.date.day());
    let lower = text.to_lowercase();
    lower.match_indices(&date).any(|(at, _)| {
        // `4 november` stands in `14 november`, too.
        !lower[..at].ends_with(|before: char| before.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_states_a_year_only_as_a_time() {
        for (title, year) in [
            ("Så gick det i maj 2018", Some(2018)),
            ("Årets appar (2016)", Some(2016)),
            ("Årsberättelse för digitala rådet, 2014", Some(2014)),
            ("Kommunerna berättar 2011", Some(2011)),
            ("Programmet Kungsbacka 2020", None),
            ("En digital agenda 2020", None),
            ("Så ska det vara till 2020", None),
            ("Vision 2030 i skolan", None),
            ("Klart senast 2020", None),
            ("I 2016 och under 2018", None),
            ("Ett år med 1500 larm", None),
        ] {
            assert_eq!(stated_year(title).map(Year::number), year, "{title}");
        }
    }
}
