//! Whatever a document says, its parts, quotes and outcomes point at the words they are taken from.

#![expect(
    clippy::unwrap_used,
    reason = "helpers that are not tests themselves unwrap, too"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use ingest::{Options, parse_file};
use proptest::prelude::*;
use records::{Record, Span};
use vocabulary::Vocabulary;

const PIECES: [&str; 44] = [
    "Karlstad",
    "Karlstads kommun",
    "Vara",
    "Lidingö stad",
    "Mora, Orsa och Älvdalen",
    "KIL",
    ": ",
    " - ",
    "\n",
    "\n\n",
    "\n\n",
    "\n- ",
    "\n• ",
    "\n## ",
    ". ",
    "? ",
    ", ",
    " ",
    " ",
    "”",
    "“",
    "säger hon",
    ", säger kommunens it-chef",
    ", berättar Åsa Påhitt, strateg",
    "nominerade",
    "De nominerade är:",
    "finalister",
    "gått vidare",
    "vann",
    "Tidigare vinnare",
    "i konkurrens med",
    "Sveriges IT-kommun 2013",
    "Sveriges kvalitetskommun",
    "(2001)",
    "2017",
    "frågan ”Hur?”",
    "Vad är ni mest stolta över?",
    "Effekt: mycket gick fortare nu",
    "Lärdomar",
    "Några exempel",
    "It öppnar för samarbete",
    "vi har byggt en karta för alla",
    "İẞ",
    "e\u{301} K",
];

/// The words of an article that a span points at.
fn at(article: &Record, span: Span) -> String {
    let start = article.span.unwrap().start();
    let text = article.text.as_deref().unwrap();
    text[span.start() - start..span.end() - start].to_owned()
}

fn check(path: &Path) {
    let options = Options {
        #[cfg(feature = "pdf")]
        pdf_reader: Some(ingest::PdfReader {
            program: env!("CARGO_BIN_EXE_read-pdf").into(),
            arguments: Vec::new(),
        }),
        ..Options::new(jiff::civil::date(2026, 6, 1))
    };
    let records = parse_file(path, Vocabulary::embedded(), &options).records;
    let ids: BTreeSet<&str> = records.iter().map(|record| record.id.as_str()).collect();
    assert_eq!(ids.len(), records.len(), "{ids:?}");
    let Some((article, parts)) = records.split_first() else {
        return;
    };
    for part in parts {
        assert_eq!(part.part_of.as_ref(), Some(&article.id));
        assert_eq!(
            at(article, part.span.unwrap()),
            part.text.as_deref().unwrap()
        );
        assert!(part.about().next().is_some());
    }
    for quote in &article.quotes {
        assert_eq!(at(article, quote.span.unwrap()), quote.text.as_str());
    }
    let body = article.span.unwrap();
    for outcome in &article.outcomes {
        let span = outcome.span.unwrap();
        // What the title says stands above the article's text.
        if span.start() >= body.start() {
            assert!(at(article, span).starts_with(outcome.wording.as_deref().unwrap()));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn everything_points_at_its_words(
        pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..60),
        name in proptest::sample::select(vec!["a.txt", "a.md", "a.html"]),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let documents = folder.path().join("documents");
        fs::create_dir(&documents).unwrap();
        let path = documents.join(name);
        let text = pieces.concat();
        let text = if name == "a.html" {
            text.replace("\n## ", "<h2>").replace("\n• ", "<li>").replace('\n', "<p>")
        } else {
            text
        };
        fs::write(&path, text).unwrap();
        check(&path);
    }
}

#[test]
fn fixtures_point_at_their_words() {
    for entry in fs::read_dir("tests/fixtures/documents").unwrap() {
        let path = entry.unwrap().path();
        if !path
            .extension()
            .is_some_and(|ending| ending == "json" || ending == "toml")
        {
            check(&path);
        }
    }
}

#[test]
fn the_names_of_those_who_speak_are_in_no_quote_role_or_title() {
    const NAMES: [&str; 4] = ["Exempelsson", "Påhitt", "Åke", "Berit"];
    let options = Options::new(jiff::civil::date(2026, 6, 1));
    for name in [
        "final-falkenberg.txt",
        "intervju-faktaruta.txt",
        "talesatt.txt",
    ] {
        let path = Path::new("tests/fixtures/documents").join(name);
        let records = parse_file(&path, Vocabulary::embedded(), &options).records;
        assert!(!records[0].quotes.is_empty(), "{name}");
        for record in &records {
            let mut kept = vec![record.title.to_string()];
            for quote in &record.quotes {
                kept.push(quote.text.to_string());
                kept.extend(quote.role.as_ref().map(ToString::to_string));
            }
            for word in kept {
                assert!(!NAMES.iter().any(|name| word.contains(name)), "{word}");
            }
        }
    }
}
