//! From the parameters of an address to a search request, and back to an address.
//!
//! The page and the API read the same names with the same meaning. All faults of a request are
//! gathered, so that nobody has to mend them one by one.

use std::collections::BTreeMap;

use search::{
    Condition, ConditionError, Facet, Filters, Page, PageError, PeersOf, Query, QueryError,
    SearchRequest, Sort, Test,
};
use vocabulary::Vocabulary;

use crate::fault::{Fault, Reason, nearest};
use crate::labels::label;
use crate::lang::Lang;
use crate::query_string::{self, Pair, QueryString};

/// The most values of one filter.
pub(crate) const MAX_VALUES: usize = 50;

/// The parameters that are not filters.
const SINGLE: &[&str] = &["q", "sort", "limit", "page"];

/// The parameters of the page's form for the first and the last year.
pub(crate) const YEAR_FROM: &str = "year_from";
/// See [`YEAR_FROM`].
pub(crate) const YEAR_TO: &str = "year_to";

/// A search request as far as it could be read, with everything that could not.
#[derive(Debug)]
pub(crate) struct Asked {
    /// What could be read.
    pub(crate) request: SearchRequest,
    /// What could not.
    pub(crate) faults: Vec<Fault>,
}

/// Reads the parameters of a search.
///
/// `others` are the parameters that are read elsewhere and are no faults here.
pub(crate) fn parse(pairs: &[Pair], others: &[&'static str], vocabulary: &Vocabulary) -> Asked {
    let mut request = SearchRequest {
        query: String::new(),
        filters: Filters::default(),
        facets: Vec::new(),
        sort: Sort::default(),
        page: Page::default(),
        explain: false,
        highlight: true,
    };
    let mut faults = Vec::new();
    let mut single: BTreeMap<&str, &str> = BTreeMap::new();
    let mut counts: BTreeMap<Facet, usize> = BTreeMap::new();
    let mut peers_of = 0;
    for (name, value) in pairs {
        if let Some(name) = SINGLE.iter().find(|known| *known == name) {
            if single.insert(name, value).is_some() {
                faults.push(Fault::new(name, value, Reason::Repeated));
            }
        } else if let Ok(facet) = name.parse::<Facet>() {
            let count = counts.entry(facet).or_default();
            *count += 1;
            if *count > MAX_VALUES {
                continue;
            }
            match Condition::parse(facet, value, vocabulary) {
                Ok(condition) => request.filters.add(facet, condition),
                Err(error) => faults.push(condition_fault(facet, value, error, vocabulary)),
            }
        } else if name == PeersOf::NAME {
            peers_of += 1;
            if peers_of > MAX_VALUES {
                continue;
            }
            match PeersOf::parse(value, vocabulary) {
                Ok(filter) => request.filters.add_peers_of(filter),
                Err(error) => faults.push(Fault {
                    parameter: name.clone(),
                    ..condition_fault(Facet::Municipality, value, error, vocabulary)
                }),
            }
        } else if name == "facets" {
            for facet in value.split(',') {
                match facet.parse() {
                    Ok(facet) if request.facets.contains(&facet) => {}
                    Ok(facet) => request.facets.push(facet),
                    Err(_) => faults.push(Fault::new(name, facet, facet_word(facet))),
                }
            }
        } else if !others.contains(&name.as_str()) {
            faults.push(unknown_parameter(name, value, others));
        }
    }
    for (facet, count) in counts.into_iter().filter(|(_, count)| *count > MAX_VALUES) {
        faults.push(Fault::new(facet.as_str(), "", Reason::TooManyValues(count)));
    }
    if peers_of > MAX_VALUES {
        faults.push(Fault::new(
            PeersOf::NAME,
            "",
            Reason::TooManyValues(peers_of),
        ));
    }
    read_single(&single, vocabulary, &mut request, &mut faults);
    Asked { request, faults }
}

/// Reads the parameters of what is worked out over a whole search: its query and its filters, and
/// neither an order nor a page.
pub(crate) fn parse_filters(
    pairs: &[Pair],
    others: &[&'static str],
    vocabulary: &Vocabulary,
) -> Asked {
    let accepted: Vec<&'static str> = ["q"]
        .into_iter()
        .chain(Facet::ALL.iter().map(|facet| facet.as_str()))
        .chain([PeersOf::NAME])
        .chain(others.iter().copied())
        .collect();
    let (kept, refused): (Vec<Pair>, Vec<Pair>) = pairs
        .iter()
        .cloned()
        .partition(|(name, _)| accepted.contains(&name.as_str()));
    let mut asked = parse(&kept, others, vocabulary);
    asked.faults.extend(only(&refused, &accepted));
    asked
}

/// Reads the parameters that may be given once.
fn read_single(
    single: &BTreeMap<&str, &str>,
    vocabulary: &Vocabulary,
    request: &mut SearchRequest,
    faults: &mut Vec<Fault>,
) {
    if let Some(query) = single.get("q") {
        match Query::parse(query, vocabulary) {
            Ok(_) => (*query).clone_into(&mut request.query),
            Err(QueryError::TooLong(bytes)) => {
                faults.push(Fault::new("q", query, Reason::QueryBytes(bytes)));
            }
            Err(QueryError::TooManyTerms(terms)) => {
                faults.push(Fault::new("q", query, Reason::QueryTerms(terms)));
            }
        }
    }
    if let Some(word) = single.get("sort") {
        let words = || Sort::ALL.iter().map(|sort| sort.as_str());
        match word.parse() {
            Ok(sort) => request.sort = sort,
            Err(_) => faults.push(Fault::new("sort", word, word_reason(word, words))),
        }
    }
    let mut number = |name, default, reason| match single.get(name) {
        None => Some(default),
        Some(text) => text
            .parse::<usize>()
            .ok()
            .filter(|number| *number > 0)
            .or_else(|| {
                faults.push(Fault::new(name, text, reason));
                None
            }),
    };
    let page = number("page", 1, Reason::PageNumber);
    let limit = number("limit", Page::DEFAULT_LIMIT, Reason::Limit);
    let text = |name| single.get(name).copied().unwrap_or_default();
    match Page::new(page.unwrap_or(1), limit.unwrap_or(Page::DEFAULT_LIMIT)) {
        Ok(page) => request.page = page,
        // No sample is asked for here.
        Err(PageError::Sample(_)) => {}
        Err(PageError::Number(_)) => {
            faults.push(Fault::new("page", text("page"), Reason::PageNumber));
        }
        Err(PageError::Limit(_)) => faults.push(Fault::new("limit", text("limit"), Reason::Limit)),
        Err(PageError::Depth { .. }) => {
            faults.push(Fault::new("page", text("page"), Reason::Depth));
        }
    }
}

fn condition_fault(
    facet: Facet,
    value: &str,
    error: ConditionError,
    vocabulary: &Vocabulary,
) -> Fault {
    let reason = match error {
        ConditionError::Value(error) => {
            // A name is known again where a code is not, and both are accepted.
            let nearest = error.nearest.map(|code| match facet {
                Facet::Municipality => {
                    label(facet, &code, Lang::default(), vocabulary).into_owned()
                }
                _ => code,
            });
            // A list of words is the same in every language; a description is not.
            let accepted = error.accepted.filter(|_| {
                !matches!(
                    facet,
                    Facet::Municipality
                        | Facet::County
                        | Facet::Year
                        | Facet::Edition
                        | Facet::Language
                )
            });
            Reason::Value {
                facet,
                nearest,
                accepted,
            }
        }
        ConditionError::NoRange(_) => Reason::NoRange,
        ConditionError::Reversed(_) => Reason::Reversed,
    };
    Fault::new(facet.as_str(), value, reason)
}

fn facet_word(word: &str) -> Reason {
    word_reason(word, || Facet::ALL.iter().map(|facet| facet.as_str()))
}

/// The fault of a word that is not one of a few.
pub(crate) fn word_reason<W: Iterator<Item = &'static str>>(
    word: &str,
    words: impl Fn() -> W,
) -> Reason {
    Reason::Word {
        nearest: nearest(word, words()).map(ToOwned::to_owned),
        accepted: words().collect::<Vec<_>>().join(", "),
    }
}

/// Words that people write for a parameter, from the query language and from habit.
const ALIASES: &[(&str, &str)] = &[
    ("fields", "select"),
    ("kommun", "municipality"),
    ("liknande", PeersOf::NAME),
    ("kommungrupp", "skr_group"),
    ("liknar", "peers_of"),
    ("län", "county"),
    ("offset", "page"),
    ("per_page", "limit"),
    ("query", "q"),
    ("search", "q"),
    ("sida", "page"),
    ("sök", "q"),
    ("tema", "theme"),
    ("utmärkelse", "edition"),
    ("år", "year"),
];

fn aliased(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let alias = ALIASES.iter().find(|(alias, _)| *alias == name);
    alias.map(|(_, parameter)| *parameter)
}

fn unknown_parameter(name: &str, value: &str, others: &[&'static str]) -> Fault {
    let accepted: Vec<&'static str> = SINGLE[..1]
        .iter()
        .copied()
        .chain(Facet::ALL.iter().map(|facet| facet.as_str()))
        .chain([PeersOf::NAME, "facets"])
        .chain(SINGLE[1..].iter().copied())
        .chain(others.iter().copied())
        .collect();
    let nearest = aliased(name).or_else(|| nearest(name, accepted.iter().copied()));
    Fault::new(name, value, Reason::UnknownParameter { nearest, accepted })
}

/// Refuses every parameter that is not one of `accepted`, for addresses that are no searches.
pub(crate) fn only(pairs: &[Pair], accepted: &[&'static str]) -> Vec<Fault> {
    pairs
        .iter()
        .filter(|(name, _)| !accepted.contains(&name.as_str()))
        .map(|(name, value)| {
            let alias = aliased(name).filter(|alias| accepted.contains(alias));
            let nearest = alias.or_else(|| nearest(name, accepted.iter().copied()));
            let reason = Reason::UnknownParameter {
                nearest,
                accepted: accepted.to_vec(),
            };
            Fault::new(name, value, reason)
        })
        .collect()
}

/// The request as a query string: every parameter in one order and one spelling, defaults left
/// out. Two requests for the same thing have the same one.
pub(crate) fn to_query_string(request: &SearchRequest, vocabulary: &Vocabulary) -> QueryString {
    let mut written = QueryString::default();
    let query = request.query.trim();
    if !query.is_empty() {
        written.push("q", query);
    }
    for (facet, conditions) in request.filters.iter() {
        let mut values: Vec<String> = conditions
            .iter()
            .map(|condition| condition.to_text(facet, vocabulary))
            .collect();
        values.sort_unstable();
        for value in values {
            written.push(facet.as_str(), &value);
        }
    }
    let mut peers: Vec<String> = request
        .filters
        .peers_of()
        .iter()
        .map(|filter| filter.to_text())
        .collect();
    peers.sort_unstable();
    for filter in peers {
        written.push(PeersOf::NAME, &filter);
    }
    let mut facets: Vec<&str> = request.facets.iter().map(|facet| facet.as_str()).collect();
    facets.sort_unstable();
    for facet in facets {
        written.push("facets", facet);
    }
    if request.sort != Sort::default() {
        written.push("sort", request.sort.as_str());
    }
    if request.page.limit() != Page::DEFAULT_LIMIT {
        written.push("limit", &request.page.limit().to_string());
    }
    if request.page.number() != 1 {
        written.push("page", &request.page.number().to_string());
    }
    written
}

/// What a request asks for, in the words of its parameters: `q=robot, theme=automation-ai`. Empty
/// when it asks for everything.
pub(crate) fn in_words(request: &SearchRequest, vocabulary: &Vocabulary) -> String {
    let bare = SearchRequest {
        facets: Vec::new(),
        page: Page::default(),
        ..request.clone()
    };
    let written = to_query_string(&bare, vocabulary);
    let pairs = query_string::parse(written.as_str()).unwrap_or_default();
    let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
    pairs.collect::<Vec<_>>().join(", ")
}

/// The same request, on the first page, with other filters on a facet.
pub(crate) fn with_conditions(
    request: &SearchRequest,
    facet: Facet,
    conditions: &[Condition],
) -> SearchRequest {
    let mut filters = Filters::default();
    for (other, conditions) in request.filters.iter().filter(|(other, _)| *other != facet) {
        for condition in conditions {
            filters.add(other, condition.clone());
        }
    }
    for condition in conditions {
        filters.add(facet, condition.clone());
    }
    for filter in request.filters.peers_of() {
        filters.add_peers_of(*filter);
    }
    SearchRequest {
        filters,
        ..on_page(request, 1)
    }
}

/// The same request, on the first page, without one of its filters on peers.
pub(crate) fn without_peers_of(request: &SearchRequest, filter: PeersOf) -> SearchRequest {
    let mut filters = Filters::default();
    for (facet, conditions) in request.filters.iter() {
        for condition in conditions {
            filters.add(facet, condition.clone());
        }
    }
    for other in request.filters.peers_of() {
        if *other != filter {
            filters.add_peers_of(*other);
        }
    }
    SearchRequest {
        filters,
        ..on_page(request, 1)
    }
}

/// The same request, on the first page, without one of its conditions.
pub(crate) fn without(
    request: &SearchRequest,
    facet: Facet,
    condition: &Condition,
) -> SearchRequest {
    let kept: Vec<Condition> = request
        .filters
        .on(facet)
        .iter()
        .filter(|other| *other != condition)
        .cloned()
        .collect();
    with_conditions(request, facet, &kept)
}

/// The same request on another page; a page too deep is the first one.
pub(crate) fn on_page(request: &SearchRequest, number: usize) -> SearchRequest {
    SearchRequest {
        page: Page::new(number, request.page.limit()).unwrap_or_default(),
        ..request.clone()
    }
}

/// The range of years that the two fields of the page's form hold.
///
/// A request has the range as a condition on the year, which is why the page answers the fields
/// by sending the reader on to the address that has it.
pub(crate) fn year_range(
    from: &str,
    to: &str,
    vocabulary: &Vocabulary,
) -> Result<Option<Condition>, Fault> {
    let (from, to) = (from.trim(), to.trim());
    for (name, year) in [(YEAR_FROM, from), (YEAR_TO, to)] {
        if !year.is_empty()
            && let Err(error) = Facet::Year.number(year, vocabulary)
        {
            let fault =
                condition_fault(Facet::Year, year, ConditionError::Value(error), vocabulary);
            return Err(Fault {
                parameter: name.to_owned(),
                ..fault
            });
        }
    }
    if from.is_empty() && to.is_empty() {
        return Ok(None);
    }
    let range = if from == to {
        from.to_owned()
    } else {
        format!("{from}..{to}")
    };
    Condition::parse(Facet::Year, &range, vocabulary)
        .map(Some)
        .map_err(|error| {
            let fault = condition_fault(Facet::Year, &range, error, vocabulary);
            Fault {
                parameter: YEAR_FROM.to_owned(),
                ..fault
            }
        })
}

/// The ends of a condition on the year as the two fields show them, if it is one of theirs.
pub(crate) fn year_ends(condition: &Condition) -> Option<(String, String)> {
    let end = |number: u64, open: u64| {
        if number == open {
            String::new()
        } else {
            number.to_string()
        }
    };
    match condition.test {
        _ if condition.negated => None,
        Test::Is(year) => Some((year.to_string(), year.to_string())),
        Test::Between(first, last) => Some((end(first, 0), end(last, u64::MAX))),
        Test::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(raw: &str) -> Asked {
        parse(
            &query_string::parse(raw).unwrap(),
            &["lang"],
            Vocabulary::embedded(),
        )
    }

    #[test]
    fn two_spellings_of_a_request_have_one_address() {
        let vocabulary = Vocabulary::embedded();
        for (raw, address) in [
            ("", ""),
            ("q=+robot+&page=1&limit=20&sort=relevance", "q=robot"),
            (
                "theme=open-data&municipality=Nacka&q=%C3%B6ppna+data&lang=en",
                "q=%C3%B6ppna+data&municipality=0182&theme=open-data",
            ),
            ("kind=!article&kind=!article", "kind=!article"),
            (
                "year=2019&year=2013..&year=unknown",
                "year=2013..&year=2019&year=unknown",
            ),
            (
                "peers_of=Kungsbacka&peers_of=1384&theme=open-data",
                "theme=open-data&peers_of=1384",
            ),
            ("facets=year,theme&facets=theme", "facets=theme&facets=year"),
            ("page=2&limit=50&sort=-year", "sort=-year&limit=50&page=2"),
        ] {
            let asked = asked(raw);
            assert_eq!(asked.faults, [], "{raw}");
            assert_eq!(
                to_query_string(&asked.request, vocabulary).as_str(),
                address
            );
        }
    }

    #[test]
    fn all_faults_are_found_at_once() {
        let faults = asked("page=0&year=abc&theme=nonsense&tema=x&q=a&q=b&limit=1000").faults;
        let parameters: Vec<&str> = faults
            .iter()
            .map(|fault| fault.parameter.as_str())
            .collect();
        assert_eq!(parameters, ["year", "theme", "tema", "q", "page", "limit"]);
    }

    #[test]
    fn years_from_and_to_become_one_condition() {
        let vocabulary = Vocabulary::embedded();
        for (from, to, condition) in [
            ("", "", None),
            ("2013", "", Some("2013..")),
            ("", " 2019 ", Some("..2019")),
            ("2013", "2019", Some("2013..2019")),
            ("2013", "2013", Some("2013")),
        ] {
            let range = year_range(from, to, vocabulary).unwrap();
            let text = range.map(|range| range.to_text(Facet::Year, vocabulary));
            assert_eq!(text.as_deref(), condition);
        }
        for (from, to, parameter) in [
            ("x", "", "year_from"),
            ("2013", "y", "year_to"),
            ("2019", "2013", "year_from"),
        ] {
            assert_eq!(
                year_range(from, to, vocabulary).unwrap_err().parameter,
                parameter
            );
        }
    }
}
