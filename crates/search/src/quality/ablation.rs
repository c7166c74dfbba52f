//! What each stage and each boost is worth: the same queries with one thing left out at a time.

use std::collections::BTreeMap;

use index::Snapshot;
use records::Record;
use serde::Serialize;

use super::plain::Plain;
use super::{Evaluation, JudgedQuery, ranking};
use crate::{Boosts, Engine, SearchError, Settings, Stage, Stages};

/// Evaluations of the same queries, each with another thing left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ablation {
    /// By what was changed, in order: nothing, each stage left out, each boost halved and doubled,
    /// and the engine as it comes.
    pub rows: Vec<AblationRow>,
}

/// One evaluation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AblationRow {
    /// What was changed.
    pub change: String,
    /// What it gives.
    pub evaluation: Evaluation,
}

impl Ablation {
    /// Measures records with one thing left out at a time; `ids` gives the ids that judgements
    /// know records by, where those are not their own.
    ///
    /// # Errors
    /// Those of [`Engine::search`], and of indexing in memory.
    pub fn of(
        records: &[Record],
        ids: &BTreeMap<String, String>,
        queries: &[JudgedQuery],
    ) -> Result<Self, SearchError> {
        let mut rows = Vec::new();
        let mut row = |change: String, evaluation| rows.push(AblationRow { change, evaluation });
        let own = |id: String| ids.get(&id).cloned().unwrap_or(id);
        let measure = |engine: &Engine| -> Result<Evaluation, SearchError> {
            let rankings = queries
                .iter()
                .map(|query| {
                    let found = ranking(engine, &query.query)?;
                    Ok(found.into_iter().map(own).collect())
                })
                .collect::<Result<Vec<Vec<String>>, SearchError>>()?;
            Ok(Evaluation::of(queries, &rankings))
        };
        let mut engine = Engine::new(Snapshot::in_memory(records)?);
        row("everything".to_owned(), measure(&engine)?);
        for stage in Stage::ALL {
            let stages = Stages::ALL.without(*stage);
            let settings = Settings {
                stages,
                ..Settings::default()
            };
            let evaluation = if *stage == Stage::BaseForms {
                let without = Snapshot::in_memory_without_base_forms(records)?;
                measure(&Engine::with(without, settings))?
            } else {
                engine = engine.searching(settings);
                measure(&engine)?
            };
            row(format!("without {}", stage.as_str()), evaluation);
        }
        for (name, boost) in Boosts::ALL {
            for (times, factor) in [("half", 0.5), ("double", 2.0)] {
                let mut settings = Settings::default();
                *boost(&mut settings.boosts) *= factor;
                engine = engine.searching(settings);
                row(format!("{times} {name}"), measure(&engine)?);
            }
        }
        let plain = Plain::index(records)?;
        let rankings = queries
            .iter()
            .map(|query| {
                let found = plain.ranking(&query.query)?;
                let id = |at: usize| records.get(at).map(|record| own(record.id.to_string()));
                Ok(found.into_iter().filter_map(id).collect())
            })
            .collect::<Result<Vec<Vec<String>>, SearchError>>()?;
        row(
            "plain engine".to_owned(),
            Evaluation::of(queries, &rankings),
        );
        Ok(Self { rows })
    }
}
