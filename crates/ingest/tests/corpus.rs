//! The repository's own corpus.

use std::path::PathBuf;
use std::sync::Mutex;

use ingest::{Options, Progress, ingest};
use records::Severity;
use vocabulary::Vocabulary;

const OPTIONS: Options = Options::new(jiff::civil::date(2026, 11, 23));

fn corpus() -> Vec<PathBuf> {
    vec![PathBuf::from("../../corpus")]
}

#[test]
fn the_corpus_is_read_without_errors() {
    let parsed = ingest(&corpus(), Vocabulary::embedded(), &OPTIONS, &|_| ());
    let errors: Vec<String> = parsed
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .map(ToString::to_string)
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    assert!(parsed.records.len() >= 350, "{}", parsed.records.len());
    assert!(
        parsed
            .records
            .windows(2)
            .all(|pair| pair[0].id < pair[1].id)
    );
}

#[test]
fn reading_twice_gives_the_same() {
    let read = || ingest(&corpus(), Vocabulary::embedded(), &OPTIONS, &|_| ());
    assert_eq!(read(), read());
}

#[test]
fn spans_point_at_the_text_they_are_of() {
    let parsed = ingest(&corpus(), Vocabulary::embedded(), &OPTIONS, &|_| ());
    for record in &parsed.records {
        if let (Some(span), Some(text)) = (record.span, &record.text) {
            assert_eq!(span.end() - span.start(), text.len(), "{}", record.id);
        }
    }
}

#[test]
fn parts_go_with_an_article_whose_id_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let mut paths = Vec::new();
    for (name, lent) in [("a", "dator"), ("b", "cykel")] {
        let text = format!(
            "Två orter om Sveriges IT-kommun 2013\n\n\
             Kalix: Alla elever har fått varsin {lent} att låna hem.\n\n\
             Nacka: Bygglov för {lent} söks på webben av alla som bygger.\n"
        );
        let inner = folder.path().join(name);
        std::fs::create_dir(&inner).unwrap();
        std::fs::write(inner.join("orter.txt"), text).unwrap();
        paths.push(inner);
    }
    let parsed = ingest(&paths, Vocabulary::embedded(), &OPTIONS, &|_| ());
    let ids: Vec<&str> = parsed
        .records
        .iter()
        .map(|record| record.id.as_str())
        .collect();
    assert_eq!(ids.len(), 6, "{ids:?}");
    assert_eq!(ids.iter().filter(|id| id.ends_with("-kalix-1")).count(), 2);
    for record in &parsed.records {
        assert!(record.id.as_str().starts_with(record.source.id.as_str()));
        if let Some(article) = &record.part_of {
            assert_eq!(article.as_str(), record.source.id.as_str());
        }
    }
}

#[test]
fn progress_counts_every_file_once() {
    let seen = Mutex::new(Vec::new());
    ingest(
        &corpus(),
        Vocabulary::embedded(),
        &OPTIONS,
        &|progress: Progress| {
            seen.lock().unwrap().push(progress);
        },
    );
    let mut seen = seen.into_inner().unwrap();
    seen.sort_by_key(|progress| progress.done);
    assert!(
        seen.iter()
            .zip(1..)
            .all(|(progress, nth)| progress.done == nth)
    );
    assert!(seen.iter().all(|progress| progress.total == seen.len()));
}

/// The links of the corpus, for a reader to judge. Run with `--nocapture`.
#[test]
fn links_go_both_ways_and_say_why() {
    let parsed = ingest(&corpus(), Vocabulary::embedded(), &OPTIONS, &|_| ());
    let find = |id: &records::RecordId| {
        let found = parsed.records.binary_search_by(|record| record.id.cmp(id));
        &parsed.records[found.unwrap()]
    };
    for record in &parsed.records {
        for link in &record.same_initiative {
            let other = find(&link.id);
            assert!(
                other
                    .same_initiative
                    .iter()
                    .any(|back| back.id == record.id && back.reason == link.reason)
            );
            if record.id < other.id {
                println!("{}\n  {}\n  {}", link.reason, record.title, other.title);
            }
        }
    }
}

#[test]
fn what_was_taken_back_is_left_out_and_stays_listed() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    for id in ["kvar", "borta"] {
        write(
            &format!("examples/{id}.md"),
            "---\ntitle: Ett exempel\nkind: initiative\nmunicipalities: [Kalix]\nvoice: editor\n\
             source:\n  publisher: Exempelbladet\n---\n\nEn text om något.\n",
        );
    }
    write(
        "withdrawn.tsv",
        "id\tdate\treason\nborta\t2026-01-31\tKommunen bad om det.\n\
         Fel Id\t2026-01-31\tx\nannat\tigår\tx\nannat\t2026-01-31\t \nannat\n\
         annat\t2026-01-31\tx\nannat\t2026-01-31\ty\n",
    );
    let paths = [folder.path().to_owned()];
    let parsed = ingest(&paths, Vocabulary::embedded(), &OPTIONS, &|_| ());
    let ids = |ids: &mut dyn Iterator<Item = &records::RecordId>| -> Vec<String> {
        ids.map(ToString::to_string).collect()
    };
    assert_eq!(ids(&mut parsed.records.iter().map(|one| &one.id)), ["kvar"]);
    let withdrawn = &parsed.withdrawn;
    assert_eq!(
        ids(&mut withdrawn.iter().map(|one| &one.id)),
        ["annat", "borta"]
    );
    assert_eq!(withdrawn[1].reason.as_str(), "Kommunen bad om det.");
    let told: Vec<String> = parsed
        .diagnostics
        .iter()
        .filter(|one| one.rule == "withdrawn")
        .map(|one| format!("{:?} {}", one.line, one.message))
        .collect();
    assert_eq!(told.len(), 6, "{told:#?}");
    for (line, words) in [
        ("Some(3)", "id `Fel Id`"),
        ("Some(4)", "date `igår` is no date such as 2026-01-31"),
        ("Some(5)", "there is no reason"),
        (
            "Some(6)",
            "1 fields with tabs between; accepted: id, date, reason",
        ),
        ("Some(8)", "the id `annat` is listed twice"),
        (
            "None",
            "the record `borta` was withdrawn on 2026-01-31 and is left out",
        ),
    ] {
        assert!(
            told.iter()
                .any(|one| one.starts_with(line) && one.contains(words)),
            "{words}: {told:#?}"
        );
    }
}
