//! A citation as a sentence for a list of references, close to the manner of APA.

use super::{Reference, date, is_probable};
use crate::lang::Lang;

/// The reference as a sentence: publisher, date, title, document, addresses.
pub(super) fn written(reference: &Reference, lang: Lang) -> String {
    let words = &lang.messages().citation;
    let issued = match reference.issued {
        None => words.undated.to_owned(),
        Some(published) if is_probable(published) => (words.probably)(&date(published)),
        Some(published) => date(published),
    };
    let title = ended(&reference.title);
    let mut parts = match &reference.publisher {
        Some(publisher) => vec![format!("{publisher} ({issued})."), title],
        None => vec![format!("{title} ({issued}).")],
    };
    if let Some(container) = &reference.container
        && *container != reference.title
    {
        parts.push(format!("{} {}", words.within, ended(container)));
    }
    if reference.url != reference.address {
        parts.push(reference.url.clone());
    }
    parts.push(reference.note.clone());
    if !reference.note.contains(&reference.address) {
        let accessed = reference.accessed.as_deref().unwrap_or_default();
        parts.push((words.accessed)(accessed, &reference.address));
    }
    parts.join(" ")
}

/// A text that ends as a sentence does; an address gets no full stop, which would become part of it.
pub(super) fn ended(text: &str) -> String {
    let ends_in_address = text
        .rsplit(' ')
        .next()
        .is_some_and(|word| word.contains("://") || word.starts_with('/'));
    if text.ends_with(['.', '!', '?', '…']) || ends_in_address {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}
