//! Records that are about the same thing, linked to each other with the reason.
//!
//! Reasons are Swedish, since readers see them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use records::{
    Diagnostic, Kind, MunicipalityCode, Record, RecordId, SameInitiative, Severity, Text, YearBasis,
};
use vocabulary::Vocabulary;

use super::same_text::{is_same_text, text};
use super::shingles::{candidates, sketch};
use super::wording::Wording;
use super::{address, is_document, is_of_document, share_address};
use crate::rule;

/// Two descriptions of one municipality's work that have a theme and such a weighed share of their
/// words in common are taken to be about the same work.
///
/// This and the next were set on the 350 curated examples, and read there: they link sixteen pairs,
/// fifteen of them rightly. A plain share of words over .12 with half of the themes linked ten, nine of
/// them rightly.
const SAME_WORDS: f64 = 0.12;

/// The same for two that share a name for it, or were taken from one source.
const SAME_WORDS_OF_ONE_NAME: f64 = 0.065;

/// A word in more texts of a municipality than this says too little, and of more records than this
/// from one address, or answers of one municipality, the first are set against the others. Else the
/// work would grow with the square of the corpus.
const COMMON: usize = 50;

/// Links records that are about the same thing, each to the other.
pub(super) fn link(
    records: &mut [Record],
    vocabulary: &Vocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut links: BTreeMap<(usize, usize), String> = BTreeMap::new();
    same_addresses(records, &mut links, diagnostics);
    same_texts(records, &mut links);
    same_municipalities(records, vocabulary, &mut links);
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

/// Texts that are the same but for a little, and are no copies: one stands in an article, and the
/// other is an article of its own; or two editors took up one thing.
fn same_texts(records: &[Record], links: &mut BTreeMap<(usize, usize), String>) {
    let sketches: Vec<Vec<u64>> = records.iter().map(|record| sketch(text(record))).collect();
    for (right, former) in candidates(&sketches).into_iter().enumerate() {
        for left in former {
            if may_be_linked(&records[left], &records[right])
                && is_same_text(&records[left], &records[right])
            {
                links
                    .entry((left, right))
                    .or_insert_with(|| "Samma text i en annan källa".to_owned());
            }
        }
    }
}

/// The pairs of lists that have something in common which not everybody has.
fn sharing(lists: &[&[u64]]) -> BTreeSet<(usize, usize)> {
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, own) in lists.iter().enumerate() {
        for item in *own {
            holders.entry(*item).or_default().push(at);
        }
    }
    let mut pairs = BTreeSet::new();
    for own in lists.iter().copied().flatten() {
        let Some(list) = holders.remove(own).filter(|list| list.len() <= COMMON) else {
            continue;
        };
        for (nth, left) in list.iter().enumerate() {
            pairs.extend(list[nth + 1..].iter().map(|right| (*left, *right)));
        }
    }
    pairs
}

