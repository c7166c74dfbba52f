//! When a source was published, how exactly that is known, and from what.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

crate::words! {
    /// How much of a date is known.
    DatePrecision as "date precision" {
        /// Only the year; month and day are written as 01.
        Year = "year",
        /// Year and month; the day is written as 01.
        Month = "month",
        /// The full date.
        Day = "day",
    }
}

crate::words! {
    /// Where a publication date was found.
    DateBasis as "date basis" {
        /// An editor wrote it down.
        Curated = "curated",
        /// The document's own metadata.
        Metadata = "metadata",
        /// The text of the document.
        Text = "text",
        /// The document's address.
        Url = "url",
        /// Worked out from other facts.
        Inferred = "inferred",
    }
}

/// A publication date with its precision and basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedDate {
    /// The date as RFC 3339 has it; unknown parts are 01.
    pub date: Date,
    /// How much of `date` is known.
    pub precision: DatePrecision,
    /// Where it was found.
    pub basis: DateBasis,
}

/// The error of a date that is not written as `2019`, `2019-05` or `2019-05-29`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("date `{0}` is not a calendar date written as 2019, 2019-05 or 2019-05-29")]
pub struct DateError(String);

/// Parses a date given to the year, the month or the day.
///
/// # Errors
/// [`DateError`] unless the text has one of the three forms and names a day of the calendar
/// between the years 1900 and 2099.
///
/// # Example
/// ```
/// let (date, precision) = records::parse_date("2025-03")?;
/// assert_eq!(date.to_string(), "2025-03-01");
/// assert_eq!(precision, records::DatePrecision::Month);
/// assert!(records::parse_date("2025-02-30").is_err());
/// # Ok::<(), records::DateError>(())
/// ```
pub fn parse_date(text: &str) -> Result<(Date, DatePrecision), DateError> {
    let (full, precision) = match text.len() {
        4 => (format!("{text}-01-01"), DatePrecision::Year),
        7 => (format!("{text}-01"), DatePrecision::Month),
        10 => (text.to_owned(), DatePrecision::Day),
        _ => return Err(DateError(text.to_owned())),
    };
    let dashed = full.bytes().enumerate().all(|(at, byte)| {
        if at == 4 || at == 7 {
            byte == b'-'
        } else {
            byte.is_ascii_digit()
        }
    });
    full.parse::<Date>()
        .ok()
        .filter(|date| dashed && (1900..2100).contains(&date.year()))
        .map(|date| (date, precision))
        .ok_or_else(|| DateError(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_to_the_year_month_and_day_are_read() {
        for (text, date, precision) in [
            ("2019", "2019-01-01", DatePrecision::Year),
            ("2019-05", "2019-05-01", DatePrecision::Month),
            ("2020-02-29", "2020-02-29", DatePrecision::Day),
        ] {
            assert_eq!(parse_date(text), Ok((date.parse().unwrap(), precision)));
        }
    }

    #[test]
    fn what_is_no_date_is_refused_by_name() {
        for text in [
            "",
            "19",
            "2019-13",
            "2019-02-30",
            "20190529",
            "2019/05/29",
            "1066",
            "å019",
            "29-05-2019",
        ] {
            let error = parse_date(text).unwrap_err();
            assert!(error.to_string().contains(&format!("`{text}`")), "{error}");
        }
    }
}
