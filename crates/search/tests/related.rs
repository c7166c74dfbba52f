//! What is promised of suggestions and of similar records, over a small bank with all kinds of ties.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its input must stop"
)]

use std::sync::LazyLock;

use index::{Facet, Snapshot};
use proptest::prelude::*;
use records::{Record, RecordId};
use search::{
    Condition, Engine, Filters, Offer, Page, SearchRequest, SimilarRequest, Sort, SuggestRequest,
    Suggestion,
};
use vocabulary::Vocabulary;

/// Id, article, title, summary, municipality, theme, records of the same initiative.
type Row = (
    &'static str,
    Option<&'static str>,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
);

const ROWS: &[Row] = &[
    (
        "artikel",
        None,
        "Tre kommuner berättar om larm",
        "Nya larm i hemtjänsten.",
        "1384",
        "welfare-technology",
        &[],
    ),
    (
        "artikel-1",
        Some("artikel"),
        "Kungsbacka byter trygghetslarm",
        "Kungsbacka bytte alla trygghetslarm i hemtjänsten till digitala.",
        "1384",
        "welfare-technology",
        &["larm-kungsbacka"],
    ),
    (
        "artikel-2",
        Some("artikel"),
        "Nacka provar nattkamera",
        "Nacka provar kamera i hemtjänsten om natten.",
        "0182",
        "welfare-technology",
        &[],
    ),
    (
        "artikel-3",
        Some("artikel"),
        "Vara lånar ut läsplattor",
        "Biblioteket lånar ut läsplattor.",
        "1470",
        "digital-inclusion",
        &[],
    ),
    (
        "bygg-nacka",
        None,
        "Robot beviljar bygglov i Nacka",
        "En robot läser ansökan om bygglov och beviljar enkla lov.",
        "0182",
        "automation-ai",
        &[],
    ),
    (
        "bygg-solna",
        None,
        "Solna låter robot granska bygglov",
        "Roboten granskar ritningar i ansökan om bygglov.",
        "0184",
        "automation-ai",
        &[],
    ),
    (
        "bygg-solna-2",
        None,
        "Solna låter robot granska bygglov",
        "Roboten granskar ritningar i ansökan om bygglov.",
        "0184",
        "automation-ai",
        &["bygg-solna"],
    ),
    (
        "data-orsa",
        None,
        "Öppna data om snö i Orsa",
        "Orsa delar öppna data om plogade vägar.",
        "2034",
        "open-data",
        &[],
    ),
    (
        "data-vara",
        None,
        "Vara delar öppna data",
        "Öppna data om busstider och vägar i Vara.",
        "1470",
        "open-data",
        &[],
    ),
    (
        "larm-kungsbacka",
        None,
        "Digitala trygghetslarm i Kungsbacka",
        "Alla trygghetslarm i hemtjänsten är digitala.",
        "1384",
        "welfare-technology",
        &["artikel-1"],
    ),
    (
        "larm-solna",
        None,
        "Digitala trygghetslarm i Solna",
        "Solna har digitala trygghetslarm i hemtjänsten sedan i våras.",
        "0184",
        "welfare-technology",
        &[],
    ),
    (
        "utan-kommun",
        None,
        "Länet samlar öppna data",
        "Öppna data om vägar i hela länet.",
        "",
        "open-data",
        &[],
    ),
];

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let records: Vec<Record> = ROWS.iter().map(record).collect();
    Engine::new(Snapshot::in_memory(&records).unwrap())
});

fn record(row: &Row) -> Record {
    let (id, article, title, summary, municipality, theme, same) = *row;
    let same: Vec<_> = same
        .iter()
        .map(|id| serde_json::json!({"id": id, "reason": "Samma arbete"}))
        .collect();
    let municipalities: Vec<_> = Some(municipality)
        .filter(|code| !code.is_empty())
        .map(|code| serde_json::json!({"code": code, "role": "subject"}))
        .into_iter()
        .collect();
    serde_json::from_value(serde_json::json!({
        "id": id, "kind": "initiative", "part_of": article, "title": title, "summary": summary,
        "status": "unknown", "partners": [], "same_initiative": same, "counties": [],
        "quotes": [], "municipalities": municipalities,
        "themes": [{"id": theme, "basis": "curated", "confidence": 1.0}], "outcomes": [],
        "language": "sv", "voice": "press",
        "source": {"id": "s", "path": "s.md", "media_type": "text/markdown",
            "sha256": "0".repeat(64), "rights": "full"},
        "also_published": [], "completeness": 50,
    }))
    .unwrap()
}

fn similar(id: &str, other_municipalities_only: bool) -> Vec<search::Similar> {
    let request = SimilarRequest {
        id: id.parse().unwrap(),
        other_municipalities_only,
        limit: 10,
    };
    ENGINE.similar(&request).unwrap().unwrap()
}

fn ids(similar: &[search::Similar]) -> Vec<&str> {
    similar.iter().map(|one| one.record.id.as_str()).collect()
}

