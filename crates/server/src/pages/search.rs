//! `/`: the search page.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::response::{Html, IntoResponse, Response};
use search::{Condition, Facet, Page, PeersOf, SearchRequest, SearchResponse, Sort};
use vocabulary::Vocabulary;

use super::faults::{self, FaultView};
use super::filters::{FacetView, carried, chips, like_field, panel};
use super::frame::{Frame, localised};
use super::hits::HitView;
use super::paging::{Step, last_page, steps};
use super::understood::{UnderstoodWord, lines};
use super::ways_out::ways_out;
use super::{Link, download, municipalities, theme, themes};
use crate::answer::answer;
use crate::api::export::Format;
use crate::api::record_counts;
use crate::ask::{Ask, lang_among, single};
use crate::bank::Bank;
use crate::error::ApiError;
use crate::fault::{Fault, Reason};
use crate::lang::Lang;
use crate::metrics::{Door, FoundNothing};
use crate::params::{self, YEAR_FROM, YEAR_TO, on_page, to_query_string, with_conditions};
use crate::query_string::{Pair, QueryString};
use crate::shown::Found;
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
    /// Parameters that could not be read.
    faults: Vec<FaultView>,
    /// The search without them.
    readable: String,
    /// Its last page, when the fault is that there are not so many.
    last: Option<String>,
    themes: Vec<(Link, String)>,
    /// The names of the municipalities, to choose one's own.
    names: Vec<&'static str>,
    chips: Vec<Link>,
    clear: String,
    panel: Vec<FacetView>,
    /// The municipality whose peers are searched, in the panel's field for it.
    like: String,
    count: String,
    is_empty: bool,
    /// What is said about which words, and where each could be filtered on.
    understood: Vec<(&'static str, Vec<SaidWord>)>,
    sorts: Vec<SortView>,
    /// Another query that may have been meant, with how many examples it finds.
    did_you_mean: Option<(Link, String)>,
    hits: Vec<Shown>,
    /// What only looks like what was asked for, when nothing was found.
    near: Vec<HitView>,
    /// The search on a map, and as a file.
    map: String,
    csv: String,
    /// The search as other files, and as a feed.
    files: Vec<Link>,
    feed: String,
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

/// A hit, or several of one article that would else fill the page.
enum Shown {
    One(HitView),
    Several { article: Link, hits: Vec<HitView> },
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
            let nothing = FoundNothing::of(Door::Page, &asked.request.query, total);
            Ok((nothing, Html(html)))
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
    // The form sends its field for a municipality along when nobody has filled it in.
    let pairs: Vec<Pair> = pairs
        .into_iter()
        .filter(|(name, value)| name != PeersOf::NAME || !value.trim().is_empty())
        .collect();
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
    let in_default_order = SearchRequest {
        sort: Sort::default(),
        ..request.clone()
    };
    let page = SearchPage {
        is_landing,
        hidden: hidden(request, lang, vocabulary),
        faults: asked
            .faults
            .iter()
            .map(|fault| faults::view(fault, request, lang, vocabulary, &href))
            .collect(),
        readable: href(request),
        last: asked
            .faults
            .iter()
            .any(|fault| fault.reason == Reason::Depth)
            .then(|| href(&on_page(request, last_page(request.page, total)))),
        themes: if is_landing {
            theme_counts(bank, lang)?
        } else {
            Vec::new()
        },
        names: municipalities::names(vocabulary),
        like: like_field(request, lang, vocabulary),
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
        did_you_mean: did_you_mean(request, &response, lang, &href),
        near: response
            .similar
            .iter()
            .map(|hit| HitView::new(hit, lang, vocabulary))
            .collect(),
        map: localised(
            "/kommuner",
            &to_query_string(&on_page(&in_default_order, 1), vocabulary),
            lang,
        ),
        csv: download::address(request, Format::Csv, lang, vocabulary),
        files: download::others(request, lang, vocabulary),
        feed: download::feed(request, lang, vocabulary),
        hits: shown(&response, lang, vocabulary),
        paging,
        query: query.to_owned(),
        frame: framed(bank, ask, asked, is_landing),
    };
    Ok((page.render()?, total))
}

fn framed(bank: &Bank, ask: &Ask, asked: &Asked, is_landing: bool) -> Frame {
    let words = &asked.lang.messages().page;
    let query = to_query_string(&asked.request, bank.vocabulary());
    let mut frame = Frame::new(ask, asked.lang, bank.manifest(), PATH, &query);
    let typed = asked.request.query.trim();
    frame.title = if is_landing {
        words.home_title.to_owned()
    } else if typed.is_empty() {
        words.all_examples.to_owned()
    } else {
        (words.search_title)(typed)
    };
    words.home_description.clone_into(&mut frame.description);
    frame.unlisted = !is_landing;
    frame
}

/// Another query that may have been meant, with how many examples it finds.
fn did_you_mean(
    request: &SearchRequest,
    found: &Found,
    lang: Lang,
    href: &dyn Fn(&SearchRequest) -> String,
) -> Option<(Link, String)> {
    let meant = found.did_you_mean.as_ref()?;
    let request = SearchRequest {
        query: meant.query.clone(),
        ..on_page(request, 1)
    };
    let link = Link {
        href: href(&request),
        text: meant.query.clone(),
    };
    Some((link, (lang.messages().examples)(meant.total)))
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
fn theme_counts(bank: &Bank, lang: Lang) -> Result<Vec<(Link, String)>, ApiError> {
    let counts = record_counts(bank, Facet::Theme)?;
    let vocabulary = bank.vocabulary();
    let themes = vocabulary.thesaurus.themes().iter().filter_map(|theme| {
        let count = counts.get(theme.id.as_str())?;
        let link = Link {
            href: localised(&theme::path(&theme.id), &QueryString::default(), lang),
            text: themes::name(theme, lang).to_owned(),
        };
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

/// The hits of the page; those of one article that would fill it stand together.
fn shown(found: &Found, lang: Lang, vocabulary: &Vocabulary) -> Vec<Shown> {
    let view = |at: usize| {
        let hit = found.hits.get(at)?;
        Some(HitView::new(hit, lang, vocabulary))
    };
    let mut shown = Vec::new();
    for at in 0..found.hits.len() {
        let group = found.groups.iter().find(|group| group.hits.contains(&at));
        match group {
            None => shown.extend(view(at).map(Shown::One)),
            Some(group) if group.hits.first() == Some(&at) => shown.push(Shown::Several {
                article: Link {
                    href: localised(
                        &format!("/exempel/{}", group.article),
                        &QueryString::default(),
                        lang,
                    ),
                    text: group.title.clone(),
                },
                hits: group.hits.iter().filter_map(|at| view(*at)).collect(),
            }),
            Some(_) => {}
        }
    }
    shown
}
