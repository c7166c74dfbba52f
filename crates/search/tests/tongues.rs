//! Records in other languages than Swedish are found by the forms that share a stem in theirs.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its input must stop"
)]

use index::Snapshot;
use records::{Record, read_jsonl};
use search::{Engine, Filters, How, Page, Place, SearchRequest, SearchResponse, Sort};

/// (id, language, title, our own summary or the source's text)
const RECORDS: &[(&str, &str, &str, Told)] = &[
    (
        "english",
        "en",
        "A library of cases",
        Told::Text("Every municipality applied for the same permit.\n\nStudied by an agency."),
    ),
    (
        "finnish",
        "fi",
        "Kirjasto",
        Told::Text("Tornionlaakson kunnassa on uusi palvelu."),
    ),
    (
        "of-english",
        "en",
        "Om ett bibliotek",
        Told::Summary("Vad agency betyder förklaras, och study likaså."),
    ),
    (
        "swedish",
        "sv",
        "Parker och bad",
        Told::Text("En park och ett test av appar i varje municipality."),
    ),
];

#[derive(Clone, Copy)]
enum Told {
    Summary(&'static str),
    Text(&'static str),
}

fn engine(records: &[(&str, &str, &str, Told)]) -> Engine {
    let lines: Vec<String> = records
        .iter()
        .map(|(id, language, title, told)| {
            let (summary, text) = match told {
                Told::Summary(summary) => (Some(summary), None),
                Told::Text(text) => (None, Some(text)),
            };
            let record = serde_json::json!({
                "id": id, "kind": "article", "title": title, "summary": summary, "text": text,
                "status": "unknown", "partners": [], "same_initiative": [], "counties": [],
                "quotes": [], "municipalities": [], "themes": [], "outcomes": [],
                "language": language, "voice": "press",
                "source": {"id": "s", "path": "s.md", "media_type": "text/markdown",
                    "sha256": "0".repeat(64), "rights": "full"},
                "also_published": [], "completeness": 50,
            });
            format!("{record}\n")
        })
        .collect();
    let records: Vec<Record> = read_jsonl(lines.concat().as_bytes())
        .map(Result::unwrap)
        .collect();
    Engine::new(Snapshot::in_memory(&records).unwrap())
}

fn ask(engine: &Engine, query: &str) -> SearchResponse {
    engine
        .search(&SearchRequest {
            query: query.to_owned(),
            filters: Filters::default(),
            facets: Vec::new(),
            sort: Sort::Relevance,
            page: Page::default(),
            explain: true,
            highlight: true,
        })
        .unwrap()
}

fn found(answer: &SearchResponse) -> Vec<&str> {
    answer
        .hits
        .iter()
        .map(|hit| hit.record.id.as_str())
        .collect()
}

#[test]
fn a_word_is_found_in_the_forms_of_the_language_of_the_text() {
    let engine = engine(RECORDS);
    for (query, expected) in [
        // A form that stands nowhere, by the stem of the language; in a Swedish text it is another.
        ("municipalities", &["english"][..]),
        ("applies", &["english"]),
        ("studying", &["english"]),
        ("kunnan", &["finnish"]),
        ("palveluissa", &["finnish"]),
        // What we say of an English source is Swedish.
        ("agencies", &["english"]),
        // English and Swedish have nothing in common by English stems.
        ("testing", &[]),
        ("parking", &[]),
        // In this form it stands in texts of both.
        ("municipality", &["english", "swedish"]),
        ("municipalities -applying", &[]),
        ("+applying municipalities", &["english"]),
    ] {
        let answer = ask(&engine, query);
        let mut ids = found(&answer);
        ids.sort_unstable();
        assert_eq!(ids, expected, "{query}");
        assert_eq!(answer.understood.corrections, [], "{query}");
    }
}

#[test]
fn a_word_in_another_language_is_marked_and_told() {
    let answer = ask(&engine(RECORDS), "applies municipalities");
    let [hit] = answer.hits.as_slice() else {
        panic!("{:?}", found(&answer));
    };
    let marked: Vec<&str> = hit
        .highlights
        .iter()
        .flat_map(|one| one.ranges.iter().map(|range| &one.text[range.clone()]))
        .collect();
    assert_eq!(marked, ["municipality", "applied"]);
    for evidence in &hit.matched_by {
        let reason = &evidence.reason;
        if reason.how != How::Pieces {
            assert_eq!((reason.how, reason.place), (How::Word, Place::Anywhere));
        }
    }
    let total: f32 = hit.matched_by.iter().map(|one| one.share).sum();
    assert!((total - 1.0).abs() < 1e-4, "{total}");
}

#[test]
fn a_word_that_is_the_same_in_both_languages_counts_once() {
    for text in ["En robot.", "En robot.\n\nEn text till, och en robot."] {
        let text = Told::Text(text);
        let of = |language| engine(&[("a", language, "Robot", text), ("b", "sv", "Bad", text)]);
        let score = |engine: &Engine, query| {
            let hits = ask(engine, query).hits;
            hits.first().map_or(0.0, |hit| hit.score)
        };
        let (swedish, english) = (of("sv"), of("en"));
        let [one, other] = [&swedish, &english].map(|engine| score(engine, "robot"));
        assert!((one - other).abs() < 1e-5, "{one} {other}");
        // Its English stem is worth something.
        let some = score(&english, "+robotically");
        assert_eq!(ask(&english, "+robotically").understood.corrections, []);
        assert!(some > 0.01, "{some}");
    }
}

#[test]
fn words_that_say_little_in_their_language_are_not_other_words() {
    let engine = engine(&[
        ("place", "fi", "Palvelu", Told::Text("Palvelu on kunnassa.")),
        (
            "snow",
            "fi",
            "Hiihto",
            Told::Text("Hiihto alkaa kun sataa lunta."),
        ),
        (
            "two",
            "en",
            "The others",
            Told::Text("They are of the others."),
        ),
    ]);
    for (query, expected) in [
        ("kunnan", &["place"][..]),
        ("kun", &["snow"]),
        ("theirs", &[]),
        ("+kunnassa +palveluissa", &["place"]),
        ("+palveluissa +kunnassa", &["place"]),
        ("palvelu -kunnat", &[]),
    ] {
        assert_eq!(found(&ask(&engine, query)), expected, "{query}");
    }
}
