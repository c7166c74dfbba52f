//! How well themes are predicted from text alone, against those that editors chose.

use std::collections::{BTreeMap, BTreeSet};

use records::{Record, ThemeBasis, ThemeId, ThemeRef};
use serde::Serialize;
use vocabulary::{ThemeExample, ThemeWeights, Vocabulary};

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

/// How sure the predictions of one band of confidence were, and how many of them were right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct ConfidenceBand {
    /// The least confidence of the band, in hundredths; the next band's is the end of this one.
    pub from: u8,
    /// How many themes were predicted with a confidence of the band.
    pub predicted: u32,
    /// How many of them editors chose too.
    pub right: u32,
}

/// How well themes are predicted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ThemeEvaluation {
    /// The means over the themes, each theme counting alike.
    #[serde(rename = "macro")]
    pub macro_mean: ThemeScores,
    /// Over all predictions, each counting alike.
    #[serde(rename = "micro")]
    pub micro_mean: ThemeScores,
    /// By theme.
    pub by_theme: BTreeMap<String, ThemeScores>,
    /// How often a prediction of some confidence is right.
    pub confidence: Vec<ConfidenceBand>,
    /// Records that the program's weights were learnt from. Their themes were predicted by weights
    /// learnt anew without them.
    pub learnt_from: usize,
    /// Records that the program's weights were not learnt from, predicted by these.
    pub unseen: usize,
}

/// The least confidence of each band, in hundredths.
const BANDS: [u8; 8] = [0, 30, 40, 50, 60, 70, 80, 90];

#[derive(Default)]
struct Tally {
    both: usize,
    predicted: usize,
    chosen: usize,
}

/// The records whose themes an editor chose, as something to learn from. In order of their ids.
pub fn theme_examples<'a>(
    records: impl IntoIterator<Item = &'a Record>,
    vocabulary: &Vocabulary,
) -> Vec<ThemeExample> {
    let mut examples: Vec<ThemeExample> = records
        .into_iter()
        .filter_map(|record| {
            let themes: BTreeSet<ThemeId> = record
                .themes
                .iter()
                .filter(|theme| theme.basis == ThemeBasis::Curated)
                .map(|theme| theme.id.clone())
                .collect();
            (!themes.is_empty()).then(|| ThemeExample {
                id: record.id.clone(),
                text: vocabulary.thesaurus.read(&record.title, &text(record)),
                themes,
            })
        })
        .collect();
    examples.sort_by(|a, b| a.id.cmp(&b.id));
    examples
}

fn text(record: &Record) -> String {
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
    text.join("\n\n")
}

/// Predicts the themes of the records whose themes an editor chose, from their text alone, and
/// never by weights that were learnt from the record itself.
pub fn evaluate_themes<'a>(
    records: impl IntoIterator<Item = &'a Record>,
    vocabulary: &Vocabulary,
) -> ThemeEvaluation {
    let thesaurus = &vocabulary.thesaurus;
    let (learnt_from, unseen): (Vec<ThemeExample>, Vec<ThemeExample>) =
        theme_examples(records, vocabulary)
            .into_iter()
            .partition(|example| thesaurus.weights().is_learnt_from(&example.id));
    let mut count = Count::new(vocabulary);
    for example in &unseen {
        count.add(
            example,
            &thesaurus.judge(&example.text, thesaurus.weights()),
        );
    }
    let predicted = ThemeWeights::predict_unseen(&learnt_from, vocabulary);
    for (example, predicted) in learnt_from.iter().zip(&predicted) {
        count.add(example, predicted);
    }
    count.evaluation(learnt_from.len(), unseen.len())
}

/// What was predicted, counted.
struct Count {
    tallies: BTreeMap<ThemeId, Tally>,
    bands: Vec<ConfidenceBand>,
}

impl Count {
    fn new(vocabulary: &Vocabulary) -> Self {
        let themes = vocabulary.thesaurus.themes().iter();
        Self {
            tallies: themes
                .map(|theme| (theme.id.clone(), Tally::default()))
                .collect(),
            bands: BANDS
                .map(|from| ConfidenceBand {
                    from,
                    ..ConfidenceBand::default()
                })
                .to_vec(),
        }
    }

    fn add(&mut self, example: &ThemeExample, predicted: &[ThemeRef]) {
        for (id, tally) in &mut self.tallies {
            let found = predicted.iter().find(|theme| theme.id == *id);
            let chosen = example.themes.contains(id);
            tally.chosen += usize::from(chosen);
            let Some(found) = found else {
                continue;
            };
            tally.predicted += 1;
            tally.both += usize::from(chosen);
            let band = self
                .bands
                .iter_mut()
                .rfind(|band| found.confidence.share() >= f64::from(band.from) / 100.0);
            if let Some(band) = band {
                band.predicted += 1;
                band.right += u32::from(chosen);
            }
        }
    }

    fn evaluation(self, learnt_from: usize, unseen: usize) -> ThemeEvaluation {
        let mut all = Tally::default();
        for tally in self.tallies.values() {
            all.both += tally.both;
            all.predicted += tally.predicted;
            all.chosen += tally.chosen;
        }
        let by_theme: BTreeMap<String, ThemeScores> = self
            .tallies
            .iter()
            .map(|(id, tally)| (id.to_string(), tally.scores()))
            .collect();
        let mean = |of: fn(&ThemeScores) -> f64| {
            by_theme.values().map(of).sum::<f64>() / share_base(by_theme.len())
        };
        ThemeEvaluation {
            macro_mean: ThemeScores {
                precision: mean(|scores| scores.precision),
                recall: mean(|scores| scores.recall),
                f1: mean(|scores| scores.f1),
                records: all.chosen,
            },
            micro_mean: all.scores(),
            by_theme,
            confidence: self.bands,
            learnt_from,
            unseen,
        }
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
