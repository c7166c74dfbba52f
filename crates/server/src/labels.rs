//! What the values of facets are called.

use std::borrow::Cow;

use search::{Facet, FacetValue};
use vocabulary::{PopulationBand, Vocabulary};

use crate::lang::Lang;

/// The name of a facet's value, given in the form that filters take.
///
/// A value that has no name is its own name.
pub(crate) fn label<'a>(
    facet: Facet,
    value: &'a str,
    lang: Lang,
    vocabulary: &'a Vocabulary,
) -> Cow<'a, str> {
    let words = lang.messages();
    if value == FacetValue::UNKNOWN {
        return words.page.unknown.into();
    }
    let register = &vocabulary.register;
    let name: Option<Cow<'a, str>> = match facet {
        // Hundreds in one answer, mostly as codes; making a name's key takes far longer.
        Facet::Municipality => match value.parse() {
            Ok(code) => register.by_code(code),
            Err(_) => register.by_name(value),
        }
        .map(|found| found.name.as_str().into()),
        Facet::County => register
            .county_by_name(value)
            .map(|county| (words.county)(county).into()),
        Facet::SkrGroup => register
            .skr_group(value)
            .map(|group| (words.skr_group)(group).into()),
        Facet::Population => value.parse().ok().map(|band: PopulationBand| {
            match lang {
                Lang::Swedish => band.label_sv(),
                Lang::English => band.label_en(),
            }
            .into()
        }),
        Facet::Theme => value
            .parse()
            .ok()
            .and_then(|id| vocabulary.thesaurus.theme(&id))
            .map(|theme| match lang {
                Lang::Swedish => theme.label_sv.as_str().into(),
                Lang::English => theme.label_en.as_str().into(),
            }),
        Facet::Area => value.parse().ok().map(|area| (words.area)(area).into()),
        Facet::Kind => value.parse().ok().map(|kind| (words.kind)(kind).into()),
        Facet::Status => value
            .parse()
            .ok()
            .map(|status| (words.status)(status).into()),
        Facet::Voice => value.parse().ok().map(|voice| (words.voice)(voice).into()),
        Facet::Outcome => value
            .parse()
            .ok()
            .map(|outcome| (words.outcome)(outcome).into()),
        Facet::Language => (words.language)(value).map(Into::into),
        Facet::Year | Facet::Edition => None,
    };
    name.unwrap_or(Cow::Borrowed(value))
}
