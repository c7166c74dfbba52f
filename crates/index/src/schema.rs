//! The names in the inverted index: the only place where they stand.

use analysis::{Chain, Tongue};
use records::Record;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, SchemaBuilder, TextFieldIndexing,
    TextOptions,
};
use vocabulary::Vocabulary;

use crate::Facet;
use crate::tokenize::tokenizer_name;
use crate::worth::{self, Weight};

/// The fields of the inverted index.
#[derive(Debug, Clone)]
pub struct Fields {
    /// The record's id, and those of its copies.
    pub id: Field,
    /// The id of the article that the record is a part of, and those that its copies are parts of.
    pub part_of: Field,
    /// The stems of the title.
    pub title: Field,
    /// The stems of the summary, or of the first paragraph of a text.
    pub lead: Field,
    /// The stems of everything else that the record says.
    pub body: Field,
    /// The parts of words in all texts.
    pub parts: Field,
    /// The words of all texts as they are written.
    pub exact: Field,
    /// Which words of all texts follow one another, so that a phrase is looked for in few records.
    pub pairs: Field,
    /// Pieces of four letters of the words of all texts.
    pub ngram: Field,
    /// The stems of what the record is known by beside its text: the names of its municipalities,
    /// counties and themes, its publisher, its source's title and its partners.
    pub context: Field,
    /// The stems of whole texts that are in another language, by that language's stemmer.
    tongues: Vec<(Tongue, Field)>,
    /// A column for each facet, and a list of records for each of its values.
    facets: Vec<(Facet, Field)>,
    /// A column: where the record's line begins in `records.jsonl`.
    pub line_start: Field,
    /// A column: how long that line is, without its end.
    pub line_len: Field,
    /// A column: the place of the record's first municipality in Swedish alphabetical order.
    pub municipality_order: Field,
}

/// The name of the column of line starts.
pub(crate) const LINE_START: &str = "line_start";
/// The name of the column of line lengths.
pub(crate) const LINE_LEN: &str = "line_len";
/// The name of the column that sorts by municipality.
pub(crate) const MUNICIPALITY_ORDER: &str = "municipality_order";

impl Fields {
    /// The schema and its fields.
    pub(crate) fn schema() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let fields = Self {
            id: schema.add_text_field("id", STRING),
            part_of: schema.add_text_field("part_of", STRING),
            title: text(&mut schema, "title", Chain::Main),
            lead: text(&mut schema, "lead", Chain::Main),
            body: text(&mut schema, "body", Chain::Main),
            parts: text(&mut schema, "parts", Chain::Parts),
            exact: text(&mut schema, "exact", Chain::Exact),
            pairs: text(&mut schema, "pairs", Chain::Pairs),
            ngram: text(&mut schema, "ngram", Chain::Ngram),
            context: text(&mut schema, "context", Chain::Main),
            tongues: Tongue::ALL
                .iter()
                .map(|tongue| {
                    let name = format!("text_{}", tongue.as_str());
                    (*tongue, text(&mut schema, &name, Chain::In(*tongue)))
                })
                .collect(),
            facets: Facet::ALL
                .iter()
                .map(|facet| (*facet, schema.add_u64_field(facet.as_str(), FAST | INDEXED)))
                .collect(),
            line_start: schema.add_u64_field(LINE_START, FAST),
            line_len: schema.add_u64_field(LINE_LEN, FAST),
            municipality_order: schema.add_u64_field(MUNICIPALITY_ORDER, FAST),
        };
        (schema.build(), fields)
    }

    /// The fields as every generation has them, for planning a query without an index.
    pub fn example() -> Self {
        Self::schema().1
    }

    /// The fields of Swedish words, whole and as parts of others: a record that has a word has it in
    /// some of them. Each with what an occurrence counts there.
    pub fn of_words(&self) -> [(Field, Weight); 5] {
        [
            (self.title, worth::TITLE),
            (self.lead, worth::LEAD),
            (self.body, worth::BODY),
            (self.context, worth::CONTEXT),
            (self.parts, worth::PART),
        ]
    }

    /// The stems of texts in another language.
    pub fn tongue(&self, tongue: Tongue) -> Field {
        // Every language has its field, in the order of `Tongue::ALL`.
        self.tongues
            .iter()
            .find(|(own, _)| *own == tongue)
            .map_or(self.body, |(_, field)| *field)
    }

    /// The column of a facet.
    pub fn facet(&self, facet: Facet) -> Field {
        // Every facet has its column, in the order of `Facet::ALL`.
        self.facets
            .iter()
            .find(|(own, _)| *own == facet)
            .map_or(self.id, |(_, field)| *field)
    }

    /// The columns of the facets.
    pub(crate) fn facets(&self) -> impl Iterator<Item = (Facet, Field)> {
        self.facets.iter().copied()
    }
}

