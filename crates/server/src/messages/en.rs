//! English.

use records::{Area, Kind, OutcomeKind, Status, Voice, Withdrawn, YearBasis};
use search::{Facet, GroupKinship, MAX_QUERY_BYTES, MAX_TERMS, Page, Peer, Sample};
use vocabulary::{County, SkrGroup};

use super::{Messages, PageWords, ProblemWords, citation, grouped, percent, reasons};
use crate::fault::{Fault, Reason};
use crate::params::MAX_VALUES;
use crate::router::{MAX_URI_BYTES, TIME_LIMIT};

pub(super) static MESSAGES: Messages = Messages {
    page: PageWords {
        home_title: "Exempelbanken – examples of municipal digitalisation",
        home_description: "Search examples of what Swedish municipalities have done with \
                           digitalisation, with the source of every statement.",
        search_title: |query| format!("{query} – Exempelbanken"),
        all_examples: "All examples – Exempelbanken",
        unknown: "unknown",
        not: "not",
        from_year: |year| format!("from {year}"),
        to_year: |year| format!("to {year}"),
        sort_relevance: "Best match",
        sort_newest: "Newest",
        sort_oldest: "Oldest",
        sort_municipality: "Municipality A–Ö",
        without_filter: |filter| format!("Remove the filter {filter}"),
        without_filters: "Remove all filters",
        without_signs: "Search without required and excluded words",
        without_signs_and_filters: "Search without filters and without required and excluded words",
        show_all_values: |count| format!("Show {count} more"),
        corrected: "corrected",
        misread: "could not be read as a filter",
        also: "also",
        only: "only",
        lifted: "first of all",
        any_of: "any of",
        must: "required",
        must_not: "excluded",
        left_out: "left out as too common",
        not_found_title: "Page not found – Exempelbanken",
        failed_title: "Something went wrong – Exempelbanken",
        themes_title: "Themes – Exempelbanken",
        themes_description: "Examples of municipal digitalisation by theme, with numbers over time.",
        theme_description: |theme, count| {
            format!("{count} examples from Swedish municipalities on {theme}, with sources.")
        },
        theme_years: |theme| format!("{theme}: examples by year"),
        year: "Year",
        theme_id: "Theme id",
        code: "Code",
        municipality_code: "Municipality code",
        award: "Award",
        examples_column: "Examples",
        of_all: "All examples",
        share: "Share",
        division: "Division",
        part: "Part",
        municipalities_column: "Municipalities",
        with_examples: "With examples",
        municipalities_title: "Municipalities – Exempelbanken",
        municipalities_description: "The municipalities of Sweden on a map and in a table, with the \
                                     number of examples from each.",
        municipalities_caption: "Municipalities with the number of examples",
        municipality_orders: ["A–Ö", "Most examples", "Largest"],
        about_no_municipality: |count| match count {
            0 => String::new(),
            1 => "1 example is about no one municipality.".to_owned(),
            _ => format!("{count} examples are about no one municipality."),
        },
        municipality_title: |name| format!("{name} and municipalities like it – Exempelbanken"),
        municipality_description: |name| {
            format!(
                "What {name} has done with digitalisation, which municipalities are like it and \
                 what they have done."
            )
        },
        like: |name| format!("Like {name}"),
        picked: "picked by you",
        awards_title: "The award – Exempelbanken",
        awards_description: "Nominees, finalists and winners since 2001, with sources.",
        award_description: |year| {
            format!("Nominees, finalists and the winner of {year}, with sources and what they say.")
        },
        presented_by: |by| format!("presented by {by}"),
        statistics_title: "Statistics – Exempelbanken",
        statistics_description: "Themes over time and how many municipalities are covered.",
        timeline_caption: "Share of the year’s examples that have the theme",
        no_value: |filter, value| format!("{filter}: there is no “{value}”."),
        no_year: |filter, value| {
            format!("{filter}: “{value}” is no year. Write it with four digits, such as 2019.")
        },
        no_filter: |name| format!("“{name}” is nothing that can be searched by here."),
        about: [
            "About Exempelbanken",
            "What Exempelbanken holds, what you can rely on, how to search and cite.",
        ],
        accessibility: [
            "Accessibility statement – Exempelbanken",
            "How Exempelbanken meets the act on accessibility to digital public services.",
        ],
        api_guide: [
            "API and open data – Exempelbanken",
            "Examples of municipal digitalisation as JSON, without a key.",
        ],
        widget: [
            "Search box for your site – Exempelbanken",
            "Let visitors of your own site search municipal examples.",
        ],
    },
    citation: citation::ENGLISH,
    problem: ProblemWords {
        bad_parameters: "Parameters that cannot be read",
        bad_parameters_detail: |count| match count {
            1 => "One parameter cannot be read; see errors.".to_owned(),
            _ => format!("{count} parameters cannot be read; see errors."),
        },
        body: [
            "No body is accepted",
            "The interface is read with GET, without a body.",
        ],
        host: [
            "The request names no host",
            "There must be one header Host, with the name of a host and maybe a port.",
        ],
        not_found: "Not found",
        no_path: "There is nothing at this address.",
        no_record: |id| format!("There is no example with the id `{id}`."),
        no_municipality: |asked, meant| match meant {
            Some([code, name]) => {
                format!(
                    "There is no municipality with the code `{asked}`. {name} has the code `{code}`."
                )
            }
            None => format!(
                "There is no municipality with the code `{asked}`. A municipality code is four digits."
            ),
        },
        no_theme: |id, nearest| match nearest {
            Some(nearest) => {
                format!("There is no theme with the id `{id}`. Did you mean `{nearest}`?")
            }
            None => format!("There is no theme with the id `{id}`."),
        },
        no_edition: |year| format!("There is no known edition of the award named `{year}`."),
        gone: "No longer there",
        gone_generation: |generation| {
            format!(
                "The cursor belongs to generation `{generation}` of the index, which is no longer \
                 held open. Begin again with cursor=*."
            )
        },
        withdrawn: |withdrawn| {
            let Withdrawn { id, date, reason } = withdrawn;
            format!("The example with the id `{id}` was withdrawn on {date}: {reason}")
        },
        not_acceptable: "Not in a form that you accept",
        not_acceptable_detail: |types| format!("This address answers with {types}."),
        too_many: "Too many requests",
        too_many_detail: |seconds| match seconds {
            1 => "Wait one second.".to_owned(),
            _ => format!("Wait {seconds} seconds."),
        },
        overloaded: [
            "More requests than we can answer",
            "The server is busy. Try again in a moment.",
        ],
        method: ["Method not allowed", "Everything is read with GET or HEAD."],
        uri: [
            "The address is too long",
            "An address may have at most 8192 bytes.",
        ],
        timeout: [
            "Took too long",
            "The answer was not ready within ten seconds. Try again.",
        ],
        internal: [
            "Something went wrong on our side",
            "The fault is noted. Give the value of the header x-request-id if you contact us.",
        ],
    },
    fault,
    reason: reasons::in_english,
    number: |number| grouped(number, ","),
    examples: |count| match count {
        1 => "1 example".to_owned(),
        _ => format!("{} examples", grouped(count, ",")),
    },
    facet: |facet| match facet {
        Facet::Municipality => "Municipality",
        Facet::County => "County",
        Facet::SkrGroup => "Municipality group",
        Facet::Population => "Population",
        Facet::Year => "Year",
        Facet::Theme => "Theme",
        Facet::Area => "Area of the award",
        Facet::Kind => "Kind",
        Facet::Status => "Status",
        Facet::Voice => "Who is speaking",
        Facet::Outcome => "Outcome in the award",
        Facet::Edition => "Edition of the award",
        Facet::Language => "Language of the source",
    },
    kind: |kind| match kind {
        Kind::Initiative => "Initiative",
        Kind::Statement => "Statement",
        Kind::Article => "Article",
    },
    status: |status| match status {
        Status::Proposed => "Proposal",
        Status::Pilot => "Pilot",
        Status::InUse => "In use",
        Status::Withdrawn => "Discontinued",
        Status::Unknown => "Unknown status",
    },
    voice: |voice| match voice {
        Voice::Municipality => "The municipality itself",
        Voice::Jury => "The jury",
        Voice::Organiser => "The organiser",
        Voice::Press => "Press",
        Voice::Editor => "The editor",
    },
    voice_explained: |voice| match voice {
        Voice::Municipality => "A municipality tells about itself.",
        Voice::Jury => "The jury of the award gives its reasons.",
        Voice::Organiser => "The organiser of an award tells.",
        Voice::Press => "A newspaper, trade journal or other newsroom reports.",
        Voice::Editor => "The editor of Exempelbanken retells what somebody else wrote.",
    },
    outcome: |outcome| match outcome {
        OutcomeKind::Nominee => "Nominee",
        OutcomeKind::Shortlisted => "Shortlisted",
        OutcomeKind::Finalist => "Finalist",
        OutcomeKind::Winner => "Winner",
    },
    peer,
    area: |area| match area {
        Area::Service => "Service, security and accessibility",
        Area::Democracy => "Democracy and participation",
        Area::Society => "The good society",
        Area::Efficiency => "Lower costs and better efficiency",
        Area::Collaboration => "Co-operation",
    },
    year: |year, basis| match basis {
        YearBasis::Stated => year.to_string(),
        YearBasis::Edition => format!("{year} (year of the award)"),
        YearBasis::Published => format!("{year} (year of the source)"),
        YearBasis::Inferred => format!("probably {year}"),
    },
    county: |county: &County| {
        let stem = county.stem();
        format!("{} County", stem.strip_suffix('s').unwrap_or(stem))
    },
    // The names that the association of municipalities itself uses in English.
    skr_group: |group: &SkrGroup| match group.code.as_str() {
        "A1" => "Large cities".to_owned(),
        "A2" => "Commuting municipalities near large cities".to_owned(),
        "B3" => "Medium-sized towns".to_owned(),
        "B4" => "Commuting municipalities near medium-sized towns".to_owned(),
        "B5" => {
            "Commuting municipalities with a low commuting rate near medium-sized towns".to_owned()
        }
        "C6" => "Small towns".to_owned(),
        "C7" => "Commuting municipalities near small towns".to_owned(),
        "C8" => "Rural municipalities".to_owned(),
        "C9" => "Rural municipalities with a visitor industry".to_owned(),
        _ => group.name.clone(),
    },
    language: |language| match language {
        "sv" => Some("Swedish"),
        "en" => Some("English"),
        "fi" => Some("Finnish"),
        "da" => Some("Danish"),
        "no" | "nb" | "nn" => Some("Norwegian"),
        _ => None,
    },
};

