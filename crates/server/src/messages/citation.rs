//! The words of citations, of an example and of a search, in both languages.

/// The words of a citation in one language.
#[derive(Debug)]
pub(crate) struct CitationWords {
    /// What the licence is of.
    pub(crate) rights: &'static str,
    /// Before the bank's own words about something.
    pub(crate) summary: &'static str,
    /// The title that the bank has given something.
    pub(crate) own_title: fn(&str) -> String,
    /// Who has published the source.
    pub(crate) published_by: fn(&str) -> String,
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
    rights: "CC BY 4.0 gäller Exempelbankens egna texter och urval; källornas texter har sina egna rättigheter",
    summary: "Exempelbankens sammanfattning:",
    own_title: |title| format!("Rubrik i Exempelbanken: {title}"),
    published_by: |publisher| format!("Källans utgivare: {publisher}"),
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
    rights: "CC BY 4.0 is for Exempelbanken’s own texts and selection; the texts of sources have rights of their own",
    summary: "Summary by Exempelbanken:",
    own_title: |title| format!("Title in Exempelbanken: {title}"),
    published_by: |publisher| format!("Publisher of the source: {publisher}"),
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
