//! The addresses of the other pages of an answer.

use axum::http::HeaderValue;

use super::PATH;
use super::asked::{Asked, Target};
use super::cursor::Cursor;
use crate::api::types::PageLinks;
use crate::pages::paging::last_page;

/// The links of an answer; `next_cursor` is where its walk goes on.
pub(super) fn page_links(asked: &Asked, total: usize, next_cursor: Option<&str>) -> PageLinks {
    let address = |target| asked.query_string(target).after(PATH);
    let this = address(asked.here());
    if asked.walk.is_some() {
        return PageLinks {
            this,
            next: next_cursor.map(|cursor| address(Target::Cursor(cursor))),
            prev: None,
            first: address(Target::Cursor(Cursor::START)),
            last: None,
        };
    }
    let page = asked.request.page;
    let (number, last) = (page.number(), last_page(page, total));
    let to = |number| address(Target::Page(number));
    PageLinks {
        this,
        next: (number < last).then(|| to(number + 1)),
        // From beyond the last page the way back is to the last one.
        prev: (number > 1).then(|| to((number - 1).min(last))),
        first: to(1),
        last: Some(to(last)),
    }
}

/// The links as a header, as RFC 8288 has them.
pub(super) fn link_header(links: &PageLinks) -> Option<HeaderValue> {
    let link = [
        ("self", Some(&links.this)),
        ("next", links.next.as_ref()),
        ("prev", links.prev.as_ref()),
        ("first", Some(&links.first)),
        ("last", links.last.as_ref()),
    ]
    .into_iter()
    .filter_map(|(relation, address)| Some(format!("<{}>; rel=\"{relation}\"", address?)))
    .collect::<Vec<_>>()
    .join(", ");
    HeaderValue::try_from(link).ok()
}