/// Why a municipality is like another; that they are of the same group goes without saying.
fn peer(peer: &Peer) -> String {
    let group = match peer.group {
        GroupKinship::Same => "",
        GroupKinship::SameMainGroup => "similar group, ",
        GroupKinship::Other => "another group, ",
    };
    let size = percent(peer.population_ratio, "%");
    format!("{group}{size}, {:.0}\u{a0}km", peer.distance_km)
}

fn fault(fault: &Fault) -> String {
    let value = &fault.value;
    let meant = |nearest: &Option<String>| {
        nearest
            .as_ref()
            .map_or_else(String::new, |nearest| format!(" Did you mean `{nearest}`?"))
    };
    match &fault.reason {
        Reason::Encoding => "Not percent-encoded UTF-8.".to_owned(),
        Reason::UnknownParameter { nearest, accepted } => {
            let meant = meant(&nearest.map(ToOwned::to_owned));
            match accepted.as_slice() {
                [] => "Unknown parameter; none is accepted here.".to_owned(),
                accepted => {
                    format!(
                        "Unknown parameter.{meant} Accepted: {}.",
                        accepted.join(", ")
                    )
                }
            }
        }
        Reason::Repeated => "May be given once.".to_owned(),
        Reason::Value {
            facet,
            nearest,
            accepted,
        } => {
            let accepted = match facet {
                Facet::Municipality => {
                    "a municipality code of four digits or a municipality's name"
                }
                Facet::County => "a county code of two digits or a county's name",
                Facet::Year | Facet::Edition => {
                    "a year of four digits, 1950–2099, or a range such as 2013..2019"
                }
                Facet::Language => "a language code of two letters, such as sv",
                _ => accepted.as_deref().unwrap_or_default(),
            };
            format!(
                "Unknown value `{value}`.{} Accepted: {accepted}; also unknown, and ! in front for not.",
                meant(nearest)
            )
        }
        Reason::Word { nearest, accepted } => {
            format!(
                "Unknown value `{value}`.{} Accepted: {accepted}.",
                meant(nearest)
            )
        }
        Reason::NoRange => format!("`{value}`: only year and edition take a range."),
        Reason::Reversed => format!("The range `{value}` ends before it starts."),
        Reason::TooManyValues(count) => {
            format!("{count} values; at most {MAX_VALUES} are accepted for one filter.")
        }
        Reason::QueryBytes(bytes) => {
            format!("The query has {bytes} bytes; at most {MAX_QUERY_BYTES} are accepted.")
        }
        Reason::QueryTerms(terms) => {
            format!("The query has {terms} words and phrases; at most {MAX_TERMS} are accepted.")
        }
        Reason::NoText => "must be a text that is not empty".to_owned(),
        Reason::PageNumber => format!("`{value}` is no page number; pages are counted from 1."),
        Reason::Limit => {
            format!(
                "`{value}` is no number of records that a page can hold; 1–{} are accepted.",
                Page::MAX_LIMIT
            )
        }
        Reason::Depth => format!(
            "Page `{value}` lies beyond the first {} hits; narrow the search, or walk through all with \
             cursor=* of the interface for programs.",
            Page::MAX_DEPTH
        ),
        Reason::Between(least, most) => {
            format!("`{value}` is no whole number from {least} to {most}.")
        }
        Reason::SampleSize => format!(
            "`{value}` is no number of records that a sample can have; 1–{} are accepted.",
            Sample::MAX_SIZE
        ),
        Reason::Seed => format!("`{value}` is no whole number from 0 to {}.", u32::MAX),
        Reason::Groups => "Hits are grouped by one or two facets.".to_owned(),
        Reason::Cursor => {
            format!("`{value}` is no cursor; begin with * and go on with the answer's next_cursor.")
        }
        Reason::OtherCursor => {
            "The cursor belongs to a search with another query, other filters or another order."
                .to_owned()
        }
        Reason::Together(other) => format!("Cannot be given together with {other}."),
        Reason::Needs(other) => format!("Means nothing without {other}."),
    }
}

// The two limits are told in words above.
const _: () = assert!(MAX_URI_BYTES == 8192 && TIME_LIMIT.as_secs() == 10);
