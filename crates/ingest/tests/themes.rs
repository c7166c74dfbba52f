//! What the terms of the themes are worth: the curated examples' themes, predicted from their
//! title, summary, effect and lessons alone.
//!
//! Terms are added by looking at one half of the examples only, told apart by their ids. The other
//! half says what the terms are worth on examples that nobody looked at.

use std::collections::BTreeMap;
use std::path::PathBuf;

use ingest::{Options, ingest};
use records::{Record, Text};
use vocabulary::Vocabulary;

/// The macro-averaged F1 that the other half must reach: a little below what was measured last.
const LEAST_MACRO_F1: f64 = 0.645;

#[derive(Debug, Clone, Copy, Default)]
struct Count {
    right: u32,
    predicted: u32,
    curated: u32,
}

impl Count {
    fn f1(self) -> f64 {
        2.0 * f64::from(self.right) / f64::from((self.predicted + self.curated).max(1))
    }
}

/// Whether an example is of the half that terms are added by.
fn is_looked_at(record: &Record) -> bool {
    let sum: u32 = record.id.as_str().bytes().fold(0, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u32::from(byte))
    });
    sum.is_multiple_of(2)
}

fn predicted(record: &Record) -> Vec<String> {
    let text: Vec<&str> = [&record.summary, &record.effect, &record.lessons]
        .into_iter()
        .flatten()
        .map(Text::as_str)
        .collect();
    Vocabulary::embedded()
        .thesaurus
        .predict(&record.title, &text.join("\n"))
        .iter()
        .map(|theme| theme.id.to_string())
        .collect()
}

#[test]
fn themes_are_predicted_as_well_as_before() {
    let parsed = ingest(
        &[PathBuf::from("../../corpus/examples")],
        Vocabulary::embedded(),
        &Options::new(jiff::civil::date(2026, 11, 23)),
        &|_| (),
    );
    let show = std::env::var_os("EXEMPELBANK_SHOW").is_some();
    let mut macro_f1 = BTreeMap::new();
    for half in [true, false] {
        let mut counts: BTreeMap<String, Count> = BTreeMap::new();
        let mut all = Count::default();
        for record in parsed
            .records
            .iter()
            .filter(|record| is_looked_at(record) == half)
        {
            let predicted = predicted(record);
            let curated: Vec<String> = (record.themes.iter())
                .map(|theme| theme.id.to_string())
                .collect();
            if show && half && predicted != curated {
                println!("{}: {predicted:?} should be {curated:?}", record.id);
            }
            for theme in &predicted {
                let count = counts.entry(theme.clone()).or_default();
                count.predicted += 1;
                count.right += u32::from(curated.contains(theme));
                all.predicted += 1;
                all.right += u32::from(curated.contains(theme));
            }
            for theme in curated {
                counts.entry(theme).or_default().curated += 1;
                all.curated += 1;
            }
        }
        let mean = counts.values().map(|count| count.f1()).sum::<f64>()
            / f64::from(u32::try_from(counts.len()).unwrap_or(1));
        println!(
            "{} half: macro-F1 {mean:.3}, micro-F1 {:.3}, precision {}/{}, recall {}/{}",
            if half { "looked-at" } else { "other" },
            all.f1(),
            all.right,
            all.predicted,
            all.right,
            all.curated
        );
        for (theme, count) in &counts {
            println!(
                "  {theme:24} F1 {:.3} ({}, {}, {})",
                count.f1(),
                count.right,
                count.predicted,
                count.curated
            );
        }
        macro_f1.insert(half, mean);
    }
    assert!(macro_f1[&false] >= LEAST_MACRO_F1, "{macro_f1:?}");
}
