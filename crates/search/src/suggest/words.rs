//! The words and phrases that are suggested.

use std::collections::{BTreeMap, HashMap};

use analysis::is_stop_word;
use index::Snapshot;
use records::Record;
use tantivy::{DocId, Term};

use super::Offer;
use super::phrases::{Phrase, phrases};
use super::table::Entry;
use crate::SearchError;

/// So many records are looked through for phrases. Of more, every so manieth is: what is frequent
/// among all is frequent among these, and no phrase then has fewer records than its count says.
const LOOKED_THROUGH: u32 = 20_000;

/// So many words and phrases are suggested, the most frequent ones.
const MOST: usize = 100_000;

/// A shorter word is typed sooner than found in a list.
const MIN_LETTERS: usize = 2;

/// All that may be suggested, the most frequent first.
pub(super) fn words(snapshot: &Snapshot, count: DocId) -> Result<Vec<Entry>, SearchError> {
    let step = count.div_ceil(LOOKED_THROUGH).max(1);
    let each_record = |take: &mut dyn FnMut(&Record)| {
        let mut looked_through = (0..count).step_by(step as usize);
        looked_through.try_for_each(|document| snapshot.read_record(document).map(|one| take(&one)))
    };
    let found = phrases(each_record, snapshot.analyzer(), snapshot.vocabulary())?;
    let (mut suggested, words): (Vec<Phrase>, Vec<Phrase>) =
        found.into_iter().partition(|one| one.stems.contains(' '));
    let known: HashMap<String, Phrase> = words
        .into_iter()
        .map(|word| (word.stems.clone(), word))
        .collect();
    suggested.extend(all_words(snapshot, &known)?);
    suggested.sort_by(|a, b| b.records.cmp(&a.records).then_with(|| a.text.cmp(&b.text)));
    suggested.truncate(MOST);
    let entries = suggested.into_iter().map(|one| Entry {
        names: vec![one.text.clone()],
        text: one.text,
        offer: Offer::Words,
        count: one.records,
    });
    Ok(entries.collect())
}

/// Every word of the index by its stem, in the form in which the records that were looked through
/// have it, or in its plainest form.
fn all_words(
    snapshot: &Snapshot,
    known: &HashMap<String, Phrase>,
) -> Result<Vec<Phrase>, SearchError> {
    let analyzer = snapshot.analyzer();
    let register = &snapshot.vocabulary().register;
    let mut by_stem: BTreeMap<String, Vec<(&str, u32)>> = BTreeMap::new();
    for (word, count) in analyzer.lexicon().counts() {
        by_stem
            .entry(analyzer.term(word))
            .or_default()
            .push((word, *count));
    }
    let mut words = Vec::new();
    for (stem, forms) in by_stem {
        let plainest = forms
            .iter()
            .max_by_key(|(word, count)| (*word == stem, *count));
        let says = |word: &str| {
            let letters = word.chars().filter(|one| one.is_alphabetic()).count();
            letters >= MIN_LETTERS && !is_stop_word(word) && register.by_name(word).is_none()
        };
        let Some((word, _)) = plainest.filter(|_| forms.iter().all(|(word, _)| says(word))) else {
            continue;
        };
        let seen = known.get(&stem);
        let records = records_with(snapshot, &stem)?;
        let records = records.max(seen.map_or(0, |seen| seen.records));
        if records > 0 {
            words.push(Phrase {
                text: seen.map_or_else(|| (*word).to_owned(), |seen| seen.text.clone()),
                records,
                stems: stem,
            });
        }
    }
    Ok(words)
}

/// How many records have a stem, at least: as many as have it in one of the fields.
fn records_with(snapshot: &Snapshot, stem: &str) -> Result<usize, SearchError> {
    let fields = snapshot.fields();
    let mut most = 0;
    for field in [fields.title, fields.lead, fields.body, fields.context] {
        let term = Term::from_field_text(field, stem);
        most = most.max(snapshot.searcher().doc_freq(&term)?);
    }
    Ok(usize::try_from(most).unwrap_or(usize::MAX))
}
