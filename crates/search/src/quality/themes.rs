//! How well themes are predicted from text alone, against those that editors chose.

use std::collections::{BTreeMap, BTreeSet};

use records::{Record, ThemeBasis, ThemeId};
use serde::Serialize;
use vocabulary::Vocabulary;

/// Precision, recall and F1 of one theme, or their means over all themes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ThemeScores {
    /// The share of the predicted that editors chose too.
    pub precision: f64,
    /// The share of those that editors chose that were predicted.
    pub recall: f64,
    /// The harmonic mean of the two.
    pub f1: f64,
    /// How many records editors chose it for.
    pub records: usize,
}

/// How well themes are predicted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ThemeEvaluation {
    /// The means over the themes, each theme counting alike.
    #[serde(rename = "macro")]
    pub macro_mean: ThemeScores,
    /// By theme.
    pub by_theme: BTreeMap<String, ThemeScores>,
}

#[derive(Default)]
struct Tally {
    both: usize,
    predicted: usize,
    chosen: usize,
}

/// Predicts the themes of the records whose themes an editor chose, from their text alone.
pub fn evaluate_themes<'a>(
    records: impl IntoIterator<Item = &'a Record>,
    vocabulary: &Vocabulary,
) -> ThemeEvaluation {
    let mut tallies: BTreeMap<ThemeId, Tally> = vocabulary
        .thesaurus
        .themes()
        .iter()
        .map(|theme| (theme.id.clone(), Tally::default()))
        .collect();
    for record in records {
        let chosen: BTreeSet<&ThemeId> = record
            .themes
            .iter()
            .filter(|theme| theme.basis == ThemeBasis::Curated)
            .map(|theme| &theme.id)
            .collect();
        if chosen.is_empty() {
            continue;
        }
        let text: Vec<&str> = [
            &record.summary,
            &record.text,
            &record.question,
            &record.effect,
            &record.lessons,
        ]
        .into_iter()
        .flatten()
        .map(records::Text::as_str)
        .collect();
        let predicted: BTreeSet<ThemeId> = vocabulary
            .thesaurus
            .predict(&record.title, &text.join("\n\n"))
            .into_iter()
            .map(|theme| theme.id)
            .collect();
        for (id, tally) in &mut tallies {
            tally.chosen += usize::from(chosen.contains(id));
            tally.predicted += usize::from(predicted.contains(id));
            tally.both += usize::from(chosen.contains(id) && predicted.contains(id));
        }
    }
    let by_theme: BTreeMap<String, ThemeScores> = tallies
        .iter()
        .map(|(id, tally)| (id.to_string(), tally.scores()))
        .collect();
    let mean = |of: fn(&ThemeScores) -> f64| {
        by_theme.values().map(of).sum::<f64>() / share_base(by_theme.len())
    };
    let macro_mean = ThemeScores {
        precision: mean(|scores| scores.precision),
        recall: mean(|scores| scores.recall),
        f1: mean(|scores| scores.f1),
        records: by_theme.values().map(|scores| scores.records).sum(),
    };
    ThemeEvaluation {
        macro_mean,
        by_theme,
    }
}

impl Tally {
    fn scores(&self) -> ThemeScores {
        let both = share_base(self.both);
        let share = |of: usize| {
            if self.both == 0 {
                0.0
            } else {
                both / share_base(of)
            }
        };
        let (precision, recall) = (share(self.predicted), share(self.chosen));
        let f1 = if self.both == 0 {
            0.0
        } else {
            2.0 * precision * recall / (precision + recall)
        };
        ThemeScores {
            precision,
            recall,
            f1,
            records: self.chosen,
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of records stay far below 2^52"
)]
fn share_base(count: usize) -> f64 {
    count.max(1) as f64
}
