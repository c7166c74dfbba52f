//! Every sentence the public sees that does not stand in a template, in both languages.
//!
//! A field here is a field in `sv` and in `en`, so that a sentence cannot be missing in one of
//! them.

mod citation;
mod en;
mod reasons;
mod sv;

use records::{Area, Kind, OutcomeKind, Status, Voice, Withdrawn, YearBasis};
use search::{Facet, Peer, Reason};
use vocabulary::{County, SkrGroup};

use self::citation::CitationWords;
use crate::fault::Fault;
use crate::lang::Lang;

/// The sentences of one language.
pub(crate) struct Messages {
    /// The words of the pages.
    pub(crate) page: PageWords,
    /// The words of citations.
    pub(crate) citation: CitationWords,
    /// The titles and details of problem answers.
    pub(crate) problem: ProblemWords,
    /// What is wrong with a parameter.
    pub(crate) fault: fn(&Fault) -> String,
    /// Why a record is a hit.
    pub(crate) reason: fn(&Reason) -> String,
    /// A number with its thousands apart.
    pub(crate) number: fn(usize) -> String,
    /// So many examples.
    pub(crate) examples: fn(usize) -> String,
    /// The name of a facet.
    pub(crate) facet: fn(Facet) -> &'static str,
    /// The word for a kind.
    pub(crate) kind: fn(Kind) -> &'static str,
    /// The word for a status.
    pub(crate) status: fn(Status) -> &'static str,
    /// The word for a voice.
    pub(crate) voice: fn(Voice) -> &'static str,
    /// What a voice means for a reader.
    pub(crate) voice_explained: fn(Voice) -> &'static str,
    /// The word for an outcome.
    pub(crate) outcome: fn(OutcomeKind) -> &'static str,
    /// Why a municipality is like another.
    pub(crate) peer: fn(&Peer) -> String,
    /// The name of an area.
    pub(crate) area: fn(Area) -> &'static str,
    /// A year with what is known about it.
    pub(crate) year: fn(u16, YearBasis) -> String,
    /// The name of a county.
    pub(crate) county: fn(&County) -> String,
    /// The name of a group of municipalities.
    pub(crate) skr_group: fn(&SkrGroup) -> String,
    /// The name of a language, if it has one here.
    pub(crate) language: fn(&str) -> Option<&'static str>,
}

