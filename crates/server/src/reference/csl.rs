//! A citation as an item of the Citation Style Language (CSL-JSON).

use serde_json::{Map, Value, json};

use super::{NAME, Reference, is_probable};

/// The reference as an item; what is not known is left out.
pub(super) fn item(reference: &Reference) -> Value {
    let mut item = Map::new();
    let mut set = |name: &str, value: Value| {
        item.insert(name.to_owned(), value);
    };
    set("id", json!(reference.key));
    set("type", json!("webpage"));
    set("title", json!(reference.title));
    set("URL", json!(reference.url));
    set("archive", json!(NAME));
    set("archive_location", json!(reference.address));
    set("language", json!(reference.language));
    set("note", json!(reference.whole_note()));
    for (name, value) in [
        ("container-title", &reference.container),
        ("publisher", &reference.publisher),
        ("abstract", &reference.lead),
    ] {
        if let Some(value) = value {
            set(name, json!(value));
        }
    }
    if !reference.keywords.is_empty() {
        set("keyword", json!(reference.keywords.join(", ")));
    }
    if let Some(issued) = reference.issued {
        let mut date = json!({"date-parts": [date_parts(&super::date(issued))]});
        if is_probable(issued) {
            date["circa"] = json!(true);
        }
        set("issued", date);
    }
    if let Some(accessed) = reference.accessed() {
        set("accessed", json!({"date-parts": [date_parts(accessed)]}));
    }
    if let Some(origin) = &reference.found_by {
        set("custom", origin.value.clone());
    }
    Value::Object(item)
}

/// The numbers of a date, as many as are known.
fn date_parts(date: &str) -> Vec<u16> {
    date.split('-')
        .filter_map(|part| part.parse().ok())
        .collect()
}
