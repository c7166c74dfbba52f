//! Where a curated example came from.

use jiff::civil::Date;
use records::{
    DateBasis, DatePrecision, PublishedDate, RecordId, Rights, Severity, Source, Text, parse_date,
};

use super::Reader;
use super::fields::Fields;
use crate::file::File;
use crate::read::sidecar::not_an_address;
use crate::rule;

const FIELDS: &[&str] = &["title", "publisher", "url", "published", "retrieved"];

/// What an example says about its source.
#[derive(Default)]
struct Stated {
    title: Option<Text>,
    publisher: Option<Text>,
    url: Option<Text>,
    published: Option<PublishedDate>,
    retrieved: Option<Date>,
}

impl Reader<'_> {
    /// The source of an example: the file itself holds the text, which is ours, and the fields
    /// tell which publication the text is drawn from.
    pub(super) fn source(&mut self, file: &File<'_>, id: Option<&RecordId>) -> Option<Source> {
        self.require("source");
        let node = self.fields.node("source").cloned();
        let stated = node
            .and_then(|node| Fields::new(node, "source.", FIELDS, self.findings))
            .map(|fields| self.stated(fields))
            .unwrap_or_default();
        Some(Source {
            id: id?.as_str().parse().ok()?,
            title: stated.title,
            publisher: stated.publisher,
            url: stated.url,
            path: self.findings.path().to_owned(),
            media_type: file.media_type.as_str().to_owned(),
            published: stated.published,
            retrieved: stated.retrieved,
            sha256: file.sha256.clone(),
            rights: Rights::Full,
        })
    }

    fn stated(&mut self, fields: Fields) -> Stated {
        let former = std::mem::replace(&mut self.fields, fields);
        let stated = Stated {
            title: self.text("title"),
            publisher: self.text("publisher"),
            url: self.url(),
            published: self
                .date("published")
                .map(|(date, precision)| PublishedDate {
                    date,
                    precision,
                    basis: DateBasis::Curated,
                }),
            retrieved: self.retrieved(),
        };
        self.fields = former;
        stated
    }

    fn url(&mut self) -> Option<Text> {
        let (url, at) = self.fields.text("url", self.findings)?;
        let host = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://"));
        // White space, quotes and the like do not belong in an address, nor do passwords.
        let is_plain = |letter: char| {
            !letter.is_whitespace() && !letter.is_control() && !r#""<>\^`{}|"#.contains(letter)
        };
        let has_login =
            host.is_some_and(|host| host.split('/').next().unwrap_or_default().contains('@'));
        if host.is_some_and(|host| !host.is_empty()) && url.chars().all(is_plain) && !has_login {
            return Some(url);
        }
        self.error(&at, "source.url", rule::BAD_VALUE, not_an_address(&url));
        None
    }

    fn date(&mut self, field: &str) -> Option<(Date, DatePrecision)> {
        let (text, at) = self.fields.text(field, self.findings)?;
        let field = format!("source.{field}");
        match parse_date(&text) {
            Ok((date, _)) if date > self.options.today => {
                let message = format!("date `{text}` has not come yet");
                self.error(&at, &field, rule::FUTURE_DATE, message);
                None
            }
            Ok(date) => Some(date),
            Err(error) => {
                self.tell(
                    Severity::Error,
                    &at,
                    &field,
                    rule::BAD_VALUE,
                    error.to_string(),
                );
                None
            }
        }
    }

    fn retrieved(&mut self) -> Option<Date> {
        let (date, precision) = self.date("retrieved")?;
        if precision == DatePrecision::Day {
            return Some(date);
        }
        let at = self.fields.node("retrieved")?.clone();
        let message = "the date is not a full one, such as 2019-05-29";
        self.error(&at, "source.retrieved", rule::BAD_VALUE, message);
        None
    }
}
