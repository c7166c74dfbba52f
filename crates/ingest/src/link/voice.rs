//! Who is speaking in a document.

use records::Voice;
use vocabulary::Vocabulary;

use super::municipalities::publisher;
use crate::document::Document;
use crate::findings::Findings;
use crate::rule;

/// Publishers whose voice is known, by a part of their name in lower case.
const KNOWN: &[(&str, Voice)] = &[
    // The fair that gives the award, and its newsletter.
    ("kvalitetsmässan", Voice::Organiser),
    ("kvalitet & förnyelse", Voice::Organiser),
    // The house's own retellings.
    ("exempelbanken", Voice::Editor),
];

/// The voice of the document's publisher: a municipality, the award's organiser, or the press.
pub(crate) fn find(document: &Document, vocabulary: &Vocabulary, findings: &mut Findings) -> Voice {
    if publisher(document, vocabulary).is_some() {
        return Voice::Municipality;
    }
    let Some(name) = &document.metadata.publisher else {
        findings.info(
            rule::UNKNOWN_VOICE,
            "the document does not tell its publisher; the voice is taken for press",
        );
        return Voice::Press;
    };
    let lower = name.to_lowercase();
    match KNOWN.iter().find(|(known, _)| lower.contains(known)) {
        Some((_, voice)) => *voice,
        None => {
            let message =
                format!("the publisher `{name}` is not known; the voice is taken for press");
            findings.info(rule::UNKNOWN_VOICE, message);
            Voice::Press
        }
    }
}
