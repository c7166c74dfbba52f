//! `/`: the search page.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::response::{Html, IntoResponse, Response};
use search::{Condition, Facet, Page, SearchRequest, SearchResponse, Sort};
use vocabulary::Vocabulary;

use super::Link;
use super::filters::{FacetView, carried, chips, panel};
use super::frame::{Frame, localised, prose};
use super::hits::{HitView, filtered};
use super::paging::{Step, last_page, steps};
use super::understood::{UnderstoodWord, lines};
use super::ways_out::ways_out;
use crate::answer::answer;
use crate::api::record_counts;
use crate::ask::{Ask, lang_among, single};
use crate::bank::Bank;
use crate::error::ApiError;
use crate::fault::Fault;
use crate::lang::Lang;
use crate::metrics::Door;
use crate::params::{self, YEAR_FROM, YEAR_TO, on_page, to_query_string, with_conditions};
use crate::state::AppState;

/// The address of the page.
pub(crate) const PATH: &str = "/";

/// The parameters of the page that are none of the search.
const OWN: &[&str] = &["lang", YEAR_FROM, YEAR_TO];

/// The search page.
#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    frame: Frame,
    /// Whether nothing was asked for yet.
    is_landing: bool,
    query: String,
    /// Fields of the form that nobody sees.
    hidden: Vec<(String, String)>,
    /// Parameters that could not be read, each with what is wrong with it.
    faults: Vec<(String, String)>,
    themes: Vec<(Link, String)>,
    chips: Vec<Link>,
    clear: String,
    panel: Vec<FacetView>,
    count: String,
    is_empty: bool,
    /// What is said about which words, and where each could be filtered on.
    understood: Vec<(&'static str, Vec<SaidWord>)>,
    sorts: Vec<SortView>,
    hits: Vec<HitView>,
    ways_out: Vec<(Link, String)>,
    paging: Option<Paging>,
}

/// A word of the explanation, and the address that filters on it where it could be a filter.
type SaidWord = (String, Option<String>);

/// An order that can be chosen.
struct SortView {
    link: Link,
    chosen: bool,
}

/// The row of page numbers.
struct Paging {
    prev: Option<String>,
    next: Option<String>,
    steps: Vec<(Step, String)>,
    /// Whether the page lies beyond the last one.
    beyond: bool,
    last: String,
}

/// `GET /`
pub(crate) async fn page(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    let bank = state.bank();
    let asked = read(&ask, bank.vocabulary());
    if !asked.faults.is_empty() {
        let (html, _) = render(&bank, &ask, &asked)?;
        return Ok((StatusCode::BAD_REQUEST, Html(html)).into_response());
    }
    let query = to_query_string(&asked.request, bank.vocabulary());
    if asked.has_year_fields {
        let location = localised(PATH, &query, asked.lang);
        let headers = [(LOCATION, location.as_str()), (CACHE_CONTROL, "no-store")];
        return Ok((StatusCode::SEE_OTHER, headers).into_response());
    }
    let host = ask.absolute("");
    answer(
        &bank,
        &ask.headers,
        asked.lang,
        &[PATH, query.as_str(), &host],
        || {
            let (html, total) = render(&bank, &ask, &asked)?;
            state
                .metrics()
                .searched(Door::Page, &asked.request.query, total);
            Ok(Html(html))
        },
    )
}

/// A request for the page.
struct Asked {
    lang: Lang,
    request: SearchRequest,
    faults: Vec<Fault>,
    /// Whether the form was sent, whose fields for years are put into the address's own form.
    has_year_fields: bool,
}

fn read(ask: &Ask, vocabulary: &Vocabulary) -> Asked {
    let (pairs, mut faults) = match ask.pairs() {
        Ok(pairs) => (pairs, Vec::new()),
        Err(ApiError::Faults(faults)) => (Vec::new(), faults),
        Err(_) => (Vec::new(), Vec::new()),
    };
    let mut asked = params::parse(&pairs, OWN, vocabulary);
    faults.append(&mut asked.faults);
    // The page counts every facet.
    asked.request.facets.clear();
    let lang = lang_among(&pairs, &mut faults);
    let from = single(&pairs, YEAR_FROM, &mut faults);
    let to = single(&pairs, YEAR_TO, &mut faults);
    let has_year_fields = from.is_some() || to.is_some();
    match params::year_range(from.unwrap_or_default(), to.unwrap_or_default(), vocabulary) {
        Ok(None) => {}
        Ok(Some(range)) => {
            let mut years: Vec<Condition> = asked.request.filters.on(Facet::Year).to_vec();
            years.push(range);
            let page = asked.request.page;
            asked.request = SearchRequest {
                page,
                ..with_conditions(&asked.request, Facet::Year, &years)
            };
        }
        Err(fault) => faults.push(fault),
    }
    Asked {
        lang,
        request: asked.request,
        faults,
        has_year_fields,
    }
}

fn understood(
    request: &SearchRequest,
    response: &SearchResponse,
    lang: Lang,
    vocabulary: &Vocabulary,
    href: &dyn Fn(&SearchRequest) -> String,
) -> Vec<(&'static str, Vec<SaidWord>)> {
    let said = |word: UnderstoodWord| (word.text, word.filtered.as_ref().map(href));
    lines(request, response, lang, vocabulary)
        .into_iter()
        .map(|line| (line.label, line.words.into_iter().map(said).collect()))
        .collect()
}

