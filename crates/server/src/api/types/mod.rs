//! The shapes of the answers: the only place where a key of the API is named.

mod edition;
mod export;
mod record;
mod related;
mod statistics;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

pub(crate) use edition::{
    ConflictBody, EditionAnswer, EditionBody, EditionsAnswer, NominationBody, StatedByBody,
};
pub(crate) use export::{ExportAnswer, ExportMeta};
pub(crate) use record::record_fields;
pub(crate) use record::{
    AlsoPublishedBody, EvidenceBody, ExcerptBody, HighlightBody, HitBody, MunicipalityRefBody,
    OutcomeBody, PublishedBody, QuoteBody, RecordBody, SameInitiativeBody, SelectedBody,
    SourceBody, SpanBody, ThemeRefBody, YearBody,
};

pub(crate) use related::{
    InCommonBody, NamedTheme, PeerBody, PeersAnswer, PeersLinks, SimilarAnswer, SimilarBody,
    SuggestionBody, SuggestionLinks, SuggestionsAnswer,
};
pub(crate) use statistics::{
    CoverageAnswer, CoverageBody, CoveragePartBody, PeriodBody, ThemeCountBody, TimelineAnswer,
};

/// What this interface is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ApiInfoAnswer {
    /// Its name.
    pub(crate) api_name: String,
    /// Its version; the first part is that of its address.
    pub(crate) api_version: String,
    /// The day that this version was released.
    pub(crate) api_released: String,
    /// Where it is described.
    pub(crate) api_documentation: String,
    /// `active`, or `deprecated` when another version is to be used instead.
    pub(crate) api_status: String,
    /// The generation of the index that is answered from.
    pub(crate) generation: String,
}

/// What an answer that is one thing, or all of a kind, says about itself.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Meta {
    /// How many things the answer holds.
    pub(crate) total: usize,
    /// The generation of the index that it was taken from.
    pub(crate) generation: String,
}

/// What a page of records says about itself.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecordsMeta {
    /// How many records match.
    pub(crate) total: usize,
    /// The page, from 1; null on a walk.
    pub(crate) page: Option<usize>,
    /// The most records on a page.
    pub(crate) limit: usize,
    /// What to give as `cursor` to go on with a walk; null at its end, and when there is none.
    pub(crate) next_cursor: Option<String>,
    /// The sample that the records are of, if they are.
    pub(crate) sample: Option<SampleBody>,
    /// A query that may have been meant, and has more hits with the same filters.
    pub(crate) did_you_mean: Option<DidYouMeanBody>,
    /// How long the search took, in milliseconds; of an answer that is given again, the first time.
    pub(crate) took_ms: f64,
    /// How the query was understood.
    pub(crate) query: UnderstoodBody,
    /// The generation of the index that the answer was taken from.
    pub(crate) generation: String,
}

/// A query that may have been meant.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DidYouMeanBody {
    /// The query, as it would be typed.
    pub(crate) query: String,
    /// How many records it has with the filters that were asked for.
    pub(crate) total: usize,
}

/// Records of a page that are one article or parts of it, and would fill the page.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ArticleGroupBody {
    /// The article's id; it may or may not be on the page itself.
    pub(crate) article: String,
    /// Its title.
    pub(crate) title: String,
    /// The places of the records on the page, from 0.
    pub(crate) records: Vec<usize>,
}

/// A random sample of what matches.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SampleBody {
    /// How many records it has at most.
    pub(crate) size: usize,
    /// What decides which ones.
    pub(crate) seed: u64,
    /// How many records match, whether in the sample or not; facets and groups count all of them.
    pub(crate) matching: usize,
}

/// How a query was understood.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnderstoodBody {
    /// The query as it was written.
    pub(crate) text: String,
    /// What was looked for.
    pub(crate) clauses: Vec<ClauseBody>,
    /// Words left out because they say too little beside the others.
    pub(crate) left_out: Vec<String>,
    /// Fields of the query with values that they do not have; the values were taken for words.
    pub(crate) misread: Vec<String>,
    /// Words that the index does not know, and the words that were looked for instead.
    pub(crate) corrections: Vec<CorrectionBody>,
    /// Places and years among the words.
    pub(crate) recognised: Vec<RecognisedBody>,
    /// Other words for the same thing that were looked for too, at a lower weight.
    pub(crate) expansions: Vec<ExpansionBody>,
    /// The filters in their normal form, by name: those of the parameters and those of the query.
    pub(crate) filters: BTreeMap<String, Vec<String>>,
    /// The order of the records.
    pub(crate) sort: String,
}

/// A word that was mended.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CorrectionBody {
    /// The word as it was typed.
    pub(crate) typed: String,
    /// The word that was looked for.
    pub(crate) used: String,
    /// `marks` where å, ä, ö and their like were put back, `spelling` where letters were changed.
    pub(crate) kind: String,
}

/// Other words that were looked for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExpansionBody {
    /// The words, as they were typed.
    pub(crate) typed: String,
    /// Words and phrases for the same thing, best first.
    pub(crate) means: Vec<String>,
}

/// A place or a year that was recognised among the words.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecognisedBody {
    /// The words, as they were typed.
    pub(crate) words: String,
    /// The filter that stands for them.
    pub(crate) filter: String,
    /// The filter's values.
    pub(crate) values: Vec<String>,
    /// Whether it was filtered on; otherwise it only lifts what is about it.
    pub(crate) applied: bool,
}

/// A word or phrase of a query.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClauseBody {
    /// `may`, `must` or `must_not` be there.
    pub(crate) occur: String,
    /// `word` in any form, or `phrase` in just this form and order.
    pub(crate) kind: String,
    /// The word or phrase.
    pub(crate) text: String,
}

