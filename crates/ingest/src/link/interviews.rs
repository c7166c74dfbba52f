//! Who answers in an interview: the office of a municipality that the text presents.

use std::ops::Range;

use records::MunicipalityCode;
use vocabulary::Vocabulary;

/// Verbs that present somebody who is interviewed, in lower case.
const PRESENTING: &[&str] = &[
    "berättar",
    "svarar",
    "förklarar",
    "säger",
    "explains",
    "answers",
    "tells",
    "says",
];

/// So many words at most stand between a municipality and the verb: an office and a name.
const LONGEST_PRESENTATION: usize = 6;

/// Whom an interview is with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Interviewed {
    pub(crate) code: MunicipalityCode,
    /// Where the office and the name stand, in bytes of the text.
    pub(crate) presented: Range<usize>,
}

/// The one who answers questions in a text: `Kalix digitaliseringschef berättar`, above a question
/// and an answer that opens with a dash. `None` where there is no such answer, or several answer.
pub(crate) fn find(text: &str, vocabulary: &Vocabulary) -> Option<Interviewed> {
    let first_answer = first_answer(text)?;
    let mut found = vocabulary
        .gazetteer
        .mentions(text)
        .into_iter()
        .filter(|mention| mention.span.start() < first_answer)
        .filter_map(|mention| {
            let presented = presented(text, mention.span.end(), vocabulary)?;
            Some(Interviewed {
                code: mention.code,
                presented,
            })
        });
    let first = found.next()?;
    found.all(|other| other.code == first.code).then_some(first)
}

/// Where the first answer stands that opens with a dash right below a question.
fn first_answer(text: &str) -> Option<usize> {
    let mut asked = false;
    let mut start = 0;
    for line in text.split('\n') {
        if asked && line.starts_with("- ") {
            return Some(start);
        }
        if !line.trim().is_empty() {
            asked = line.trim_end().ends_with('?') && !line.starts_with("- ");
        }
        start += line.len() + 1;
    }
    None
}

/// The words after a municipality's name up to the verb that presents, if they open with an office.
fn presented(text: &str, after: usize, vocabulary: &Vocabulary) -> Option<Range<usize>> {
    let line = text[after..].split('\n').next()?;
    let bare = line.strip_prefix('s').unwrap_or(line).strip_prefix(' ')?;
    let bare = ["kommuns ", "stads "]
        .iter()
        .find_map(|word| bare.strip_prefix(word))
        .unwrap_or(bare);
    let start = after + (line.len() - bare.len());
    let mut end = start;
    for (nth, word) in bare.split(' ').take(LONGEST_PRESENTATION).enumerate() {
        if nth > 0 && PRESENTING.contains(&word.trim_end_matches([',', '.', ':'])) {
            return Some(start..end - 1);
        }
        if nth == 0 && !vocabulary.offices.is_office(word.trim_end_matches(',')) {
            return None;
        }
        if word.ends_with(['.', '!', '?']) {
            return None;
        }
        end += word.len() + 1;
    }
    None
}
