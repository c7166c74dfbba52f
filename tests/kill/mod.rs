//! Processes that are killed at every step of ingest and publish: whoever opens the index then sees
//! the generation before or the one after, whole, and the next ingest tidies up.
//!
//! `KILLS` says how many times; each is at a moment of its own, of the whole duration or just behind a
//! step that can be seen in the folder.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use index::{Layout, Snapshot};
use search::{Engine, Filters, Page, SearchRequest, Sort};
use workload::Random;

use crate::program::Folder;
use crate::serving::Server;

/// The files whose appearance is a step, in order; those of the hidden folder first.
const STEPS: &[&str] = &[
    "",
    "records.jsonl",
    "lexicon.tsv",
    "segments/meta.json",
    "manifest.json",
    "seal",
];

/// The two corpora that are ingested in turn.
const CORPORA: [&str; 2] = ["corpus", "fewer"];

/// What a reader sees in an index.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    ids: Vec<String>,
    found: Vec<(String, Vec<String>)>,
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test is told by its environment how long to go on"
)]
fn kills() -> usize {
    std::env::var("KILLS").map_or(20, |kills| kills.parse().unwrap())
}

fn layout(folder: &Folder) -> Layout {
    Layout::new(folder.path("index"))
}

/// Opens the index, checks all of it and searches in it.
fn see(folder: &Folder) -> Seen {
    let engine = Engine::new(Snapshot::open(&layout(folder)).unwrap());
    let mut ids = Vec::new();
    engine
        .snapshot()
        .for_each_id(|id| ids.push(id.to_owned()))
        .unwrap();
    let search = |query: &&str| {
        let request = SearchRequest {
            query: (*query).to_owned(),
            filters: Filters::default(),
            facets: Vec::new(),
            sort: Sort::Relevance,
            page: Page::new(1, 100).unwrap(),
            explain: false,
            highlight: true,
        };
        let hits = engine.search(&request).unwrap().hits.into_iter();
        (
            (*query).to_owned(),
            hits.map(|hit| hit.record.id.to_string()).collect(),
        )
    };
    let found = ["", "kamera", "karta", "lärare", "nummer"]
        .iter()
        .map(search)
        .collect();
    Seen { ids, found }
}

fn ingest(folder: &Folder, corpus: &str) -> Child {
    let mut command = folder.command(&["ingest", "--quiet", corpus]);
    command.stderr(Stdio::null()).spawn().unwrap()
}

fn ingest_whole(folder: &Folder, corpus: &str) {
    let run = folder.run(&["ingest", "--quiet", corpus]);
    assert_eq!(run.code, Some(0), "{run:?}");
}

/// Two corpora of different records, and the index of the first.
fn prepare() -> Folder {
    let folder = Folder::with_corpus();
    for name in ["flen-snokarta.md", "mora-orsa-alvdalen-lararstod.md"] {
        folder.write(
            &format!("fewer/{name}"),
            &fs::read(folder.path("corpus").join(name)).unwrap(),
        );
    }
    let one = fs::read_to_string(folder.path("corpus/vara-nattkamera.md")).unwrap();
    for number in 0..12 {
        let other = one.replace("Vara prövar", &format!("Vara prövar nummer {number} av"));
        folder.write(&format!("corpus/vara-{number}.md"), other.as_bytes());
    }
    folder
}

/// The paths whose appearance shows that the building of a generation has come to each step.
fn steps(folder: &Folder, generation: &str) -> Vec<(String, PathBuf)> {
    let generations = folder.path("index/generations");
    let hidden = generations.join(format!(".{generation}.new"));
    let mut steps: Vec<(String, PathBuf)> = STEPS
        .iter()
        .map(|name| (format!("new/{name}"), hidden.join(name)))
        .collect();
    steps.push(("moved in".to_owned(), generations.join(generation)));
    steps.push(("current.new".to_owned(), folder.path("index/current.new")));
    steps
}

/// Waits until something has come to be, or the process has ended.
fn wait_until(holds: impl Fn() -> bool, child: &mut Child) {
    while !holds() && child.try_wait().unwrap().is_none() {
        std::hint::spin_loop();
    }
}

