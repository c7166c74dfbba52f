//! A long time of service in a short one: what is done to a bank in months is done at random, and
//! every answer is that of a plain list.
//!
//! `OPERATIONS` says how many things are done, `SEED` which.

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use axum::Router;
use index::{Contents, Layout, Opened};
use records::{Record, Text};
use serde_json::Value;
use server::AppState;
use tempfile::TempDir;
use workload::{Random, Workload};

use crate::bank::get_from;

/// Words that no made-up text has. They are asked for as they stand.
const MARKS: &[&str] = &["zyxa", "qvorn", "wexli", "çapma", "øbrud"];
const FACETS: &[&str] = &["kind", "theme", "year", "area"];
/// What is done, and how often of a hundred times.
const OPERATIONS: &[(&str, usize)] = &[
    ("change", 12),
    ("publish", 8),
    ("break off", 3),
    ("damage", 2),
    ("restart", 3),
    ("ask", 40),
    ("walk", 10),
    ("export", 10),
    ("look up", 12),
];
/// In so many operations, chance leaves out no kind of them.
const MANY: u32 = 1_000;
const FEWEST: usize = 20;
const MOST: usize = 90;

#[expect(
    clippy::disallowed_methods,
    reason = "a test is told by its environment how long to go on"
)]
fn told(name: &str, usual: u32) -> u32 {
    std::env::var(name).map_or(usual, |number| number.parse().unwrap())
}

/// A record's values of a facet, as a reader of the record would list them.
fn values(record: &Record, facet: &str) -> Vec<String> {
    match facet {
        "kind" => vec![record.kind.to_string()],
        "theme" => record
            .themes
            .iter()
            .map(|theme| theme.id.to_string())
            .collect(),
        "year" => record
            .year
            .iter()
            .map(|year| year.value.to_string())
            .collect(),
        "area" => record.area.iter().map(ToString::to_string).collect(),
        "municipality" => record.about().map(|code| code.to_string()).collect(),
        other => panic!("{other}"),
    }
}

/// What is asked for: a word that must be there, and for each facet the values that will do.
#[derive(Debug, Default)]
struct Asked {
    mark: Option<&'static str>,
    filters: BTreeMap<&'static str, Vec<String>>,
}

impl Asked {
    /// A question to some records, of values that they have.
    fn of(records: &[Record], random: &mut Random) -> Self {
        let mut asked = Self::default();
        if random.chance(40) {
            asked.mark = Some(*random.pick(MARKS));
        }
        for facet in FACETS.iter().chain(&["municipality"]) {
            while random.chance(25) {
                let some = values(random.pick(records), facet);
                asked
                    .filters
                    .entry(*facet)
                    .or_default()
                    .extend(some.first().cloned());
            }
        }
        asked.filters.retain(|_, values| !values.is_empty());
        asked
    }

    fn passes(&self, record: &Record, but: Option<&str>) -> bool {
        let summary = record.summary.as_ref().map_or("", Text::as_str);
        self.mark
            .is_none_or(|mark| summary.split(' ').any(|word| word == mark))
            && self
                .filters
                .iter()
                .filter(|(facet, _)| Some(**facet) != but)
                .all(|(facet, wanted)| {
                    values(record, facet)
                        .iter()
                        .any(|value| wanted.contains(value))
                })
    }

    fn ids(&self, records: &[Record]) -> Vec<String> {
        let found = records.iter().filter(|record| self.passes(record, None));
        found.map(|record| record.id.to_string()).collect()
    }

    /// How many records there are of each value of a facet when its own filter is lifted.
    fn counts(&self, records: &[Record], facet: &str) -> BTreeMap<String, u64> {
        let mut counts = BTreeMap::new();
        for record in records
            .iter()
            .filter(|record| self.passes(record, Some(facet)))
        {
            for value in values(record, facet) {
                *counts.entry(value).or_default() += 1;
            }
        }
        counts
    }

    fn parameters(&self) -> String {
        let mark = self.mark.map(|mark| {
            let mark = mark.replace('ç', "%C3%A7").replace('ø', "%C3%B8");
            format!("q=%22{mark}%22&")
        });
        let filters = self.filters.iter().flat_map(|(facet, wanted)| {
            let written = wanted.iter();
            written.map(move |value| format!("{facet}={value}&"))
        });
        mark.into_iter().chain(filters).collect()
    }
}

