//! What municipalities say for themselves: a heading that names one, and its answer below.

use std::collections::HashSet;
use std::ops::Range;

use records::{Kind, MunicipalityCode};
use vocabulary::{Vocabulary, lower_in_place};

use super::labels::{Heading, form_heading, is_sure, named};
use super::lines::{Line, LineKind, Lines};
use super::segment::Segment;

/// An answer has so many words at least.
const FEWEST_WORDS: usize = 4;

/// A longer line is no heading of the form.
const LONGEST_HEADING: usize = 120;

/// The words of one who speaks for a group of people, in lower case.
const FIRST_PERSON: &[&str] = &["vi", "vår", "vårt", "våra", "oss", "we", "our", "us"];

/// What opens and closes the words of a question.
const QUOTES: &[(char, char)] = &[('”', '”'), ('“', '”'), ('"', '"'), ('»', '«'), ('«', '»')];

/// A text under a heading that names municipalities.
struct Section {
    codes: Vec<MunicipalityCode>,
    /// It surely names them.
    sure: bool,
    heading: usize,
    /// What the heading says besides the name.
    title: Option<Range<usize>>,
    lines: Range<usize>,
}

/// The sections of a document that are headed by municipalities: statements where somebody asked,
/// where the form's headings stand in them, or where they speak as `we`; initiatives else.
///
/// What stands under a heading and says too little is `left_out`.
pub(crate) fn find(
    lines: &Lines<'_>,
    vocabulary: &Vocabulary,
    left_out: &mut Vec<Range<usize>>,
) -> Vec<Segment> {
    let mut short = Vec::new();
    let sections = sections(lines, vocabulary, &mut short);
    let Some(first) = sections.first() else {
        return Vec::new();
    };
    let question = question(lines, first.heading);
    let has_form = sections
        .iter()
        .any(|section| form_lines(lines, &section.lines).next().is_some());
    if sections.len() < 2 && question.is_none() && !has_form {
        return Vec::new();
    }
    // `Vara` above a text could be the verb, were it not for the names above the others.
    if !sections.iter().any(|section| section.sure) {
        return Vec::new();
    }
    let speaking = sections
        .iter()
        .filter(|section| speaks(lines, &section.lines))
        .count();
    left_out.extend(short);
    let asked = asked_of_each(lines, &sections, question.clone());
    let has_question = |section: &Section| {
        let list = &lines.list[section.lines.clone()];
        list.iter()
            .any(|line| line.is_heading() && asks(lines, line))
    };
    let is_asked = question.is_some() || sections.iter().any(has_question);
    let kind = if is_asked || has_form || speaking * 2 >= sections.len() {
        Kind::Statement
    } else {
        Kind::Initiative
    };
    sections
        .into_iter()
        .zip(asked)
        .filter_map(|(section, asked)| {
            let opens = |at: &usize| {
                let line = &lines.list[*at];
                asked.as_ref() == Some(&line.range)
            };
            // What was asked stands above the answer, and is not of it.
            let from = section.lines.start;
            let answer = from + usize::from(opens(&from))..section.lines.end;
            let text = content(lines, &answer)?;
            let mut segment = Segment::new(
                kind,
                section.codes,
                text,
                section.heading..section.lines.end,
            );
            segment.heading = section.title;
            if kind == Kind::Statement {
                segment.question = asked;
                (segment.effect, segment.lessons) = answers(lines, &section.lines);
            }
            Some(segment)
        })
        .collect()
}

/// The one statement of a document in which a municipality answers the form's questions without
/// being named in a heading.
pub(crate) fn whole(lines: &Lines<'_>, codes: &[MunicipalityCode]) -> Option<Segment> {
    let all = 0..lines.list.len();
    let headings: Vec<(usize, Heading)> = form_lines(lines, &all).collect();
    let (first, _) = *headings.first()?;
    let different = headings
        .iter()
        .any(|(_, heading)| *heading != headings[0].1);
    if codes.is_empty() || !different {
        return None;
    }
    let taken = first..end_of(lines, first, &all, true);
    let mut segment = Segment::new(
        Kind::Statement,
        codes.to_vec(),
        content(lines, &taken)?,
        taken.clone(),
    );
    (segment.effect, segment.lessons) = answers(lines, &taken);
    Some(segment)
}

