//! The panel of filters and the row of those that are chosen.

use search::{Condition, Facet, FacetCounts, FacetValue, PeersOf, SearchRequest, Test};
use vocabulary::Vocabulary;

use crate::labels::label;
use crate::lang::Lang;
use crate::params::{without, without_peers_of, year_ends};

/// One facet of the panel.
#[derive(Debug)]
pub(crate) struct FacetView {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    /// Whether it is unfolded: those used most, and those with something chosen.
    pub(crate) open: bool,
    /// How many of its values are chosen.
    pub(crate) chosen: usize,
    /// The ends of the range of years, for the facet of years.
    pub(crate) years: Option<(String, String)>,
    /// The values that are shown at once.
    pub(crate) first: Vec<ValueView>,
    /// Those that are unfolded first.
    pub(crate) rest: Vec<ValueView>,
    /// What the fold says.
    pub(crate) rest_label: String,
}

/// A value of a facet.
#[derive(Debug)]
pub(crate) struct ValueView {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) count: String,
    pub(crate) chosen: bool,
}

/// A filter that is chosen.
#[derive(Debug)]
pub(crate) struct Chip {
    pub(crate) text: String,
    /// The search without it.
    pub(crate) without: SearchRequest,
}

/// How many values of a facet are shown at once.
const fn shown_at_once(facet: Facet) -> usize {
    match facet {
        Facet::Theme => 8,
        Facet::Municipality => 10,
        Facet::County => 8,
        _ => 12,
    }
}

/// Every facet that offers a choice.
pub(crate) fn panel(
    request: &SearchRequest,
    counts: &[FacetCounts],
    lang: Lang,
    vocabulary: &Vocabulary,
) -> Vec<FacetView> {
    counts
        .iter()
        .map(|counts| facet_view(request, counts, lang, vocabulary))
        .filter(|view| view.years.is_some() || view.chosen > 0 || view.first.len() > 1)
        .collect()
}

fn facet_view(
    request: &SearchRequest,
    counts: &FacetCounts,
    lang: Lang,
    vocabulary: &Vocabulary,
) -> FacetView {
    let facet = counts.facet;
    let words = lang.messages();
    let conditions = request.filters.on(facet);
    let boxes: Vec<String> = conditions
        .iter()
        .filter(|condition| is_box(facet, condition))
        .map(|condition| condition.to_text(facet, vocabulary))
        .collect();
    let view = |value: &str, count: usize| ValueView {
        value: value.to_owned(),
        label: label(facet, value, lang, vocabulary).into_owned(),
        count: (words.number)(count),
        chosen: boxes.iter().any(|chosen| chosen == value),
    };
    let mut values: Vec<ValueView> = counts
        .values
        .iter()
        .filter(|counted| facet != Facet::Year || counted.value == FacetValue::Unknown)
        .map(|counted| view(counted.value.as_str(), counted.count))
        .collect();
    // What is chosen is shown even where nothing has it.
    for value in &boxes {
        if !values.iter().any(|shown| shown.value == *value) {
            values.push(view(value, 0));
        }
    }
    if facet == Facet::Edition {
        values.sort_by(|a, b| b.value.cmp(&a.value));
    }
    let (first, rest) = fold(values, shown_at_once(facet));
    let is_years = facet == Facet::Year;
    let ends = conditions.iter().find_map(year_ends).unwrap_or_default();
    FacetView {
        name: facet.as_str(),
        label: (words.facet)(facet),
        open: !conditions.is_empty()
            || matches!(facet, Facet::Theme | Facet::Municipality | Facet::Year),
        chosen: conditions.len(),
        years: is_years.then_some(ends),
        rest_label: (words.page.show_all_values)(rest.len()),
        first,
        rest,
    }
}

/// The values shown at once, and the rest in alphabetical order. What is chosen is never folded
/// away, and a fold never hides just one.
fn fold(values: Vec<ValueView>, at_once: usize) -> (Vec<ValueView>, Vec<ValueView>) {
    if values.len() <= at_once + 1 {
        return (values, Vec::new());
    }
    let mut first = Vec::new();
    let mut rest = Vec::new();
    for value in values {
        let is_unknown = value.value == FacetValue::UNKNOWN;
        if first.len() < at_once || value.chosen || is_unknown {
            first.push(value);
        } else {
            rest.push(value);
        }
    }
    rest.sort_by_cached_key(|value| alphabetical(&value.label));
    (first, rest)
}