#[test]
fn what_is_similar_says_why_and_is_never_itself_its_article_or_its_parts() {
    for (id, article, ..) in ROWS {
        let found = similar(id, false);
        for one in &found {
            assert_ne!(one.record.id.as_str(), *id);
            assert_ne!(Some(one.record.id.as_str()), *article);
            assert_ne!(one.record.part_of.as_ref().map(RecordId::as_str), Some(*id));
            let why = &one.why;
            assert!(
                why.same_initiative.is_some() || !why.words.is_empty() || !why.themes.is_empty()
            );
            assert!((0.0..=1.0).contains(&one.likeness));
        }
        assert!(found.is_sorted_by(|a, b| a.likeness >= b.likeness));
    }
}

#[test]
fn the_same_initiative_comes_first_and_then_what_shares_most() {
    let found = similar("artikel-1", false);
    assert_eq!(ids(&found)[..2], ["larm-kungsbacka", "larm-solna"]);
    assert_eq!(
        found[0].why.same_initiative.as_deref(),
        Some("Samma arbete")
    );
    assert!(found[1].why.words.contains(&"trygghetslarm".to_owned()));
    assert_eq!(found[1].why.themes[0].as_str(), "welfare-technology");
}

#[test]
fn one_text_in_two_sources_is_given_once_and_never_for_itself() {
    assert_eq!(ids(&similar("bygg-solna", false)), ["bygg-nacka"]);
    let of_nacka = similar("bygg-nacka", false);
    let solna = ids(&of_nacka)
        .iter()
        .filter(|id| id.starts_with("bygg-solna"))
        .count();
    assert_eq!(solna, 1);
}

#[test]
fn from_other_municipalities_means_about_another_one_and_not_about_ones_own() {
    assert_eq!(ids(&similar("data-orsa", true)), ["data-vara"]);
    assert!(ids(&similar("data-orsa", false)).contains(&"utan-kommun"));
    assert!(!ids(&similar("larm-kungsbacka", true)).contains(&"artikel-1"));
}

#[test]
fn there_is_nothing_like_a_record_that_is_not_there() {
    let request = SimilarRequest {
        id: "ingen".parse().unwrap(),
        other_municipalities_only: false,
        limit: 10,
    };
    assert!(ENGINE.similar(&request).unwrap().is_none());
}

fn ask(query: &str, page: Page) -> search::SearchResponse {
    let request = SearchRequest {
        query: query.to_owned(),
        filters: Filters::default(),
        facets: vec![],
        sort: Sort::Relevance,
        page,
        explain: false,
        highlight: true,
    };
    ENGINE.search(&request).unwrap()
}

#[test]
fn hits_of_one_article_that_would_fill_a_page_are_a_group() {
    let whole = ask("", Page::default());
    let [group] = whole.groups.as_slice() else {
        panic!("there is one article with parts: {:?}", whole.groups);
    };
    assert_eq!(group.article.as_str(), "artikel");
    assert_eq!(group.title, "Tre kommuner berättar om larm");
    let ids: Vec<&str> = group
        .hits
        .iter()
        .map(|place| whole.hits[*place].record.id.as_str())
        .collect();
    assert_eq!(ids, ["artikel", "artikel-1", "artikel-2", "artikel-3"]);
    assert_eq!((whole.total, whole.hits.len()), (ROWS.len(), ROWS.len()));
    // Three of an article leave room for others.
    assert_eq!(ask("hemtjänsten", Page::default()).groups, []);
    assert_eq!(ask("", Page::new(1, 3).unwrap()).groups, []);
}

#[test]
fn what_may_have_been_meant_is_offered_with_its_hits() {
    for (query, meant) in [
        // One word written as two is joined unasked.
        ("trygghets larm", None),
        // Too short or too far away to be mended unasked.
        ("robt", Some(("robot", 3))),
        ("\"rbot beviljar\"", Some(("\"robot beviljar\"", 1))),
        // A phrase that stands nowhere, and words that do not stand together.
        ("\"data öppna\"", Some(("data öppna", 3))),
        ("+snö +bygglov", Some(("snö bygglov", 4))),
        (
            "kommun:Orsa \"data öppna\"",
            Some(("data öppna municipality:2034", 1)),
        ),
        // Nothing is missing, nothing is near, nothing would be found there.
        ("larm", None),
        ("robbot", None),
        // Near to `alla` and `och` alone, which say too little.
        ("allx", None),
        ("ocx", None),
        ("xyzzy", None),
        ("kommun:Solna +snö +data", None),
        ("", None),
    ] {
        let found = ask(query, Page::default()).did_you_mean;
        let found = found.as_ref().map(|one| (one.query.as_str(), one.total));
        assert_eq!(found, meant, "{query}");
    }
}

fn suggest(text: &str) -> Vec<Suggestion> {
    let request = SuggestRequest {
        text: text.to_owned(),
        limit: 3,
    };
    ENGINE.suggest(&request).unwrap()
}

