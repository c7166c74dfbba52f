//! A record and its parts.

use serde::Serialize;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::{NamedCode, ThingLinks};

/// A record that was found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HitBody {
    /// The record.
    #[serde(flatten)]
    pub(crate) record: RecordBody,
    /// How well it matches; comparable within one answer only, 0 when no query was given.
    pub(crate) score: f64,
    /// Pieces of the record's text, with the words of the query marked.
    pub(crate) highlights: Vec<HighlightBody>,
    /// Why it is a hit, the strongest reason first; empty unless `explain` asks for it.
    pub(crate) matched_by: Vec<EvidenceBody>,
}

/// One reason why a record is a hit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EvidenceBody {
    /// The reason in words.
    pub(crate) explanation: String,
    /// The words of the query, as they were typed.
    pub(crate) typed: String,
    /// What was looked for because of them.
    pub(crate) sought: String,
    /// How the typed words were mended, if they were.
    pub(crate) mended: Option<String>,
    /// What sort of other word was looked for, if it is another.
    pub(crate) other_word: Option<String>,
    /// How it matches.
    pub(crate) how: String,
    /// Where: in the title, the lead, the body, in names and themes (`context`), anywhere, or a
    /// facet by its name.
    pub(crate) place: String,
    /// Its share of the score, 0 to 1.
    pub(crate) share: f64,
}

/// A piece of a record's text with the words of the query marked.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HighlightBody {
    /// The field that it is from.
    pub(crate) field: String,
    /// The piece.
    pub(crate) text: String,
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
pub(crate) struct RecordBody {
    /// Unique and stable.
    pub(crate) id: String,
    /// What sort of thing it is.
    pub(crate) kind: String,
    /// The article that holds it.
    pub(crate) part_of: Option<String>,
    /// The title.
    pub(crate) title: String,
    /// A summary in our own words.
    pub(crate) summary: Option<String>,
    /// The source's own text; null when its rights allow no more than excerpts.
    pub(crate) text: Option<String>,
    /// The beginnings of the texts that may not be shown whole; empty when all may.
    pub(crate) excerpts: Vec<ExcerptBody>,
    /// The question that a statement answers.
    pub(crate) question: Option<String>,
    /// What became of it, as far as the source says.
    pub(crate) status: String,
    /// Organisations taking part that are not municipalities.
    pub(crate) partners: Vec<String>,
    /// Other records about the same thing.
    pub(crate) same_initiatives: Vec<SameInitiativeBody>,
    /// What came of it.
    pub(crate) effect: Option<String>,
    /// What was learnt.
    pub(crate) lessons: Option<String>,
    /// The municipalities it has to do with.
    pub(crate) municipalities: Vec<MunicipalityRefBody>,
    /// The counties it is about, where it names no municipality.
    pub(crate) counties: Vec<NamedCode>,
    /// Award outcomes that it states.
    pub(crate) outcomes: Vec<OutcomeBody>,
    /// The year it is about.
    pub(crate) year: Option<YearBody>,
    /// At most four themes, best first.
    pub(crate) themes: Vec<ThemeRefBody>,
    /// One of the award's five areas.
    pub(crate) area: Option<String>,
    /// The language of the source.
    pub(crate) language: String,
    /// Who is speaking in the source.
    pub(crate) voice: String,
    /// Spoken quotes, by office and never by name.
    pub(crate) quotes: Vec<QuoteBody>,
    /// What a reader must know to judge the evidence, by an editor.
    pub(crate) editor_note: Option<String>,
    /// Where it came from.
    pub(crate) source: SourceBody,
    /// Where in the source's normalised text.
    pub(crate) span: Option<SpanBody>,
    /// Where else the same text was published, by id.
    pub(crate) also_published: Vec<AlsoPublishedBody>,
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
pub(crate) struct ExcerptBody {
    /// The field that it is from.
    pub(crate) field: String,
    /// The first words.
    pub(crate) text: String,
}

/// Another record about the same thing.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SameInitiativeBody {
    /// The other record.
    pub(crate) id: String,
    /// Why the two are thought to be about the same thing.
    pub(crate) reason: String,
}

/// A municipality of a record.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MunicipalityRefBody {
    /// Its four-digit code.
    pub(crate) code: String,
    /// Its name.
    pub(crate) name: Option<String>,
    /// The part it plays.
    pub(crate) role: String,
    /// The words of the source that name it.
    pub(crate) mention: Option<String>,
}

/// One municipality's outcome in one edition of the award.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OutcomeBody {
    /// The year that names the edition.
    pub(crate) edition: u16,
    /// The award's name in that edition.
    pub(crate) award: String,
    /// The municipality's four-digit code.
    pub(crate) code: String,
    /// How far it came.
    pub(crate) outcome: String,
    /// The source's own words for it.
    pub(crate) wording: Option<String>,
}

/// The year a record is about.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct YearBody {
    /// The year.
    pub(crate) value: u16,
    /// How it is known.
    pub(crate) basis: String,
}

/// A theme of a record.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ThemeRefBody {
    /// The theme's id.
    pub(crate) id: String,
    /// Its name in the language of the answer.
    pub(crate) label: String,
    /// How it was found.
    pub(crate) basis: String,
    /// How sure it is, 0 to 1.
    pub(crate) confidence: f64,
}

/// Something said aloud.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QuoteBody {
    /// What was said.
    pub(crate) text: String,
    /// The speaker's office title.
    pub(crate) role: Option<String>,
}

/// Where a record came from.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SourceBody {
    /// The document's id.
    pub(crate) id: String,
    /// Its title.
    pub(crate) title: Option<String>,
    /// Who published it.
    pub(crate) publisher: Option<String>,
    /// Where.
    pub(crate) url: Option<String>,
    /// Its media type.
    pub(crate) media_type: String,
    /// When it was published.
    pub(crate) published: Option<PublishedBody>,
    /// When it was read.
    pub(crate) retrieved: Option<String>,
    /// The SHA-256 digest of the file.
    pub(crate) sha256: String,
    /// `full` when its text may be shown whole, `excerpt` when only pieces may.
    pub(crate) rights: String,
}

/// Another place where a record's text was published.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AlsoPublishedBody {
    /// The id that the copy would have as a record of its own; its address leads to this record.
    pub(crate) id: String,
    /// The article that the copy is a part of, where that is another than the record's.
    pub(crate) part_of: Option<String>,
    /// Where the copy was published.
    pub(crate) source: SourceBody,
    /// Where in that source's normalised text.
    pub(crate) span: Option<SpanBody>,
}

/// A publication date.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PublishedBody {
    /// The date; unknown parts are 01.
    pub(crate) date: String,
    /// How much of it is known.
    pub(crate) precision: String,
    /// Where it was found.
    pub(crate) basis: String,
}

/// A half-open range of bytes in a source's normalised text.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SpanBody {
    /// The first byte.
    pub(crate) start: usize,
    /// One past the last.
    pub(crate) end: usize,
}
