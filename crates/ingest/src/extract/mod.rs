//! Parts of a document that are records of their own, and facts that stand in its words.

mod initiatives;
mod labels;
mod lines;
mod matrix;
mod outcomes;
mod quotes;
mod segment;
pub(crate) mod sentences;
mod statements;

use std::collections::BTreeMap;
use std::ops::Range;

use records::{
    Kind, MunicipalityCode, MunicipalityRef, MunicipalityRole, Outcome, Quote, Record, RecordId,
    Severity, Span, Text, Voice, slugify,
};
use vocabulary::Vocabulary;

use self::lines::{LineKind, Lines};
use self::segment::{Segment, taken};
use crate::document::{Document, composed_title};
use crate::findings::Findings;
use crate::link::partners;
use crate::link::years::FoundYear;
use crate::rule;

/// So many parts at most are taken from one document. The longest booklet has a few hundred.
const MOST_PARTS: usize = 1000;

/// So many items that were left out are told one by one.
const MOST_TOLD: usize = 20;

/// A heading of more words says more than its area.
const LONGEST_AREA: usize = 4;

/// The longest slug of a source's id before what is added for a part.
const LONGEST_SOURCE_SLUG: usize = 80;

/// What stands in a document besides its text.
pub(crate) struct Extracted {
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) quotes: Vec<Quote>,
    pub(crate) segments: Vec<Segment>,
}

impl Extracted {
    /// Whom the parts are about.
    pub(crate) fn owners(&self) -> impl Iterator<Item = MunicipalityCode> {
        self.segments
            .iter()
            .flat_map(|segment| segment.codes.iter().copied())
    }
}

/// Finds the outcomes, the quotes and the parts of a document that is about some municipalities, and
/// may be published by one.
pub(crate) fn find(
    document: &Document,
    subjects: &[MunicipalityCode],
    publisher: Option<MunicipalityCode>,
    year: Option<&FoundYear>,
    vocabulary: &Vocabulary,
    findings: &mut Findings,
) -> Extracted {
    let lines = Lines::new(document);
    // Of several subjects, what is told is of the one who tells it.
    let own = match (subjects, publisher) {
        ([_, _, ..], Some(publisher)) => vec![publisher],
        _ => subjects.to_vec(),
    };
    let mut left_out = Vec::new();
    let mut segments = segments(&lines, &own, vocabulary, &mut left_out);
    tell_left_out(&left_out, &document.text, findings);
    if segments.len() > MOST_PARTS {
        let message = format!(
            "the document has {} parts; the first {MOST_PARTS} are taken",
            segments.len()
        );
        findings.warning(rule::TOO_MANY_PARTS, message);
        segments.truncate(MOST_PARTS);
    }
    Extracted {
        outcomes: outcomes::find(
            document, &lines, &segments, &own, year, vocabulary, findings,
        ),
        quotes: quotes::find(&lines, vocabulary),
        segments,
    }
}

/// Tells what stands where parts do and says too little to be one.
fn tell_left_out(left_out: &[Range<usize>], text: &str, findings: &mut Findings) {
    for place in left_out.iter().take(MOST_TOLD) {
        let words = &text[place.clone()];
        let message = format!("`{words}` says too little to be a record of its own");
        let mut told = findings.make(Severity::Info, rule::SHORT_ITEM, message);
        if let Ok(span) = Span::new(place.start, place.end) {
            told = told.at(span);
        }
        findings.add(told);
    }
    if left_out.len() > MOST_TOLD {
        let message = format!(
            "{} more items say too little to be records of their own",
            left_out.len() - MOST_TOLD
        );
        findings.info(rule::SHORT_ITEM, message);
    }
}

fn segments(
    lines: &Lines<'_>,
    subjects: &[MunicipalityCode],
    vocabulary: &Vocabulary,
    left_out: &mut Vec<Range<usize>>,
) -> Vec<Segment> {
    let mut segments = statements::find(lines, vocabulary, left_out);
    if segments.is_empty() {
        segments.extend(statements::whole(lines, subjects));
    }
    let in_sections = taken(&segments, lines.list.len());
    let of_tables = matrix::find(lines, vocabulary, left_out);
    segments.extend(
        (of_tables.into_iter())
            .filter(|segment| in_sections.get(segment.lines.start) == Some(&false)),
    );
    let mut further = initiatives::of_lines(lines, vocabulary, left_out);
    further.extend(initiatives::of_lists(lines, subjects, vocabulary, left_out));
    let mut taken = taken(&segments, lines.list.len());
    left_out.retain(|place| {
        let at = lines
            .list
            .partition_point(|line| line.range.end <= place.start);
        taken.get(at) == Some(&false)
            || (lines.list.get(at)).is_some_and(|line| line.kind == LineKind::Row)
    });
    for segment in further {
        let Some(own) = taken.get_mut(segment.lines.clone()) else {
            continue;
        };
        if !own.contains(&true) {
            own.fill(true);
            segments.push(segment);
        }
    }
    segments.sort_by_key(|segment| segment.text.start);
    segments
}

/// The records of a document's parts. What they do not tell for themselves is the article's.
pub(crate) fn records(
    article: &Record,
    document: &Document,
    segments: &[Segment],
    vocabulary: &Vocabulary,
) -> Vec<Record> {
    let mut ordinals: BTreeMap<String, usize> = BTreeMap::new();
    segments
        .iter()
        .filter_map(|segment| {
            let slug = slug(&segment.codes, vocabulary)?;
            let ordinal = ordinals.entry(slug.clone()).or_default();
            *ordinal += 1;
            let id = part_id(article.source.id.as_str(), &slug, *ordinal)?;
            record(id, article, document, segment, vocabulary)
        })
        .collect()
}

