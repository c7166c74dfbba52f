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
    ("get_openapi", include_str!("examples/get_openapi.json")),
];

/// The example of an operation.
pub(crate) fn of(operation_id: &str) -> Option<Value> {
    let (_, text) = EXAMPLES.iter().find(|(id, _)| *id == operation_id)?;
    serde_json::from_str(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_json() {
        for (id, _) in EXAMPLES {
            assert!(of(id).is_some(), "{id}");
        }
    }
}
