//! A feed as Atom (RFC 4287).

use askama::Template;

use super::Feed;
use crate::error::ApiError;
use crate::reference::{LICENCE, NAME, rights};

#[derive(Template)]
#[template(path = "feed.xml")]
struct Atom<'a> {
    feed: &'a Feed,
    author: &'static str,
    licence: &'static str,
    rights: &'static str,
}

/// The feed as a document.
pub(super) fn written(feed: &Feed) -> Result<String, ApiError> {
    let atom = Atom {
        feed,
        author: NAME,
        licence: LICENCE,
        rights: rights(feed.lang),
    };
    Ok(atom.render()?)
}
