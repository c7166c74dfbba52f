//! A record and its parts.

use std::borrow::Cow;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::{NamedCode, ThingLinks};

/// A record that was found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HitBody<'a> {
    /// The record.
    #[serde(flatten)]
    pub(crate) record: RecordBody<'a>,
    /// How well it matches; comparable within one answer only, 0 when no query was given.
    pub(crate) score: f64,
    /// Pieces of the record's text, with the words of the query marked.
    pub(crate) highlights: Vec<HighlightBody<'a>>,
    /// Why it is a hit, the strongest reason first; empty unless `explain` asks for it.
    pub(crate) matched_by: Vec<EvidenceBody<'a>>,
}

/// A record that was found, with all of its fields or with those that were asked for, in that order.
#[derive(Debug)]
pub(crate) struct SelectedBody<'a> {
    pub(crate) hit: HitBody<'a>,
    /// Names of [`record_fields`]; all when there are none.
    pub(crate) fields: &'a [&'static str],
}

impl Serialize for SelectedBody<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.fields.is_empty() {
            return self.hit.serialize(serializer);
        }
        let HitBody {
            record,
            score,
            highlights,
            matched_by,
        } = &self.hit;
        let RecordBody {
            id,
            kind,
            part_of,
            title,
            summary,
            text,
            excerpts,
            question,
            status,
            partners,
            same_initiatives,
            effect,
            lessons,
            municipalities,
            counties,
            outcomes,
            year,
            themes,
            area,
            language,
            voice,
            quotes,
            editor_note,
            source,
            span,
            also_published,
            completeness,
            links,
        } = record;
        let mut map = serializer.serialize_map(None)?;
        for field in self.fields {
            match *field {
                "score" => map.serialize_entry(field, score)?,
                "highlights" => map.serialize_entry(field, highlights)?,
                "matched_by" => map.serialize_entry(field, matched_by)?,
                "id" => map.serialize_entry(field, id)?,
                "kind" => map.serialize_entry(field, kind)?,
                "part_of" => map.serialize_entry(field, part_of)?,
                "title" => map.serialize_entry(field, title)?,
                "summary" => map.serialize_entry(field, summary)?,
                "text" => map.serialize_entry(field, text)?,
                "excerpts" => map.serialize_entry(field, excerpts)?,
                "question" => map.serialize_entry(field, question)?,
                "status" => map.serialize_entry(field, status)?,
                "partners" => map.serialize_entry(field, partners)?,
                "same_initiatives" => map.serialize_entry(field, same_initiatives)?,
                "effect" => map.serialize_entry(field, effect)?,
                "lessons" => map.serialize_entry(field, lessons)?,
                "municipalities" => map.serialize_entry(field, municipalities)?,
                "counties" => map.serialize_entry(field, counties)?,
                "outcomes" => map.serialize_entry(field, outcomes)?,
                "year" => map.serialize_entry(field, year)?,
                "themes" => map.serialize_entry(field, themes)?,
                "area" => map.serialize_entry(field, area)?,
                "language" => map.serialize_entry(field, language)?,
                "voice" => map.serialize_entry(field, voice)?,
                "quotes" => map.serialize_entry(field, quotes)?,
                "editor_note" => map.serialize_entry(field, editor_note)?,
                "source" => map.serialize_entry(field, source)?,
                "span" => map.serialize_entry(field, span)?,
                "also_published" => map.serialize_entry(field, also_published)?,
                "completeness" => map.serialize_entry(field, completeness)?,
                "links" => map.serialize_entry(field, links)?,
                _ => {}
            }
        }
        map.end()
    }
}

/// One reason why a record is a hit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EvidenceBody<'a> {
    /// The reason in words.
    pub(crate) explanation: String,
    /// The words of the query, as they were typed.
    pub(crate) typed: &'a str,
    /// What was looked for because of them.
    pub(crate) sought: &'a str,
    /// How the typed words were mended, if they were.
    pub(crate) mended: Option<&'a str>,
    /// What sort of other word was looked for, if it is another.
    pub(crate) other_word: Option<&'a str>,
    /// How it matches.
    pub(crate) how: &'a str,
    /// Where: in the title, the lead, the body, in names and themes (`context`), anywhere, or a
    /// facet by its name.
    pub(crate) place: &'a str,
    /// Its share of the score, 0 to 1.
    pub(crate) share: f64,
}

