//! What every handler is told about a request.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};

use crate::error::ApiError;
use crate::fault::{Fault, Reason};
use crate::lang::Lang;
use crate::params;
use crate::query_string::{self, EncodingError, Pair};
use crate::state::{AppState, PublicUrl};

/// A request as the handlers see it.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    /// The address as it came, path and query.
    pub(crate) uri: Uri,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// Where the world reaches the server, if it was told. What a request calls the host is not
    /// believed: a cache would give the answer to others.
    pub(crate) public_url: Option<PublicUrl>,
    /// Where the server is, for documents that must say it: where the world reaches it, or else
    /// the host that the request names.
    place: Option<PublicUrl>,
    /// Whether that is the world's word and not the request's.
    pub(crate) is_told_its_place: bool,
}

impl FromRequestParts<AppState> for Ask {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        Ok(Self::new(parts, state))
    }
}

impl Ask {
    /// Gathers it from a request.
    pub(crate) fn new(parts: &Parts, state: &AppState) -> Self {
        // A nested router sees its own part of the address; the whole one is kept beside it.
        let uri = parts
            .extensions
            .get::<OriginalUri>()
            .map_or(&parts.uri, |original| &original.0);
        Self {
            uri: uri.clone(),
            headers: parts.headers.clone(),
            is_told_its_place: state.public_url().is_some(),
            place: state
                .public_url()
                .cloned()
                .or_else(|| PublicUrl::of_host(parts.headers.get(header::HOST)?.to_str().ok()?)),
            public_url: state.public_url().cloned(),
        }
    }

    /// The parameters.
    ///
    /// # Errors
    /// [`ApiError::Faults`] when they are not percent-encoded UTF-8.
    pub(crate) fn pairs(&self) -> Result<Vec<Pair>, ApiError> {
        let query = self.uri.query().unwrap_or_default();
        let mut pairs = query_string::parse(query).map_err(|EncodingError(part)| {
            let name = part.split('=').next().unwrap_or_default();
            ApiError::Faults(vec![Fault::new(name, &part, Reason::Encoding)])
        })?;
        if !self.uri.path().starts_with("/api/") {
            pairs.retain(|(name, _)| !is_tracking(name));
        }
        Ok(pairs)
    }