fn text(schema: &mut SchemaBuilder, name: &str, chain: Chain) -> Field {
    let option = match chain {
        // Phrases are looked for among the words as they are written, nowhere else.
        Chain::Exact => IndexRecordOption::WithFreqsAndPositions,
        Chain::Pairs => IndexRecordOption::Basic,
        Chain::Main | Chain::Parts | Chain::Ngram | Chain::In(_) => IndexRecordOption::WithFreqs,
    };
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(tokenizer_name(chain))
        .set_index_option(option)
        .set_fieldnorms(chain != Chain::Pairs);
    schema.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
}

/// The texts of a record, each with the field that holds its stems, in the order in which they are
/// indexed. Parts, exact words, pairs of them and pieces are taken from all of them.
pub fn record_texts<'a>(
    fields: &Fields,
    record: &'a Record,
    vocabulary: &'a Vocabulary,
) -> Vec<(Field, &'a str)> {
    let (first, rest) =
        record
            .text
            .as_deref()
            .map_or((None, None), |text| match text.split_once("\n\n") {
                Some((first, rest)) => (Some(first), Some(rest)),
                None => (Some(text), None),
            });
    // The lead is what stands first: the summary if there is one, else the first paragraph.
    let (lead, opening) = match record.summary.as_deref() {
        Some(summary) => (Some(summary), first),
        None => (first, None),
    };
    let body = [
        opening,
        rest,
        record.question.as_deref(),
        record.effect.as_deref(),
        record.lessons.as_deref(),
    ];
    std::iter::once((fields.title, record.title.as_str()))
        .chain(lead.map(|text| (fields.lead, text)))
        .chain(body.into_iter().flatten().map(|text| (fields.body, text)))
        .chain(context(record, vocabulary).map(|text| (fields.context, text)))
        .collect()
}

/// The language of a record's texts, if it is another than Swedish that has stems of its own. Of a
/// record that only tells of a source, the language is the source's, and what is told is Swedish.
pub fn tongue_of(record: &Record) -> Option<Tongue> {
    let is_quoted = record.text.is_some();
    Tongue::of(record.language.as_str()).filter(|_| is_quoted)
}

/// What a record is known by beside its text.
fn context<'a>(record: &'a Record, vocabulary: &'a Vocabulary) -> impl Iterator<Item = &'a str> {
    let register = &vocabulary.register;
    let municipalities = record.about().filter_map(|code| register.by_code(code));
    let counties = record
        .about()
        .map(records::MunicipalityCode::county)
        .chain(record.counties.iter().copied());
    let themes = record
        .themes
        .iter()
        .filter_map(|theme| vocabulary.thesaurus.theme(&theme.id));
    let copies = record.also_published.iter().map(|copy| &copy.source);
    let sources = std::iter::once(&record.source).chain(copies);
    municipalities
        .map(|municipality| municipality.official_name.as_str())
        .chain(
            counties
                .filter_map(|code| register.county(code))
                .map(|county| county.name.as_str()),
        )
        .chain(themes.flat_map(|theme| [theme.label_sv.as_str(), theme.label_en.as_str()]))
        .chain(sources.clone().filter_map(|source| source.title.as_deref()))
        .chain(sources.filter_map(|source| source.publisher.as_deref()))
        .chain(record.partners.iter().map(records::Text::as_str))
}
