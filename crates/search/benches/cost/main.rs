//! What each kind of question costs, beside the engine alone on the same index.
//!
//! `cargo bench --workspace --bench cost -- [FOLDER | COUNT]...`: an index folder is asked as it is;
//! a count makes so many records and keeps their index below `target/workload/`.
//!
//! Each question is asked of the engine alone and of ours in turn, several times over, and the
//! quickest of each counts, so that what else the machine does disturbs both alike and little.
//! The ratios are of medians; times are of one thread. "Same terms" is the engine alone looking for
//! all terms that ours looks for (stems and parts of the words and of other words for the same),
//! where words are all that is asked for.
//!
//! `only="two words"` among them asks questions of one kind alone, for a profile of it, and
//! `only=hostile` what no friend would type.
//!
//! `cargo bench --workspace --bench cost -- rate COUNT...` measures what it takes to build an index of
//! so many records instead (`rate.rs`).

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "what is measured is printed, and a bench that cannot prepare must stop"
)]

mod index_of;
mod plain;
mod rate;

use std::time::{Duration, Instant};

use mimalloc::MiMalloc;
use search::{Condition, Engine, Facet, Filters, Page, SearchRequest, Sort, Test};
use vocabulary::Vocabulary;
use workload::{Kind, Question, Workload, hostile_queries};

use crate::plain::Plain;

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// What the name of the one kind stands behind.
const ONLY: &str = "only=";

/// How many questions of each kind.
const QUESTIONS: usize = 100;

/// How often each is asked.
const ROUNDS: usize = 5;

/// How many queries that no friend would type.
const HOSTILE: usize = 2000;

/// The facets that are counted where facets are.
const FACETS: [Facet; 3] = [Facet::Theme, Facet::Municipality, Facet::Year];

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let places = if arguments.is_empty() {
        vec!["1000".to_owned(), "100000".to_owned()]
    } else {
        arguments
    };
    if places.first().is_some_and(|first| first == "rate") {
        let counts = places[1..].iter().map(|count| count.parse().unwrap());
        counts.for_each(rate::print);
        return;
    }
    let (only, places): (Vec<String>, Vec<String>) = places
        .into_iter()
        .partition(|place| place.starts_with(ONLY));
    let only = only.first().and_then(|only| only.strip_prefix(ONLY));
    for place in places {
        let began = Instant::now();
        let snapshot = index_of::open(&place);
        let opened = began.elapsed();
        let began = Instant::now();
        let engine = Engine::new(snapshot);
        let engine_made = began.elapsed();
        let began = Instant::now();
        if only.is_none() {
            engine.prepare_suggestions().unwrap();
        }
        println!(
            "\n{} records: opened in {opened:.0?}, engine made in {engine_made:.0?}, suggestions in {:.0?}; {}\n",
            engine.snapshot().manifest().records,
            began.elapsed(),
            index_of::memory()
        );
        let workload = index_of::workload(&place, engine.snapshot());
        table(&engine, &workload, only);
        if only.is_none_or(|only| only == "hostile") {
            hostile(&engine);
        }
        println!("\nafter all questions: {}", index_of::memory());
    }
}