    /// The parameters of an address that takes only a few.
    ///
    /// # Errors
    /// [`ApiError::Faults`] for all others.
    pub(crate) fn only(&self, accepted: &[&'static str]) -> Result<Vec<Pair>, ApiError> {
        let pairs = self.pairs()?;
        ApiError::unless_empty(params::only(&pairs, accepted))?;
        Ok(pairs)
    }

    /// The language of an answer of the API that takes no parameters but that.
    ///
    /// # Errors
    /// [`ApiError::Faults`] for all others, and for a language that there is not.
    pub(crate) fn api(&self) -> Result<Lang, ApiError> {
        let pairs = self.only(&["lang"])?;
        let mut faults = Vec::new();
        let lang = self.api_lang_among(&pairs, &mut faults);
        ApiError::unless_empty(faults)?;
        Ok(lang)
    }

    /// The language of an answer of the API: that of `lang`, or else of `Accept-Language`.
    pub(crate) fn api_lang_among(&self, pairs: &[Pair], faults: &mut Vec<Fault>) -> Lang {
        asked_lang(pairs, faults).unwrap_or_else(|| Lang::from_headers(&self.headers))
    }

    /// The language of an answer of the API, as far as it can be told.
    pub(crate) fn api_lang(&self) -> Lang {
        self.named_lang()
            .unwrap_or_else(|| Lang::from_headers(&self.headers))
    }

    /// The language that the address names, if it can be read.
    fn named_lang(&self) -> Option<Lang> {
        let pairs = self.pairs().ok()?;
        let (_, tag) = pairs.iter().find(|(name, _)| name == "lang")?;
        Lang::from_tag(tag)
    }

    /// The language of a page, as far as it can be told before its parameters are checked.
    pub(crate) fn page_lang(&self) -> Lang {
        self.named_lang().unwrap_or_default()
    }

    /// The language of a page, checked.
    ///
    /// # Errors
    /// [`ApiError::Faults`] when `lang` is given twice or names neither language.
    pub(crate) fn checked_page_lang(&self) -> Result<Lang, ApiError> {
        let pairs = self.only(&["lang"])?;
        let mut faults = Vec::new();
        let lang = lang_among(&pairs, &mut faults);
        ApiError::unless_empty(faults)?;
        Ok(lang)
    }

    /// An address of ours as the world writes it, if the server knows where it is.
    pub(crate) fn absolute(&self, path: &str) -> String {
        let base = self.public_url.as_ref().map_or("", PublicUrl::as_str);
        format!("{base}{path}")
    }
}

impl Ask {
    /// An address of ours in a document that must say where it is: a file, a feed, a catalogue.
    pub(crate) fn located(&self, path: &str) -> String {
        let base = self.place.as_ref().map_or("", PublicUrl::as_str);
        format!("{base}{path}")
    }
}

/// Whether others put a parameter on links to pages, to follow whoever clicks them. A page leaves
/// it unread, since the reader has not written it; a program would have.
fn is_tracking(name: &str) -> bool {
    name.starts_with("utm_")
        || ["fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid"].contains(&name)
}

/// The language that the parameters ask for; Swedish when they do not, or cannot be read.
pub(crate) fn lang_among(pairs: &[Pair], faults: &mut Vec<Fault>) -> Lang {
    asked_lang(pairs, faults).unwrap_or_default()
}

fn asked_lang(pairs: &[Pair], faults: &mut Vec<Fault>) -> Option<Lang> {
    let tag = single(pairs, "lang", faults)?;
    let lang = Lang::from_tag(tag);
    if lang.is_none() {
        let words = || Lang::ACCEPTED.iter().copied();
        faults.push(Fault::new("lang", tag, params::word_reason(tag, words)));
    }
    lang
}

/// The value of a parameter that may be given once.
pub(crate) fn single<'a>(
    pairs: &'a [Pair],
    name: &str,
    faults: &mut Vec<Fault>,
) -> Option<&'a str> {
    let mut values = pairs
        .iter()
        .filter(|(other, _)| other == name)
        .map(|(_, value)| value);
    let value = values.next()?;
    if let Some(again) = values.next() {
        faults.push(Fault::new(name, again, Reason::Repeated));
    }
    Some(value)
}

/// One of a few words, if it is given.
pub(crate) fn word<T: Copy>(
    pairs: &[Pair],
    name: &str,
    all: &[T],
    as_str: impl Fn(T) -> &'static str,
    faults: &mut Vec<Fault>,
) -> Option<T> {
    let text = single(pairs, name, faults)?;
    let found = all.iter().copied().find(|one| as_str(*one) == text);
    if found.is_none() {
        let words = || all.iter().copied().map(&as_str);
        faults.push(Fault::new(name, text, params::word_reason(text, words)));
    }
    found
}

/// A whole number between two, and what it is unless it is given.
pub(crate) fn number(
    pairs: &[Pair],
    name: &str,
    range: std::ops::RangeInclusive<usize>,
    default: usize,
    faults: &mut Vec<Fault>,
) -> usize {
    let Some(text) = single(pairs, name, faults) else {
        return default;
    };
    let number = text.parse().ok().filter(|number| range.contains(number));
    number.unwrap_or_else(|| {
        let reason = Reason::Between(*range.start(), *range.end());
        faults.push(Fault::new(name, text, reason));
        default
    })
}

/// A switch, and what it is unless it is given.
pub(crate) fn switch(pairs: &[Pair], name: &str, default: bool, faults: &mut Vec<Fault>) -> bool {
    match single(pairs, name, faults) {
        None => default,
        Some("true") => true,
        Some("false") => false,
        Some(other) => {
            let words = || ["true", "false"].into_iter();
            faults.push(Fault::new(name, other, params::word_reason(other, words)));
            default
        }
    }
}

/// The one changing part of a path.
#[derive(Debug, Clone)]
pub(crate) struct PathPart(pub(crate) String);

impl FromRequestParts<AppState> for PathPart {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        // The engine's own extractor answers in plain text; a path that is not UTF-8 names
        // nothing of ours.
        axum::extract::Path::<String>::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Path(part)| Self(part))
            .map_err(|_| ApiError::NoPath)
    }
}