/// A piece of a record's text with the words of the query marked.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HighlightBody<'a> {
    /// The field that it is from.
    pub(crate) field: &'a str,
    /// The piece.
    pub(crate) text: &'a str,
    /// The marked ranges as `[start, end)`, counted in Unicode code points of `text`: neither
    /// bytes nor UTF-16 units. In JavaScript: `[...text].slice(start, end).join("")`.
    pub(crate) ranges: Vec<[usize; 2]>,
    /// Whether the text goes on before the piece.
    pub(crate) cut_before: bool,
    /// Whether the text goes on after it.
    pub(crate) cut_after: bool,
}

/// A record: one example, with where it came from.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecordBody<'a> {
    /// Unique and stable.
    pub(crate) id: &'a str,
    /// What sort of thing it is.
    pub(crate) kind: &'a str,
    /// The article that holds it.
    pub(crate) part_of: Option<&'a str>,
    /// The title.
    pub(crate) title: &'a str,
    /// A summary in our own words.
    pub(crate) summary: Option<&'a str>,
    /// The source's own text; null when its rights allow no more than excerpts.
    pub(crate) text: Option<&'a str>,
    /// The beginnings of the texts that may not be shown whole; empty when all may.
    pub(crate) excerpts: Vec<ExcerptBody<'a>>,
    /// The question that a statement answers.
    pub(crate) question: Option<&'a str>,
    /// What became of it, as far as the source says.
    pub(crate) status: &'a str,
    /// Organisations taking part that are not municipalities.
    pub(crate) partners: Vec<&'a str>,
    /// Other records about the same thing.
    pub(crate) same_initiatives: Vec<SameInitiativeBody<'a>>,
    /// What came of it.
    pub(crate) effect: Option<&'a str>,
    /// What was learnt.
    pub(crate) lessons: Option<&'a str>,
    /// The municipalities it has to do with.
    pub(crate) municipalities: Vec<MunicipalityRefBody<'a>>,
    /// The counties it is about, where it names no municipality.
    pub(crate) counties: Vec<NamedCode>,
    /// Award outcomes that it states.
    pub(crate) outcomes: Vec<OutcomeBody<'a>>,
    /// The year it is about.
    pub(crate) year: Option<YearBody>,
    /// At most four themes, best first.
    pub(crate) themes: Vec<ThemeRefBody<'a>>,
    /// One of the award's five areas.
    pub(crate) area: Option<&'a str>,
    /// The language of the source.
    pub(crate) language: &'a str,
    /// Who is speaking in the source.
    pub(crate) voice: &'a str,
    /// Spoken quotes, by office and never by name.
    pub(crate) quotes: Vec<QuoteBody<'a>>,
    /// What a reader must know to judge the evidence, by an editor.
    pub(crate) editor_note: Option<&'a str>,
    /// Where it came from.
    pub(crate) source: SourceBody<'a>,
    /// Where in the source's normalised text.
    pub(crate) span: Option<SpanBody>,
    /// Where else the same text was published, by id.
    pub(crate) also_published: Vec<AlsoPublishedBody<'a>>,
    /// The share of its fields that are filled, in per cent.
    pub(crate) completeness: u8,
    /// Addresses.
    pub(crate) links: ThingLinks,
}

/// The names of the fields of a record that was found.
pub(crate) fn record_fields() -> Vec<String> {
    let mut schemas = Vec::new();
    HitBody::schemas(&mut schemas);
    let mut fields = field_names(&HitBody::schema());
    for (_, schema) in schemas.iter().filter(|(name, _)| name == "RecordBody") {
        fields.extend(field_names(schema));
    }
    fields.sort();
    fields.dedup();
    fields
}

