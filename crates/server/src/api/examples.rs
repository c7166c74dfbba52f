//! One answer of each operation, as the description of the API shows it.
//!
//! They are answers of the program itself, shortened; a test holds their keys equal to those of
//! real answers.

use serde_json::Value;

const EXAMPLES: &[(&str, &str)] = &[
    ("list_records", include_str!("examples/list_records.json")),
    ("get_record", include_str!("examples/get_record.json")),
    (
        "list_municipalities",
        include_str!("examples/list_municipalities.json"),
    ),
    (
        "get_municipality",
        include_str!("examples/get_municipality.json"),
    ),
    ("list_themes", include_str!("examples/list_themes.json")),
    ("get_theme", include_str!("examples/get_theme.json")),
    ("list_editions", include_str!("examples/list_editions.json")),
    ("get_edition", include_str!("examples/get_edition.json")),
    (
        "list_similar_records",
        include_str!("examples/list_similar_records.json"),
    ),
    (
        "list_suggestions",
        include_str!("examples/list_suggestions.json"),
    ),
    ("list_peers", include_str!("examples/list_peers.json")),
    ("get_timeline", include_str!("examples/get_timeline.json")),
    ("get_coverage", include_str!("examples/get_coverage.json")),
    ("get_api_info", include_str!("examples/get_api_info.json")),
    (
        "export_records",
        include_str!("examples/export_records.json"),
    ),
    ("get_json_feed", include_str!("examples/get_json_feed.json")),
    ("get_openapi", include_str!("examples/get_openapi.json")),
];

/// Examples that are no JSON, by operation and media type.
const TEXTS: &[(&str, &str, &str)] = &[
    (
        "cite_search",
        "text/plain",
        include_str!("examples/cite_search.txt"),
    ),
    (
        "cite_record",
        "text/plain",
        include_str!("examples/cite_record.txt"),
    ),
    (
        "cite_record",
        "application/x-research-info-systems",
        include_str!("examples/cite_record.ris"),
    ),
    (
        "cite_record",
        "application/x-bibtex",
        include_str!("examples/cite_record.bib"),
    ),
    (
        "get_atom_feed",
        "application/atom+xml",
        include_str!("examples/get_atom_feed.xml"),
    ),
];

/// The examples of an operation, by their media types.
pub(crate) fn of(operation_id: &str) -> Vec<(&'static str, Value)> {
    let texts = TEXTS.iter().filter(|(id, _, _)| *id == operation_id);
    let texts = texts.map(|(_, media_type, text)| (*media_type, Value::from(*text)));
    EXAMPLES
        .iter()
        .filter(|(id, _)| *id == operation_id)
        .filter_map(|(id, text)| {
            let media_type = match *id {
                "get_json_feed" => "application/feed+json",
                _ => "application/json",
            };
            Some((media_type, serde_json::from_str(text).ok()?))
        })
        .chain(texts)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_can_be_read() {
        for (id, text) in EXAMPLES {
            assert!(serde_json::from_str::<Value>(text).is_ok(), "{id}");
        }
    }
}
