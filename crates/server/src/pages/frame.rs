//! What every page has around its content.

use index::Manifest;

use crate::ask::Ask;
use crate::assets;
use crate::lang::Lang;
use crate::query_string::QueryString;

/// What every page has around its content.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) lang: Lang,
    pub(crate) title: String,
    pub(crate) description: String,
    /// The start page in the page's language.
    pub(crate) home: String,
    /// The same page in the two languages, whole addresses where the host is known.
    pub(crate) canonical: String,
    pub(crate) swedish: String,
    pub(crate) english: String,
    /// The same page in the other language.
    pub(crate) other: String,
    /// Whether search engines should leave the page out.
    pub(crate) unlisted: bool,
    pub(crate) style: String,
    pub(crate) icon: String,
    /// How many examples there are.
    pub(crate) examples: String,
    /// The day the index was built.
    pub(crate) built: String,
}

impl Frame {
    /// The frame of the page at a path with a query string that holds no language.
    pub(crate) fn new(
        ask: &Ask,
        lang: Lang,
        manifest: &Manifest,
        path: &str,
        query: &QueryString,
    ) -> Self {
        let address = |lang| localised(path, query, lang);
        Self {
            lang,
            title: String::new(),
            description: String::new(),
            home: localised("/", &QueryString::default(), lang),
            canonical: ask.absolute(&address(lang)),
            swedish: ask.absolute(&address(Lang::Swedish)),
            english: ask.absolute(&address(Lang::English)),
            other: address(lang.other()),
            unlisted: false,
            style: assets::style_href(),
            icon: assets::icon_href(),
            examples: (lang.messages().examples)(manifest.records),
            built: manifest.built_at.chars().take("2026-01-01".len()).collect(),
        }
    }

    /// The language's tag.
    pub(crate) fn tag(&self) -> &'static str {
        self.lang.as_str()
    }

    /// A sentence as a page has it.
    pub(crate) fn prose(&self, sentence: &str) -> String {
        prose(sentence, self.lang)
    }

    /// The one of two texts that is in the page's language.
    pub(crate) fn say<'a>(&self, swedish: &'a str, english: &'a str) -> &'a str {
        match self.lang {
            Lang::Swedish => swedish,
            Lang::English => english,
        }
    }
}

/// The quotes of a language.
const fn quotes(lang: Lang) -> [char; 2] {
    match lang {
        Lang::Swedish => ['”', '”'],
        Lang::English => ['“', '”'],
    }
}

/// A sentence as a page has it: with quotes where an answer of the API has backticks.
pub(crate) fn prose(sentence: &str, lang: Lang) -> String {
    let mut quotes = quotes(lang).into_iter().cycle();
    let quote = |letter| match letter {
        '`' => quotes.next().unwrap_or(letter),
        _ => letter,
    };
    sentence.chars().map(quote).collect()
}

/// The address of a page in a language; Swedish goes without saying.
pub(crate) fn localised(path: &str, query: &QueryString, lang: Lang) -> String {
    let mut query = query.clone();
    if lang != Lang::default() {
        query.push("lang", lang.as_str());
    }
    query.after(path)
}
