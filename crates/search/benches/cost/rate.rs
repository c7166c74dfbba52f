//! What building an index takes, beside the engine alone that is fed the same tokens.
//!
//! The engine is given the tokens as words with spaces between them, which it takes apart in its
//! plainest way, in the same fields with the same columns. Ours is all of a publication: lexicon,
//! analysis, index, lines, checksums, and the disk.

use std::fs;
use std::path::Path;

use analysis::Chain;
use index::{Contents, Facet, Layout, Snapshot, build, record_texts};
use records::Record;
use tantivy::Index;
use tantivy::SingleSegmentIndexWriter;
use tantivy::directory::MmapDirectory;
use tantivy::schema::{Field, FieldType, TantivyDocument};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager, WhitespaceTokenizer};
use vocabulary::Vocabulary;
use workload::Workload;

use crate::index_of::{SEED, processor_seconds};

/// How often each is built; the quickest counts.
const ROUNDS: usize = 3;

/// Prints the rate of both, and their ratio.
pub(crate) fn print(count: u32) {
    let records: Vec<Record> = Workload::new(SEED).records(count).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/workload/rate");
    let (mut ours, mut theirs) = (f64::MAX, f64::MAX);
    let mut documents = None;
    for _ in 0..ROUNDS {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("plain")).unwrap();
        let layout = Layout::new(folder.join("ours"));
        let contents = Contents {
            records: &records,
            diagnostics: &[],
            withdrawn: &[],
            built_at: "2026-01-01T00:00:00Z",
        };
        let began = processor_seconds();
        build(&layout, contents, &|_| ()).unwrap();
        ours = ours.min(processor_seconds() - began);
        let snapshot = Snapshot::open(&layout).unwrap();
        let documents: &Vec<TantivyDocument> = documents.get_or_insert_with(|| {
            records
                .iter()
                .map(|record| fed(record, &snapshot))
                .collect()
        });
        theirs = theirs.min(plain(&snapshot, documents, &folder.join("plain")));
    }
    let _ = fs::remove_dir_all(&folder);
    println!(
        "{count} records built: the engine alone, fed the same tokens, {:.0} a second of the processor; ours, all told, {:.0}: {:.2} of it",
        f64::from(count) / theirs,
        f64::from(count) / ours,
        theirs / ours
    );
}

/// A record's document, its tokens as words with spaces between them.
fn fed(record: &Record, snapshot: &Snapshot) -> TantivyDocument {
    let (fields, vocabulary) = (snapshot.fields(), Vocabulary::embedded());
    let mut document = TantivyDocument::new();
    document.add_text(fields.id, record.id.as_str());
    let mut give = |field: Field, chain: Chain, text: &str| {
        let tokens = snapshot.analyzer().tokens(chain, text).into_iter();
        let words: Vec<String> = tokens.map(|token| token.text).collect();
        document.add_text(field, words.join(" "));
    };
    for (field, text) in record_texts(fields, record, vocabulary) {
        for (field, chain) in [
            (field, Chain::Main),
            (fields.parts, Chain::Parts),
            (fields.exact, Chain::Exact),
            (fields.ngram, Chain::Ngram),
        ] {
            give(field, chain, text);
        }
    }
    for facet in Facet::ALL {
        for number in facet.numbers(record, vocabulary) {
            document.add_u64(fields.facet(*facet), number);
        }
    }
    for column in [
        fields.line_start,
        fields.line_len,
        fields.municipality_order,
    ] {
        document.add_u64(column, 1);
    }
    document
}

/// How long the engine alone computes.
fn plain(snapshot: &Snapshot, documents: &[TantivyDocument], folder: &Path) -> f64 {
    let schema = snapshot.searcher().schema().clone();
    let tokenizers = TokenizerManager::default();
    for (_, entry) in schema.fields() {
        if let FieldType::Str(text) = entry.field_type()
            && let Some(indexing) = text.get_indexing_options()
            && indexing.tokenizer() != "raw"
        {
            let by_spaces = TextAnalyzer::from(WhitespaceTokenizer::default());
            tokenizers.register(indexing.tokenizer(), by_spaces);
        }
    }
    // Copies are made outside of what is measured.
    let documents = documents.to_vec();
    let began = processor_seconds();
    let mut writer: SingleSegmentIndexWriter = Index::builder()
        .schema(schema)
        .tokenizers(tokenizers)
        .single_segment_index_writer(MmapDirectory::open(folder).unwrap(), 50_000_000)
        .unwrap();
    for document in documents {
        writer.add_document(document).unwrap();
    }
    writer.finalize().unwrap();
    processor_seconds() - began
}