/// A key that sorts names as Swedish has it: å, ä and ö after z.
pub(crate) fn alphabetical(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .map(|letter| match letter {
            'å' => '{',
            'ä' => '|',
            'ö' => '}',
            other => other,
        })
        .collect()
}

/// Whether a condition is a ticked box of the panel.
fn is_box(facet: Facet, condition: &Condition) -> bool {
    !condition.negated
        && match condition.test {
            Test::Is(_) => facet != Facet::Year,
            Test::Between(..) => false,
            Test::Unknown => true,
        }
}

/// The conditions that no field of the panel shows, which the form must carry along: those that
/// exclude, and all ranges but the one in the fields for years.
pub(crate) fn carried(request: &SearchRequest, vocabulary: &Vocabulary) -> Vec<(String, String)> {
    let mut carried: Vec<(String, String)> = request
        .filters
        .peers_of()
        .iter()
        .filter(|filter| Some(**filter) != like(request))
        .map(|filter| (PeersOf::NAME.to_owned(), filter.to_text()))
        .collect();
    for (facet, conditions) in request.filters.iter() {
        let in_fields = (facet == Facet::Year)
            .then(|| {
                conditions
                    .iter()
                    .position(|condition| year_ends(condition).is_some())
            })
            .flatten();
        for (at, condition) in conditions.iter().enumerate() {
            if !is_box(facet, condition) && Some(at) != in_fields {
                carried.push((facet.to_string(), condition.to_text(facet, vocabulary)));
            }
        }
    }
    carried
}

/// The filter on peers that the panel's field for it holds.
fn like(request: &SearchRequest) -> Option<PeersOf> {
    let mut filters = request.filters.peers_of().iter().copied();
    filters.find(|filter| !filter.negated)
}

/// The name of the municipality in that field, empty when there is none.
pub(crate) fn like_field(request: &SearchRequest, lang: Lang, vocabulary: &Vocabulary) -> String {
    like(request).map_or_else(String::new, |filter| {
        let code = filter.code.to_string();
        label(Facet::Municipality, &code, lang, vocabulary).into_owned()
    })
}

/// The filters that are chosen.
pub(crate) fn chips(request: &SearchRequest, lang: Lang, vocabulary: &Vocabulary) -> Vec<Chip> {
    let mut chips: Vec<Chip> = request
        .filters
        .peers_of()
        .iter()
        .map(|filter| Chip {
            text: peers_text(*filter, lang, vocabulary),
            without: without_peers_of(request, *filter),
        })
        .collect();
    for (facet, conditions) in request.filters.iter() {
        for condition in conditions {
            chips.push(Chip {
                text: chip_text(facet, condition, lang, vocabulary),
                without: without(request, facet, condition),
            });
        }
    }
    chips
}

/// A condition in words: the facet and its value.
pub(crate) fn chip_text(
    facet: Facet,
    condition: &Condition,
    lang: Lang,
    vocabulary: &Vocabulary,
) -> String {
    let words = lang.messages();
    let value = match condition.test {
        Test::Is(number) => {
            label(facet, &facet.value(number, vocabulary), lang, vocabulary).into_owned()
        }
        Test::Between(0, u64::MAX) => "–".to_owned(),
        Test::Between(first, u64::MAX) => (words.page.from_year)(&first.to_string()),
        Test::Between(0, last) => (words.page.to_year)(&last.to_string()),
        Test::Between(first, last) => format!("{first}–{last}"),
        Test::Unknown => words.page.unknown.to_owned(),
    };
    let name = (words.facet)(facet);
    if condition.negated {
        format!("{name}: {} {value}", words.page.not)
    } else {
        format!("{name}: {value}")
    }
}

/// A filter on peers in words.
pub(crate) fn peers_text(filter: PeersOf, lang: Lang, vocabulary: &Vocabulary) -> String {
    let page = &lang.messages().page;
    let code = filter.code.to_string();
    let name = label(Facet::Municipality, &code, lang, vocabulary);
    let text = (page.like)(&name);
    if filter.negated {
        format!("{} {text}", page.not)
    } else {
        text
    }
}