fn field_names(schema: &RefOr<Schema>) -> Vec<String> {
    match schema {
        RefOr::T(Schema::Object(object)) => object.properties.keys().cloned().collect(),
        RefOr::T(Schema::AllOf(all)) => all.items.iter().flat_map(field_names).collect(),
        _ => Vec::new(),
    }
}

/// The beginning of a text that may not be shown whole.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExcerptBody<'a> {
    /// The field that it is from.
    pub(crate) field: &'a str,
    /// The first words.
    pub(crate) text: &'a str,
}

/// Another record about the same thing.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SameInitiativeBody<'a> {
    /// The other record.
    pub(crate) id: &'a str,
    /// Why the two are thought to be about the same thing.
    pub(crate) reason: &'a str,
}

/// A municipality of a record.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MunicipalityRefBody<'a> {
    /// Its four-digit code.
    pub(crate) code: String,
    /// Its name.
    pub(crate) name: Option<&'a str>,
    /// The part it plays.
    pub(crate) role: &'a str,
    /// The words of the source that name it.
    pub(crate) mention: Option<&'a str>,
}

/// One municipality's outcome in one edition of the award.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OutcomeBody<'a> {
    /// The year that names the edition.
    pub(crate) edition: u16,
    /// The award's name in that edition.
    pub(crate) award: &'a str,
    /// The municipality's four-digit code.
    pub(crate) code: String,
    /// How far it came.
    pub(crate) outcome: &'a str,
    /// The source's own words for it.
    pub(crate) wording: Option<&'a str>,
}

/// The year a record is about.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct YearBody {
    /// The year.
    pub(crate) value: u16,
    /// How it is known.
    pub(crate) basis: &'static str,
}

/// A theme of a record.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ThemeRefBody<'a> {
    /// The theme's id.
    pub(crate) id: &'a str,
    /// Its name in the language of the answer.
    pub(crate) label: Cow<'a, str>,
    /// How it was found.
    pub(crate) basis: &'a str,
    /// How sure it is, 0 to 1.
    pub(crate) confidence: f64,
}

/// Something said aloud.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QuoteBody<'a> {
    /// What was said.
    pub(crate) text: &'a str,
    /// The speaker's office title.
    pub(crate) role: Option<&'a str>,
}

/// Where a record came from.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SourceBody<'a> {
    /// The document's id.
    pub(crate) id: &'a str,
    /// Its title.
    pub(crate) title: Option<&'a str>,
    /// Who published it.
    pub(crate) publisher: Option<&'a str>,
    /// Where.
    pub(crate) url: Option<&'a str>,
    /// Its media type.
    pub(crate) media_type: &'a str,
    /// When it was published.
    pub(crate) published: Option<PublishedBody>,
    /// When it was read.
    pub(crate) retrieved: Option<String>,
    /// The SHA-256 digest of the file.
    pub(crate) sha256: &'a str,
    /// `full` when its text may be shown whole, `excerpt` when only pieces may.
    pub(crate) rights: &'a str,
}

/// Another place where a record's text was published.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AlsoPublishedBody<'a> {
    /// The id that the copy would have as a record of its own; its address leads to this record.
    pub(crate) id: &'a str,
    /// The article that the copy is a part of, where that is another than the record's.
    pub(crate) part_of: Option<&'a str>,
    /// Where the copy was published.
    pub(crate) source: SourceBody<'a>,
    /// Where in that source's normalised text.
    pub(crate) span: Option<SpanBody>,
}

/// A publication date.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PublishedBody {
    /// The date; unknown parts are 01.
    pub(crate) date: String,
    /// How much of it is known.
    pub(crate) precision: &'static str,
    /// Where it was found.
    pub(crate) basis: &'static str,
}

/// A half-open range of bytes in a source's normalised text.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SpanBody {
    /// The first byte.
    pub(crate) start: usize,
    /// One past the last.
    pub(crate) end: usize,
}
