//! Counts of facets and of groups, in the shape of an answer.

use std::borrow::Cow;

use search::{Facet, FacetCounts, FacetValue, Group};
use vocabulary::Vocabulary;

use crate::api::types::{FacetBody, FacetValueBody, GroupBody};
use crate::labels::label;
use crate::lang::Lang;

/// The counts of a facet, with the records that have no value apart from the values.
pub(super) fn facet_body<'a>(
    counts: &'a FacetCounts,
    lang: Lang,
    vocabulary: &'a Vocabulary,
) -> FacetBody<'a> {
    let mut body = FacetBody {
        values: Vec::new(),
        unknown: 0,
    };
    for counted in &counts.values {
        match &counted.value {
            FacetValue::Unknown => body.unknown = counted.count,
            FacetValue::Known(value) => body.values.push(FacetValueBody {
                value,
                label: label(counts.facet, value, lang, vocabulary),
                count: counted.count,
            }),
        }
    }
    body
}

/// A group of hits, with its value of each facet that was grouped by.
pub(super) fn group_body(
    group: &Group,
    by: &[Facet],
    lang: Lang,
    vocabulary: &Vocabulary,
) -> GroupBody {
    let values = || by.iter().zip(&group.values);
    GroupBody {
        values: values()
            .map(|(facet, value)| (facet.to_string(), known(value).map(ToOwned::to_owned)))
            .collect(),
        labels: values()
            .map(|(facet, value)| {
                let label = known(value).map(|value| label(*facet, value, lang, vocabulary));
                (facet.to_string(), label.map(Cow::into_owned))
            })
            .collect(),
        count: group.count,
    }
}

fn known(value: &FacetValue) -> Option<&str> {
    match value {
        FacetValue::Known(value) => Some(value),
        FacetValue::Unknown => None,
    }
}