/// The bank, and what it is to answer.
struct Bank {
    _folder: TempDir,
    layout: Layout,
    router: Router,
    state: AppState,
    made: Workload,
    random: Random,
    /// The corpus as it is now.
    corpus: Vec<Record>,
    /// What was published last and before it.
    published: Vec<Vec<Record>>,
    next: u32,
    done: BTreeMap<&'static str, usize>,
}

impl Bank {
    fn new(seed: u64) -> Self {
        let folder = TempDir::new().unwrap();
        let layout = Layout::new(folder.path().join("index"));
        let made = Workload::new(seed);
        let corpus: Vec<Record> = made.records(40).collect();
        build(&layout, &corpus, usize::MAX);
        let state = AppState::new(Opened::soon(&layout).unwrap().snapshot);
        Self {
            _folder: folder,
            router: server::router(state.clone()),
            state,
            layout,
            made,
            random: Random::new(seed, 0),
            published: vec![corpus.clone()],
            corpus,
            next: 40,
            done: BTreeMap::new(),
        }
    }

    /// Adds, changes and removes some records.
    fn change(&mut self) {
        for _ in 0..self.random.between(1, 6) {
            let place = self.random.below(self.corpus.len());
            match self.random.below(3) {
                0 if self.corpus.len() < MOST => {
                    self.corpus.push(self.made.record(self.next));
                    self.next += 1;
                }
                1 if self.corpus.len() > FEWEST => {
                    self.corpus.remove(place);
                }
                _ => {
                    let mark = *self.random.pick(MARKS);
                    let number = self.random.below(1_000);
                    self.corpus[place].summary =
                        Text::from_trimmed(&format!("Nytt {mark} nu {number}"));
                }
            }
        }
    }

    /// Publishes the corpus, and serves it as a server does that sees it come.
    fn publish(&mut self) {
        build(&self.layout, &self.corpus, usize::MAX);
        if self.published.first() != Some(&self.corpus) {
            self.published.insert(0, self.corpus.clone());
            self.published.truncate(2);
        }
        self.state
            .publish(Opened::whole(&self.layout).unwrap().snapshot);
    }

    /// Begins to build a generation and breaks off after some records; whether there was one to build.
    fn break_off(&mut self) -> bool {
        let after = self.random.below(self.corpus.len());
        if self.published.contains(&self.corpus) {
            // It stands already, and would be published without being built.
            return false;
        }
        build(&self.layout, &self.corpus, after);
        self.restart();
        true
    }

    fn restart(&mut self) {
        let opened = Opened::soon(&self.layout).unwrap();
        assert!(opened.refused.is_none());
        self.state = AppState::new(opened.snapshot);
        self.router = server::router(self.state.clone());
    }

    /// Damages what is published and starts again: what was published before it is served, until
    /// the corpus is published anew. Whether there was one before it.
    async fn damage(&mut self) -> bool {
        if self.published.len() < 2 {
            return false;
        }
        let generation = self.layout.published().unwrap().unwrap().generation;
        let path = self.layout.generation(&generation).join("records.jsonl");
        let mut bytes = fs::read(&path).unwrap();
        let at = self.random.below(bytes.len());
        bytes[at] ^= 1 << self.random.below(8);
        // What is served has the file open, and to cut that short would end the process.
        let new = path.with_extension("new");
        fs::write(&new, bytes).unwrap();
        fs::rename(new, path).unwrap();
        let opened = Opened::soon(&self.layout).unwrap();
        assert!(opened.refused.is_some());
        self.state = AppState::new(opened.snapshot);
        self.router = server::router(self.state.clone());
        // It is whole again only if just that is published anew.
        self.published.remove(0);
        self.ask().await;
        self.publish();
        true
    }

    async fn json(&self, address: &str) -> Value {
        let answer = get_from(&self.router, address).await;
        assert_eq!(answer.status, 200, "{address}: {}", answer.text());
        answer.json()
    }

