//! What municipalities do: lists of examples, and lines that are named after a municipality.

use std::ops::Range;

use records::{Kind, MunicipalityCode};
use vocabulary::Vocabulary;

use super::labels::{self, labelled, labelled_short};
use super::lines::{Line, LineKind, Lines};
use super::outcomes;
use super::segment::Segment;
use super::statements;
use crate::read::CELL_MARK;

/// An example has so many words at least; a shorter item is a name or a link.
const FEWEST_WORDS: usize = 5;

/// ... and so many where the heading names its municipality or area.
const FEWEST_WORDS_OF_NAMED: usize = 2;

/// So many rows of a table are looked at to tell what it is for.
const LONGEST_TABLE: usize = 40;

/// Words that tell that examples follow, in lower case.
const ANNOUNCING: &[&str] = &[
    "exempel",
    "axplock",
    "initiativ",
    "satsning",
    "projekt",
    "lösning",
    "tjänst",
    "insats",
    "nyhet",
    "åtgärd",
    "aktivitet",
    "saker",
    "things",
    "ideas",
    "tips",
    "grepp",
    "example",
    "initiative",
    "project",
    "eksempel",
    "eksempler",
    "esimerk",
];

/// Phrases that tell so without such a word.
const ANNOUNCING_PHRASES: &[&str] = &[
    "det här har vi",
    "detta har vi",
    "så har vi",
    "så gör vi",
    "vi har gjort",
    "har vi gjort",
    "vi gjort",
    "vi gör",
    "lyft fram",
    "lyfte fram",
    "visade juryn",
    "visade vi",
    "fick juryn",
    "juryn fick",
    "ur programmet",
    "what we have done",
    "we have done",
];

/// How the starts of words that announce examples go on.
const ENDINGS: &[&str] = &[
    "", "en", "er", "erna", "et", "ar", "arna", "s", "ler", "kejä", "it", "in", "na",
];

/// The lines that are named after municipalities: `Haparanda: Alla har en digital brevlåda.`
///
/// One alone is a caption or a figure. Below a heading that names one of the award's areas, a line
/// tells what is done in that area, be it in two words; below a question it answers that. Lines that say too little are `left_out`.
pub(crate) fn of_lines(
    lines: &Lines<'_>,
    vocabulary: &Vocabulary,
    left_out: &mut Vec<Range<usize>>,
) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut short: Vec<Range<usize>> = Vec::new();
    let mut heading: Option<usize> = None;
    let mut area = None;
    let mut question: Option<Range<usize>> = None;
    for (at, line) in lines.list.iter().enumerate() {
        let found = match line.kind {
            // A short line of plain text may be taken for a heading.
            LineKind::Speech | LineKind::Heading(Some(_)) => None,
            // A table that says little of most says who they are, not what they do.
            LineKind::Row if !tells_enough(lines, at, vocabulary) => None,
            _ if area.is_some() || question.is_some() => {
                labelled_short(lines.words(line), vocabulary)
                    .or_else(|| labelled(lines.words(line), vocabulary))
            }
            _ => labelled(lines.words(line), vocabulary),
        };
        let Some(found) = found else {
            let is_label = matches!(
                line.kind,
                LineKind::Item | LineKind::Text | LineKind::Caption
            ) && labels::with_label(lines.words(line), vocabulary).is_some();
            if is_label {
                short.push(line.range.clone());
                continue;
            }
            heading = line.is_heading().then_some(at);
            if line.kind != LineKind::Item && statements::asks(lines, line) {
                question = Some(statements::without_colon(lines, line));
            }
            area = heading.and_then(|heading| {
                vocabulary
                    .area_words
                    .area(lines.words(&lines.list[heading]))
            });
            continue;
        };
        let text = line.range.start + found.text_start..line.range.end;
        let mut segment = Segment::new(Kind::Initiative, found.codes, text, at..at + 1);
        segment.heading = heading.map(|heading| lines.list[heading].range.clone());
        segment.area = area;
        segment.question.clone_from(&question);
        segments.push(segment);
    }
    if segments.len() < 2 {
        segments.clear();
    } else {
        left_out.extend(short);
    }
    let asked = segments
        .first()
        .and_then(|first| statements::question(lines, first.lines.start));
    if let Some(asked) = asked {
        for segment in segments.iter_mut().filter(|segment| segment.area.is_none()) {
            segment.kind = Kind::Statement;
            segment.question = segment.question.take().or_else(|| Some(asked.clone()));
            segment.heading = None;
        }
    }
    for segment in &mut segments {
        if segment.kind != Kind::Statement {
            segment.question = None;
        }
    }
    segments
}

