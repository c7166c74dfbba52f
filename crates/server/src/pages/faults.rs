//! What the search page says of parameters that it cannot read, in a reader's words: which filter
//! and which value, and what may have been meant. The API has the whole list of what there is.

use search::{Condition, Facet, SearchRequest};
use vocabulary::Vocabulary;

use super::Link;
use super::frame::prose;
use crate::fault::{Fault, Reason};
use crate::labels::label;
use crate::lang::Lang;

/// A parameter that could not be read.
pub(super) struct FaultView {
    pub(super) text: String,
    /// The search with what may have been meant.
    pub(super) meant: Option<Link>,
}

/// A fault of a search, `request` being the search without what is faulty.
pub(super) fn view(
    fault: &Fault,
    request: &SearchRequest,
    lang: Lang,
    vocabulary: &Vocabulary,
    href: &dyn Fn(&SearchRequest) -> String,
) -> FaultView {
    let (words, page) = (lang.messages(), &lang.messages().page);
    match &fault.reason {
        Reason::Value { facet, nearest, .. } => {
            let name = (words.facet)(*facet);
            let text = match facet {
                Facet::Year | Facet::Edition => (page.no_year)(name, &fault.value),
                _ => (page.no_value)(name, &fault.value),
            };
            // A filter on peers names a municipality, but is another filter.
            let nearest = nearest
                .as_deref()
                .filter(|_| fault.parameter == facet.as_str());
            let meant = nearest.and_then(|nearest| {
                let condition = Condition::parse(*facet, nearest, vocabulary).ok()?;
                let mut meant = request.clone();
                meant.filters.add(*facet, condition);
                Some(Link {
                    href: href(&meant),
                    text: label(*facet, nearest, lang, vocabulary).into_owned(),
                })
            });
            FaultView { text, meant }
        }
        Reason::UnknownParameter { .. } => FaultView {
            text: (page.no_filter)(&fault.parameter),
            meant: None,
        },
        _ => FaultView {
            text: prose(&(words.fault)(fault), lang),
            meant: None,
        },
    }
}
