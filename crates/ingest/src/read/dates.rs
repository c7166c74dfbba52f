//! Dates as a page's text has them, where it tells when it was published.

use jiff::civil::Date;
use records::{DateBasis, DatePrecision, PublishedDate, parse_date};

/// The months by the start that tells them, in Swedish.
const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec",
];

/// Starts of lines that tell when a page was published.
const PUBLISHED: &[&str] = &["publicerad", "publicerat", "publiceringsdatum"];

/// Starts of lines that tell something else of a page's life.
const STATUS: &[&str] = &[
    "senast uppdaterad",
    "senast ändrad",
    "senast granskad",
    "sidan uppdaterad",
    "sidan uppdaterades",
    "sidansvarig",
    "uppdaterad",
    "ändrad",
];

/// A longer line is a sentence that happens to start so.
const LONGEST_STATUS: usize = 80;

/// A date that stands alone on a line, or on two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    Full(PublishedDate),
    DayAndMonth,
}

/// The date that a text is, and nothing else: `7 nov`, `7 november 2017` or `2017-11-07`.
pub(super) fn alone(text: &str) -> Option<Written> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [day, month] => day_and_month(day, month).map(|_| Written::DayAndMonth),
        [day, month, year] => full(day, month, year).map(Written::Full),
        [date] => iso(date).map(Written::Full),
        _ => None,
    }
}

/// Whether a line tells of the page's life rather than of what the page is about.
pub(super) fn is_status(line: &str) -> bool {
    let lower = line.to_lowercase();
    let starts = |starts: &[&str]| starts.iter().any(|start| lower.starts_with(start));
    line.chars().count() <= LONGEST_STATUS
        && (starts(STATUS)
            && line.contains(|letter: char| letter.is_ascii_digit() || letter == ':')
            || published(line).is_some())
}

/// The date in a line such as `Publicerad: 7 november 2017, kl. 10.30`.
pub(super) fn published(line: &str) -> Option<PublishedDate> {
    let line = line.to_lowercase();
    let rest = PUBLISHED
        .iter()
        .find_map(|start| line.strip_prefix(start))?;
    if line.chars().count() > LONGEST_STATUS {
        return None;
    }
    let words: Vec<&str> = rest
        .split([' ', ':', ',', '\n'])
        .filter(|word| !word.is_empty() && *word != "den")
        .collect();
    match words.as_slice() {
        [date, ..] if iso(date).is_some() => iso(date),
        [day, month, year, ..] => full(day, month, year),
        _ => None,
    }
}

fn iso(date: &str) -> Option<PublishedDate> {
    let (date, precision) = parse_date(date).ok()?;
    (precision == DatePrecision::Day).then_some(PublishedDate {
        date,
        precision,
        basis: DateBasis::Text,
    })
}

fn full(day: &str, month: &str, year: &str) -> Option<PublishedDate> {
    let (day, month) = day_and_month(day, month)?;
    let year = Some(year).filter(|year| year.len() == 4)?.parse().ok()?;
    Some(PublishedDate {
        date: Date::new(year, month, day).ok()?,
        precision: DatePrecision::Day,
        basis: DateBasis::Text,
    })
}

fn day_and_month(day: &str, month: &str) -> Option<(i8, i8)> {
    let day: i8 = day.trim_end_matches('.').parse().ok()?;
    let at = MONTHS.iter().position(|start| month.starts_with(start))?;
    let is_month = (1..=31).contains(&day) && month.chars().count() <= 9;
    is_month.then_some((day, i8::try_from(at + 1).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_alone_may_lack_its_year() {
        let date = |text| match alone(text) {
            Some(Written::Full(date)) => date.date.to_string(),
            Some(Written::DayAndMonth) => "without year".to_owned(),
            None => String::new(),
        };
        assert_eq!(date("7\nnov"), "without year");
        assert_eq!(date("21 Maj"), "without year");
        assert_eq!(date("7 november 2017"), "2017-11-07");
        assert_eq!(date("2017-11-07"), "2017-11-07");
        for text in [
            "7 novellsamlingar",
            "31 feb 2017",
            "32 maj",
            "2017",
            "7 nov 17",
            "maj",
        ] {
            assert_eq!(date(text), "", "{text}");
        }
    }

    #[test]
    fn a_line_tells_when_the_page_was_published() {
        let date = |line| published(line).map(|date| date.date.to_string());
        for line in [
            "Publicerad: 7 november 2017, kl. 10.30",
            "Publicerad 2017-11-07",
            "Publicerat den 7 nov 2017",
        ] {
            assert_eq!(date(line).as_deref(), Some("2017-11-07"), "{line}");
            assert!(is_status(line), "{line}");
        }
        for line in ["Publicerad i går", "Uppdaterad 2017-11-07", "2017-11-07"] {
            assert_eq!(date(line), None, "{line}");
        }
        assert!(is_status("Sidan uppdaterad 2021-03-04"));
        assert!(is_status("Sidansvarig: kommunikationsenheten"));
        assert!(!is_status("Uppdaterade rutiner gav kortare köer"));
    }
}