/// A page of records.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecordsAnswer<'a> {
    /// About the answer.
    pub(crate) meta: RecordsMeta,
    /// The records of the page, in order.
    #[schema(value_type = Vec<HitBody<'a>>)]
    pub(crate) records: Vec<SelectedBody<'a>>,
    /// Which of them are to be shown together, where more than a few are of one article.
    pub(crate) article_groups: Vec<ArticleGroupBody>,
    /// When nothing was found: at most ten records with words that look like those of the query.
    /// They are no hits, and are not counted.
    #[schema(value_type = Vec<HitBody<'a>>)]
    pub(crate) similar: Vec<SelectedBody<'a>>,
    /// The counts of the facets that were asked for, by name.
    pub(crate) facets: BTreeMap<&'static str, FacetBody<'a>>,
    /// The groups that were asked for, the largest first; empty when none were.
    pub(crate) groups: Vec<GroupBody>,
    /// Addresses of this page and others; the same stand in the `Link` header.
    pub(crate) links: PageLinks,
}

/// Records that have the same values. A record with several values of a facet is in the group of
/// each; unlike the counts of facets, no filter is lifted.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GroupBody {
    /// The value by facet, as filters take it; null for records without one.
    pub(crate) values: BTreeMap<String, Option<String>>,
    /// The values' names in the language of the answer.
    pub(crate) labels: BTreeMap<String, Option<String>>,
    /// How many records have them.
    pub(crate) count: usize,
}

/// Addresses of pages of the same search.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PageLinks {
    /// This page.
    #[serde(rename = "self")]
    pub(crate) this: String,
    /// The page after it.
    pub(crate) next: Option<String>,
    /// The page before it.
    pub(crate) prev: Option<String>,
    /// The first page.
    pub(crate) first: String,
    /// The last page; null on a walk, whose end is not known.
    pub(crate) last: Option<String>,
}

/// The counts of a facet. Each count is what choosing just that value would give, with what the
/// facet excludes and the filters on all other facets as they are.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FacetBody<'a> {
    /// Every value that some record has, the most frequent first.
    pub(crate) values: Vec<FacetValueBody<'a>>,
    /// How many records have no value.
    pub(crate) unknown: usize,
}

/// A value of a facet.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FacetValueBody<'a> {
    /// The value, as filters take it.
    pub(crate) value: &'a str,
    /// Its name in the language of the answer.
    pub(crate) label: Cow<'a, str>,
    /// How many records have it.
    pub(crate) count: usize,
}

/// One record.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecordAnswer<'a> {
    /// About the answer.
    pub(crate) meta: Meta,
    /// The record.
    pub(crate) record: RecordBody<'a>,
}

/// Addresses of one thing.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ThingLinks {
    /// It in the API.
    #[serde(rename = "self")]
    pub(crate) this: String,
    /// Its page, or the search page with what belongs to it.
    pub(crate) html: String,
}

/// The address of the answer itself.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ListLinks {
    /// This answer.
    #[serde(rename = "self")]
    pub(crate) this: String,
}

/// A code with its name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NamedCode {
    /// The code.
    pub(crate) code: String,
    /// The name.
    pub(crate) name: Option<String>,
}

/// The register of municipalities.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MunicipalitiesAnswer {
    /// About the answer.
    pub(crate) meta: Meta,
    /// All of them, in order of code.
    pub(crate) municipalities: Vec<MunicipalityBody>,
    /// Addresses.
    pub(crate) links: ListLinks,
}

/// One municipality.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MunicipalityAnswer {
    /// About the answer.
    pub(crate) meta: Meta,
    /// The municipality.
    pub(crate) municipality: MunicipalityBody,
}

/// A municipality.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MunicipalityBody {
    /// The four-digit code of Statistics Sweden.
    pub(crate) code: String,
    /// Its name.
    pub(crate) name: String,
    /// How it styles itself.
    pub(crate) official_name: String,
    /// Other names.
    pub(crate) aliases: Vec<String>,
    /// The county it lies in.
    pub(crate) county: NamedCode,
    /// Its group in the classification of the association of municipalities.
    pub(crate) skr_group: NamedCode,
    /// Inhabitants at the end of `population_year`.
    pub(crate) population: u32,
    /// The year of the population.
    pub(crate) population_year: u16,
    /// The band that the population falls in, as the filter `population` takes it.
    pub(crate) population_band: String,
    /// Degrees north, WGS 84.
    pub(crate) latitude: f64,
    /// Degrees east, WGS 84.
    pub(crate) longitude: f64,
    /// Its item in Wikidata.
    pub(crate) wikidata_id: Option<String>,
    /// How many records are about it.
    pub(crate) record_count: usize,
    /// Addresses.
    pub(crate) links: ThingLinks,
}

/// The thesaurus of themes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ThemesAnswer {
    /// About the answer.
    pub(crate) meta: Meta,
    /// All of them.
    pub(crate) themes: Vec<ThemeBody>,
    /// Addresses.
    pub(crate) links: ListLinks,
}

/// One theme.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ThemeAnswer {
    /// About the answer.
    pub(crate) meta: Meta,
    /// The theme.
    pub(crate) theme: ThemeBody,
}

/// A theme.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ThemeBody {
    /// Its id, which never changes.
    pub(crate) id: String,
    /// Its name in the language of the answer.
    pub(crate) label: String,
    /// Its name in Swedish.
    pub(crate) label_sv: String,
    /// Its name in English.
    pub(crate) label_en: String,
    /// The area of the award that it mostly belongs to.
    pub(crate) area: String,
    /// Words that point to it.
    pub(crate) terms: Vec<String>,
    /// How many records have it.
    pub(crate) record_count: usize,
    /// Addresses.
    pub(crate) links: ThingLinks,
}
