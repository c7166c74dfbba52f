//! How a record is cited: as a sentence, as meta tags and as structured data.

use records::{DatePrecision, Kind, PublishedDate, Rights, Source};
use search::Facet;
use serde_json::{Value, json};
use vocabulary::Vocabulary;

use super::hits::{places, themes};
use crate::labels::label;
use crate::lang::Lang;
use crate::shown::ShownRecord;

/// The name under which the bank is cited.
const NAME: &str = "Exempelbanken";

/// The licence of the bank's own texts.
const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";

/// A date as exactly as it is known.
pub(crate) fn date(published: PublishedDate) -> String {
    precise(&published.date, published.precision)
}

/// A calendar date, no more exact than it is known.
pub(crate) fn precise(date: &impl ToString, precision: DatePrecision) -> String {
    let date = date.to_string();
    let len = match precision {
        DatePrecision::Year => "2026".len(),
        DatePrecision::Month => "2026-01".len(),
        DatePrecision::Day => date.len(),
    };
    date.chars().take(len).collect()
}

/// The address of a source, if it is one of the web; anything else is not made a link.
pub(crate) fn web_address(source: &Source) -> Option<String> {
    let url = source.url.as_deref()?;
    let scheme = url
        .split_once("://")
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https")).then(|| url.to_owned())
}

/// The record as it stands in a list of references, close to the manner of APA.
pub(crate) fn citation(record: &ShownRecord, lang: Lang, address: &str) -> String {
    let [undated, source_word] = match lang {
        Lang::Swedish => ["u.å.", "Källa"],
        Lang::English => ["n.d.", "Source"],
    };
    let year = record
        .year
        .map_or_else(|| undated.to_owned(), |year| year.value.to_string());
    let mut text = format!("{} ({year}). {NAME}. {address}", sentence(&record.title));
    let source = &record.source;
    let published = source
        .published
        .map(|published| format!("({})", date(published)));
    let parts: Vec<String> = [
        source.publisher.as_ref().map(ToString::to_string),
        published,
        source.title.as_ref().map(ToString::to_string),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !parts.is_empty() {
        text = format!("{text} {source_word}: {}", sentence(&parts.join(". ")));
        if let Some(url) = web_address(source) {
            text = format!("{text} {url}");
        }
    }
    text
}

/// A text that ends as a sentence does.
fn sentence(text: &str) -> String {
    if text.ends_with(['.', '!', '?', '…']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// The meta tags that reference managers read.
pub(crate) fn meta_tags(record: &ShownRecord, address: &str) -> Vec<(&'static str, String)> {
    let mut tags = vec![
        ("citation_title", record.title.to_string()),
        ("citation_publisher", NAME.to_owned()),
        ("citation_public_url", address.to_owned()),
        ("citation_language", "sv".to_owned()),
    ];
    if let Some(published) = record.source.published {
        tags.push((
            "citation_publication_date",
            date(published).replace('-', "/"),
        ));
    } else if let Some(year) = record.year {
        tags.push(("citation_publication_date", year.value.to_string()));
    }
    tags
}

/// The record as schema.org has it, safe inside a script element.
pub(crate) fn json_ld(
    record: &ShownRecord,
    lang: Lang,
    address: &str,
    vocabulary: &Vocabulary,
) -> String {
    let source = &record.source;
    let kind = if record.kind == Kind::Article {
        "Article"
    } else {
        "CreativeWork"
    };
    let name = |link: super::Link| link.text;
    let about: Vec<Value> = places(record, lang, vocabulary)
        .into_iter()
        .map(|place| json!({"@type": "AdministrativeArea", "name": place.text}))
        .collect();
    let mut value = json!({
        "@context": "https://schema.org",
        "@type": kind,
        "@id": address,
        "url": address,
        "identifier": record.id.as_str(),
        "name": record.title.as_str(),
        "headline": record.title.as_str(),
        "abstract": record.lead(),
        "inLanguage": "sv",
        "about": about,
        "keywords": themes(record, lang, vocabulary).into_iter().map(name).collect::<Vec<_>>(),
        "temporalCoverage": record.year.map(|year| year.value.to_string()),
        "isPartOf": {"@type": "Dataset", "name": NAME},
        "isBasedOn": {
            "@type": "CreativeWork",
            "name": source.title.as_deref(),
            "url": web_address(source),
            "publisher": source.publisher.as_deref().map(|name| json!({
                "@type": "Organization",
                "name": name,
            })),
            "datePublished": source.published.map(date),
            "inLanguage": record.language.as_str(),
        },
    });
    if source.rights == Rights::Full
        && let Some(fields) = value.as_object_mut()
    {
        fields.insert("license".to_owned(), json!(LICENCE));
    }
    for_script(&without_nulls(value))
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name, without_nulls(value)))
            .collect(),
        other => other,
    }
}

/// JSON in which nothing can end the script element around it or open a comment.
fn for_script(value: &Value) -> String {
    value
        .to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

/// The name of an area of the award.
pub(crate) fn area(record: &ShownRecord, lang: Lang, vocabulary: &Vocabulary) -> Option<String> {
    record
        .area
        .map(|area| label(Facet::Area, area.as_str(), lang, vocabulary))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_the_data_ends_its_script_element() {
        let value = json!({"a": "</script><!-- & \u{2028}"});
        let text = for_script(&value);
        assert!(!text.contains(['<', '>', '&', '\u{2028}']), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
