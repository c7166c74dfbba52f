//! What suggestions and similar records cost.
//!
//! `cargo bench -p search --bench related -- [FOLDER]...`: index folders; without one, `index`.
//! Each title is typed letter by letter from its longest word on, each record is compared with all
//! others. Each is done twice and the quicker counts.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "what is measured is printed, and a bench that cannot prepare must stop"
)]

use std::path::Path;
use std::time::{Duration, Instant};

use index::Layout;
use search::{Engine, SimilarRequest, Snapshot, SuggestRequest};

/// So many records are taken, evenly spread.
const RECORDS: u32 = 300;

fn main() {
    let folders: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let folders = if folders.is_empty() {
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../index");
        vec![own.to_string_lossy().into_owned()]
    } else {
        folders
    };
    for folder in folders {
        let engine = Engine::new(Snapshot::open(&Layout::new(Path::new(&folder))).unwrap());
        measure(&engine);
    }
}

fn measure(engine: &Engine) {
    let count = u32::try_from(engine.snapshot().manifest().records).unwrap();
    let began = Instant::now();
    engine.prepare_suggestions().unwrap();
    println!(
        "{count} records, suggestions prepared in {:.0?}",
        began.elapsed()
    );
    let step = count.div_ceil(RECORDS) as usize;
    let (mut one_word, mut two_words, mut misspelt, mut similar) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for document in (0..count).step_by(step) {
        let record = engine.snapshot().record(document).unwrap();
        let words: Vec<&str> = record.title.split_whitespace().collect();
        let longest = words.iter().max_by_key(|word| word.len()).unwrap();
        let letters: Vec<char> = longest.chars().collect();
        for end in 1..=letters.len() {
            let typed: String = letters[..end].iter().collect();
            two_words.push(suggest(engine, &format!("{} {typed}", words[0])));
            if end > 4 {
                let mut swapped = letters[..end].to_vec();
                swapped.swap(2, 3);
                misspelt.push(suggest(engine, &swapped.iter().collect::<String>()));
            }
            one_word.push(suggest(engine, &typed));
        }
        let request = SimilarRequest {
            id: record.id.clone(),
            other_municipalities_only: true,
            limit: 5,
        };
        similar.push(quicker(|| drop(engine.similar(&request).unwrap())));
    }
    for (name, mut times) in [
        ("one word", one_word),
        ("a word before", two_words),
        ("misspelt", misspelt),
        ("similar records", similar),
    ] {
        times.sort_unstable();
        let at = |per_cent: usize| times[times.len() * per_cent / 100];
        println!(
            "| {name} | {} | {:.0?} | {:.0?} | {:.0?} |",
            times.len(),
            at(50),
            at(99),
            times[times.len() - 1]
        );
    }
}

fn suggest(engine: &Engine, text: &str) -> Duration {
    let request = SuggestRequest {
        text: text.to_owned(),
        limit: 5,
    };
    quicker(|| drop(engine.suggest(&request).unwrap()))
}

fn quicker(mut act: impl FnMut()) -> Duration {
    let mut time = || {
        let began = Instant::now();
        act();
        began.elapsed()
    };
    time().min(time())
}