/// The question that each section answers: that right above its heading, else that of the section
/// before it, or the only one within it.
fn asked_of_each(
    lines: &Lines<'_>,
    sections: &[Section],
    first: Option<Range<usize>>,
) -> Vec<Option<Range<usize>>> {
    let mut current = first;
    let mut end = 0;
    let mut asked = Vec::new();
    for section in sections {
        let above = section
            .heading
            .checked_sub(1)
            .filter(|at| *at >= end && end > 0);
        if let Some(line) = above.and_then(|at| lines.list.get(at))
            && asks(lines, line)
            && line.kind != LineKind::Item
        {
            current = Some(without_colon(lines, line));
        }
        end = section.lines.end;
        let within: Vec<&Line> = (lines.list[section.lines.clone()].iter())
            .filter(|line| line.is_heading() && asks(lines, line))
            .collect();
        let own = match within.as_slice() {
            [only] => Some(only.range.clone()),
            _ => None,
        };
        asked.push(current.clone().or(own));
    }
    asked
}

/// Whether a line is a question, with or without a colon after it.
pub(super) fn asks(lines: &Lines<'_>, line: &Line) -> bool {
    lines.words(line).trim_end_matches(':').ends_with('?')
}

/// Where a question stands without a colon after it.
pub(super) fn without_colon(lines: &Lines<'_>, line: &Line) -> Range<usize> {
    line.range.start..line.range.start + lines.words(line).trim_end_matches(':').len()
}

/// Headings that stand in a document more than once, as the questions of a form do.
fn repeated<'a>(lines: &Lines<'a>) -> HashSet<&'a str> {
    let mut once = HashSet::new();
    (lines.list.iter())
        .filter(|line| line.is_heading())
        .map(|line| lines.words(line))
        .filter(|words| !once.insert(*words))
        .collect()
}

fn sections(
    lines: &Lines<'_>,
    vocabulary: &Vocabulary,
    left_out: &mut Vec<Range<usize>>,
) -> Vec<Section> {
    let repeated = repeated(lines);
    let mut sections: Vec<Section> = Vec::new();
    for at in 0..lines.list.len() {
        let Some((codes, sure, title)) = heads(lines, at, vocabulary) else {
            continue;
        };
        if let Some(last) = sections.last_mut() {
            close(lines, last, at, &repeated);
        }
        sections.push(Section {
            codes,
            sure,
            heading: at,
            title,
            lines: at + 1..at + 1,
        });
    }
    if let Some(last) = sections.last_mut() {
        close(lines, last, lines.list.len(), &repeated);
    }
    sections.retain(|section| {
        let says_enough = content(lines, &section.lines).is_some();
        if !says_enough
            && let Some(list) = lines.list.get(section.lines.clone())
            && let (Some(first), Some(last)) = (list.first(), list.last())
        {
            left_out.push(first.range.start..last.range.end);
        }
        says_enough
    });
    shorten_last(lines, &mut sections);
    sections
}

/// Ends a section at the first heading that is not within it, and at the next section. Questions, and
/// headings that stand under others as well, are within it.
fn close(lines: &Lines<'_>, section: &mut Section, next: usize, repeated: &HashSet<&str>) {
    let level = lines.list[section.heading].level();
    let from = section.heading + 1;
    let is_asked = |line: &Line| {
        let words = lines.words(line);
        form_heading(words).is_some()
            || repeated.contains(words)
            || (line.level().is_none() && asks(lines, line))
    };
    let end = (from..next)
        .find(|at| {
            let line = &lines.list[*at];
            line.is_heading()
                && !is_asked(line)
                && !matches!((level, line.level()), (Some(own), Some(other)) if other > own)
                && line.kind != LineKind::Caption
        })
        .unwrap_or(next);
    // A question at the end is asked of those who come after.
    let answered = (from..end).rev().find(|at| {
        let line = &lines.list[*at];
        !(line.is_heading() && is_asked(line))
    });
    section.lines = from..answered.map_or(from, |at| at + 1);
}