/// Whether the rows of the table around a row that name municipalities first mostly go on with a text.
fn tells_enough(lines: &Lines<'_>, at: usize, vocabulary: &Vocabulary) -> bool {
    let is_row = |line: &&Line| line.kind == LineKind::Row;
    let before = lines.list[..at].iter().rev().take_while(is_row);
    let after = lines.list[at..].iter().take_while(is_row);
    let (mut named, mut told, mut placed) = (0, 0, 0);
    for line in before.chain(after).take(LONGEST_TABLE) {
        let words = lines.words(line);
        let label = words.split(CELL_MARK).next().unwrap_or_default();
        named += usize::from(labels::named(label, vocabulary).is_some());
        told += usize::from(labelled(words, vocabulary).is_some());
        placed += usize::from(words.split(CELL_MARK).any(outcomes::is_outcome_word));
    }
    // Nor does one that says how far each came.
    told * 2 > named && placed * 2 < named
}

/// The items of lists that are announced as examples, each a record of its own, and the sections
/// below a heading that announces them. They are of the municipality that the heading names, else
/// of the one that the item names, else of the document's only subject. Items that say too little are
/// `left_out`.
pub(crate) fn of_lists(
    lines: &Lines<'_>,
    subjects: &[MunicipalityCode],
    vocabulary: &Vocabulary,
    left_out: &mut Vec<Range<usize>>,
) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut at = 0;
    while at < lines.list.len() {
        let line = &lines.list[at];
        let announces =
            (line.is_heading() || lines.words(line).ends_with(':')) && announces(lines.words(line));
        if !announces {
            at += 1;
            continue;
        }
        let mut of_heading = named_in(lines, &line.range, vocabulary);
        if !line.is_heading() && subjects.len() == 1 && statements::speaks_of_us(lines.words(line))
        {
            // `Vi grattar Värmdö, men har några saker att visa själva:`
            of_heading.clear();
        }
        let owners = |text: &Range<usize>| {
            let mut codes = of_heading.clone();
            if codes.is_empty() {
                codes = named_in(lines, text, vocabulary);
                codes.truncate(1);
            }
            if codes.is_empty() && (subjects.len() == 1 || is_joint(lines.words(line))) {
                codes = subjects.to_vec();
            }
            codes
        };
        // Below a heading that names whose they are, or their area, two words are enough.
        let area = vocabulary.area_words.area(lines.words(line));
        let fewest = if of_heading.is_empty() && area.is_none() {
            FEWEST_WORDS
        } else {
            FEWEST_WORDS_OF_NAMED
        };
        let (found, end) = below(lines, at, fewest, left_out);
        for mut segment in found {
            let whole = match &segment.heading {
                Some(heading) => heading.start..segment.text.end,
                None => segment.text.clone(),
            };
            segment.codes = owners(&whole);
            segment.area = area;
            if !segment.codes.is_empty() {
                segments.push(segment);
            }
        }
        at = end.max(at + 1);
    }
    segments
}

/// Whether a line announces what several do together.
fn is_joint(words: &str) -> bool {
    let lower = words.to_lowercase();
    ["tillsammans", "gemensam", "together", "joint"]
        .iter()
        .any(|word| lower.contains(word))
}

