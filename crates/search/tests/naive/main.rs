//! The search against a plain scan of a plain list: the same hits, the same counts, for any
//! combination of filters.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its input must stop"
)]

mod bank;
mod peers;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use index::{Facet, Snapshot};
use proptest::prelude::*;
use records::{Record, Text};
use search::{Condition, Engine, FacetValue, Filters, Page, SearchRequest, SearchResponse, Sort};
use vocabulary::Vocabulary;

use crate::bank::RECORDS;
use crate::peers::{passes_peers, with_peers, written_peers};

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::new(Snapshot::in_memory(&RECORDS).unwrap()));

fn ask(query: &str, filters: &Filters, sort: Sort) -> SearchResponse {
    let page = Page::new(1, 100).unwrap();
    let mut response = ask_page(query, filters, sort, page);
    let mut number = 1;
    while response.hits.len() < response.total {
        number += 1;
        let more = ask_page(query, filters, sort, Page::new(number, 100).unwrap());
        assert!(
            !more.hits.is_empty(),
            "the total promises more hits than there are"
        );
        response.hits.extend(more.hits);
    }
    response
}

fn ask_page(query: &str, filters: &Filters, sort: Sort, page: Page) -> SearchResponse {
    let request = SearchRequest {
        query: query.to_owned(),
        filters: filters.clone(),
        facets: Facet::ALL.to_vec(),
        sort,
        page,
        explain: false,
        highlight: true,
    };
    ENGINE.search(&request).unwrap()
}

fn ids(response: &SearchResponse) -> Vec<String> {
    response
        .hits
        .iter()
        .map(|hit| hit.record.id.to_string())
        .collect()
}

/// A record's values of a facet, as a reader of the record would list them.
fn values(record: &Record, facet: Facet) -> Vec<String> {
    let register = &Vocabulary::embedded().register;
    let about: Vec<_> = record
        .municipalities
        .iter()
        .filter(|municipality| municipality.role.as_str() != "mentioned")
        .map(|municipality| register.by_code(municipality.code).unwrap())
        .collect();
    let mut values: Vec<String> = match facet {
        Facet::Municipality => about.iter().map(|one| one.code.to_string()).collect(),
        Facet::County => about
            .iter()
            .map(|one| one.code.to_string()[..2].to_owned())
            .collect(),
        Facet::SkrGroup => about.iter().map(|one| one.skr_group.clone()).collect(),
        Facet::Population => about
            .iter()
            .map(|one| {
                match one.population {
                    0..10_000 => "under_10000",
                    10_000..20_000 => "10000_19999",
                    20_000..50_000 => "20000_49999",
                    50_000..100_000 => "50000_99999",
                    100_000..200_000 => "100000_199999",
                    _ => "over_200000",
                }
                .to_owned()
            })
            .collect(),
        Facet::Year => record
            .year
            .iter()
            .map(|year| year.value.to_string())
            .collect(),
        Facet::Theme => record
            .themes
            .iter()
            .map(|theme| theme.id.to_string())
            .collect(),
        Facet::Area => record.area.iter().map(ToString::to_string).collect(),
        Facet::Kind => vec![record.kind.to_string()],
        Facet::Status => Some(record.status.to_string())
            .filter(|status| status != "unknown")
            .into_iter()
            .collect(),
        Facet::Voice => vec![record.voice.to_string()],
        Facet::Outcome => record
            .outcomes
            .iter()
            .map(|one| one.outcome.to_string())
            .collect(),
        Facet::Edition => record
            .outcomes
            .iter()
            .map(|one| one.edition.to_string())
            .collect(),
        Facet::Language => vec![record.language.to_string()],
    };
    values.sort();
    values.dedup();
    values
}

/// Whether a record passes conditions as they are written, read in the plainest way.
fn passes(record: &Record, facet: Facet, conditions: &[String]) -> bool {
    let values = values(record, facet);
    let holds = |text: &str| match text.split_once("..") {
        _ if text == "unknown" => values.is_empty(),
        Some((first, last)) => values
            .iter()
            .any(|value| value.as_str() >= first && (last.is_empty() || value.as_str() <= last)),
        None => values.iter().any(|value| value == text),
    };
    let (not, is): (Vec<&String>, Vec<&String>) =
        conditions.iter().partition(|text| text.starts_with('!'));
    not.iter().all(|text| !holds(&text[1..]))
        && (is.is_empty() || is.iter().any(|text| holds(text)))
}

/// Those of some conditions that exclude.
fn excluded(conditions: &[String]) -> Vec<String> {
    let excluded = conditions.iter().filter(|text| text.starts_with('!'));
    excluded.cloned().collect()
}

type Written = BTreeMap<Facet, Vec<String>>;

