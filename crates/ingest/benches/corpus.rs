//! What is done over a whole corpus, for corpora that double in size: it must not grow with their
//! square. A third of the documents are copies, and all share the text of a footer.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "what is measured is printed, and a file that cannot be written must stop the bench"
)]

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use ingest::{Options, ingest};
use vocabulary::Vocabulary;

const SIZES: [usize; 4] = [1_250, 2_500, 5_000, 10_000];

const PLACES: [&str; 8] = [
    "Kungsbacka",
    "Nacka",
    "Kalix",
    "Umeå",
    "Tierp",
    "Arvika",
    "Lidingö",
    "Karlstad",
];

const FOOTER: &str = "Sidan är gjord av kommunens webbredaktion, som svarar på frågor om den varje \
    vardag mellan åtta och tolv, och som gärna tar emot tips på sådant som borde stå här.";

/// Words of a document, the same for the same number.
fn text(number: usize) -> String {
    let mut state = number as u64 + 1;
    let words: Vec<String> = (0..120)
        .map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            format!("ord{}", (state >> 40) % 3_000)
        })
        .collect();
    words.join(" ")
}

fn main() {
    let options = |cache: PathBuf| Options {
        cache: Some(cache),
        ..Options::new(jiff::civil::date(2026, 6, 1))
    };
    for size in SIZES {
        let folder = tempfile::tempdir().unwrap();
        let documents = folder.path().join("documents");
        fs::create_dir(&documents).unwrap();
        for nth in 0..size {
            let told = if nth % 3 == 2 { nth - 1 } else { nth };
            let place = PLACES[told % PLACES.len()];
            let page = format!(
                "Nytt från {place}, del {told}\n\nI {place} kommun {}.\n\n{FOOTER}\n",
                text(told)
            );
            fs::write(documents.join(format!("sida-{nth}.txt")), page).unwrap();
        }
        let read = || {
            let start = Instant::now();
            let parsed = ingest(
                std::slice::from_ref(&documents),
                Vocabulary::embedded(),
                &options(folder.path().join("cache")),
                &|_| (),
            );
            (parsed.records.len(), start.elapsed())
        };
        let (records, first) = read();
        // Nothing is parsed again: what is left is the whole corpus's.
        let (_, again) = read();
        println!(
            "{size} documents, {records} records: {first:.1?} in all, {again:.1?} when unchanged"
        );
    }
}
