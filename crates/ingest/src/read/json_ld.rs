//! What a page says about itself in JSON-LD.

use serde_json::{Map, Value};

use super::Metadata;
use super::html_metadata::{address, date, language, text};

/// Types of what holds a text. Others, such as the site or a trail of links, have dates and names
/// of their own.
const ARTICLES: &[&str] = &[
    "Article",
    "NewsArticle",
    "BlogPosting",
    "Report",
    "PressRelease",
];

/// Types that stand for the page rather than for the text on it; used where there is no article.
const PAGES: &[&str] = &["WebPage", "ItemPage", "AboutPage"];

/// Reads the scripts of a page.
///
/// A page may describe many things: the site, the trail to the page, other articles that it points
/// to. The article is the one with the page's title, or the only one.
pub(super) fn read(scripts: impl Iterator<Item = String>, title: Option<&str>) -> Metadata {
    let documents: Vec<Value> = scripts
        .filter_map(|script| serde_json::from_str(bare(&script)).ok())
        .collect();
    let described = things(&documents);
    let articles = of_types(&described, ARTICLES);
    let titled = articles
        .iter()
        .find(|article| title.is_some_and(|title| is_title(article, title)));
    let pages = of_types(&described, PAGES);
    // Which of several articles the page is of is not told.
    let ((Some(article), _, _) | (None, [article], _) | (None, [], [article])) =
        (titled, articles.as_slice(), pages.as_slice())
    else {
        return Metadata::default();
    };
    let string = |name: &str| article.get(name).and_then(Value::as_str);
    Metadata {
        title: string("headline").and_then(text),
        publisher: article
            .get("publisher")
            .and_then(|publisher| name_of(publisher, &described))
            .and_then(text),
        url: string("url").and_then(address),
        published: string("datePublished").and_then(date),
        language: string("inLanguage").and_then(language),
        ..Metadata::default()
    }
}

/// A script's JSON without the marks that hid it from browsers which knew no scripts.
fn bare(script: &str) -> &str {
    let script = script.trim();
    let script = script.trim_start_matches(['/', '*', ' ']);
    match script.strip_prefix("<![CDATA[") {
        Some(rest) => {
            let end = rest.rfind("]]>").unwrap_or(rest.len());
            rest[..end].trim_end_matches(['/', '*', ' ', '\n'])
        }
        None => script,
    }
}

/// The things described, those within a graph or a page, too.
fn things(documents: &[Value]) -> Vec<&Map<String, Value>> {
    let mut waiting: Vec<&Value> = documents.iter().rev().collect();
    let mut found = Vec::new();
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(values) => waiting.extend(values.iter().rev()),
            Value::Object(fields) => {
                found.push(fields);
                waiting.extend(fields.get("mainEntity"));
                waiting.extend(fields.get("@graph"));
            }
            _ => {}
        }
    }
    found
}

fn of_types<'a>(things: &[&'a Map<String, Value>], types: &[&str]) -> Vec<&'a Map<String, Value>> {
    let is_of = |value: &Value| value.as_str().is_some_and(|name| types.contains(&name));
    things
        .iter()
        .copied()
        .filter(|fields| match fields.get("@type") {
            Some(Value::Array(values)) => values.iter().any(is_of),
            Some(value) => is_of(value),
            None => false,
        })
        .collect()
}

fn is_title(article: &Map<String, Value>, title: &str) -> bool {
    article
        .get("headline")
        .and_then(Value::as_str)
        .and_then(text)
        .is_some_and(|headline| headline.to_lowercase() == title.to_lowercase())
}

/// The name of an organisation, which may be described elsewhere under an identifier.
fn name_of<'a>(organisation: &'a Value, things: &[&'a Map<String, Value>]) -> Option<&'a str> {
    if let Value::Array(several) = organisation {
        return name_of(several.first()?, &[]);
    }
    let name = organisation.get("name").and_then(Value::as_str);
    name.or_else(|| {
        let id = organisation.get("@id")?;
        things
            .iter()
            .filter(|thing| thing.get("@id") == Some(id))
            .find_map(|thing| thing.get("name").and_then(Value::as_str))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(scripts: &[&str], title: &str, expected: [Option<&str>; 3]) {
        let scripts = scripts.iter().map(|script| (*script).to_owned());
        let metadata = read(scripts, Some(title));
        let date = metadata.published.map(|date| date.date.to_string());
        let found = [
            metadata.title.as_deref(),
            metadata.publisher.as_deref(),
            date.as_deref(),
        ];
        assert_eq!(found, expected);
    }

    const SITE: &str = r#"{"@type": "WebSite", "name": "Bladet", "datePublished": "2001-01-01"}"#;

    #[test]
    fn the_article_is_told_from_what_else_is_described() {
        let graph = r##"{"@graph": [
            {"@type": "WebPage", "datePublished": "2015-05-05"},
            {"@type": ["Thing", "NewsArticle"], "headline": "En app", "datePublished": "2020-03-01",
             "dateModified": "2022-02-02", "publisher": {"@id": "#bladet"}},
            {"@type": "Organization", "@id": "#bladet", "name": "Bladet"}]}"##;
        let expected = [Some("En app"), Some("Bladet"), Some("2020-03-01")];
        check(&[SITE, graph], "En app för alla", expected);
    }

    #[test]
    fn of_several_articles_the_one_with_the_title_is_meant() {
        let list = r#"[{"@type": "Article", "headline": "Annat", "datePublished": "2019-01-01"},
            {"@type": "Article", "headline": "EN APP", "datePublished": "2020-03-01"}]"#;
        check(
            &[list],
            "En app",
            [Some("EN APP"), None, Some("2020-03-01")],
        );
        check(&[list], "En tjänst", [None, None, None]);
    }

    #[test]
    fn a_page_is_used_where_no_article_is_described() {
        let page = r#"// <![CDATA[
            {"@type": "WebPage", "datePublished": "2015-05-05", "publisher": [{"name": "Bladet"}]}
            // ]]>"#;
        check(&[page], "x", [None, Some("Bladet"), Some("2015-05-05")]);
        check(&[SITE, "{", "3", "null"], "x", [None, None, None]);
        let changed = r#"{"@type": "Article", "dateModified": "2022-02-02"}"#;
        check(&[changed], "x", [None, None, None]);
    }
}