/// How far a building had come, by what it left.
fn left_by(folder: &Folder, steps: &[(String, PathBuf)], is_published: bool) -> String {
    let there = |path: &PathBuf| fs::symlink_metadata(path).is_ok();
    if is_published {
        return "published".to_owned();
    }
    let last = steps.iter().rev().find(|(_, path)| there(path));
    let parsing = fs::read_dir(folder.path("index/parsed")).is_ok_and(|mut entries| {
        entries.any(|entry| {
            !entry
                .unwrap()
                .file_name()
                .to_string_lossy()
                .ends_with(".json")
        })
    });
    match last {
        Some((name, _)) => name.clone(),
        None if parsing => "parsing".to_owned(),
        None => "not begun".to_owned(),
    }
}

/// What nobody should find after an ingest.
fn orphans(folder: &Folder) -> Vec<PathBuf> {
    let names = |folder: PathBuf| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    };
    let is_hidden = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with('.');
    let generations = names(folder.path("index/generations"));
    assert!(generations.len() <= 2, "{generations:?}");
    let mut orphans: Vec<PathBuf> = generations.into_iter().filter(is_hidden).collect();
    let parsed = names(folder.path("index/parsed")).into_iter();
    orphans.extend(parsed.filter(|path| path.extension().is_none_or(|ending| ending != "json")));
    orphans.extend(Some(folder.path("index/current.new")).filter(|path| path.is_file()));
    orphans
}

#[test]
fn a_kill_at_any_moment_leaves_the_old_generation_or_the_new_one() {
    let folder = prepare();
    let mut generations = Vec::new();
    let mut models = Vec::new();
    let mut took = Duration::MAX;
    for corpus in CORPORA {
        let began = Instant::now();
        ingest_whole(&folder, corpus);
        took = took.min(began.elapsed());
        models.push(see(&folder));
        generations.push(layout(&folder).published().unwrap().unwrap().generation);
    }
    assert_ne!(models[0], models[1]);
    let server = Server::start(&folder, &[]);
    let mut random = Random::new(20_260_101, 0);
    let (mut struck, mut tried, mut old, mut new) = (0, 0_usize, 0, 0);
    let mut left = BTreeMap::<String, usize>::new();
    while struck < kills() {
        // The published one is `before`; the other is built anew.
        let (before, after) = ((tried + 1) % 2, tried % 2);
        let unpublished = layout(&folder).generation(&generations[after]);
        fs::remove_dir_all(&unpublished).unwrap();
        if random.chance(30) {
            fs::remove_dir_all(folder.path("index/parsed")).unwrap();
        }
        let steps = steps(&folder, &generations[after]);
        let mut child = ingest(&folder, CORPORA[after]);
        if tried.is_multiple_of(2) {
            std::thread::sleep(took.mul_f64(random.share() * 1.1));
        } else {
            // The last step is that `current` names the new generation.
            let published = || {
                let current = fs::read_to_string(folder.path("index/current"));
                current.is_ok_and(|current| current.starts_with(&generations[after]))
            };
            match steps.get(random.below(steps.len() + 1)) {
                Some((_, path)) => wait_until(|| fs::symlink_metadata(path).is_ok(), &mut child),
                None => wait_until(published, &mut child),
            }
            let micros = random.below(1 + random_reach(tried));
            std::thread::sleep(Duration::from_micros(micros as u64));
        }
        child.kill().unwrap();
        let was_killed = child.wait().unwrap().signal() == Some(9);
        let seen = see(&folder);
        let is_new = seen == models[after];
        assert!(
            is_new || seen == models[before],
            "neither of both: {seen:?}"
        );
        assert!(is_new || was_killed, "it was done, and nothing came of it");
        if was_killed {
            struck += 1;
            *if is_new { &mut new } else { &mut old } += 1;
            *left.entry(left_by(&folder, &steps, is_new)).or_default() += 1;
        }
        let served = server.ids();
        assert!(
            models.iter().any(|model| model.ids == served),
            "{served:?} is served"
        );
        ingest_whole(&folder, CORPORA[after]);
        assert_eq!(see(&folder), models[after]);
        assert_eq!(orphans(&folder), Vec::<PathBuf>::new());
        tried += 1;
    }
    let last = &models[(tried + 1) % 2];
    server.until(|server| server.ids() == last.ids);
    println!(
        "{struck} kills of {tried} ingests of {took:?}: {old} left the old generation, {new} the new one"
    );
    for (step, count) in left {
        println!("  {count:4} at {step}");
    }
}

/// How many microseconds after a step a kill may come: little at one time, much at another.
fn random_reach(tried: usize) -> usize {
    [20, 200, 2_000][tried / 2 % 3]
}
