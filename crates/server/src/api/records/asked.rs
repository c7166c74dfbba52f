//! What a request for records asks for beside the search: how to walk, what to draw, what to
//! show of each.

use std::sync::{Arc, LazyLock};

use search::{Facet, Page, PageError, Sample, SearchRequest};

use super::cursor::{Cursor, fingerprint};
use crate::api::types::record_fields;
use crate::ask::{Ask, single, switch};
use crate::bank::Bank;
use crate::error::ApiError;
use crate::fault::{Fault, Reason};
use crate::lang::Lang;
use crate::params::{self, to_query_string, word_reason};
use crate::query_string::{Pair, QueryString};
use crate::state::AppState;

/// The parameters of the list of records beside those of a search.
const OWN: &[&str] = &[
    "cursor",
    "sample",
    "seed",
    "group_by",
    "select",
    "highlight",
    "explain",
    "lang",
];

/// The most facets to group by.
pub(crate) const MAX_GROUPS: usize = 2;

/// The seed of a sample for which none is given: any number, and always the same, so that the
/// address of a sample always gives the same records.
pub(crate) const DEFAULT_SEED: u32 = 1;

/// The fields that a record can be cut down to.
pub(crate) static SELECTABLE: LazyLock<Vec<String>> = LazyLock::new(record_fields);

/// A request for a list of records.
pub(super) struct Asked {
    /// What it is answered from: what is current, or what its walk began in.
    pub(super) bank: Arc<Bank>,
    pub(super) request: SearchRequest,
    pub(super) lang: Lang,
    pub(super) walk: Option<Walk>,
    pub(super) group_by: Vec<Facet>,
    /// The fields to give of each record; all when there are none.
    pub(super) select: Vec<&'static str>,
    /// Whether the language is named in the address and not only in a header.
    lang_is_named: bool,
}

/// A step of a walk over everything.
pub(super) struct Walk {
    /// The cursor as it was given.
    pub(super) cursor: String,
    /// What its cursors are bound to.
    pub(super) search: String,
}

/// Where an address leads to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Target<'a> {
    Page(usize),
    Cursor(&'a str),
}

impl Asked {
    /// Reads the parameters.
    ///
    /// # Errors
    /// [`ApiError::Faults`] with all that is wrong with them, [`ApiError::GoneGeneration`] when
    /// the walk cannot go on.
    pub(super) fn read(ask: &Ask, state: &AppState) -> Result<Self, ApiError> {
        let pairs = ask.pairs()?;
        let current = state.bank();
        let parsed = params::parse(&pairs, OWN, current.vocabulary());
        let (mut request, mut faults) = (parsed.request, parsed.faults);
        let lang = ask.api_lang_among(&pairs, &mut faults);
        let search = fingerprint(&request, current.vocabulary());
        let cursor = read_cursor(&pairs, &search, &mut faults);
        let sample = read_sample(&pairs, &mut faults);
        let group_by = read_list(&pairs, "group_by", &mut faults, |word| {
            word.parse::<Facet>()
                .map_err(|_| word_reason(word, || Facet::ALL.iter().map(|facet| facet.as_str())))
        });
        if group_by.len() > MAX_GROUPS {
            let given: Vec<&str> = group_by.iter().map(|facet| facet.as_str()).collect();
            faults.push(Fault::new("group_by", &given.join(","), Reason::Groups));
        }
        let select = read_list(&pairs, "select", &mut faults, |word| {
            let fields = || SELECTABLE.iter().map(String::as_str);
            fields()
                .find(|field| *field == word)
                .ok_or_else(|| word_reason(word, fields))
        });
        request.highlight = switch(&pairs, "highlight", true, &mut faults);
        request.explain = switch(&pairs, "explain", false, &mut faults);
        refuse_together(&pairs, &mut faults);
        ApiError::unless_empty(faults)?;
        let mut bank = current;
        let mut walk = None;
        if let Some((text, cursor)) = cursor {
            if let Some(cursor) = &cursor {
                bank = cursor.bank(state)?;
            }
            let rank = cursor.map(|cursor| cursor.rank);
            request.page = Page::walk(rank, request.page.limit()).unwrap_or(request.page);
            walk = Some(Walk {
                cursor: text,
                search,
            });
        }
        if let Some(sample) = sample {
            request.page = request.page.of_sample(sample);
        }
        Ok(Self {
            bank,
            request,
            lang,
            walk,
            group_by,
            select,
            lang_is_named: pairs.iter().any(|(name, _)| name == "lang"),
        })
    }

