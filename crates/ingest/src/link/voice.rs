//! Who is speaking in a document.

use records::Voice;
use vocabulary::Vocabulary;

use super::municipalities::{publisher, speaker};
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

/// Words that the names of newspapers, newsrooms and journals end with or hold, in lower case.
const PRESS: &[&str] = &[
    "allehanda",
    "bladet",
    "bulletin",
    "dagblad",
    "dagens",
    "expressen",
    "journal",
    "kuriren",
    "magasin",
    "news",
    "nyheter",
    "nytt",
    "posten",
    "press",
    "review",
    "television",
    "tidning",
    "times",
    "weekly",
];

/// The voice of the document's publisher: a municipality, the award's organiser, or the press; of
/// one that is not known, the municipality's for which the text speaks, else the press's, which is told.
pub(crate) fn find(document: &Document, vocabulary: &Vocabulary, findings: &mut Findings) -> Voice {
    if publisher(document, vocabulary).is_some() {
        return Voice::Municipality;
    }
    if let Some(name) = &document.metadata.publisher {
        let lower = name.to_lowercase();
        let known = (KNOWN.iter()).find(|(known, _)| lower.contains(known));
        if let Some((_, voice)) = known {
            return *voice;
        }
        if PRESS.iter().any(|word| lower.contains(word)) {
            return Voice::Press;
        }
    }
    if speaker(document, vocabulary).is_some() {
        return Voice::Municipality;
    }
    let message = match &document.metadata.publisher {
        Some(name) => format!("nothing tells what sort of publisher `{name}` is"),
        None => "the document does not tell its publisher".to_owned(),
    };
    findings.info(
        rule::UNKNOWN_VOICE,
        format!("{message}; the voice is taken for press"),
    );
    Voice::Press
}

#[cfg(test)]
mod tests {
    use records::Text;

    use super::*;

    #[test]
    fn a_voice_is_that_of_the_publisher_or_of_the_text() {
        for (publisher, body, voice) in [
            (Some("Kils kommun"), "Det gick bra.", Voice::Municipality),
            (Some("Kvalitetsmässan"), "Det gick bra.", Voice::Organiser),
            (Some("Norra Bladet"), "Det gick bra.", Voice::Press),
            (Some("Konsult & Co"), "Det gick bra.", Voice::Press),
            (None, "Vi i Karlstad är nöjda.", Voice::Municipality),
            (None, "Karlstad är nöjt.", Voice::Press),
        ] {
            let document = Document::of_text(body, publisher.and_then(Text::from_trimmed));
            let mut findings = Findings::new("a.txt");
            let found = find(&document, Vocabulary::embedded(), &mut findings);
            assert_eq!(found, voice, "{publisher:?} {body}");
        }
    }
}
