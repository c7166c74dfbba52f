//! A feed as a JSON Feed (version 1.1).

use serde_json::{Map, Value, json};

use super::{Entry, Feed};
use crate::reference::{LICENCE, NAME, rights};

/// The feed as a document.
pub(super) fn written(feed: &Feed) -> String {
    let items: Vec<Value> = feed.entries.iter().map(item).collect();
    let mut document = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.html,
        "feed_url": feed.this,
        "language": feed.lang.as_str(),
        "authors": [{"name": NAME}],
        "_exempelbank": {"licence": LICENCE, "rights": rights(feed.lang)},
        "items": items,
    });
    if let Some(next) = &feed.next {
        document["next_url"] = json!(next);
    }
    document.to_string()
}

fn item(entry: &Entry) -> Value {
    let mut item = Map::new();
    let mut set = |name: &str, value: Value| {
        item.insert(name.to_owned(), value);
    };
    set("id", json!(entry.html));
    set("url", json!(entry.html));
    set("title", json!(entry.title));
    set("content_text", json!(entry.summary));
    set("date_modified", json!(entry.updated));
    set("language", json!(entry.language));
    let themes: Vec<&String> = entry.themes.iter().map(|(_, name)| name).collect();
    set("tags", json!(themes));
    if let Some(published) = &entry.published {
        set("date_published", json!(published));
    }
    if let Some(source) = &entry.source {
        set("external_url", json!(source));
    }
    if let Some(publisher) = &entry.publisher {
        set("authors", json!([{"name": publisher}]));
    }
    Value::Object(item)
}
