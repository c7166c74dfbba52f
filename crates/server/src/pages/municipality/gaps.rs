//! The themes of which there are examples from others and none from a municipality.

use search::{Condition, Facet, Filters, Page, SearchRequest, Sort, Test};

use super::Asked;
use crate::bank::Bank;
use crate::error::ApiError;
use crate::pages::Link;
use crate::pages::frame::Frame;
use crate::pages::hits::HitView;
use crate::pages::{theme, themes};
use crate::query_string::QueryString;
use crate::shown::Found;
use crate::spread::{ThemeSpread, browse};

/// How many examples of a theme are shown.
const SHOWN: usize = 3;

/// A theme that others have examples of, and the municipality none.
pub(super) struct GapView {
    pub(super) theme: Link,
    /// How many of those compared have examples.
    pub(super) having: usize,
    pub(super) examples: Vec<HitView>,
    /// The search for all of them, where there are more than are shown.
    pub(super) all: Option<Link>,
}

/// A theme that the municipality has examples of, too.
pub(super) struct SharedView {
    pub(super) theme: Link,
    pub(super) own: Link,
    pub(super) having: usize,
    pub(super) all: Link,
}

/// The themes that those compared have examples of: those that the municipality has none of, and
/// those that it has, each with what most of them have first.
pub(super) fn gaps(
    bank: &Bank,
    asked: &Asked,
    frame: &Frame,
) -> Result<(Vec<GapView>, Vec<SharedView>), ApiError> {
    let thesaurus = &bank.vocabulary().thesaurus;
    let words = frame.lang.messages();
    let having = |counted: &ThemeSpread| {
        let places = asked.compared.places();
        places.filter(|place| counted.about(place.code) > 0).count()
    };
    let mut counted: Vec<(&ThemeSpread, usize)> = bank
        .spread()?
        .themes
        .iter()
        .map(|counted| (counted, having(counted)))
        .filter(|(_, having)| *having > 0)
        .collect();
    counted.sort_by_key(|(_, having)| std::cmp::Reverse(*having));
    let (mut gaps, mut shared) = (Vec::new(), Vec::new());
    for (counted, having) in counted {
        let Some(concept) = thesaurus.theme(&counted.id) else {
            continue;
        };
        let theme = Link {
            href: frame.to(&theme::path(&concept.id)),
            text: themes::name(concept, frame.lang).to_owned(),
        };
        let own = counted.about(asked.own.code);
        let mut of_theme = QueryString::default();
        of_theme.push(Facet::Theme.as_str(), counted.id.as_str());
        let all = asked.compared.search(&of_theme, frame.lang);
        let found = found(bank, asked, counted, own == 0)?;
        if own == 0 {
            let all = Link {
                href: all,
                text: (words.examples)(found.total),
            };
            gaps.push(GapView {
                theme,
                having,
                all: (found.total > found.hits.len()).then_some(all),
                examples: found
                    .hits
                    .into_iter()
                    .map(|hit| {
                        let vocabulary = bank.vocabulary();
                        HitView::new(&hit, frame.lang, vocabulary)
                    })
                    .collect(),
            });
        } else {
            of_theme.push(Facet::Municipality.as_str(), &asked.own.code.to_string());
            shared.push(SharedView {
                theme,
                own: Link {
                    href: crate::pages::frame::localised("/", &of_theme, frame.lang),
                    text: (words.number)(own),
                },
                having,
                all: Link {
                    href: all,
                    text: (words.number)(found.total),
                },
            });
        }
    }
    Ok((gaps, shared))
}

/// The examples of a theme that those compared have, the newest first.
fn found(
    bank: &Bank,
    asked: &Asked,
    counted: &ThemeSpread,
    with_hits: bool,
) -> Result<Found, ApiError> {
    let vocabulary = bank.vocabulary();
    let mut filters = Filters::default();
    if let Ok(condition) = Condition::parse(Facet::Theme, counted.id.as_str(), vocabulary) {
        filters.add(Facet::Theme, condition);
    }
    for place in asked.compared.places() {
        let condition = Condition {
            test: Test::Is(place.code.number().into()),
            negated: false,
        };
        filters.add(Facet::Municipality, condition);
    }
    let page = if with_hits {
        Page::new(1, SHOWN).unwrap_or_default()
    } else {
        Page::NONE
    };
    Ok(bank.search(&SearchRequest {
        sort: Sort::YearDescending,
        ..browse(filters, &[], page)
    })?)
}
