//! What a web page says about itself.

use records::{DateBasis, Language, PublishedDate, Text, parse_date};
use scraper::{ElementRef, Html};
use serde_json::Value;

use super::{Block, Metadata};

/// Names of `meta` elements that hold the date of publication, most trusted first.
const DATES: &[&str] = &[
    "article:published_time",
    "datepublished",
    "dcterms.issued",
    "dc.date.issued",
    "dc.date",
    "og:published_time",
    "publishdate",
    "date",
];

/// Reads a page's title, publisher, address, date and language: from JSON-LD, then OpenGraph and
/// other `meta` elements, then the page itself.
pub(crate) fn read(page: &Html, blocks: &[Block]) -> Metadata {
    let elements: Vec<ElementRef<'_>> = page
        .tree
        .root()
        .descendants()
        .filter_map(ElementRef::wrap)
        .collect();
    let linked = elements
        .iter()
        .filter(|element| {
            element.value().name() == "script"
                && element.attr("type") == Some("application/ld+json")
        })
        .filter_map(|element| serde_json::from_str(&element.text().collect::<String>()).ok())
        .map(|json: Value| from_json_ld(&json))
        .fold(Metadata::default(), Metadata::or);
    let own = from_elements(&elements, blocks);
    // The page's heading is what a reader sees; JSON-LD often holds a shorter one.
    let title = own.title.clone().or_else(|| linked.title.clone());
    Metadata {
        title,
        ..linked.or(own)
    }
}

fn from_elements(elements: &[ElementRef<'_>], blocks: &[Block]) -> Metadata {
    let named = |name: &str| {
        elements
            .iter()
            .find(|element| element.value().name() == name)
    };
    let meta = |wanted: &str| {
        elements
            .iter()
            .filter(|element| element.value().name() == "meta")
            .find(|element| {
                ["property", "name", "itemprop"]
                    .iter()
                    .filter_map(|attribute| element.attr(attribute))
                    .any(|name| name.eq_ignore_ascii_case(wanted))
            })
            .and_then(|element| element.attr("content"))
            .and_then(text)
    };
    let publisher = meta("og:site_name").or_else(|| meta("application-name"));
    let heading = blocks
        .iter()
        .find(|block| block.kind.is_heading())
        .and_then(|block| Text::from_trimmed(&block.text));
    let page_title = named("title")
        .and_then(|element| text(&element.text().collect::<String>()))
        .map(|title| without_site_name(&title, publisher.as_deref()));
    let canonical = elements
        .iter()
        .find(|element| {
            element.value().name() == "link" && element.attr("rel") == Some("canonical")
        })
        .and_then(|element| element.attr("href"));
    let time = elements
        .iter()
        .filter(|element| element.value().name() == "time")
        .find_map(|element| element.attr("datetime"));
    Metadata {
        title: heading.or_else(|| meta("og:title")).or(page_title),
        published: DATES
            .iter()
            .find_map(|name| date(&meta(name)?))
            .or_else(|| date(time?)),
        url: canonical
            .and_then(address)
            .or_else(|| address(&meta("og:url")?)),
        language: named("html")
            .and_then(|element| element.attr("lang"))
            .and_then(language),
        publisher,
        ..Metadata::default()
    }
}

/// What the first description of an article in JSON-LD says.
fn from_json_ld(json: &Value) -> Metadata {
    let mut waiting = vec![json];
    let mut metadata = Metadata::default();
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(values) => waiting.extend(values.iter().rev()),
            Value::Object(fields) => {
                let string = |name: &str| fields.get(name).and_then(Value::as_str);
                let publisher = fields
                    .get("publisher")
                    .and_then(|publisher| publisher.get("name"))
                    .and_then(Value::as_str);
                if string("datePublished").is_some() || string("headline").is_some() {
                    metadata = metadata.or(Metadata {
                        title: string("headline").and_then(text),
                        publisher: publisher.and_then(text),
                        url: string("url").and_then(address),
                        published: string("datePublished").and_then(date),
                        language: string("inLanguage").and_then(language),
                        ..Metadata::default()
                    });
                }
                waiting.extend(fields.get("@graph"));
            }
            _ => {}
        }
    }
    metadata
}

