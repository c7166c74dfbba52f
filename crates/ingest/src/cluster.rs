//! Records of a whole corpus that are about the same thing, linked to each other with the reason.
//!
//! Nothing is taken away: of a text that stands under several addresses every copy stays a record,
//! so that every source can be shown. Reasons are Swedish, since readers see them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use analysis::{Analyzer, Chain, is_stop_word};
use records::{Kind, MunicipalityCode, Record, RecordId, SameInitiative, Text};

/// Words of a shingle. Five in a row are seldom the same by chance.
const SHINGLE: usize = 5;

/// A shorter text has too few shingles to tell by.
const FEWEST_WORDS: usize = 12;

/// So many shingles of a text are kept. A share of .8 is then told to within a tenth.
const SKETCH: usize = 96;

/// Two texts with such a share of their shingles in common are one text: a reprint has another
/// headline, a date or a line about cookies.
const SAME_TEXT: f64 = 0.8;

/// Two descriptions of one municipality's work with such a share of their words in common, and half
/// of their themes, are taken to be about the same work. On the 350 curated examples this and the
/// next link ten pairs, nine of them rightly; without the themes three more are wrong.
const SAME_WORDS: f64 = 0.12;

/// The same for two that were taken from one source.
const SAME_WORDS_OF_ONE_SOURCE: f64 = 0.10;

/// The share of themes that the two must have in common.
const SAME_THEMES: f64 = 0.5;

/// A shingle in more texts than this is a form's or a footer's. It would make the work grow with
/// the square of the corpus.
const COMMON: usize = 50;

/// Links records that are about the same thing, each to the other.
pub(crate) fn link(records: &mut [Record]) {
    let mut links: BTreeMap<(usize, usize), String> = BTreeMap::new();
    same_texts(records, &mut links);
    same_addresses(records, &mut links);
    same_municipalities(records, &mut links);
    for ((left, right), reason) in links {
        let ids = [records[left].id.clone(), records[right].id.clone()];
        for (record, id) in [(left, &ids[1]), (right, &ids[0])] {
            add(&mut records[record], id, &reason);
        }
    }
    for record in records {
        record.same_initiative.sort_by(|a, b| a.id.cmp(&b.id));
    }
}

fn add(record: &mut Record, id: &RecordId, reason: &str) {
    let is_known = record.same_initiative.iter().any(|other| other.id == *id);
    if let Some(reason) = Text::from_trimmed(reason).filter(|_| !is_known) {
        record.same_initiative.push(SameInitiative {
            id: id.clone(),
            reason,
        });
    }
}

/// Whether two records can be about the same thing at all: an article and its parts, and the parts
/// of one article, are told apart by the article itself.
fn may_be_linked(left: &Record, right: &Record) -> bool {
    left.source.id != right.source.id
}

/// Texts that are the same but for a little, compared only where their sketches share a shingle.
fn same_texts(records: &[Record], links: &mut BTreeMap<(usize, usize), String>) {
    let sketches: Vec<Vec<u64>> = records.iter().map(sketch).collect();
    for (left, right) in sharing(&sketches) {
        if records[left].kind == records[right].kind
            && may_be_linked(&records[left], &records[right])
            && sketched_likeness(&sketches[left], &sketches[right]) >= SAME_TEXT
        {
            links.insert((left, right), "Samma text i en annan källa".to_owned());
        }
    }
}

/// The pairs of lists that have something in common which not everybody has.
fn sharing(lists: &[Vec<u64>]) -> BTreeSet<(usize, usize)> {
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, own) in lists.iter().enumerate() {
        for item in own {
            holders.entry(*item).or_default().push(at);
        }
    }
    let mut pairs = BTreeSet::new();
    for own in lists.iter().flatten() {
        let Some(list) = holders.remove(own).filter(|list| list.len() <= COMMON) else {
            continue;
        };
        for (nth, left) in list.iter().enumerate() {
            pairs.extend(list[nth + 1..].iter().map(|right| (*left, *right)));
        }
    }
    pairs
}

/// The lowest of the digests of a text's shingles, in order: as many of every text, however long,
/// and the same of the same text.
fn sketch(record: &Record) -> Vec<u64> {
    let text = record.text.as_deref().or(record.summary.as_deref());
    let lower = text.unwrap_or_default().to_lowercase();
    let words: Vec<&str> = lower
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() < FEWEST_WORDS {
        return Vec::new();
    }
    let mut digests: Vec<u64> = words.windows(SHINGLE).map(digest).collect();
    digests.sort_unstable();
    digests.dedup();
    digests.truncate(SKETCH);
    digests
}

