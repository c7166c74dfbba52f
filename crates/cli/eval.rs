//! `exempelbank eval`: how good the search is, and how good the themes are.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Write};
use std::path::Path;

use anyhow::Context;
use index::{Layout, Snapshot};
use records::Record;
use search::Engine;
use search::quality::{
    Ablation, Collection, Evaluation, Scores, SimilarEvaluation, ThemeEvaluation, ThemeScores,
    evaluate, evaluate_similar, evaluate_themes, read_documents, read_judged, records_of,
    theme_examples,
};
use serde::Serialize;
use vocabulary::{ThemeExample, ThemeWeights, Vocabulary};

use crate::DONE;
use crate::args::{Eval, Format};
use crate::output::data;

pub(crate) fn run(args: &Eval) -> anyhow::Result<u8> {
    let layout = args.index.layout();
    if args.themes {
        let records = records(&layout)?;
        if let Some(path) = &args.learn {
            std::fs::write(path, weights(&records))
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
        let evaluation = evaluate_themes(&records, Vocabulary::embedded());
        show(args.format, &evaluation, theme_table)?;
    } else if let (true, Some(queries)) = (args.similar, &args.queries) {
        let judged = read_judged(open(queries)?).with_context(|| named(queries))?;
        let evaluation = evaluate_similar(&Engine::new(Snapshot::open(&layout)?), &judged)?;
        show(args.format, &evaluation, similar_table)?;
    } else if let Some(queries) = args.queries.as_deref().filter(|_| args.ablation) {
        let ablation = ablation(queries, args.collection.as_deref(), &layout)?;
        show(args.format, &ablation, ablation_table)?;
    } else if let Some(queries) = &args.queries {
        let evaluation = search_quality(queries, args.collection.as_deref(), &layout)?;
        show(args.format, &evaluation, search_table)?;
    }
    Ok(DONE)
}

fn search_quality(
    queries: &Path,
    collection: Option<&Path>,
    layout: &Layout,
) -> anyhow::Result<Evaluation> {
    let judged = read_judged(open(queries)?).with_context(|| named(queries))?;
    Ok(match collection {
        Some(path) => {
            let documents = read_documents(open(path)?).with_context(|| named(path))?;
            Collection::index(&documents)?.evaluate(&judged)?
        }
        None => evaluate(&Engine::new(Snapshot::open(layout)?), &judged)?,
    })
}

fn records(layout: &Layout) -> anyhow::Result<Vec<Record>> {
    let snapshot = Snapshot::open(layout)?;
    let count = u32::try_from(snapshot.manifest().records)?;
    Ok((0..count)
        .map(|document| snapshot.read_record(document))
        .collect::<Result<Vec<_>, _>>()?)
}

/// The data file of the weights that the curated records teach.
fn weights(records: &[Record]) -> String {
    let vocabulary = Vocabulary::embedded();
    let examples = theme_examples(records, vocabulary);
    let examples: Vec<&ThemeExample> = examples.iter().collect();
    ThemeWeights::learn(&examples, vocabulary).to_table(vocabulary.thesaurus.themes())
}

fn ablation(
    queries: &Path,
    collection: Option<&Path>,
    layout: &Layout,
) -> anyhow::Result<Ablation> {
    let judged = read_judged(open(queries)?).with_context(|| named(queries))?;
    let (records, ids) = match collection {
        Some(path) => records_of(&read_documents(open(path)?).with_context(|| named(path))?),
        None => (records(layout)?, BTreeMap::new()),
    };
    Ok(Ablation::of(&records, &ids, &judged)?)
}

fn open(path: &Path) -> anyhow::Result<BufReader<File>> {
    Ok(BufReader::new(
        File::open(path).with_context(|| named(path))?,
    ))
}

fn named(path: &Path) -> String {
    format!("cannot read {}", path.display())
}

fn show<T: Serialize>(format: Format, figures: &T, table: fn(&T) -> String) -> anyhow::Result<()> {
    let mut out = data();
    match format {
        Format::Table => write!(out, "{}", table(figures))?,
        Format::Json => writeln!(out, "{}", serde_json::to_string_pretty(figures)?)?,
    }
    Ok(out.flush()?)
}

fn search_table(evaluation: &Evaluation) -> String {
    let row = |name: &str, scores: &Scores| {
        format!(
            "{name:<12}{:>8}{:>10.3}{:>9.3}{:>11.3}{:>10.3}\n",
            scores.queries,
            scores.ndcg_at_10,
            scores.mrr_at_10,
            scores.recall_at_20,
            scores.zero_hit_share,
        )
    };
    let head = format!(
        "{:<12}{:>8}{:>10}{:>9}{:>11}{:>10}\n",
        "type", "queries", "nDCG@10", "MRR@10", "recall@20", "zero hits"
    );
    let types = evaluation
        .by_type
        .iter()
        .map(|(kind, scores)| row(kind, scores));
    std::iter::once(head)
        .chain([row("all", &evaluation.overall)])
        .chain(types)
        .collect()
}

fn similar_table(evaluation: &SimilarEvaluation) -> String {
    let ways = [
        ("similar records", &evaluation.similar),
        ("more like this", &evaluation.more_like_this),
        (
            "more like this, all words",
            &evaluation.more_like_this_all_words,
        ),
    ];
    let rows = ways.map(|(name, evaluation)| {
        let Scores {
            ndcg_at_10,
            mrr_at_10,
            recall_at_20,
            queries,
            ..
        } = evaluation.overall;
        format!("{name:<26}{queries:>8}{ndcg_at_10:>10.3}{mrr_at_10:>9.3}{recall_at_20:>11.3}\n")
    });
    let head = format!(
        "{:<26}{:>8}{:>10}{:>9}{:>11}\n",
        "way", "records", "nDCG@10", "MRR@10", "recall@20"
    );
    std::iter::once(head).chain(rows).collect()
}

/// The table as Markdown: nDCG@10 over all queries and by type.
fn ablation_table(ablation: &Ablation) -> String {
    let types: Vec<&String> = ablation
        .rows
        .first()
        .map(|row| row.evaluation.by_type.keys().collect())
        .unwrap_or_default();
    // One type says nothing that the whole does not.
    let types = if types.len() > 1 { types } else { Vec::new() };
    let cells = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut head = vec!["nDCG@10".to_owned(), "all".to_owned()];
    head.extend(types.iter().map(|kind| (*kind).clone()));
    let mut rule = vec!["---".to_owned()];
    rule.resize(head.len(), "---:".to_owned());
    let rows = ablation.rows.iter().map(|row| {
        let of_types = types
            .iter()
            .filter_map(|kind| row.evaluation.by_type.get(*kind));
        let scores = std::iter::once(&row.evaluation.overall).chain(of_types);
        let mut own = vec![row.change.clone()];
        own.extend(scores.map(|scores| format!("{:.3}", scores.ndcg_at_10)));
        cells(own)
    });
    [cells(head), cells(rule)].into_iter().chain(rows).collect()
}

fn theme_table(evaluation: &ThemeEvaluation) -> String {
    let row = |name: &str, scores: &ThemeScores| {
        format!(
            "{name:<26}{:>8}{:>11.3}{:>8.3}{:>8.3}\n",
            scores.records, scores.precision, scores.recall, scores.f1
        )
    };
    let head = format!(
        "{:<26}{:>8}{:>11}{:>8}{:>8}\n",
        "theme", "records", "precision", "recall", "F1"
    );
    let themes = evaluation
        .by_theme
        .iter()
        .map(|(id, scores)| row(id, scores));
    let bands = evaluation
        .confidence
        .iter()
        .filter(|band| band.predicted > 0)
        .map(|band| {
            let share = f64::from(band.right) / f64::from(band.predicted);
            format!(
                "from {:.2}{:>25}{:>11.3}\n",
                f64::from(band.from) / 100.0,
                band.predicted,
                share
            )
        });
    let how = format!(
        "\n{} records were predicted by weights learnt from the other parts of them (10 parts),\n\
         {} records by the program's own weights, which were not learnt from them\n",
        evaluation.learnt_from, evaluation.unseen
    );
    std::iter::once(head)
        .chain([
            row("macro", &evaluation.macro_mean),
            row("micro", &evaluation.micro_mean),
        ])
        .chain(themes)
        .chain([format!(
            "\n{:<26}{:>8}{:>11}\n",
            "confidence", "themes", "right"
        )])
        .chain(bands)
        .chain([how])
        .collect()
}
