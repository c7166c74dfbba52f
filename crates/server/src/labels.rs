//! What the values of facets are called.

use search::{Facet, FacetValue};
use vocabulary::{PopulationBand, Vocabulary};

use crate::lang::Lang;

/// The name of a facet's value, given in the form that filters take.
///
/// A value that has no name is its own name.
pub(crate) fn label(facet: Facet, value: &str, lang: Lang, vocabulary: &Vocabulary) -> String {
    let words = lang.messages();
    if value == FacetValue::UNKNOWN {
        return words.page.unknown.to_owned();
    }
    let register = &vocabulary.register;
    let name = match facet {
        Facet::Municipality => register.by_name(value).map(|found| found.name.clone()),
        Facet::County => register.county_by_name(value).map(words.county),
        Facet::SkrGroup => register.skr_group(value).map(words.skr_group),
        Facet::Population => value.parse().ok().map(|band: PopulationBand| {
            match lang {
                Lang::Swedish => band.label_sv(),
                Lang::English => band.label_en(),
            }
            .to_owned()
        }),
        Facet::Theme => value
            .parse()
            .ok()
            .and_then(|id| vocabulary.thesaurus.theme(&id))
            .map(|theme| match lang {
                Lang::Swedish => theme.label_sv.clone(),
                Lang::English => theme.label_en.clone(),
            }),
        Facet::Area => value.parse().ok().map(|area| (words.area)(area).to_owned()),
        Facet::Kind => value.parse().ok().map(|kind| (words.kind)(kind).to_owned()),
        Facet::Status => value
            .parse()
            .ok()
            .map(|status| (words.status)(status).to_owned()),
        Facet::Voice => value
            .parse()
            .ok()
            .map(|voice| (words.voice)(voice).to_owned()),
        Facet::Outcome => value
            .parse()
            .ok()
            .map(|outcome| (words.outcome)(outcome).to_owned()),
        Facet::Language => (words.language)(value).map(ToOwned::to_owned),
        Facet::Year | Facet::Edition => None,
    };
    name.unwrap_or_else(|| value.to_owned())
}
