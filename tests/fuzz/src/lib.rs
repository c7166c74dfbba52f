//! What the targets have in common: a file is read, and what comes out is held to its promises.

use std::path::Path;

use ingest::{Options, Parsed, parse_bytes};
use vocabulary::Vocabulary;

/// Reads bytes as a file of a name, with a sidecar or without.
///
/// # Panics
/// When a file gives neither record nor diagnostic, or a span is not of the text it points at.
pub fn parse(name: &str, bytes: &[u8], sidecar: Option<&[u8]>) -> Parsed {
    let options = Options::new(jiff::civil::date(2026, 6, 1));
    let parsed = parse_bytes(Path::new(name), bytes, sidecar, Vocabulary::embedded(), &options);
    assert!(!parsed.records.is_empty() || !parsed.diagnostics.is_empty());
    for record in &parsed.records {
        if let (Some(span), Some(text), None) = (record.span, &record.text, &record.part_of) {
            assert_eq!(span.end() - span.start(), text.len(), "{}", record.id);
        }
        assert!(record.themes.len() <= 4);
    }
    parsed
}