    /// Asks for hits and counts.
    async fn ask(&mut self) {
        let records = &self.published[0];
        let asked = Asked::of(records, &mut self.random);
        let address = format!(
            "/api/v1/records?{}limit=100&facets={}",
            asked.parameters(),
            FACETS.join(",")
        );
        let answer = self.json(&address).await;
        let expected = asked.ids(records);
        assert_eq!(answer["meta"]["total"], expected.len(), "{address}");
        assert_eq!(ids(&answer), expected, "{address}");
        for facet in FACETS {
            let counted = answer["facets"][facet]["values"].as_array().unwrap().iter();
            let counts: BTreeMap<String, u64> = counted
                .map(|one| {
                    (
                        one["value"].as_str().unwrap().to_owned(),
                        one["count"].as_u64().unwrap(),
                    )
                })
                .filter(|(_, count)| *count > 0)
                .collect();
            assert_eq!(counts, asked.counts(records, facet), "{facet} of {address}");
        }
    }

    /// Walks through all that is found, a few at a time.
    async fn walk(&mut self) {
        let asked = Asked::of(&self.published[0], &mut self.random);
        let limit = self.random.between(5, 40);
        let first = format!(
            "/api/v1/records?{}cursor=*&limit={limit}",
            asked.parameters()
        );
        let mut next = Value::from(first.clone());
        let mut walked = Vec::new();
        while let Some(address) = next.as_str() {
            let answer = self.json(address).await;
            walked.extend(ids(&answer));
            next = answer["links"]["next"].clone();
        }
        walked.sort();
        assert_eq!(walked, asked.ids(&self.published[0]), "{first}");
    }

    /// Takes all that is found as a file.
    async fn export(&mut self) {
        let asked = Asked::of(&self.published[0], &mut self.random);
        let address = format!("/api/v1/export?{}format=json", asked.parameters());
        let answer = self.json(&address).await;
        assert_eq!(ids(&answer), asked.ids(&self.published[0]), "{address}");
    }

    /// Asks for a record that is there, or was, or will be.
    async fn look_up(&mut self) {
        let number = u32::try_from(self.random.below(self.next as usize + 3)).unwrap();
        let id = self.made.record(number).id;
        let address = format!("/api/v1/records/{id}");
        let answer = get_from(&self.router, &address).await;
        match self.published[0].iter().find(|record| record.id == id) {
            Some(record) => {
                assert_eq!(
                    answer.json()["record"]["title"],
                    record.title.as_str(),
                    "{address}"
                );
            }
            None => assert_eq!(answer.status, 404, "{address}"),
        }
    }

    async fn go_on(&mut self) {
        let mut left = self.random.below(100);
        let is_it = |(_, share): &&(&'static str, usize)| {
            let is_it = left < *share;
            left = left.saturating_sub(*share);
            is_it
        };
        let (operation, _) = *OPERATIONS.iter().find(is_it).unwrap();
        let is_done = match operation {
            "break off" => self.break_off(),
            "damage" => self.damage().await,
            _ => {
                match operation {
                    "change" => self.change(),
                    "publish" => self.publish(),
                    "restart" => self.restart(),
                    "ask" => self.ask().await,
                    "walk" => self.walk().await,
                    "export" => self.export().await,
                    _ => self.look_up().await,
                }
                true
            }
        };
        if is_done {
            *self.done.entry(operation).or_default() += 1;
        }
    }
}

/// Builds a generation of records, or breaks off after some of them.
fn build(layout: &Layout, records: &[Record], after: usize) {
    let contents = Contents {
        records,
        diagnostics: &[],
        withdrawn: &[],
        built_at: "2026-01-01T00:00:00Z",
    };
    let progress = |done| assert!(done <= after, "broken off");
    let built = catch_unwind(AssertUnwindSafe(|| {
        index::build(layout, contents, &progress)
    }));
    if after == usize::MAX {
        built.unwrap().unwrap();
    }
}

/// The ids of an answer's records, in order.
fn ids(answer: &Value) -> Vec<String> {
    let records = answer["records"].as_array().unwrap().iter();
    let mut ids: Vec<String> = records
        .map(|record| record["id"].as_str().unwrap().to_owned())
        .collect();
    ids.sort();
    ids
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_done_every_answer_is_that_of_a_plain_list() {
    let (operations, seed) = (told("OPERATIONS", 80), told("SEED", 1));
    let mut bank = Bank::new(seed.into());
    let began = Instant::now();
    for _ in 0..operations {
        bank.go_on().await;
    }
    let took = began.elapsed();
    println!(
        "{operations} operations of seed {seed} in {took:.1?} ({:.1} a second): {:?}",
        f64::from(operations) / took.as_secs_f64(),
        bank.done
    );
    if operations >= MANY {
        assert_eq!(bank.done.len(), OPERATIONS.len(), "{:?}", bank.done);
    }
}
