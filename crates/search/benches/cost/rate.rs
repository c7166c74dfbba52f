//! What building an index takes, beside the engine alone with the same schema.
//!
//! Once the engine is given the texts, and takes them apart by the tokenizers that the schema names.
//! Once it is given the tokens that come of that as words with spaces between them, which it takes
//! apart in its plainest way: then it does no Swedish at all. Ours is all of a publication: lexicon,
//! analysis, index, common words, lines, checksums, and the disk.

use std::fs;
use std::path::Path;
use std::thread;

use analysis::Chain;
use index::{Contents, Facet, Layout, Snapshot, build, record_texts};
use records::Record;
use tantivy::Index;
use tantivy::indexer::NoMergePolicy;
use tantivy::schema::{FieldType, Schema, TantivyDocument};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager, WhitespaceTokenizer};
use vocabulary::Vocabulary;
use workload::Workload;

use crate::index_of::{SEED, processor_seconds};

/// What a thread of the engine holds before it writes a segment, in bytes: about what ours does.
const THREAD_BYTES: usize = 128_000_000;

/// How often each is built; the quickest counts.
const ROUNDS: usize = 3;

/// Prints the rate of both, and their ratio.
pub(crate) fn print(count: u32) {
    let records: Vec<Record> = Workload::new(SEED).records(count).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/workload/rate");
    let (mut ours, mut texts, mut tokens) = (f64::MAX, f64::MAX, f64::MAX);
    let mut documents = None;
    for _ in 0..ROUNDS {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
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
        let [of_texts, of_tokens] = documents.get_or_insert_with(|| {
            let of = |document: fn(&Record, &Snapshot) -> TantivyDocument| -> Vec<TantivyDocument> {
                records
                    .iter()
                    .map(|record| document(record, &snapshot))
                    .collect()
            };
            [of(given), of(fed)]
        });
        let index = snapshot.searcher().index();
        let by_spaces = by_spaces(&index.schema());
        let plain_folder = folder.join("plain");
        texts = texts.min(plain(
            &snapshot,
            of_texts,
            index.tokenizers(),
            &plain_folder,
        ));
        tokens = tokens.min(plain(&snapshot, of_tokens, &by_spaces, &plain_folder));
    }
    let _ = fs::remove_dir_all(&folder);
    let rate = |seconds: f64| f64::from(count) / seconds;
    println!(
        "{count} records built: {:.0} a second of the processor, all told; the engine alone, with the same \
         schema: {:.0}, so that ours is {:.2} of it; fed with the tokens: {:.0}, {:.2}",
        rate(ours),
        rate(texts),
        texts / ours,
        rate(tokens),
        tokens / ours
    );
}

/// A record's document.
fn given(record: &Record, snapshot: &Snapshot) -> TantivyDocument {
    document(record, snapshot, |_, text| text.to_owned())
}

/// A record's document, its tokens as words with spaces between them.
fn fed(record: &Record, snapshot: &Snapshot) -> TantivyDocument {
    document(record, snapshot, |chain, text| {
        let tokens = snapshot.analyzer().tokens(chain, text).into_iter();
        let words: Vec<String> = tokens.map(|token| token.text).collect();
        words.join(" ")
    })
}

/// A record's document, with what is given of each of its texts for a chain.
fn document(
    record: &Record,
    snapshot: &Snapshot,
    of: impl Fn(Chain, &str) -> String,
) -> TantivyDocument {
    let (fields, vocabulary) = (snapshot.fields(), Vocabulary::embedded());
    let mut document = TantivyDocument::new();
    document.add_text(fields.id, record.id.as_str());
    for (field, text) in record_texts(fields, record, vocabulary) {
        for (field, chain) in [
            (field, Chain::Main),
            (fields.parts, Chain::Parts),
            (fields.exact, Chain::Exact),
            (fields.pairs, Chain::Pairs),
            (fields.ngram, Chain::Ngram),
        ] {
            document.add_text(field, of(chain, text));
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

/// Tokenizers that take every text of a schema apart at its spaces.
fn by_spaces(schema: &Schema) -> TokenizerManager {
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
    tokenizers
}

/// How long the engine alone computes until all is in one segment, as ours is: with as many threads.
fn plain(
    snapshot: &Snapshot,
    documents: &[TantivyDocument],
    tokenizers: &TokenizerManager,
    folder: &Path,
) -> f64 {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).unwrap();
    // Copies are made outside of what is measured.
    let documents = documents.to_vec();
    let began = processor_seconds();
    let index = Index::builder()
        .schema(snapshot.searcher().schema().clone())
        .tokenizers(tokenizers.clone())
        .create_in_dir(folder)
        .unwrap();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut writer = index
        .writer_with_num_threads(threads, threads * THREAD_BYTES)
        .unwrap();
    // It would put some together while others are written, and again in the end.
    writer.set_merge_policy(Box::new(NoMergePolicy));
    for document in documents {
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
    let segments = index.searchable_segment_ids().unwrap();
    if segments.len() > 1 {
        writer.merge(&segments).wait().unwrap();
    }
    writer.wait_merging_threads().unwrap();
    processor_seconds() - began
}
