//! The sidecar of a document: what is known about it besides the document itself.

use std::path::Path;

use jiff::civil::Date;
use records::{DateBasis, DatePrecision, PublishedDate, Severity, Text, parse_date};
use toml::{Table, Value};

use super::Metadata;
use crate::file::{File, load_bytes, sidecar_path, written};
use crate::findings::Findings;
use crate::rule;

/// The fields of a sidecar.
const FIELDS: &[&str] = &[
    "language",
    "published",
    "publisher",
    "retrieved",
    "rights",
    "title",
    "url",
];

/// A sidecar has seven lines; what is longer is none.
const MAX_SIDECAR_BYTES: u64 = 64 * 1024;

/// Reads the bytes of the sidecar beside a document, if there is one.
pub(crate) fn load(document: &Path, findings: &mut Findings) -> Option<Vec<u8>> {
    let path = sidecar_path(document);
    // Whatever else is in the way is told by the reading itself.
    if path.try_exists().is_ok_and(|exists| !exists) {
        return None;
    }
    let mut own = Findings::new(&written(&path));
    let bytes = load_bytes(&path, MAX_SIDECAR_BYTES, &mut own);
    for diagnostic in own.into_list() {
        findings.add(diagnostic);
    }
    bytes
}

/// What a document's sidecar says. Its diagnostics name the sidecar's path.
pub(crate) fn read(file: &File<'_>, today: Date, findings: &mut Findings) -> Metadata {
    let Some(bytes) = &file.sidecar else {
        return Metadata::default();
    };
    let mut own = Findings::new(&written(&sidecar_path(file.path)));
    let metadata = parse(bytes, today, &mut own);
    for diagnostic in own.into_list() {
        findings.add(diagnostic);
    }
    metadata
}

fn parse(bytes: &[u8], today: Date, findings: &mut Findings) -> Metadata {
    let Ok(text) = std::str::from_utf8(bytes) else {
        findings.error(rule::ENCODING, "the sidecar is not UTF-8");
        return Metadata::default();
    };
    let table: Table = match toml::from_str(text) {
        Ok(table) => table,
        Err(error) => {
            let line = error
                .span()
                .and_then(|span| text.get(..span.start))
                .map_or(1, |before| before.matches('\n').count() + 1);
            let fault = findings
                .make(
                    Severity::Error,
                    rule::SYNTAX,
                    format!("no TOML: {}", error.message()),
                )
                .at_line(u32::try_from(line).unwrap_or(u32::MAX));
            findings.add(fault);
            return Metadata::default();
        }
    };
    let mut sidecar = Sidecar {
        text,
        today,
        findings,
    };
    let mut metadata = Metadata::default();
    for (field, value) in &table {
        match (field.as_str(), sidecar.string(field, value)) {
            (_, None) => {}
            ("title", Some(value)) => metadata.title = sidecar.text(field, &value),
            ("publisher", Some(value)) => metadata.publisher = sidecar.text(field, &value),
            ("url", Some(value)) => metadata.url = sidecar.url(field, &value),
            ("published", Some(value)) => metadata.published = sidecar.published(field, &value),
            ("retrieved", Some(value)) => metadata.retrieved = sidecar.retrieved(field, &value),
            ("rights", Some(value)) => metadata.rights = sidecar.parsed(field, &value),
            ("language", Some(value)) => metadata.language = sidecar.parsed(field, &value),
            _ => {}
        }
    }
    metadata
}

struct Sidecar<'a> {
    text: &'a str,
    today: Date,
    findings: &'a mut Findings,
}

impl Sidecar<'_> {
    fn error(&mut self, field: &str, rule: &str, message: impl Into<String>) {
        let line = self
            .text
            .lines()
            .position(|line| {
                line.trim_start()
                    .trim_start_matches('"')
                    .strip_prefix(field)
                    .is_some_and(|rest| rest.trim_start_matches(['"', ' ', '\t']).starts_with('='))
            })
            .and_then(|line| u32::try_from(line + 1).ok());
        let mut fault = self
            .findings
            .make(Severity::Error, rule, message)
            .about(field);
        fault.line = line;
        self.findings.add(fault);
    }

    /// A field's value as text; a date may be written without quotes.
    fn string(&mut self, field: &str, value: &Value) -> Option<String> {
        if !FIELDS.contains(&field) {
            self.error(field, rule::UNKNOWN_FIELD, unknown_field(field, FIELDS));
            return None;
        }
        match value {
            Value::String(text) => Some(text.clone()),
            Value::Datetime(date) => Some(date.to_string()),
            other => {
                let message = format!("{} where text is expected", other.type_str());
                self.error(field, rule::WRONG_TYPE, message);
                None
            }
        }
    }

    fn text(&mut self, field: &str, value: &str) -> Option<Text> {
        let text = Text::from_trimmed(&analysis::normalise(value));
        if text.is_none() {
            self.error(field, rule::DEAD_FIELD, "the field is empty; leave it out");
        }
        text
    }

    fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(
        &mut self,
        field: &str,
        value: &str,
    ) -> Option<T> {
        match value.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.error(field, rule::BAD_VALUE, error.to_string());
                None
            }
        }
    }

    fn url(&mut self, field: &str, value: &str) -> Option<Text> {
        if value.starts_with("https://") || value.starts_with("http://") {
            return self.text(field, value);
        }
        self.error(field, rule::BAD_VALUE, not_an_address(value));
        None
    }

    fn date(&mut self, field: &str, value: &str) -> Option<(Date, DatePrecision)> {
        match parse_date(value) {
            Ok((date, _)) if date > self.today => {
                self.error(
                    field,
                    rule::FUTURE_DATE,
                    format!("date `{value}` has not come yet"),
                );
                None
            }
            Ok(date) => Some(date),
            Err(error) => {
                self.error(field, rule::BAD_VALUE, error.to_string());
                None
            }
        }
    }

    fn published(&mut self, field: &str, value: &str) -> Option<PublishedDate> {
        let (date, precision) = self.date(field, value)?;
        Some(PublishedDate {
            date,
            precision,
            basis: DateBasis::Curated,
        })
    }

    fn retrieved(&mut self, field: &str, value: &str) -> Option<Date> {
        let (date, precision) = self.date(field, value)?;
        if precision != DatePrecision::Day {
            let message = format!("date `{value}` is not a full date, such as 2019-05-29");
            self.error(field, rule::BAD_VALUE, message);
            return None;
        }
        Some(date)
    }
}

/// The message about a field that is none, with the nearest right one.
pub(crate) fn unknown_field(field: &str, accepted: &[&str]) -> String {
    let nearest = vocabulary::nearest(field, accepted.iter().map(|name| (*name, *name)));
    match nearest {
        Some(nearest) => format!("unknown field `{field}`; did you mean `{nearest}`?"),
        None => format!("unknown field `{field}`; accepted: {}", accepted.join(", ")),
    }
}

/// The message about an address that is none.
pub(crate) fn not_an_address(value: &str) -> String {
    format!("address `{value}` does not start with https:// or http://")
}
