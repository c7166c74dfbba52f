//! What the records of a whole corpus have to do with each other.
//!
//! Of a text that stands in several places one copy is shown, and the others are kept as its further
//! sources ([`reprints`]). What is left is linked where it is about the same thing, with the reason
//! ([`initiatives`]).

mod initiatives;
mod reprints;
mod same_text;
mod shingles;
mod wording;

use records::{Diagnostic, Record};
use vocabulary::Vocabulary;

/// Collapses copies and links the rest. Records come and leave sorted by id, each id once.
pub(crate) fn cluster(
    records: Vec<Record>,
    vocabulary: &Vocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Record> {
    let mut records = reprints::collapse(records, diagnostics);
    initiatives::link(&mut records, vocabulary, diagnostics);
    records
}

/// Whether a record was read from a document, as a whole or as a part of it. An editor's example has
/// no place in its source.
fn is_of_document(record: &Record) -> bool {
    record.span.is_some()
}

/// Whether a record stands for a document.
fn is_document(record: &Record) -> bool {
    is_of_document(record) && record.part_of.is_none()
}

/// Starts of parameters that tell where somebody came from, and not where an address leads.
const TRACKING: &[&str] = &[
    "utm_", "fbclid=", "gclid=", "dclid=", "msclkid=", "mc_cid=", "mc_eid=", "igshid=", "yclid=",
];

/// An address without what does not change where it leads. Hosts are the same in any case, paths
/// are not.
fn address(url: &str) -> String {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    let bare = bare.split('#').next().unwrap_or_default();
    let (path, query) = bare.split_once('?').unwrap_or((bare, ""));
    let (host, path) = match path.find('/') {
        Some(at) => path.split_at(at),
        None => (path, ""),
    };
    let host = host.to_lowercase();
    let mut address = host.strip_prefix("www.").unwrap_or(&host).to_owned();
    address.push_str(path.trim_end_matches('/'));
    let kept = query.split('&').filter(|parameter| {
        let parameter = parameter.to_lowercase();
        !parameter.is_empty() && !TRACKING.iter().any(|start| parameter.starts_with(start))
    });
    for (nth, parameter) in kept.enumerate() {
        address.push(if nth == 0 { '?' } else { '&' });
        address.push_str(parameter);
    }
    address
}

/// Whether two records were taken from one address.
fn share_address(left: &Record, right: &Record) -> bool {
    match (&left.source.url, &right.source.url) {
        (Some(left), Some(right)) => address(left) == address(right),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_compared_by_where_it_leads() {
        let own = "https://www.a.example/Karta?id=7";
        for other in [
            "http://A.example/Karta/?id=7",
            "https://a.example/Karta?utm_source=brev&id=7&fbclid=x#topp",
        ] {
            assert_eq!(address(own), address(other), "{other}");
        }
        for other in [
            "https://a.example/karta?id=7",
            "https://a.example/Karta?id=8",
            "https://a.example/Karta",
            "https://b.example/Karta?id=7",
        ] {
            assert_ne!(address(own), address(other), "{other}");
        }
    }
}
