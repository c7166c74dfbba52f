//! The index to ask.

use std::cmp::Reverse;
use std::fs;
use std::path::Path;

use index::{Contents, Layout, build};
use records::Record;
use search::Snapshot;
use workload::Workload;

pub(crate) const SEED: u64 = 1;

/// The index in a folder, or the index of so many made-up records, built if it is not there.
pub(crate) fn open(place: &str) -> Snapshot {
    let Ok(count) = place.parse::<u32>() else {
        return Snapshot::open(&Layout::new(Path::new(place))).unwrap();
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../target/workload")
        .join(place);
    let layout = Layout::new(&folder);
    if let Ok(snapshot) = Snapshot::open(&layout) {
        return snapshot;
    }
    fs::create_dir_all(&folder).unwrap();
    let records: Vec<Record> = Workload::new(SEED).records(count).collect();
    let began = processor_seconds();
    let contents = Contents {
        records: &records,
        diagnostics: &[],
        withdrawn: &[],
        built_at: "2026-01-01T00:00:00Z",
    };
    build(&layout, contents, &|_| ()).unwrap();
    let seconds = processor_seconds() - began;
    println!(
        "{place} records indexed in {seconds:.1} s of the processor, {:.0} a second; {} MB at most",
        f64::from(count) / seconds,
        memory_mb("VmHWM:")
    );
    drop(records);
    Snapshot::open(&layout).unwrap()
}

/// What to ask: words and phrases of the index itself where its records were not made up.
pub(crate) fn workload(place: &str, snapshot: &Snapshot) -> Workload {
    if place.parse::<u32>().is_ok() {
        return Workload::new(SEED);
    }
    let mut words: Vec<(&String, &u32)> = snapshot
        .analyzer()
        .lexicon()
        .counts()
        .iter()
        .filter(|(word, _)| word.chars().all(char::is_alphabetic) && !analysis::is_stop_word(word))
        .collect();
    words.sort_by_key(|(word, count)| (Reverse(**count), *word));
    let documents = 0..snapshot.segment().max_doc();
    Workload::about(
        SEED,
        words.into_iter().map(|(word, _)| word.clone()).collect(),
        documents.map(|one| snapshot.title(one).unwrap()).collect(),
    )
}

/// The memory of this process: what is its own, and what of mapped files happens to be in memory.
pub(crate) fn memory() -> String {
    format!(
        "{} MB of its own, {} MB resident",
        memory_mb("RssAnon:"),
        memory_mb("VmRSS:")
    )
}

/// How long this process has computed, whatever its neighbours did meanwhile.
pub(crate) fn processor_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2);
    // Linux tells hundredths of a second.
    ticks.filter_map(|own| own.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn memory_mb(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok())
        .unwrap_or_default()
        / 1024
}
