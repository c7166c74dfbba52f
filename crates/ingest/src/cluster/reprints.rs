//! Copies of one text: one is shown, the others are kept as its further sources.
//!
//! Shown is the copy that may be shown whole; of several the one with the most words; of those the
//! one that was published first, as far as that is known; of those the one with the smaller id. Each
//! copy is compared with those that are shown, never with a copy of a copy, so that no chain of small
//! changes brings two texts together that are not alike.
//!
//! The parts of a copy follow it: those that the shown article has, too, are kept as their further
//! sources, and the others become parts of the shown article. A part can be a copy of a part of
//! another article as well; both articles then have it.
//!
//! One address whose text has changed is two sources: they are never taken for copies.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;
use records::{AlsoPublished, Diagnostic, Record, RecordId, Rights, Severity};

use super::same_text::{is_same_text, is_unchanged, text};
use super::shingles::{candidates, sketch, words};
use super::{is_document, is_of_document, share_address};
use crate::rule;

/// Takes copies away and keeps each with the record that is shown for it. What is taken away is told.
pub(super) fn collapse(mut records: Vec<Record>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Record> {
    let articles = shown_for(&records, is_document);
    let moved: BTreeMap<RecordId, RecordId> = articles
        .iter()
        .map(|(copy, shown)| (records[*copy].id.clone(), records[*shown].id.clone()))
        .collect();
    for record in &mut records {
        if let Some(shown) = record.part_of.as_ref().and_then(|id| moved.get(id)) {
            record.part_of = Some(shown.clone());
        }
    }
    let mut all = shown_for(&records, |record| {
        is_of_document(record) && record.part_of.is_some()
    });
    all.extend(articles);
    for (copy, shown) in &all {
        tell(&records[*copy], &records[*shown], diagnostics);
        let kept = kept(&records[*copy], &records[*shown]);
        records[*shown].also_published.push(kept);
    }
    let mut at = 0..;
    records.retain(|_| at.next().is_none_or(|at| !all.contains_key(&at)));
    for record in &mut records {
        record.also_published.sort_by(|a, b| a.id.cmp(&b.id));
    }
    records
}

/// Of the records of a sort, each copy with the one that is shown for it.
fn shown_for(records: &[Record], is_of_sort: impl Fn(&Record) -> bool) -> BTreeMap<usize, usize> {
    let mut order: Vec<usize> = (0..records.len())
        .filter(|at| is_of_sort(&records[*at]))
        .collect();
    order.sort_by_cached_key(|at| preference(&records[*at]));
    let sketches: Vec<Vec<u64>> = order.iter().map(|at| sketch(text(&records[*at]))).collect();
    let mut copies = BTreeMap::new();
    for (nth, former) in candidates(&sketches).into_iter().enumerate() {
        let copy = order[nth];
        let shown = former
            .into_iter()
            .map(|former| order[former])
            .filter(|former| !copies.contains_key(former))
            .find(|shown| is_copy(&records[copy], &records[*shown]));
        if let Some(shown) = shown {
            copies.insert(copy, shown);
        }
    }
    copies
}

/// What is shown first among copies: the least.
fn preference(record: &Record) -> (bool, bool, Reverse<usize>, Date, RecordId) {
    let published = record.source.published.map(|published| published.date);
    (
        // A part that came with a copy of its article gives way to the article's own.
        record
            .part_of
            .as_ref()
            .is_some_and(|article| article.as_str() != record.source.id.as_str()),
        record.source.rights != Rights::Full,
        Reverse(words(text(record)).len()),
        published.unwrap_or(Date::MAX),
        record.id.clone(),
    )
}

fn is_copy(left: &Record, right: &Record) -> bool {
    left.source.id != right.source.id
        && is_same_text(left, right)
        && (left.part_of.is_some() || !share_address(left, right) || is_unchanged(left, right))
}

/// What is kept of a copy.
fn kept(copy: &Record, shown: &Record) -> AlsoPublished {
    AlsoPublished {
        id: copy.id.clone(),
        part_of: copy
            .part_of
            .clone()
            .filter(|article| shown.part_of.as_ref() != Some(article)),
        source: copy.source.clone(),
        span: copy.span,
    }
}

/// Tells of a copy, unless it came with its article, of which that is told.
fn tell(copy: &Record, shown: &Record, diagnostics: &mut Vec<Diagnostic>) {
    if copy.part_of.is_some() && copy.part_of == shown.part_of {
        return;
    }
    let message = format!(
        "the same text as in `{}`; `{}` leads to `{}`, which keeps this as a further source",
        shown.source.path, copy.id, shown.id
    );
    let told = Diagnostic::new(
        Severity::Info,
        copy.source.path.as_str(),
        rule::SAME_TEXT,
        message,
    );
    diagnostics.push(match copy.span.filter(|_| copy.part_of.is_some()) {
        Some(span) => told.at(span),
        None => told,
    });
}
