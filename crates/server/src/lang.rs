//! The two languages of the interface.

use axum::http::{HeaderMap, header};

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Lang {
    /// Swedish, unless something else is asked for.
    #[default]
    Swedish,
    /// English.
    English,
}

impl Lang {
    /// The words that `lang=` takes.
    pub(crate) const ACCEPTED: &'static [&'static str] = &["sv", "en"];

    /// The language's tag, as HTML and `lang=` have it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Swedish => "sv",
            Self::English => "en",
        }
    }

    /// The language that a tag such as `en` names.
    pub(crate) fn from_tag(tag: &str) -> Option<Self> {
        match tag {
            "sv" => Some(Self::Swedish),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// The one of two that is in the language.
    pub(crate) fn choose<T>(self, swedish: T, english: T) -> T {
        match self {
            Self::Swedish => swedish,
            Self::English => english,
        }
    }

    /// The other language.
    pub(crate) const fn other(self) -> Self {
        match self {
            Self::Swedish => Self::English,
            Self::English => Self::Swedish,
        }
    }

    /// The one of the two that `Accept-Language` wants most; Swedish when it wants neither.
    pub(crate) fn from_headers(headers: &HeaderMap) -> Self {
        let mut best = (0.0, Self::default());
        let wishes = headers
            .get_all(header::ACCEPT_LANGUAGE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','));
        for wish in wishes {
            let (tag, weight) = wish.split_once(';').unwrap_or((wish, "q=1"));
            let weight = weight
                .trim()
                .strip_prefix("q=")
                .and_then(|weight| weight.parse().ok());
            let primary = tag
                .trim()
                .split('-')
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase();
            // Of two equal wishes the first is taken.
            if let (Some(lang), Some(weight)) = (Self::from_tag(&primary), weight)
                && weight > best.0
            {
                best = (weight, lang);
            }
        }
        best.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_wanted_of_the_two_languages_is_taken() {
        for (wishes, lang) in [
            ("", "sv"),
            ("en", "en"),
            ("en-GB,en;q=0.9", "en"),
            ("sv-SE, en;q=0.5", "sv"),
            ("en;q=0.4, sv;q=0.6", "sv"),
            ("de, en;q=0.3", "en"),
            ("de", "sv"),
            ("*", "sv"),
            ("en;q=0", "sv"),
            ("en;q=nonsense", "sv"),
            (";;,,=", "sv"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, wishes.parse().unwrap());
            assert_eq!(Lang::from_headers(&headers).as_str(), lang, "{wishes}");
        }
    }
}