/// The times of every kind of question.
fn table(engine: &Engine, workload: &Workload, only: Option<&str>) {
    println!(
        "| question | plain p50 | p99 | ours p50 | p99 | ours/plain | hits plain | hits ours | same terms p50 | ours/same terms |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    let plain = Plain::new(engine.snapshot());
    let is_wanted = |kind: &&Kind| only.is_none_or(|only| only == kind.as_str());
    for kind in Kind::ALL.iter().filter(is_wanted) {
        let [mut theirs, mut same, mut ours] = [const { Vec::new() }; 3];
        let (mut their_hits, mut our_hits) = (Vec::new(), Vec::new());
        for question in workload.questions(*kind).take(QUESTIONS) {
            let request = request(&question);
            let terms = match kind {
                Kind::OneWord | Kind::TwoWords | Kind::ThreeWords | Kind::Misspelt => {
                    engine.terms(&request).unwrap()
                }
                _ => Vec::new(),
            };
            let [mut their_best, mut same_best, mut our_best] = [Duration::MAX; 3];
            let (mut their_total, mut our_total) = (0, 0);
            for _ in 0..ROUNDS {
                their_best = their_best.min(timed(|| their_total = plain.ask(&question)));
                if !terms.is_empty() {
                    same_best = same_best.min(timed(|| {
                        std::hint::black_box(plain.same_terms(&terms));
                    }));
                }
                our_best = our_best.min(timed(|| {
                    our_total = engine.search(&request).unwrap().total;
                }));
            }
            theirs.push(their_best);
            ours.push(our_best);
            same.extend((!terms.is_empty()).then_some(same_best));
            their_hits.push(their_total);
            our_hits.push(our_total);
        }
        let (their_median, our_median) = (share(&mut theirs, 50), share(&mut ours, 50));
        let same_median = (!same.is_empty()).then(|| share(&mut same, 50));
        let or_none = |number: Option<f64>, digits: usize| {
            number.map_or_else(String::new, |number| format!("{number:.digits$}"))
        };
        println!(
            "| {} | {:.1} | {:.1} | {:.1} | {:.1} | {:.2} | {} | {} | {} | {} |",
            kind.as_str(),
            micros(their_median),
            micros(share(&mut theirs, 99)),
            micros(our_median),
            micros(share(&mut ours, 99)),
            our_median.div_duration_f64(their_median),
            share(&mut their_hits, 50),
            share(&mut our_hits, 50),
            or_none(same_median.map(micros), 1),
            or_none(same_median.map(|same| our_median.div_duration_f64(same)), 2),
        );
    }
}

/// The times of queries that no friend would type, whole pages with marks and counts.
fn hostile(engine: &Engine) {
    let mut times = Vec::with_capacity(HOSTILE);
    let mut refused = 0;
    let mut longest = (Duration::ZERO, String::new());
    for query in hostile_queries(7, HOSTILE) {
        let request = SearchRequest {
            query,
            filters: Filters::default(),
            facets: FACETS.to_vec(),
            sort: Sort::Relevance,
            page: Page::default(),
            explain: false,
            highlight: true,
        };
        let time = timed(|| refused += usize::from(engine.search(&request).is_err()));
        times.push(time);
        if time > longest.0 {
            longest = (time, request.query.chars().take(60).collect());
        }
    }
    println!(
        "\n{HOSTILE} hostile queries, {refused} of them refused: p50 {:.1?}, p99 {:.1?}, longest {:.1?} ({:?})",
        share(&mut times, 50),
        share(&mut times, 99),
        longest.0,
        longest.1
    );
}

fn timed(work: impl FnOnce()) -> Duration {
    let began = Instant::now();
    work();
    began.elapsed()
}

/// The request that a question is to us.
fn request(question: &Question) -> SearchRequest {
    let vocabulary = Vocabulary::embedded();
    let mut filters = Filters::default();
    let is = |test| Condition {
        test,
        negated: false,
    };
    let number = |facet: Facet, value: &str| facet.number(value, vocabulary).unwrap();
    if let Some(code) = question.municipality {
        let number = number(Facet::Municipality, &code.to_string());
        filters.add(Facet::Municipality, is(Test::Is(number)));
    }
    if let Some(theme) = &question.theme {
        let number = number(Facet::Theme, theme.as_str());
        filters.add(Facet::Theme, is(Test::Is(number)));
    }
    if let Some((first, last)) = question.years {
        filters.add(Facet::Year, is(Test::Between(first.into(), last.into())));
    }
    let (facets, hits) = match question.kind {
        Kind::Everything => (FACETS.to_vec(), 0),
        Kind::Full => (FACETS.to_vec(), 10),
        _ => (Vec::new(), 10),
    };
    SearchRequest {
        query: question.text(),
        filters,
        facets,
        sort: Sort::Relevance,
        page: if hits == 0 {
            Page::NONE
        } else {
            Page::new(1, hits).unwrap()
        },
        explain: false,
        // Where the engine alone marks nothing, ours does not either; the full page has both.
        highlight: question.kind == Kind::Full,
    }
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// The value that so many of a hundred do not exceed.
fn share<T: Ord + Copy>(all: &mut [T], per_cent: usize) -> T {
    all.sort_unstable();
    all[(all.len() - 1) * per_cent / 100]
}
