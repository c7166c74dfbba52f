//! Generations of made-up records, and what each must answer.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Mutex;

use index::{Contents, Layout};
use records::{Record, Text};
use serde_json::Value;
use workload::{Random, Workload};

/// So few that a generation is soon built beside the answers.
const RECORDS: u32 = 60;

/// The records of all generations, of which each leaves others out and names itself in every title.
pub(crate) struct Bank {
    layout: Layout,
    records: Vec<Record>,
    questions: Vec<Question>,
    /// The ids that generations were seen under, with their numbers.
    seen: Mutex<BTreeMap<String, u32>>,
}

/// A question, and which records of all are found.
struct Question {
    address: String,
    found: Vec<bool>,
}

/// What an answer is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Right,
    /// Not what its generation must give.
    Wrong,
    /// Of more than one generation.
    Mixed,
}

impl Bank {
    pub(crate) fn new(index: PathBuf) -> Self {
        let records: Vec<Record> = Workload::new(11).records(RECORDS).collect();
        let mut random = Random::new(11, 1);
        let questions = (0..60)
            .map(|_| Question::of(&records, &mut random))
            .collect();
        Self {
            layout: Layout::new(index),
            records,
            questions,
            seen: Mutex::default(),
        }
    }

    /// How many generations were answered from.
    pub(crate) fn seen(&self) -> usize {
        self.seen.lock().unwrap().len()
    }

    /// Publishes the generation with a number.
    pub(crate) fn publish(&self, generation: u32) {
        let records: Vec<Record> = (self.records.iter().zip(0..))
            .filter(|(_, place)| is_in(*place, generation))
            .map(|(record, _)| {
                let mut record = record.clone();
                let title = format!("Utgåva {generation} {}", record.title.as_str());
                record.title = Text::from_trimmed(&title).unwrap();
                record
            })
            .collect();
        let contents = Contents {
            records: &records,
            diagnostics: &[],
            withdrawn: &[],
            built_at: "2026-01-01T00:00:00Z",
        };
        index::build(&self.layout, contents, &|_| ()).unwrap();
    }

    /// The address of a question.
    pub(crate) fn address(&self, question: usize) -> &str {
        &self.questions[question % self.questions.len()].address
    }

    /// Whether an answer is what its generation must give.
    pub(crate) fn judge(&self, question: usize, body: &[u8]) -> Verdict {
        self.judged(question, body).unwrap_or(Verdict::Wrong)
    }

    fn judged(&self, question: usize, body: &[u8]) -> Option<Verdict> {
        let answer: Value = serde_json::from_slice(body).ok()?;
        let question = &self.questions[question % self.questions.len()];
        let mut generations = Vec::new();
        let mut places = Vec::new();
        for record in answer["records"].as_array()? {
            let title = record["title"].as_str()?.strip_prefix("Utgåva ")?;
            generations.push(title.split(' ').next()?.parse::<u32>().ok()?);
            places.push(
                record["id"]
                    .as_str()?
                    .strip_prefix('r')?
                    .parse::<usize>()
                    .ok()?,
            );
        }
        let generation = *generations.first()?;
        if generations.iter().any(|other| *other != generation) {
            return Some(Verdict::Mixed);
        }
        let id = answer["meta"]["generation"].as_str()?.to_owned();
        let known = *self.seen.lock().ok()?.entry(id).or_insert(generation);
        if known != generation {
            return Some(Verdict::Mixed);
        }
        let is_found = |place: &usize| question.found[*place] && is_in(*place, generation);
        let total = (0..self.records.len()).filter(is_found).count();
        places.sort_unstable();
        let count = places.len();
        places.dedup();
        let is_right = answer["meta"]["total"] == total
            && count == places.len()
            && count == total.min(10)
            && places.iter().all(is_found);
        Some(if is_right {
            Verdict::Right
        } else {
            Verdict::Wrong
        })
    }
}

impl Question {
    /// A question that finds some records whatever the generation.
    fn of(records: &[Record], random: &mut Random) -> Self {
        loop {
            let first = 2001 + random.below(20);
            let years = first..=first + random.between(2, 20);
            let theme = random
                .pick(records)
                .themes
                .first()
                .map(|theme| theme.id.clone());
            let kind = random.pick(records).kind;
            let passes = |record: &Record| {
                record
                    .year
                    .is_some_and(|year| years.contains(&usize::from(year.value.number())))
                    && theme
                        .as_ref()
                        .is_none_or(|theme| record.themes.iter().any(|one| one.id == *theme))
                    && record.kind == kind
            };
            let found: Vec<bool> = records.iter().map(passes).collect();
            // A generation leaves out places with one last digit, so that two of them leave something.
            let places = (0..).zip(&found).filter(|(_, found)| **found);
            let last_digits: BTreeSet<usize> = places.map(|(place, _)| place % 10).collect();
            if last_digits.len() > 1 {
                let theme = theme.map_or(String::new(), |theme| format!("&theme={theme}"));
                let address = format!(
                    "/api/v1/records?q=utg%C3%A5va&limit=10&facets=theme,year,municipality&kind={kind}&year={}..{}{theme}",
                    years.start(),
                    years.end()
                );
                return Self { address, found };
            }
        }
    }
}

/// Whether a generation has a record.
fn is_in(place: usize, generation: u32) -> bool {
    !(place + generation as usize).is_multiple_of(10)
}