/// A digest without a key, so that every run gives the same.
fn digest<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The share of two texts' shingles that is in both, told from the lowest of all their digests.
fn sketched_likeness(left: &[u64], right: &[u64]) -> f64 {
    let mut all: Vec<u64> = left.iter().chain(right).copied().collect();
    all.sort_unstable();
    all.dedup();
    all.truncate(SKETCH);
    let both = all
        .iter()
        .filter(|digest| left.binary_search(digest).is_ok() && right.binary_search(digest).is_ok())
        .count();
    share(both, all.len())
}

/// Articles from one address whose text has changed, and examples of one municipality that were
/// taken from one address.
fn same_addresses(records: &[Record], links: &mut BTreeMap<(usize, usize), String>) {
    let mut by_address: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, record) in records.iter().enumerate() {
        if let Some(url) = &record.source.url {
            by_address.entry(address(url)).or_default().push(at);
        }
    }
    for list in by_address.values().filter(|list| list.len() <= COMMON) {
        for (nth, left) in list.iter().enumerate() {
            for right in &list[nth + 1..] {
                let (one, other) = (&records[*left], &records[*right]);
                let reason = if is_document(one) && is_document(other) {
                    "Samma adress vid ett annat tillfälle, med ändrad text"
                } else if one.part_of.is_none()
                    && other.part_of.is_none()
                    && one.kind != Kind::Article
                    && other.kind != Kind::Article
                    && share_subject(one, other)
                    && share_themes(one, other)
                    && likeness(&words(one), &words(other)) >= SAME_WORDS_OF_ONE_SOURCE
                {
                    "Samma källa om samma kommun"
                } else {
                    continue;
                };
                if may_be_linked(one, other) {
                    links
                        .entry((*left, *right))
                        .or_insert_with(|| reason.to_owned());
                }
            }
        }
    }
}

/// An address without what does not change where it leads.
fn address(url: &str) -> String {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    let bare = bare.split('#').next().unwrap_or_default();
    bare.strip_prefix("www.")
        .unwrap_or(bare)
        .trim_end_matches('/')
        .to_lowercase()
}

/// Whether a record stands for a document. An editor may tell of one source several times.
fn is_document(record: &Record) -> bool {
    record.kind == Kind::Article && record.span.is_some()
}

fn share_subject(left: &Record, right: &Record) -> bool {
    let own: Vec<MunicipalityCode> = left.about().collect();
    right.about().any(|code| own.contains(&code))
}

fn share_themes(left: &Record, right: &Record) -> bool {
    let themes = |record: &Record| -> Vec<String> {
        let mut ids: Vec<String> = (record.themes.iter())
            .map(|theme| theme.id.to_string())
            .collect();
        ids.sort();
        ids
    };
    likeness(&themes(left), &themes(right)) >= SAME_THEMES
}

/// What one municipality does or says, told in other words or in another year.
fn same_municipalities(records: &[Record], links: &mut BTreeMap<(usize, usize), String>) {
    let mut by_code: BTreeMap<MunicipalityCode, Vec<usize>> = BTreeMap::new();
    for (at, record) in records.iter().enumerate() {
        if record.kind != Kind::Article {
            for code in record.about() {
                by_code.entry(code).or_default().push(at);
            }
        }
    }
    let words: Vec<Vec<u64>> = records.iter().map(words).collect();
    for list in by_code.values() {
        let own: Vec<Vec<u64>> = list.iter().map(|at| words[*at].clone()).collect();
        for (left, right) in sharing(&own) {
            let (left, right) = (list[left], list[right]);
            let (one, other) = (&records[left], &records[right]);
            if may_be_linked(one, other)
                && !(answers(one) && answers(other))
                && likeness(&words[left], &words[right]) >= SAME_WORDS
                && share_themes(one, other)
            {
                links
                    .entry((left, right))
                    .or_insert_with(|| "Liknande beskrivning av samma kommuns arbete".to_owned());
            }
        }
        answers_of_years(records, list, links);
    }
}

/// The answers of one municipality, each linked to those of other years.
fn answers_of_years(
    records: &[Record],
    list: &[usize],
    links: &mut BTreeMap<(usize, usize), String>,
) {
    let given: Vec<usize> = (list.iter().copied())
        .filter(|at| answers(&records[*at]))
        .take(COMMON)
        .collect();
    for (nth, left) in given.iter().enumerate() {
        for right in &given[nth + 1..] {
            let (one, other) = (&records[*left], &records[*right]);
            if let Some(reason) = of_years(one, other).filter(|_| may_be_linked(one, other)) {
                links.entry((*left, *right)).or_insert(reason);
            }
        }
    }
}

/// Whether a record is a municipality's answer in a document.
fn answers(record: &Record) -> bool {
    record.kind == Kind::Statement && record.part_of.is_some()
}