/// Whether a line heads a section: the municipalities, and what else it says.
fn heads(
    lines: &Lines<'_>,
    at: usize,
    vocabulary: &Vocabulary,
) -> Option<(Vec<MunicipalityCode>, bool, Option<Range<usize>>)> {
    let line = &lines.list[at];
    let next = lines.list.get(at + 1)?;
    let words = lines.words(line);
    let may_head = line.is_heading()
        || (line.kind == LineKind::Text
            && matches!(
                next.kind,
                LineKind::Text | LineKind::Caption | LineKind::Speech
            ));
    if !may_head {
        return None;
    }
    if let Some(codes) = named(words, vocabulary) {
        return Some((codes, is_sure(words, vocabulary), None));
    }
    if !matches!(line.kind, LineKind::Heading(_)) {
        return None;
    }
    // `Vara: en karta för alla`
    let (at, mark) = [": ", " - "]
        .iter()
        .filter_map(|mark| words.find(mark).map(|at| (at, mark.len())))
        .min()?;
    let codes = named(&words[..at], vocabulary)?;
    let title = line.range.start + at + mark..line.range.end;
    Some((codes, is_sure(&words[..at], vocabulary), Some(title)))
}

/// What follows the last answer without a heading of its own is no longer the answer: it takes as
/// many paragraphs as the longest of the others.
fn shorten_last(lines: &Lines<'_>, sections: &mut [Section]) {
    let blocks = |section: &Section| {
        let list = &lines.list[section.lines.clone()];
        match (list.first(), list.last()) {
            (Some(first), Some(last)) => last.block - first.block + 1,
            _ => 0,
        }
    };
    let [others @ .., last] = sections else {
        return;
    };
    let Some(longest) = others.iter().map(blocks).max() else {
        return;
    };
    let closes = form_lines(lines, &last.lines).next().is_some();
    if closes || blocks(last) <= longest {
        return;
    }
    let first_block = lines.list[last.lines.start].block;
    last.lines.end = (last.lines.clone())
        .find(|at| lines.list[*at].block >= first_block + longest)
        .unwrap_or(last.lines.end);
}

/// Where the text of some lines stands; `None` when it says too little.
fn content(lines: &Lines<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let list = lines.list.get(range.clone())?;
    let place = list.first()?.range.start..list.last()?.range.end;
    (lines.text[place.clone()].split_whitespace().count() >= FEWEST_WORDS).then_some(place)
}

/// The lines that are headings of the award's form, and those whose text stands right after one.
fn form_lines<'a>(
    lines: &'a Lines<'_>,
    range: &Range<usize>,
) -> impl Iterator<Item = (usize, Heading)> + 'a {
    range.clone().filter_map(|at| {
        let line = lines.list.get(at)?;
        Some((
            at,
            form_heading(lines.words(line).get(..heading_end(lines, line)?)?)?,
        ))
    })
}

/// Where a line's heading ends, in bytes of the line: at its end, or at a colon near its start.
fn heading_end(lines: &Lines<'_>, line: &Line) -> Option<usize> {
    let words = lines.words(line);
    if line.kind == LineKind::Item {
        return None;
    }
    if line.is_heading() && words.len() <= LONGEST_HEADING {
        return Some(words.len());
    }
    let marked = words.len() <= LONGEST_HEADING && words.ends_with(['?', ':']);
    if marked {
        return Some(words.len());
    }
    // `Effekt: Handläggningen går fortare.` and `Vilka är lärdomarna? Att börja i tid.`
    words
        .char_indices()
        .find(|(_, letter)| matches!(letter, ':' | '?' | '.' | '!'))
        .filter(|(at, letter)| matches!(letter, ':' | '?') && *at <= LONGEST_HEADING)
        .filter(|(at, letter)| *letter == '?' || words[..*at].split(' ').count() <= 5)
        .map(|(at, _)| at + 1)
}

