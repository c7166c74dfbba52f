//! The words of citations, of an example and of a search, in both languages.

/// The words of a citation in one language.
#[derive(Debug)]
pub(crate) struct CitationWords {
    /// Where a date would stand.
    pub(crate) undated: &'static str,
    /// Before the document that something is a part of.
    pub(crate) within: &'static str,
    /// A date that is worked out.
    pub(crate) probably: fn(&str) -> String,
    /// That the date of publication is worked out.
    pub(crate) probable_date: &'static str,
    /// The year that an example is about.
    pub(crate) example_year: fn(&str) -> String,
    /// When something was read, and where.
    pub(crate) accessed: fn(&str, &str) -> String,
    /// A search, by what was asked for.
    pub(crate) search: fn(&str) -> String,
    /// How many examples a search found, and in which generation.
    pub(crate) found: fn(usize, &str) -> String,
    /// The search that an example was found by, when, and in which generation.
    pub(crate) found_by: fn(&str, &str, &str) -> String,
}

pub(super) const SWEDISH: CitationWords = CitationWords {
    undated: "u.å.",
    within: "I:",
    probably: |date| format!("troligen {date}"),
    probable_date: "Publiceringsdatumet är troligt, inte belagt",
    example_year: |year| format!("Exemplet gäller {year}"),
    accessed: |day, address| format!("Hämtad {day} från {address}"),
    search: |asked| match asked {
        "" => "Alla exempel i Exempelbanken".to_owned(),
        _ => format!("Sökning i Exempelbanken: {asked}"),
    },
    found: |total, generation| format!("{total} exempel i utgåva {generation}"),
    found_by: |address, day, generation| {
        format!("Hämtad {day} ur utgåva {generation} med sökningen {address}")
    },
};

pub(super) const ENGLISH: CitationWords = CitationWords {
    undated: "n.d.",
    within: "In:",
    probably: |date| format!("probably {date}"),
    probable_date: "The date of publication is probable, not attested",
    example_year: |year| format!("The example is about {year}"),
    accessed: |day, address| format!("Retrieved {day} from {address}"),
    search: |asked| match asked {
        "" => "All examples in Exempelbanken".to_owned(),
        _ => format!("Search in Exempelbanken: {asked}"),
    },
    found: |total, generation| match total {
        1 => format!("1 example in edition {generation}"),
        _ => format!("{total} examples in edition {generation}"),
    },
    found_by: |address, day, generation| {
        format!("Retrieved {day} from edition {generation} by the search {address}")
    },
};