/// The id of a part: its source's, whom it is about, and the how-manieth of theirs it is.
fn part_id(source: &str, slug: &str, ordinal: usize) -> Option<RecordId> {
    let slug: String = slug.chars().take(30).collect();
    let id = format!(
        "{}-{}-{ordinal}",
        source_slug(source),
        slug.trim_end_matches('-')
    );
    id.parse().ok()
}

/// A part's id when its article's is no longer the former one.
pub(crate) fn moved_part(id: &RecordId, former: &RecordId, article: &RecordId) -> Option<RecordId> {
    let rest = id.as_str().strip_prefix(source_slug(former.as_str()))?;
    let mut start = article.as_str();
    if start.len() > LONGEST_SOURCE_SLUG {
        // Its digest stands at its end, and must be kept.
        start = &start[start.len() - LONGEST_SOURCE_SLUG..];
    }
    format!("{}{rest}", start.trim_start_matches('-'))
        .parse()
        .ok()
}

/// As much of a source's id as the ids of its parts start with. A slug is ASCII.
fn source_slug(source: &str) -> &str {
    source
        .get(..LONGEST_SOURCE_SLUG)
        .unwrap_or(source)
        .trim_end_matches('-')
}

fn slug(codes: &[MunicipalityCode], vocabulary: &Vocabulary) -> Option<String> {
    slugify(&names(codes, vocabulary).join(" "))
}

fn names<'a>(codes: &[MunicipalityCode], vocabulary: &'a Vocabulary) -> Vec<&'a str> {
    codes
        .iter()
        .filter_map(|code| vocabulary.register.by_code(*code))
        .map(|municipality| municipality.name.as_str())
        .collect()
}

fn record(
    id: RecordId,
    article: &Record,
    document: &Document,
    segment: &Segment,
    vocabulary: &Vocabulary,
) -> Option<Record> {
    let words = |place: &Range<usize>| Text::from_trimmed(&document.text[place.clone()]);
    let text = words(&segment.text)?;
    let heading = segment.heading.as_ref().and_then(words);
    let themes = vocabulary
        .thesaurus
        .predict(heading.as_deref().unwrap_or_default(), &text);
    let area = segment.area.or_else(|| {
        let theme = vocabulary.thesaurus.theme(&themes.first()?.id)?;
        Some(theme.area)
    });
    let mut record = Record {
        id,
        kind: segment.kind,
        part_of: Some(article.id.clone()),
        title: title(segment, heading.as_ref(), &text, vocabulary)?,
        question: segment.question.as_ref().and_then(words),
        effect: segment.effect.as_ref().and_then(words),
        lessons: segment.lessons.as_ref().and_then(words),
        municipalities: municipalities(segment, &text, vocabulary),
        outcomes: Vec::new(),
        themes,
        area,
        voice: if segment.kind == Kind::Statement {
            Voice::Municipality
        } else {
            article.voice
        },
        quotes: Vec::new(),
        span: span_of(&document.text, segment, &text),
        text: Some(text),
        ..article.clone()
    };
    record.completeness = record.measure_completeness();
    Some(record)
}

/// The span of the words that are kept, without the blanks around them.
fn span_of(text: &str, segment: &Segment, kept: &Text) -> Option<Span> {
    let whole = &text[segment.text.clone()];
    let start = segment.text.start + (whole.len() - whole.trim_start().len());
    Span::new(start, start + kept.len()).ok()
}

/// `Kalix: En karta över alla gropar`: whom it is about, and the heading that it stands
/// under, unless that is an area's, or its first words. A text that opens with the name needs it no second time.
fn title(
    segment: &Segment,
    heading: Option<&Text>,
    text: &Text,
    vocabulary: &Vocabulary,
) -> Option<Text> {
    let names = names(&segment.codes, vocabulary);
    // `Sala: Demokrati` would say no more than the area does.
    let is_area = |heading: &&Text| {
        heading.split_whitespace().count() <= LONGEST_AREA
            && vocabulary.area_words.area(heading).is_some()
    };
    let said = match heading.filter(|heading| !is_area(heading)) {
        Some(heading) => heading.clone(),
        None => composed_title(text)?,
    };
    if names.iter().any(|name| said.contains(name)) {
        return Some(said);
    }
    let list = match names.as_slice() {
        [others @ .., last] if !others.is_empty() => format!("{} och {last}", others.join(", ")),
        _ => names.concat(),
    };
    Text::from_trimmed(&format!("{list}: {said}"))
}

/// Whom a part is about, and the others that it names.
fn municipalities(segment: &Segment, text: &Text, vocabulary: &Vocabulary) -> Vec<MunicipalityRef> {
    let mentions = vocabulary.gazetteer.mentions(text);
    let mention = |code: MunicipalityCode| {
        mentions
            .iter()
            .find(|mention| mention.code == code)
            .and_then(|mention| Text::from_trimmed(&text[mention.span.range()]))
    };
    let mut list: Vec<MunicipalityRef> = segment
        .codes
        .iter()
        .map(|code| MunicipalityRef {
            code: *code,
            role: MunicipalityRole::Subject,
            mention: mention(*code),
        })
        .collect();
    let partners = partners::find(text, &mentions);
    for found in &mentions {
        if list.iter().all(|known| known.code != found.code) {
            list.push(MunicipalityRef {
                code: found.code,
                role: if partners.contains(&found.code) {
                    MunicipalityRole::Partner
                } else {
                    MunicipalityRole::Mentioned
                },
                mention: mention(found.code),
            });
        }
    }
    list
}