/// The page, and how many hits it tells of.
fn render(bank: &Bank, ask: &Ask, asked: &Asked) -> Result<(String, usize), ApiError> {
    let vocabulary = bank.vocabulary();
    let (lang, request) = (asked.lang, &asked.request);
    let words = lang.messages();
    let has_faults = !asked.faults.is_empty();
    let counted = SearchRequest {
        facets: Facet::ALL.to_vec(),
        page: if has_faults { Page::NONE } else { request.page },
        ..request.clone()
    };
    let response = bank.search(&counted)?;
    let href =
        |request: &SearchRequest| localised(PATH, &to_query_string(request, vocabulary), lang);
    let query = request.query.trim();
    let is_first = request.page.number() == 1;
    let is_landing = query.is_empty() && request.filters.is_empty() && is_first && !has_faults;
    let chosen = chips(request, lang, vocabulary);
    let is_empty = response.total == 0 && !has_faults;
    let ways = if is_empty {
        ways_out(bank, request, &response, &chosen, lang)?
    } else {
        Vec::new()
    };
    let total = response.total;
    let paging = paging(request, total, &href);
    let mut frame = Frame::new(
        ask,
        lang,
        bank.manifest(),
        PATH,
        &to_query_string(request, vocabulary),
    );
    frame.title = if is_landing {
        words.page.home_title.to_owned()
    } else if query.is_empty() {
        words.page.all_examples.to_owned()
    } else {
        (words.page.search_title)(query)
    };
    words
        .page
        .home_description
        .clone_into(&mut frame.description);
    frame.unlisted = !is_landing;
    let page = SearchPage {
        is_landing,
        hidden: hidden(request, lang, vocabulary),
        faults: asked
            .faults
            .iter()
            .map(|fault| (fault.parameter.clone(), prose(&(words.fault)(fault), lang)))
            .collect(),
        themes: if is_landing {
            themes(bank, lang)?
        } else {
            Vec::new()
        },
        clear: href(&SearchRequest {
            filters: search::Filters::default(),
            ..on_page(request, 1)
        }),
        chips: chosen
            .iter()
            .map(|chip| Link {
                href: href(&chip.without),
                text: chip.text.clone(),
            })
            .collect(),
        panel: panel(request, &response.facets, lang, vocabulary),
        count: (words.examples)(response.total),
        is_empty,
        understood: understood(request, &response, lang, vocabulary, &href),
        sorts: sorts(request, lang, &href),
        ways_out: ways
            .into_iter()
            .map(|way| {
                let link = Link {
                    href: href(&way.request),
                    text: way.text,
                };
                (link, (words.examples)(way.count))
            })
            .collect(),
        hits: response
            .hits
            .into_iter()
            .map(|hit| HitView::new(&hit, lang, vocabulary))
            .collect(),
        paging,
        query: query.to_owned(),
        frame,
    };
    Ok((page.render()?, total))
}

fn hidden(request: &SearchRequest, lang: Lang, vocabulary: &Vocabulary) -> Vec<(String, String)> {
    let mut hidden = carried(request, vocabulary);
    let mut carry = |name: &str, value: &str| hidden.push((name.to_owned(), value.to_owned()));
    if request.sort != Sort::default() {
        carry("sort", request.sort.as_str());
    }
    if request.page.limit() != Page::DEFAULT_LIMIT {
        carry("limit", &request.page.limit().to_string());
    }
    if lang != Lang::default() {
        carry("lang", lang.as_str());
    }
    hidden
}

/// The themes that have records, with how many.
fn themes(bank: &Bank, lang: Lang) -> Result<Vec<(Link, String)>, ApiError> {
    let counts = record_counts(bank, Facet::Theme)?;
    let vocabulary = bank.vocabulary();
    let themes = vocabulary.thesaurus.themes().iter().filter_map(|theme| {
        let count = counts.get(theme.id.as_str())?;
        let link = filtered(Facet::Theme, theme.id.as_str(), lang, vocabulary);
        Some((link, (lang.messages().number)(*count)))
    });
    Ok(themes.collect())
}

fn sorts(
    request: &SearchRequest,
    lang: Lang,
    href: &dyn Fn(&SearchRequest) -> String,
) -> Vec<SortView> {
    let words = &lang.messages().page;
    let has_query = !request.query.trim().is_empty();
    Sort::ALL
        .iter()
        // Without a query the best are the newest: the same order twice is no choice.
        .filter(|sort| has_query || **sort != Sort::Relevance)
        .map(|sort| SortView {
            chosen: *sort == request.sort
                || (!has_query && request.sort == Sort::Relevance && *sort == Sort::YearDescending),
            link: Link {
                href: href(&SearchRequest {
                    sort: *sort,
                    ..on_page(request, 1)
                }),
                text: match sort {
                    Sort::Relevance => words.sort_relevance,
                    Sort::YearDescending => words.sort_newest,
                    Sort::Year => words.sort_oldest,
                    Sort::Municipality => words.sort_municipality,
                }
                .to_owned(),
            },
        })
        .collect()
}

fn paging(
    request: &SearchRequest,
    total: usize,
    href: &dyn Fn(&SearchRequest) -> String,
) -> Option<Paging> {
    let (number, last) = (request.page.number(), last_page(request.page, total));
    let to = |number| href(&on_page(request, number));
    (last > 1 || number > last).then(|| Paging {
        prev: (number > 1).then(|| to((number - 1).min(last))),
        next: (number < last).then(|| to(number + 1)),
        beyond: number > last,
        last: to(last),
        steps: steps(number, last)
            .into_iter()
            .map(|step| {
                let address = match step {
                    Step::Here(number) | Step::To(number) => to(number),
                    Step::Gap => String::new(),
                };
                (step, address)
            })
            .collect(),
    })
}
