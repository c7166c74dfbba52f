//! Dates as a page's text has them, where it tells when it was published.

use jiff::civil::Date;
use records::{DateBasis, DatePrecision, PublishedDate};

/// The months as they are written in full, in Swedish, English, Danish and Norwegian, and Finnish. A
/// month may be written short, as one of these is begun.
const MONTHS: [&[&str]; 12] = [
    &["januari", "january", "januar", "tammikuuta"],
    &["februari", "february", "februar", "helmikuuta"],
    &["mars", "march", "marts", "maaliskuuta"],
    &["april", "huhtikuuta"],
    &["maj", "may", "mai", "toukokuuta"],
    &["juni", "june", "kesäkuuta"],
    &["juli", "july", "heinäkuuta"],
    &["augusti", "august", "elokuuta"],
    &["september", "syyskuuta"],
    &["oktober", "october", "lokakuuta"],
    &["november", "marraskuuta"],
    &["december", "desember", "joulukuuta"],
];

/// A shorter word is no month written short.
const SHORTEST_MONTH: usize = 3;

/// The days of the week, which may stand before a date.
const WEEKDAYS: &[&str] = &[
    "måndag",
    "tisdag",
    "onsdag",
    "torsdag",
    "fredag",
    "lördag",
    "söndag",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mandag",
    "tirsdag",
    "lørdag",
    "søndag",
];

/// Words before the time of day.
const BEFORE_TIME: &[&str] = &["kl", "klockan", "klo", "at", "kello"];

/// Starts of lines that tell when a page was published.
const PUBLISHED: &[&str] = &[
    "publicerad",
    "publicerat",
    "publiceringsdatum",
    "published",
    "publication date",
    "date published",
    "posted",
    "publisert",
    "publiceret",
    "offentliggjort",
    "udgivet",
    "julkaistu",
    "julkaisupäivä",
];

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

/// A date as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Written {
    Full(PublishedDate),
    DayAndMonth,
    /// A day that no month has, as it is written: `31 februari 2019`.
    Impossible(String),
}

/// The date that a text is, and nothing else but a time of day: `7 nov`, `7 november 2017`,
/// `November 7, 2017`, `7.11.2017` or `2017-11-07`.
pub(super) fn alone(text: &str) -> Option<Written> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let words = match words.as_slice() {
        [first, rest @ ..] if WEEKDAYS.contains(&first.trim_end_matches(',')) => rest,
        all => all,
    };
    let words = words.strip_prefix(&["den"]).unwrap_or(words);
    let (date, len) = opening(words)?;
    words[len..]
        .iter()
        .all(|word| is_time(word))
        .then_some(date)
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

/// Whether a text opens as a line does that tells when a page was published.
pub(super) fn opens_published(text: &str) -> bool {
    let lower = text.trim_start().to_lowercase();
    PUBLISHED.iter().any(|start| lower.starts_with(start))
}

/// The date in a line such as `Publicerad: 7 november 2017, kl. 10.30`.
pub(super) fn published(line: &str) -> Option<Written> {
    let line = line.to_lowercase();
    let rest = PUBLISHED
        .iter()
        .find_map(|start| line.strip_prefix(start))?;
    if line.chars().count() > LONGEST_STATUS {
        return None;
    }
    let words: Vec<&str> = rest
        .split([' ', ':', ',', '\n'])
        .filter(|word| !word.is_empty() && !matches!(*word, "den" | "on"))
        .collect();
    let words = match words.as_slice() {
        [first, rest @ ..] if WEEKDAYS.contains(first) => rest,
        all => all,
    };
    let (date, _) = opening(words)?;
    (date != Written::DayAndMonth).then_some(date)
}