/// The answers about effect and lessons among some lines.
fn answers(
    lines: &Lines<'_>,
    range: &Range<usize>,
) -> (Option<Range<usize>>, Option<Range<usize>>) {
    let (mut effect, mut lessons) = (None, None);
    for (at, heading) in form_lines(lines, range) {
        let line = &lines.list[at];
        let Some(end) = heading_end(lines, line) else {
            continue;
        };
        let stop = end_of(lines, at, range, false);
        let Some(last) = lines.list.get(stop - 1) else {
            continue;
        };
        let answer = line.range.start + end..last.range.end;
        if lines.text[answer.clone()].trim().is_empty() {
            continue;
        }
        match heading {
            Heading::Proud => {}
            Heading::Effect => effect = effect.or(Some(answer)),
            Heading::Lessons => lessons = lessons.or(Some(answer)),
        }
    }
    (effect, lessons)
}

/// The line after the last that belongs to a heading of the form. With `all`, its other headings
/// belong to it, too.
fn end_of(lines: &Lines<'_>, at: usize, range: &Range<usize>, all: bool) -> usize {
    (at + 1..range.end)
        .find(|next| {
            let line = &lines.list[*next];
            let of_form = heading_end(lines, line)
                .and_then(|end| form_heading(&lines.words(line)[..end]))
                .is_some();
            if of_form {
                !all
            } else {
                matches!(line.kind, LineKind::Heading(_))
            }
        })
        .unwrap_or(range.end)
}

/// Whether most of some lines speak as `we`.
fn speaks(lines: &Lines<'_>, range: &Range<usize>) -> bool {
    let Some(place) = content(lines, range) else {
        return false;
    };
    speaks_of_us(&lines.text[place])
}

/// Whether some words are those of one who speaks for a group of people.
pub(super) fn speaks_of_us(words: &str) -> bool {
    words
        .split(|letter: char| !letter.is_alphanumeric())
        .any(|word| FIRST_PERSON.contains(&word.to_lowercase().as_str()))
}

/// The question that all were asked: in quotation marks after the word for it, or the line that
/// ends with a question mark right above the first answer.
pub(crate) fn question(lines: &Lines<'_>, first: usize) -> Option<Range<usize>> {
    for line in lines.list[..first].iter().rev() {
        let words = lines.words(line);
        let lower = lower_in_place(words);
        for (at, word) in lower
            .match_indices("frågan")
            .chain(lower.match_indices("question"))
        {
            let from = at + word.len();
            let asked = quoted(&words[from..]).or_else(|| after_colon(&words[from..]));
            if let Some(asked) = asked {
                let start = line.range.start + from;
                return Some(start + asked.start..start + asked.end);
            }
        }
    }
    let above = &lines.list[..first];
    let last = above.last()?;
    // A question in a heading is asked of all only when the names stand right below it.
    let words = lines.words(last).trim_end_matches(':');
    (words.ends_with('?') && last.kind != LineKind::Item)
        .then_some(last.range.start..last.range.start + words.len())
}

/// The words in quotation marks that open a text, after a few other characters.
fn quoted(text: &str) -> Option<Range<usize>> {
    let (at, opening) = text
        .char_indices()
        .take(4)
        .find(|(_, letter)| QUOTES.iter().any(|(opening, _)| opening == letter))?;
    let start = at + opening.len_utf8();
    let closing = |letter: char| {
        QUOTES
            .iter()
            .any(|(open, close)| *open == opening && *close == letter)
    };
    let end = start + text[start..].find(closing)?;
    (end > start).then_some(start..end)
}

/// A question after a colon: `frågan: Vad gör skillnad?`
fn after_colon(text: &str) -> Option<Range<usize>> {
    let text_start = text.find(": ").filter(|at| *at <= 8)? + 2;
    let end = text_start + text[text_start..].find('?')? + 1;
    Some(text_start..end)
}