/// Suggestions as `kind: text (count)`, with what was typed in brackets.
fn told(text: &str) -> Vec<String> {
    let told = |one: &Suggestion| {
        let mut marked = one.text.clone();
        for range in one.marked.iter().rev() {
            marked.insert(range.end, ']');
            marked.insert(range.start, '[');
        }
        let kind = match one.offer {
            Offer::Words => "words",
            Offer::Municipality(_) => "municipality",
            Offer::Theme(_) => "theme",
            Offer::Record(_) => "record",
        };
        format!("{kind}: {marked} ({})", one.count)
    };
    suggest(text).iter().map(told).collect()
}

#[test]
fn what_is_typed_is_completed() {
    for (text, expected) in [
        ("", &[][..]),
        ("  ", &[]),
        ("-", &[]),
        ("zzzz", &[]),
        // Parts of words, after words that begin so.
        (
            "larm",
            &[
                "words: [larm] (1)",
                "words: trygghets[larm] (3)",
                "words: trygghets[larm] i hemtjänsten (3)",
                "theme: Välfärdsteknik, vård och omsorg (5)",
                "record: Tre kommuner berättar om [larm] (1)",
                "record: Digitala trygghets[larm] i Kungsbacka (1)",
                "record: Digitala trygghets[larm] i Solna (1)",
            ],
        ),
        // Without marks.
        (
            "oppna d",
            &[
                "words: [öppna d]ata (3)",
                "words: delar [öppna d]ata (2)",
                "theme: [Öppna d]ata (3)",
                "record: [Öppna] [d]ata om snö i Orsa (1)",
                "record: Vara [d]elar [öppna] [d]ata (1)",
                "record: Länet samlar [öppna] [d]ata (1)",
            ],
        ),
        // A municipality among those whose records match the words before it.
        (
            "bygglov nack",
            &[
                "municipality: [Nack]a (1)",
                "record: Robot beviljar [bygglov] i [Nack]a (1)",
            ],
        ),
        // Misspelt.
        (
            "kungsbakca",
            &[
                "municipality: [Kungsbacka] (3)",
                "record: [Kungsbacka] byter trygghetslarm (1)",
                "record: Digitala trygghetslarm i [Kungsbacka] (1)",
            ],
        ),
    ] {
        assert_eq!(told(text), expected, "{text:?}");
    }
}

/// How many hits choosing a suggestion gives.
fn chosen(suggestion: &Suggestion) -> usize {
    let vocabulary = Vocabulary::embedded();
    let mut filters = Filters::default();
    let (facet, value) = match &suggestion.offer {
        Offer::Words => (None, String::new()),
        Offer::Municipality(code) => (Some(Facet::Municipality), code.to_string()),
        Offer::Theme(id) => (Some(Facet::Theme), id.to_string()),
        Offer::Record(id) => {
            return usize::from(ENGINE.snapshot().find(id).unwrap().is_some());
        }
    };
    if let Some(facet) = facet {
        filters.add(facet, Condition::parse(facet, &value, vocabulary).unwrap());
    }
    let request = SearchRequest {
        query: suggestion.query.clone(),
        filters,
        facets: vec![],
        sort: Sort::Relevance,
        page: Page::NONE,
        explain: false,
        highlight: true,
    };
    ENGINE.search(&request).unwrap().total
}

#[track_caller]
fn check_hits(text: &str) {
    for suggestion in suggest(text) {
        let hits = chosen(&suggestion);
        assert!(suggestion.count > 0, "{text:?}: {suggestion:?}");
        match suggestion.offer {
            Offer::Words => assert!(hits >= suggestion.count, "{text:?}: {suggestion:?}: {hits}"),
            _ => assert_eq!(hits, suggestion.count, "{text:?}: {suggestion:?}"),
        }
        let mut end = 0;
        for range in &suggestion.marked {
            assert!(range.start >= end && suggestion.text.get(range.clone()).is_some());
            end = range.end;
        }
    }
}

proptest! {
    #[test]
    fn every_suggestion_has_hits(
        text in "(a|b|d|k|la|oppna |öppna d|robot|bygglov |Nac|nack|kungsb|digi|snö|-|\\+|\"|tema:open-data |kommun:Solna |\\(| ){0,6}",
    ) {
        check_hits(&text);
    }

    #[test]
    fn what_may_have_been_meant_has_hits(
        query in "(robt|rbot |\"data öppna\"|\\+snö |\\+lov|natt |kamera|tema:open-data |-data|trygghets |larm| ){0,5}",
    ) {
        if let Some(meant) = ask(&query, Page::default()).did_you_mean {
            prop_assert!(meant.total > 0);
            prop_assert_eq!(ask(&meant.query, Page::NONE).total, meant.total, "{:?}", meant);
        }
    }

    #[test]
    fn any_text_can_be_typed(text in any::<String>()) {
        check_hits(&text);
    }
}