fn text(text: &str) -> Option<Text> {
    let text = analysis::normalise(text);
    Text::from_trimmed(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn address(address: &str) -> Option<Text> {
    let address = address.trim();
    (address.starts_with("https://") || address.starts_with("http://"))
        .then(|| Text::from_trimmed(address))
        .flatten()
}

/// A date at the start of a text, with or without a time after it.
fn date(text: &str) -> Option<PublishedDate> {
    let text = text.trim();
    [10, 7, 4].iter().find_map(|length| {
        let (date, precision) = parse_date(text.get(..*length)?).ok()?;
        Some(PublishedDate {
            date,
            precision,
            basis: DateBasis::Metadata,
        })
    })
}

/// The language of a tag such as `sv-SE`.
fn language(tag: &str) -> Option<Language> {
    tag.trim()
        .get(..2)?
        .to_lowercase()
        .parse()
        .ok()
        .filter(|_| {
            // `swe` is a tag of three letters, whose first two say nothing.
            !tag.trim()[2..].starts_with(|letter: char| letter.is_alphabetic())
        })
}

/// A page's title without the name of the site that follows it.
fn without_site_name(title: &Text, site: Option<&str>) -> Text {
    let cut = [" | ", " - ", " \u{2013} ", " :: "]
        .iter()
        .filter_map(|mark| title.rsplit_once(mark))
        .find(|(_, end)| site.is_none_or(|site| end.eq_ignore_ascii_case(site)))
        .and_then(|(start, _)| Text::from_trimmed(start));
    cut.unwrap_or_else(|| title.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html;

    #[test]
    fn a_page_tells_its_title_date_publisher_address_and_language() {
        let page = r#"<html lang="sv-SE"><head><title>En app | Bladet</title>
            <meta property="og:site_name" content="Bladet">
            <meta property="article:published_time" content="2019-05-29T10:00:00+02:00">
            <link rel="canonical" href="https://bladet.example/en-app"></head><p>Text</p>"#;
        let metadata = html::read(page).unwrap().metadata;
        assert_eq!(metadata.title.as_deref(), Some("En app"));
        assert_eq!(metadata.publisher.as_deref(), Some("Bladet"));
        assert_eq!(
            metadata.url.as_deref(),
            Some("https://bladet.example/en-app")
        );
        assert_eq!(metadata.language, Some(Language::SWEDISH));
        let published = metadata.published.unwrap();
        assert_eq!(published.date.to_string(), "2019-05-29");
        assert_eq!(published.basis, DateBasis::Metadata);
    }

    #[test]
    fn json_ld_is_read_also_from_a_graph() {
        let page = r#"<script type="application/ld+json">{"@graph": [{"@type": "WebSite"},
            {"@type": "NewsArticle", "headline": "En app", "datePublished": "2020-03-01",
             "publisher": {"name": "Bladet"}, "inLanguage": "en"}]}</script><p>Text</p>"#;
        let metadata = html::read(page).unwrap().metadata;
        assert_eq!(metadata.title.as_deref(), Some("En app"));
        assert_eq!(metadata.publisher.as_deref(), Some("Bladet"));
        assert_eq!(metadata.published.unwrap().date.to_string(), "2020-03-01");
        assert_eq!(metadata.language, Some(Language::ENGLISH));
    }

    #[test]
    fn what_is_no_date_language_or_address_is_left_out() {
        let page = r#"<html lang="swe"><meta name="date" content="igår">
            <link rel="canonical" href="/en-app"><script type="application/ld+json">{</script>
            <time datetime="2021-02">februari</time>"#;
        let metadata = html::read(page).unwrap().metadata;
        assert_eq!(metadata.language, None);
        assert_eq!(metadata.url, None);
        assert_eq!(metadata.published.unwrap().date.to_string(), "2021-02-01");
    }
}