fn written_filters() -> impl Strategy<Value = Written> {
    let condition = proptest::sample::select(Facet::ALL).prop_flat_map(|facet| {
        let mut all: Vec<String> = RECORDS
            .iter()
            .flat_map(|record| values(record, facet))
            .collect();
        all.sort();
        all.dedup();
        all.push("unknown".to_owned());
        if facet.has_order() {
            all.extend(["2012..2014", "2015..", "..2013"].map(str::to_owned));
        }
        (Just(facet), proptest::sample::select(all), any::<bool>()).prop_map(
            |(facet, value, negated)| (facet, if negated { format!("!{value}") } else { value }),
        )
    });
    proptest::collection::vec(condition, 0..5).prop_map(|conditions| {
        let mut written = Written::new();
        for (facet, text) in conditions {
            written.entry(facet).or_default().push(text);
        }
        written
    })
}

fn parse(written: &Written) -> Filters {
    let mut filters = Filters::default();
    for (facet, conditions) in written {
        for text in conditions {
            let condition = Condition::parse(*facet, text, Vocabulary::embedded()).unwrap();
            filters.add(*facet, condition);
        }
    }
    filters
}

/// A query of up to two words, or none.
fn query() -> impl Strategy<Value = String> {
    proptest::sample::select(vec![
        "",
        "robot",
        "bygglov kamera",
        "+skolan robot",
        "(robot OR kamera) AND NOT bygglov",
        "ro* kam*",
        "-robot",
        "-\"data robot\"",
        "bygglov -\"öppna data\"",
        "\"öppna data\"",
    ])
    .prop_map(str::to_owned)
}

/// Which records match a query, whatever the filters.
fn matching(query: &str) -> Vec<String> {
    ids(&ask(query, &Filters::default(), Sort::Relevance))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn hits_and_counts_are_those_of_a_plain_scan(
        written in written_filters(),
        peers in written_peers(),
        query in query(),
    ) {
        let response = ask(&query, &with_peers(parse(&written), &peers), Sort::Relevance);
        let matching = matching(&query);
        let matching: Vec<&Record> =
            RECORDS.iter().filter(|record| matching.contains(&record.id.to_string())).collect();
        let passing = |lifted: Option<Facet>| {
            matching.iter().copied().filter(|record| {
                written.iter().all(|(facet, conditions)| {
                    let in_force = if Some(*facet) == lifted { &excluded(conditions) } else { conditions };
                    passes(record, *facet, in_force)
                })
                    && passes_peers(record, &peers)
            }).collect::<Vec<&Record>>()
        };

        let mut found = ids(&response);
        found.sort();
        let expected: Vec<String> =
            passing(None).iter().map(|record| record.id.to_string()).collect();
        prop_assert_eq!(response.total, expected.len());
        prop_assert_eq!(found, expected);

        for counts in &response.facets {
            let mut expected: BTreeMap<String, usize> = BTreeMap::new();
            for record in passing(Some(counts.facet)) {
                let values = values(record, counts.facet);
                if values.is_empty() {
                    *expected.entry("unknown".to_owned()).or_default() += 1;
                }
                for value in values {
                    *expected.entry(value).or_default() += 1;
                }
            }
            let found: BTreeMap<String, usize> = counts
                .values
                .iter()
                .map(|count| (count.value.as_str().to_owned(), count.count))
                .collect();
            prop_assert_eq!(&found, &expected, "{}", counts.facet);
        }
    }

    #[test]
    fn what_a_facet_shows_is_what_choosing_it_gives(
        written in written_filters(),
        peers in written_peers(),
        query in query(),
    ) {
        let filters = with_peers(parse(&written), &peers);
        let response = ask_page(&query, &filters, Sort::Relevance, Page::NONE);
        for counts in &response.facets {
            for count in counts.values.iter().take(3) {
                let mut chosen = written.clone();
                let chosen_here = chosen.entry(counts.facet).or_default();
                *chosen_here = excluded(chosen_here);
                chosen_here.push(count.value.as_str().to_owned());
                let filters = with_peers(parse(&chosen), &peers);
                let response = ask_page(&query, &filters, Sort::Relevance, Page::NONE);
                prop_assert_eq!(response.total, count.count, "{} {:?}", counts.facet, count.value);
            }
        }
    }

    #[test]
    fn a_filter_on_another_facet_never_adds_hits(written in written_filters(), query in query()) {
        let mut before = usize::MAX;
        let mut so_far = Written::new();
        for (facet, conditions) in written {
            so_far.insert(facet, conditions);
            let total = ask_page(&query, &parse(&so_far), Sort::Relevance, Page::NONE).total;
            prop_assert!(total <= before);
            before = total;
        }
    }

    #[test]
    fn any_query_is_answered_or_over_a_limit(query in any::<String>()) {
        let request = SearchRequest {
            query,
            filters: Filters::default(),
            facets: vec![],
            sort: Sort::Relevance,
            page: Page::default(),
            explain: false,
            highlight: true,
        };
        match ENGINE.search(&request) {
            Ok(_) | Err(search::SearchError::Query(_)) => {}
            Err(error) => prop_assert!(false, "{}", error),
        }
    }
}