fn announces(words: &str) -> bool {
    let lower = words.to_lowercase();
    // A question asks for examples and gives none.
    if lower.trim_end().ends_with('?') {
        return false;
    }
    if ANNOUNCING_PHRASES
        .iter()
        .any(|phrase| lower.contains(phrase))
    {
        return true;
    }
    lower
        .split(|letter: char| !letter.is_alphanumeric())
        .any(|word| {
            ANNOUNCING.iter().any(|start| {
                // `digitaliseringsprojekt` announces as `projekt` does.
                word.rfind(start)
                    .is_some_and(|at| ENDINGS.contains(&&word[at + start.len()..]))
            })
        })
}

/// The examples of so many words right below an announcing line, and the line after the last of them.
fn below(
    lines: &Lines<'_>,
    announcing: usize,
    fewest: usize,
    left_out: &mut Vec<Range<usize>>,
) -> (Vec<Segment>, usize) {
    let mut from = announcing + 1;
    // One paragraph may stand between a heading and its list.
    let is_item = |at: usize| {
        lines
            .list
            .get(at)
            .is_some_and(|line| line.kind == LineKind::Item)
    };
    if !is_item(from) && is_item(from + 1) && lines.list[from].kind == LineKind::Text {
        from += 1;
    }
    if is_item(from) {
        let end = (from..lines.list.len())
            .find(|at| !is_item(*at))
            .unwrap_or(lines.list.len());
        let (told, short): (Vec<usize>, Vec<usize>) =
            (from..end).partition(|at| says_enough(lines, &lines.list[*at].range, fewest));
        left_out.extend(short.into_iter().map(|at| lines.list[at].range.clone()));
        let segments = told
            .into_iter()
            .map(|at| {
                let text = lines.list[at].range.clone();
                Segment::new(Kind::Initiative, Vec::new(), text, at..at + 1)
            })
            .collect();
        return (segments, end);
    }
    let heading = &lines.list[announcing];
    match heading.level() {
        Some(level) => subsections(lines, announcing, level),
        None => (Vec::new(), announcing + 1),
    }
}

/// The sections with headings of their own, deeper than the announcing one's level.
fn subsections(lines: &Lines<'_>, announcing: usize, level: u8) -> (Vec<Segment>, usize) {
    let mut segments: Vec<Segment> = Vec::new();
    let mut at = announcing + 1;
    let end_of = |from: usize| {
        (from..lines.list.len())
            .find(|at| lines.list[*at].level().is_some())
            .unwrap_or(lines.list.len())
    };
    at = end_of(at);
    while let Some(heading) = lines.list.get(at) {
        if heading.level().is_none_or(|own| own <= level) {
            break;
        }
        let end = end_of(at + 1);
        if let (Some(first), Some(last)) = (lines.list.get(at + 1), lines.list.get(end - 1))
            && end > at + 1
        {
            let text = first.range.start..last.range.end;
            if says_enough(lines, &text, FEWEST_WORDS) {
                let mut segment = Segment::new(Kind::Initiative, Vec::new(), text, at..end);
                segment.heading = Some(heading.range.clone());
                segments.push(segment);
            }
        }
        at = end;
    }
    // A single one is the section's own text.
    if segments.len() < 2 {
        return (Vec::new(), announcing + 1);
    }
    (segments, at)
}

fn says_enough(lines: &Lines<'_>, text: &Range<usize>, fewest: usize) -> bool {
    lines.text[text.clone()].split_whitespace().count() >= fewest
}

/// The municipalities named at a place, each once.
fn named_in(
    lines: &Lines<'_>,
    place: &Range<usize>,
    vocabulary: &Vocabulary,
) -> Vec<MunicipalityCode> {
    let mut codes = Vec::new();
    for mention in vocabulary.gazetteer.mentions(&lines.text[place.clone()]) {
        if !codes.contains(&mention.code) {
            codes.push(mention.code);
        }
    }
    codes
}
