//! What can be wrong with a parameter. The sentences about it are in `messages`.

use search::Facet;

/// One fault of a request, to be told together with all others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The parameter, as it was written.
    pub(crate) parameter: String,
    /// The value, as it was written.
    pub(crate) value: String,
    /// What is wrong.
    pub(crate) reason: Reason,
}

/// What is wrong with a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reason {
    /// It is not percent-encoded UTF-8.
    Encoding,
    /// There is no such parameter here.
    UnknownParameter {
        /// The nearest one there is.
        nearest: Option<&'static str>,
        /// Those there are.
        accepted: Vec<&'static str>,
    },
    /// It may be given once.
    Repeated,
    /// The facet has no such value.
    Value {
        /// The facet.
        facet: Facet,
        /// The nearest value there is.
        nearest: Option<String>,
        /// The values there are, where they can be listed.
        accepted: Option<String>,
    },
    /// Only these words are accepted.
    Word {
        /// The nearest of them.
        nearest: Option<String>,
        /// All of them.
        accepted: String,
    },
    /// Only years can be cut by a range.
    NoRange,
    /// The range ends before it starts.
    Reversed,
    /// The filter has more values than are accepted.
    TooManyValues(usize),
    /// The query has more bytes than are accepted.
    QueryBytes(usize),
    /// The query has more words and phrases than are accepted.
    QueryTerms(usize),
    /// Not a whole number from 1.
    PageNumber,
    /// Not a whole number from 1 to the most hits on a page.
    Limit,
    /// The page lies deeper than pages go.
    Depth,
    /// Not a text, or nothing at all.
    NoText,
    /// Not a whole number between these two.
    Between(usize, usize),
    /// Not a whole number from 1 to the most records of a sample.
    SampleSize,
    /// Not a whole number that can be a seed.
    Seed,
    /// More facets than records are grouped by.
    Groups,
    /// Not the `next_cursor` of an answer.
    Cursor,
    /// The `next_cursor` of an answer to another search.
    OtherCursor,
    /// Cannot be given together with another parameter.
    Together(&'static str),
    /// Means nothing without another parameter.
    Needs(&'static str),
}

impl Fault {
    pub(crate) fn new(parameter: &str, value: &str, reason: Reason) -> Self {
        Self {
            parameter: parameter.to_owned(),
            value: shortened(value),
            reason,
        }
    }
}

/// A value as it is told back: long enough to be recognised, too short to fill an answer.
fn shortened(value: &str) -> String {
    const MAX_CHARS: usize = 100;
    match value.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

/// The name nearest to one that is not there, if it is near enough to have been meant.
pub(crate) fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A third of its letters: any short word is near to any other.
    let most = (name.chars().count() / 3).min(3);
    names
        .into_iter()
        .map(|candidate| {
            (
                strsim::osa_distance(&name.to_lowercase(), candidate),
                candidate,
            )
        })
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, candidate)| candidate)
}