/// The date that opens some words in lower case, and how many of them it is.
fn opening(words: &[&str]) -> Option<(Written, usize)> {
    let numbers = |word: &str, mark: char| -> Option<Vec<String>> {
        let parts: Vec<&str> = word.trim_end_matches(',').split(mark).collect();
        let are_numbers = parts
            .iter()
            .all(|part| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit()));
        (parts.len() == 3 && are_numbers)
            .then(|| parts.iter().map(|part| (*part).to_owned()).collect())
    };
    let first = *words.first()?;
    if let Some(parts) = numbers(first, '-').filter(|parts| parts[0].len() == 4) {
        return Some((date(&parts[0], &parts[1], &parts[2])?, 1));
    }
    if let Some(parts) = numbers(first, '.').filter(|parts| parts[2].len() == 4) {
        return Some((date(&parts[2], &parts[1], &parts[0])?, 1));
    }
    let [first, second, rest @ ..] = words else {
        return None;
    };
    let (day, number, is_day_first) = match (month(first), month(second)) {
        (None, Some(number)) => (*first, number, true),
        (Some(number), None) => (*second, number, false),
        _ => return None,
    };
    let day = [".", ",", "th", "st", "nd", "rd"]
        .iter()
        .fold(day, |day, end| day.trim_end_matches(end));
    if day.is_empty() || day.len() > 2 || !day.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let year = rest
        .first()
        .map(|year| year.trim_end_matches([',', '.']))
        .filter(|year| year.len() == 4 && year.bytes().all(|digit| digit.is_ascii_digit()));
    match year {
        Some(year) => match date(year, &number.to_string(), day)? {
            Written::Impossible(_) => {
                let written = format!("{first} {second} {year}");
                Some((Written::Impossible(written), 3))
            }
            date => Some((date, 3)),
        },
        None => {
            let is_day = day.parse().is_ok_and(|day| (1..=31).contains(&day));
            (is_day_first && is_day).then_some((Written::DayAndMonth, 2))
        }
    }
}

/// The number of the month that a word names, in full or short.
fn month(word: &str) -> Option<usize> {
    let word = word.trim_end_matches(['.', ',']);
    if word.chars().count() < SHORTEST_MONTH {
        return None;
    }
    MONTHS
        .iter()
        .position(|names| names.iter().any(|name| name.starts_with(word)))
        .map(|at| at + 1)
}

fn date(year: &str, month: &str, day: &str) -> Option<Written> {
    let (year, month, day): (i16, i8, i8) =
        (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    Some(match Date::new(year, month, day) {
        Ok(date) => Written::Full(PublishedDate {
            date,
            precision: DatePrecision::Day,
            basis: DateBasis::Text,
        }),
        Err(_) => Written::Impossible(format!("{year:04}-{month:02}-{day:02}")),
    })
}

/// Whether a word is of a time of day after a date: `kl.`, `10:30`.
fn is_time(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',']);
    BEFORE_TIME.contains(&word)
        || (word.contains([':', '.'])
            && word
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A date in figures, or what else it is.
    fn told(written: Option<Written>) -> String {
        match written {
            Some(Written::Full(date)) => date.date.to_string(),
            Some(Written::DayAndMonth) => "without year".to_owned(),
            Some(Written::Impossible(date)) => format!("no day: {date}"),
            None => String::new(),
        }
    }

    #[test]
    fn a_date_alone_may_lack_its_year() {
        for (text, date) in [
            ("7\nnov", "without year"),
            ("21 Maj", "without year"),
            ("7 november 2017", "2017-11-07"),
            ("10 nov 2020", "2020-11-10"),
            ("Tisdag 7 november 2017 kl. 10.30", "2017-11-07"),
            ("November 7, 2017", "2017-11-07"),
            ("7th of November 2017", ""),
            ("7th November 2017", "2017-11-07"),
            ("7.11.2017", "2017-11-07"),
            ("7. desember 2017", "2017-12-07"),
            ("2017-11-07", "2017-11-07"),
            ("2017-11-07 08:15", "2017-11-07"),
            ("31 feb 2017", "no day: 31 feb 2017"),
            ("2017-02-31", "no day: 2017-02-31"),
            ("7 novellsamlingar", ""),
            ("7 noveller 2017", ""),
            ("32 maj", ""),
            ("2017", ""),
            ("7 nov 17", ""),
            ("maj", ""),
            ("7 november 2017 i Kalix", ""),
        ] {
            assert_eq!(told(alone(text)), date, "{text}");
        }
    }

    #[test]
    fn a_line_tells_when_the_page_was_published() {
        for line in [
            "Publicerad: 7 november 2017, kl. 10.30",
            "Publicerad 2017-11-07",
            "Publicerat den 7 nov 2017",
            "Published 7 November 2017",
            "Published on November 7, 2017",
            "Publisert tirsdag 7. november 2017",
            "Julkaistu 7.11.2017",
        ] {
            assert_eq!(told(published(line)), "2017-11-07", "{line}");
            assert!(is_status(line), "{line}");
        }
        for (line, date) in [
            ("Publicerad 31 februari 2019", "no day: 31 februari 2019"),
            ("Publicerad i går", ""),
            ("Published by the city", ""),
            ("Uppdaterad 2017-11-07", ""),
            ("2017-11-07", ""),
        ] {
            assert_eq!(told(published(line)), date, "{line}");
        }
        assert!(is_status("Sidan uppdaterad 2021-03-04"));
        assert!(is_status("Sidansvarig: kommunikationsenheten"));
        assert!(!is_status("Uppdaterade rutiner gav kortare köer"));
    }
}