/// The words of the pages that are put together in code.
pub(crate) struct PageWords {
    pub(crate) home_title: &'static str,
    pub(crate) home_description: &'static str,
    pub(crate) search_title: fn(&str) -> String,
    pub(crate) all_examples: &'static str,
    pub(crate) unknown: &'static str,
    pub(crate) not: &'static str,
    pub(crate) from_year: fn(&str) -> String,
    pub(crate) to_year: fn(&str) -> String,
    pub(crate) sort_relevance: &'static str,
    pub(crate) sort_newest: &'static str,
    pub(crate) sort_oldest: &'static str,
    pub(crate) sort_municipality: &'static str,
    pub(crate) without_filter: fn(&str) -> String,
    pub(crate) without_filters: &'static str,
    pub(crate) without_signs: &'static str,
    pub(crate) without_signs_and_filters: &'static str,
    pub(crate) show_all_values: fn(usize) -> String,
    pub(crate) corrected: &'static str,
    pub(crate) misread: &'static str,
    pub(crate) also: &'static str,
    pub(crate) only: &'static str,
    pub(crate) lifted: &'static str,
    pub(crate) any_of: &'static str,
    pub(crate) must: &'static str,
    pub(crate) must_not: &'static str,
    pub(crate) left_out: &'static str,
    pub(crate) not_found_title: &'static str,
    pub(crate) failed_title: &'static str,
    pub(crate) themes_title: &'static str,
    pub(crate) themes_description: &'static str,
    pub(crate) theme_description: fn(&str, usize) -> String,
    pub(crate) theme_years: fn(&str) -> String,
    pub(crate) year: &'static str,
    pub(crate) theme_id: &'static str,
    pub(crate) code: &'static str,
    pub(crate) municipality_code: &'static str,
    pub(crate) award: &'static str,
    pub(crate) examples_column: &'static str,
    pub(crate) of_all: &'static str,
    pub(crate) share: &'static str,
    pub(crate) division: &'static str,
    pub(crate) part: &'static str,
    pub(crate) municipalities_column: &'static str,
    pub(crate) with_examples: &'static str,
    pub(crate) municipalities_title: &'static str,
    pub(crate) municipalities_description: &'static str,
    pub(crate) municipalities_caption: &'static str,
    /// By name, by count, by population.
    pub(crate) municipality_orders: [&'static str; 3],
    pub(crate) about_no_municipality: fn(usize) -> String,
    pub(crate) municipality_title: fn(&str) -> String,
    pub(crate) municipality_description: fn(&str) -> String,
    pub(crate) like: fn(&str) -> String,
    pub(crate) picked: &'static str,
    pub(crate) awards_title: &'static str,
    pub(crate) awards_description: &'static str,
    pub(crate) award_description: fn(u16) -> String,
    pub(crate) presented_by: fn(&str) -> String,
    pub(crate) statistics_title: &'static str,
    pub(crate) statistics_description: &'static str,
    pub(crate) timeline_caption: &'static str,
    /// A filter's value that there is not: the filter's name, the value.
    pub(crate) no_value: fn(&str, &str) -> String,
    /// A year that is none: the filter's name, the value.
    pub(crate) no_year: fn(&str, &str) -> String,
    /// A parameter that there is not.
    pub(crate) no_filter: fn(&str) -> String,
    /// The title and the description of a page of text.
    pub(crate) about: [&'static str; 2],
    pub(crate) accessibility: [&'static str; 2],
    pub(crate) api_guide: [&'static str; 2],
    pub(crate) widget: [&'static str; 2],
}

/// The title and the detail of every problem.
pub(crate) struct ProblemWords {
    pub(crate) bad_parameters: &'static str,
    pub(crate) bad_parameters_detail: fn(usize) -> String,
    pub(crate) body: [&'static str; 2],
    pub(crate) host: [&'static str; 2],
    pub(crate) not_found: &'static str,
    pub(crate) no_path: &'static str,
    pub(crate) no_record: fn(&str) -> String,
    pub(crate) no_municipality: fn(&str, Option<&[String; 2]>) -> String,
    pub(crate) no_theme: fn(&str, Option<&str>) -> String,
    pub(crate) no_edition: fn(&str) -> String,
    pub(crate) gone: &'static str,
    pub(crate) gone_generation: fn(&str) -> String,
    pub(crate) withdrawn: fn(&Withdrawn) -> String,
    pub(crate) not_acceptable: &'static str,
    pub(crate) not_acceptable_detail: fn(&str) -> String,
    pub(crate) too_many: &'static str,
    pub(crate) too_many_detail: fn(u64) -> String,
    pub(crate) overloaded: [&'static str; 2],
    pub(crate) method: [&'static str; 2],
    pub(crate) uri: [&'static str; 2],
    pub(crate) timeout: [&'static str; 2],
    pub(crate) internal: [&'static str; 2],
}

impl Lang {
    /// The sentences of the language.
    pub(crate) fn messages(self) -> &'static Messages {
        match self {
            Self::Swedish => &sv::MESSAGES,
            Self::English => &en::MESSAGES,
        }
    }
}

/// A number with its thousands apart.
fn grouped(number: usize, separator: &str) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push_str(separator);
        }
        text.push(digit);
    }
    text
}

/// A ratio in whole per cent, with the sign that a language writes.
fn percent(ratio: f64, sign: &str) -> String {
    format!("{:.0}{sign}", ratio * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(grouped(number, ","), text);
        }
    }
}