    /// Whether a field of each record is given.
    pub(super) fn gives(&self, field: &str) -> bool {
        self.select.is_empty() || self.select.contains(&field)
    }

    /// The query string of another page of the same answer, or of another step of the walk.
    pub(super) fn query_string(&self, to: Target<'_>) -> QueryString {
        let number = match to {
            Target::Page(number) => number,
            Target::Cursor(_) => 1,
        };
        let request = params::on_page(&self.request, number);
        let mut written = to_query_string(&request, self.bank.vocabulary());
        if let Some(sample) = self.request.page.sample() {
            written.push("sample", &sample.size().to_string());
            written.push("seed", &sample.seed().to_string());
        }
        let groups: Vec<&str> = self.group_by.iter().map(|facet| facet.as_str()).collect();
        for (name, words) in [("group_by", &groups), ("select", &self.select)] {
            if !words.is_empty() {
                written.push(name, &words.join(","));
            }
        }
        if !self.request.highlight {
            written.push("highlight", "false");
        }
        if self.request.explain {
            written.push("explain", "true");
        }
        if self.lang_is_named {
            written.push("lang", self.lang.as_str());
        }
        if let Target::Cursor(cursor) = to {
            written.push("cursor", cursor);
        }
        written
    }

    /// Where the answer itself is.
    pub(super) fn here(&self) -> Target<'_> {
        match &self.walk {
            Some(walk) => Target::Cursor(&walk.cursor),
            None => Target::Page(self.request.page.number()),
        }
    }
}

/// The cursor, and where it leads to if it is not the beginning.
pub(crate) fn read_cursor(
    pairs: &[Pair],
    search: &str,
    faults: &mut Vec<Fault>,
) -> Option<(String, Option<Cursor>)> {
    let text = single(pairs, "cursor", faults)?;
    if text == Cursor::START {
        return Some((text.to_owned(), None));
    }
    let Some(cursor) = Cursor::parse(text) else {
        faults.push(Fault::new("cursor", text, Reason::Cursor));
        return None;
    };
    if cursor.search != search {
        faults.push(Fault::new("cursor", text, Reason::OtherCursor));
    }
    Some((text.to_owned(), Some(cursor)))
}

fn read_sample(pairs: &[Pair], faults: &mut Vec<Fault>) -> Option<Sample> {
    let seed = match single(pairs, "seed", faults) {
        None => DEFAULT_SEED,
        Some(text) => text.parse().unwrap_or_else(|_| {
            faults.push(Fault::new("seed", text, Reason::Seed));
            DEFAULT_SEED
        }),
    };
    let text = single(pairs, "sample", faults)?;
    let size = text.parse().unwrap_or_default();
    match Sample::new(size, u64::from(seed)) {
        Ok(sample) => Some(sample),
        Err(PageError::Sample(_) | _) => {
            faults.push(Fault::new("sample", text, Reason::SampleSize));
            None
        }
    }
}

/// A list of words, separated by commas or repeated, each kept once.
fn read_list<T: PartialEq>(
    pairs: &[Pair],
    name: &str,
    faults: &mut Vec<Fault>,
    read: impl Fn(&str) -> Result<T, Reason>,
) -> Vec<T> {
    let values = pairs.iter().filter(|(other, _)| other == name);
    let words = values.flat_map(|(_, value)| value.split(','));
    let mut list = Vec::new();
    for word in words {
        match read(word) {
            Ok(one) if list.contains(&one) => {}
            Ok(one) => list.push(one),
            Err(reason) => faults.push(Fault::new(name, word, reason)),
        }
    }
    list
}

/// Refuses parameters that say two different things, or nothing without another.
fn refuse_together(pairs: &[Pair], faults: &mut Vec<Fault>) {
    let given = |name: &str| pairs.iter().find(|(other, _)| other == name);
    for (name, other) in [("page", "cursor"), ("sample", "cursor"), ("sort", "sample")] {
        if let (Some((_, value)), Some(_)) = (given(name), given(other)) {
            faults.push(Fault::new(name, value, Reason::Together(other)));
        }
    }
    if let (Some((_, value)), None) = (given("seed"), given("sample")) {
        faults.push(Fault::new("seed", value, Reason::Needs("sample")));
    }
}