/// Two statements of one municipality, from different years.
fn of_years(left: &Record, right: &Record) -> Option<String> {
    let (left, right) = (left.year?.value, right.year?.value);
    (left != right).then(|| {
        format!(
            "Samma kommuns svar olika år: {} och {}",
            left.min(right),
            left.max(right)
        )
    })
}

/// The stems of what a record says, without the words that say nothing and its names.
fn words(record: &Record) -> Vec<u64> {
    let text = record.summary.as_deref().or(record.text.as_deref());
    let text = format!("{} {}", record.title, text.unwrap_or_default());
    let mut words: Vec<u64> = Analyzer::swedish()
        .tokens(Chain::Main, &text)
        .into_iter()
        .filter(|token| !is_stop_word(&text[token.start..token.end].to_lowercase()))
        .filter(|token| token.text.chars().count() > 2)
        .map(|token| digest(&token.text))
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The share of two sets, in order, that is in both.
fn likeness<T: Ord>(left: &[T], right: &[T]) -> f64 {
    let shared = left
        .iter()
        .filter(|item| right.binary_search(item).is_ok())
        .count();
    share(shared, left.len() + right.len() - shared)
}

fn share(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 {
        return 0.0;
    }
    number(part) / number(whole)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::{Options, parse_file};

    /// The records of files with some texts, linked, as `id -> id: reason`.
    fn linked(files: &[(&str, &str, Option<&str>)]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let mut records = Vec::new();
        for (name, text, sidecar) in files {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            if let Some(sidecar) = sidecar {
                std::fs::write(folder.path().join(format!("{name}.toml")), sidecar).unwrap();
            }
            records.extend(parse(&path));
        }
        records.sort_by(|a, b| a.id.cmp(&b.id));
        link(&mut records);
        records
            .iter()
            .flat_map(|record| {
                record
                    .same_initiative
                    .iter()
                    .map(|other| format!("{} -> {}: {}", record.id, other.id, other.reason))
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    fn parse(path: &Path) -> Vec<Record> {
        let options = Options::new(jiff::civil::date(2026, 1, 1));
        parse_file(path, vocabulary::Vocabulary::embedded(), &options).records
    }

    const TEXT: &str = "En karta över gropar\n\nI Sala kommun finns nu en karta där den som kör i en \
        grop kan peka ut var den är. Gatukontoret lagar de djupaste först, och den som har pekat får \
        ett meddelande när gropen är borta. Kartan är byggd av två lärlingar under en sommar.\n";

    #[test]
    fn a_reprint_is_linked_both_ways() {
        let reprint = TEXT.replace("under en sommar", "under en enda sommar");
        assert_eq!(
            linked(&[("a.txt", TEXT, None), ("b.txt", &reprint, None)]),
            [
                "a -> b: Samma text i en annan källa",
                "b -> a: Samma text i en annan källa"
            ]
        );
    }

    #[test]
    fn one_address_with_another_text_is_two_sources() {
        let other = "Gropar på karta\n\nKartan i Sala kommun har lagts ned eftersom alla gropar är lagade.\n";
        let url = |address: &str| format!("url = \"{address}\"\n");
        let (first, second) = (
            url("https://www.a.example/karta/"),
            url("http://a.example/karta"),
        );
        assert_eq!(
            linked(&[
                ("a.txt", TEXT, Some(&first)),
                ("b.txt", other, Some(&second))
            ])
            .len(),
            2
        );
        let elsewhere = url("https://a.example/annat");
        assert_eq!(
            linked(&[
                ("a.txt", TEXT, Some(&first)),
                ("b.txt", other, Some(&elsewhere))
            ]),
            [""; 0]
        );
    }

    #[test]
    fn answers_of_different_years_are_linked() {
        let answer = |year: &str, text: &str| {
            format!(
                "Bidrag till Sveriges IT-kommun {year}\n\nKalix kommun\n\nVad är ni mest stolta \
                 över?\n\n{text}\n\nVilka lärdomar har ni dragit?\n\nAtt börja i tid med allt.\n"
            )
        };
        let found = linked(&[
            (
                "a.txt",
                &answer("2011", "Att alla har fått en dator att låna."),
                None,
            ),
            (
                "b.txt",
                &answer("2013", "Våra lampor släcks när ingen går där."),
                None,
            ),
        ]);
        assert_eq!(
            found,
            [
                "a-kalix-1 -> b-kalix-1: Samma kommuns svar olika år: 2011 och 2013",
                "b-kalix-1 -> a-kalix-1: Samma kommuns svar olika år: 2011 och 2013"
            ]
        );
    }
}
