//! What every page has around its content.

use index::Manifest;

use super::table::Cell;
use crate::ask::Ask;
use crate::assets;
use crate::lang::Lang;
use crate::query_string::QueryString;

/// The entrances that every page has: the path, and its name in Swedish and in English.
const ENTRANCES: [(&str, &str, &str); 6] = [
    ("/", "Sök", "Search"),
    ("/kommuner", "Kommuner", "Municipalities"),
    ("/teman", "Teman", "Themes"),
    ("/utmarkelser", "Utmärkelsen", "The award"),
    ("/statistik", "Statistik", "Statistics"),
    ("/om", "Om", "About"),
];

/// What every page has around its content.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) lang: Lang,
    pub(crate) title: String,
    pub(crate) description: String,
    /// The page's path.
    path: String,
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
    /// Whether there is no page at the address.
    pub(crate) astray: bool,
    pub(crate) style: String,
    pub(crate) script: String,
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
            path: path.to_owned(),
            home: localised("/", &QueryString::default(), lang),
            canonical: ask.absolute(&address(lang)),
            swedish: ask.absolute(&address(Lang::Swedish)),
            english: ask.absolute(&address(Lang::English)),
            other: address(lang.other()),
            unlisted: false,
            astray: false,
            style: assets::style_href(),
            script: assets::script_href(),
            icon: assets::icon_href(),
            examples: (lang.messages().examples)(manifest.records),
            built: manifest.built_at.chars().take("2026-01-01".len()).collect(),
        }
    }

    /// The address of a page of ours in the page's language.
    pub(crate) fn to(&self, path: &str) -> String {
        localised(path, &QueryString::default(), self.lang)
    }

    /// The address of the search for all examples with one value of a facet.
    pub(crate) fn search(&self, facet: &str, value: &str) -> String {
        let mut query = QueryString::default();
        query.push(facet, value);
        localised("/", &query, self.lang)
    }

    /// The entrances: the address, the name, and how the page stands to it, as `aria-current`
    /// says it.
    pub(crate) fn entrances(&self) -> Vec<(String, &'static str, Option<&'static str>)> {
        let current = |path: &str| {
            if self.astray {
                None
            } else if self.path == path {
                Some("page")
            } else {
                let within = self.path.strip_prefix(path)?;
                (path != "/" && within.starts_with('/')).then_some("true")
            }
        };
        ENTRANCES
            .iter()
            .map(|(path, swedish, english)| {
                (
                    self.to(path),
                    self.lang.choose(*swedish, *english),
                    current(path),
                )
            })
            .collect()
    }

    /// The language's tag.
    pub(crate) fn tag(&self) -> &'static str {
        self.lang.as_str()
    }

    /// A table's cell in the page's language.
    pub(crate) fn shown(&self, cell: &Cell) -> String {
        cell.shown(self.lang)
    }

    /// A sentence as a page has it.
    pub(crate) fn prose(&self, sentence: &str) -> String {
        prose(sentence, self.lang)
    }

    /// The one of two texts that is in the page's language.
    pub(crate) fn say<'a>(&self, swedish: &'a str, english: &'a str) -> &'a str {
        self.lang.choose(swedish, english)
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
