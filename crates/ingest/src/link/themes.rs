//! The themes of a document.

use records::ThemeRef;
use vocabulary::Vocabulary;

use crate::document::Document;
use crate::findings::Findings;
use crate::rule;

/// The themes that the document's terms point to; the title and the headings count more.
pub(crate) fn find(
    document: &Document,
    vocabulary: &Vocabulary,
    findings: &mut Findings,
) -> Vec<ThemeRef> {
    let mut headings = document.title.to_string();
    for heading in &document.headings {
        headings.push('\n');
        headings.push_str(&document.text[heading.clone()]);
    }
    let themes = vocabulary.thesaurus.predict(&headings, document.body());
    if themes.is_empty() {
        findings.warning(rule::NO_THEME, "the document's words point to no theme");
    }
    themes
}
