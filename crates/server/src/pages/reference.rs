//! What the page of a record tells programs: how it is cited, as meta tags, and what it is, as
//! structured data.

use records::{Kind, Rights};
use search::Facet;
use serde_json::{Value, json};
use vocabulary::Vocabulary;

use super::hits::{places, themes};
use crate::labels::label;
use crate::lang::Lang;
use crate::reference::{LICENCE, NAME, date, web_address};
use crate::shown::ShownRecord;

/// The meta tags that reference managers read.
pub(crate) fn meta_tags(record: &ShownRecord, address: &str) -> Vec<(&'static str, String)> {
    let source = &record.source;
    let mut tags = vec![
        (
            "citation_title",
            source.title.as_ref().unwrap_or(&record.title).to_string(),
        ),
        ("citation_public_url", address.to_owned()),
        ("citation_language", record.language.to_string()),
    ];
    // The year that an example is about is no date of publication.
    // The publisher's title, and not the bank's, is what the publisher is named with.
    if let (Some(publisher), Some(_)) = (&source.publisher, &source.title) {
        tags.push(("citation_publisher", publisher.to_string()));
    }
    if let Some(published) = source.published {
        tags.push((
            "citation_publication_date",
            date(published).replace('-', "/"),
        ));
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
        .map(|area| label(Facet::Area, area.as_str(), lang, vocabulary).into_owned())
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