proptest! {
    #[test]
    fn any_pieces_of_queries_are_answered(
        query in "(24/7|1-1|1=1|a\\.b|e-tjänst|robbot|night camera|Vara|i |kommun:|Nacka|kommun|före |2010|år:|\\(|\\)|\"|\\+|-|AND|\\*|:| ){0,12}",
    ) {
        let request = SearchRequest {
            query,
            filters: Filters::default(),
            facets: vec![Facet::Theme],
            sort: Sort::Relevance,
            page: Page::default(),
            explain: false,
            highlight: true,
        };
        prop_assert!(ENGINE.search(&request).is_ok());
    }
}

#[test]
fn years_alone_put_their_records_first() {
    let response = ask("före 2013", &Filters::default(), Sort::Relevance);
    let before = |hit: &search::Hit| {
        hit.record
            .year
            .is_some_and(|year| year.value.number() < 2013)
    };
    let first: Vec<bool> = response.hits.iter().map(before).collect();
    assert!(first[0] && first.is_sorted_by(|a, b| a >= b), "{first:?}");
}

#[test]
fn a_word_is_not_mended_to_itself() {
    // A part of `e-tjänst`, which stands nowhere by itself.
    let answer = ask("e", &Filters::default(), Sort::Relevance);
    assert_eq!(answer.understood.corrections, []);
}

#[test]
fn a_word_without_end_finds_nothing() {
    let response = ask(&"a".repeat(1000), &Filters::default(), Sort::Relevance);
    assert_eq!(response.total, 0);
}

#[test]
fn every_order_is_total_and_pages_fit_together() {
    for query in ["", "robot"] {
        for sort in Sort::ALL {
            let whole = ask(query, &Filters::default(), *sort);
            let mut paged = Vec::new();
            for number in 1..=whole.total.div_ceil(7) {
                let page = Page::new(number, 7).unwrap();
                paged.extend(ids(&ask_page(query, &Filters::default(), *sort, page)));
            }
            assert_eq!(ids(&whole), paged, "{query} {sort:?}");
        }
    }
}

#[test]
fn hits_are_sorted_as_asked_with_ties_by_id_and_unknown_last() {
    let sorted_by = |sort, key: &dyn Fn(&Record) -> (bool, u64)| {
        let response = ask("", &Filters::default(), sort);
        let found: Vec<_> = response
            .hits
            .iter()
            .map(|hit| (key(&hit.record), hit.record.id.clone()))
            .collect();
        assert!(found.is_sorted(), "{sort:?}");
    };
    let year = |record: &Record| record.year.map(|year| u64::from(year.value.number()));
    sorted_by(Sort::Year, &|record| {
        (year(record).is_none(), year(record).unwrap_or(0))
    });
    let descending =
        |record: &Record| (year(record).is_none(), 9999 - year(record).unwrap_or(9999));
    sorted_by(Sort::YearDescending, &descending);
    sorted_by(Sort::Relevance, &descending);
    // Göteborg, Kiruna, Kungsbacka, Stockholm, Upplands Väsby.
    let order = ["1480", "2584", "1384", "0180", "0114"];
    sorted_by(Sort::Municipality, &|record| {
        let places = record
            .about()
            .filter_map(|code| order.iter().position(|known| *known == code.to_string()));
        places
            .min()
            .map_or((true, 0), |place| (false, place as u64))
    });
}

#[test]
fn a_word_in_the_title_says_more_than_one_in_the_summary() {
    // The same words in both, so that only their places differ; a tie would put `a` first.
    let record = |id: &str, title: &str, summary: &str| Record {
        id: id.parse().unwrap(),
        title: title.parse().unwrap(),
        summary: Text::from_trimmed(summary),
        ..RECORDS[0].clone()
    };
    let records = [
        record("a", "bygglov skolor", "robot kamera"),
        record("b", "robot kamera", "bygglov skolor"),
    ];
    let engine = Engine::new(Snapshot::in_memory(&records).unwrap());
    let request = SearchRequest {
        query: "robot".to_owned(),
        filters: Filters::default(),
        facets: Vec::new(),
        sort: Sort::Relevance,
        page: Page::default(),
        explain: false,
        highlight: true,
    };
    assert_eq!(ids(&engine.search(&request).unwrap()), ["b", "a"]);
}

#[test]
fn a_word_left_out_is_told_and_kept_if_it_is_alone() {
    let response = ask("vad är en robot", &Filters::default(), Sort::Relevance);
    assert_eq!(
        response.understood.query.to_text(Vocabulary::embedded()),
        "robot"
    );
    assert_eq!(response.understood.left_out, ["vad", "är", "en"]);
    let response = ask("och", &Filters::default(), Sort::Relevance);
    assert_eq!(
        response.understood.query.to_text(Vocabulary::embedded()),
        "och"
    );
    assert_eq!(response.total, 200);
}

#[test]
fn a_record_with_a_value_of_every_facet_is_found_by_each() {
    for facet in Facet::ALL {
        let found: Vec<FacetValue> = ask("", &Filters::default(), Sort::Relevance)
            .facets
            .into_iter()
            .find(|counts| counts.facet == *facet)
            .unwrap()
            .values
            .into_iter()
            .map(|count| count.value)
            .collect();
        assert!(
            found
                .iter()
                .any(|value| matches!(value, FacetValue::Known(_))),
            "{facet}"
        );
    }
}