/// Articles from one address whose text has changed, and articles that examples were taken from.
fn same_addresses(
    records: &[Record],
    links: &mut BTreeMap<(usize, usize), String>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut by_address: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, record) in records.iter().enumerate() {
        // A copy that is kept as a further source had an address, too.
        let copies = record.also_published.iter().map(|copy| &copy.source);
        let own: BTreeSet<String> = std::iter::once(&record.source)
            .chain(copies)
            .filter_map(|source| source.url.as_deref())
            .map(address)
            .collect();
        for address in own {
            by_address.entry(address).or_default().push(at);
        }
    }
    let mut told: BTreeSet<(usize, usize)> = BTreeSet::new();
    for list in by_address.values() {
        for (nth, left) in list.iter().take(COMMON).enumerate() {
            for right in &list[nth + 1..] {
                let (one, other) = (&records[*left], &records[*right]);
                if !told.insert((*left, *right)) {
                    continue;
                }
                let reason = if is_document(one) && is_document(other) {
                    diagnostics.push(changed(one, other));
                    "Samma adress vid ett annat tillfälle, med ändrad text"
                } else if is_document(one) && !is_of_document(other)
                    || is_document(other) && !is_of_document(one)
                {
                    "Exemplet och artikeln har samma källa"
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

/// Tells that a page has changed since it was first read.
fn changed(former: &Record, later: &Record) -> Diagnostic {
    let message = format!(
        "the text differs from that of `{}`, which has the same address; both are kept",
        former.source.path
    );
    Diagnostic::new(
        Severity::Info,
        later.source.path.as_str(),
        rule::CHANGED_TEXT,
        message,
    )
}

fn share_subject(left: &Record, right: &Record) -> bool {
    right
        .about()
        .any(|code| left.about().any(|own| own == code))
}

fn share_theme(left: &Record, right: &Record) -> bool {
    let mut own = left.themes.iter();
    own.any(|theme| right.themes.iter().any(|other| other.id == theme.id))
}

/// What one municipality does or says, told in other words or in another year.
fn same_municipalities(
    records: &[Record],
    vocabulary: &Vocabulary,
    links: &mut BTreeMap<(usize, usize), String>,
) {
    let is_part = |record: &Record| record.kind != Kind::Article;
    let mut by_code: BTreeMap<MunicipalityCode, Vec<usize>> = BTreeMap::new();
    for (at, record) in records.iter().enumerate().filter(|(_, one)| is_part(one)) {
        for code in record.about() {
            by_code.entry(code).or_default().push(at);
        }
    }
    let wording = Wording::new(records, vocabulary, is_part);
    for list in by_code.values() {
        answers_of_years(records, list, links);
        let own: Vec<&[u64]> = list.iter().map(|at| wording.of(*at)).collect();
        for (left, right) in sharing(&own) {
            let (left, right) = (list[left], list[right]);
            if let Some(reason) = same_work(records, &wording, left, right) {
                links
                    .entry((left, right))
                    .or_insert_with(|| reason.to_owned());
            }
        }
    }
}

/// Why two records of one municipality are taken to be about the same work, if they are.
fn same_work(
    records: &[Record],
    wording: &Wording,
    left: usize,
    right: usize,
) -> Option<&'static str> {
    let (one, other) = (&records[left], &records[right]);
    if !may_be_linked(one, other) || answers(one) && answers(other) || !share_theme(one, other) {
        return None;
    }
    let likeness = wording.likeness(left, right);
    let about_the_same =
        |at: usize| share_subject(&records[at], one) && share_subject(&records[at], other);
    if likeness < SAME_WORDS_OF_ONE_NAME {
        None
    } else if share_address(one, other) {
        Some("Samma källa om samma kommun")
    } else if likeness >= SAME_WORDS || wording.share_name(left, right, about_the_same) {
        Some("Liknande beskrivning av samma kommuns arbete")
    } else {
        None
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
        .collect();
    for (nth, left) in given.iter().take(COMMON).enumerate() {
        for right in &given[nth + 1..] {
            let (one, other) = (&records[*left], &records[*right]);
            if let Some(reason) = of_years(one, other).filter(|_| may_be_linked(one, other)) {
                links.entry((*left, *right)).or_insert(reason);
            }
        }
    }
}

/// Whether a record is a municipality's answer in a document, or to the award in an edition.
fn answers(record: &Record) -> bool {
    let of_edition = || {
        let year = record.year.as_ref();
        year.is_some_and(|year| year.basis == YearBasis::Edition)
    };
    record.kind == Kind::Statement && (record.part_of.is_some() || of_edition())
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
        link(
            &mut records,
            vocabulary::Vocabulary::embedded(),
            &mut Vec::new(),
        );
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

    /// An example of an editor's, with a theme.
    fn example(municipality: &str, title: &str, text: &str) -> String {
        format!(
            "---\ntitle: {title}\nkind: initiative\nstatus: in_use\nmunicipalities: [{municipality}]\n\
             themes: [e-services]\nvoice: press\nsource:\n  title: {title}\n---\n{text}\n"
        )
    }

    #[test]
    fn one_municipality_and_one_name_are_one_work() {
        let idea = "Den som bor här kan lägga fram ett förslag på nätet och samla röster för det.";
        let count =
            "Av hundra förslag på nätet har fyra blivit något, visar en genomgång av röster.";
        let other = "Den som flyttar kan anmäla det på nätet och få ett svar samma dag.";
        let pair =
            |left: String, right: String| linked(&[("a.md", &left, None), ("b.md", &right, None)]);
        assert_eq!(
            pair(
                example("Malmö", "Så fungerar Röstlådan", idea),
                example("Malmö", "Få röstlådor blev verklighet", count)
            )
            .len(),
            2
        );
        for (right, why) in [
            (
                example("Lund", "Få röstlådor blev verklighet", count),
                "another municipality",
            ),
            (
                example("Malmö", "Malmö har öppnat en flyttanmälan", other),
                "another work of the same municipality",
            ),
        ] {
            let left = example("Malmö", "Så fungerar Röstlådan", idea);
            assert_eq!(pair(left, right), [""; 0], "{why}");
        }
    }
}
