//! The field names that a query may use, in Swedish and English.

use index::Facet;

use crate::PeersOf;

/// What a field name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldName {
    /// A filter on a facet.
    Filter(Facet),
    /// A filter on the award's editions, if the value is a year, or on its outcomes.
    Award,
    /// A filter on the peers of a municipality.
    PeersOf,
    /// The order of the hits.
    Sort,
}

/// The names, in lower case. A name that is not here is plain text.
const NAMES: &[(&str, FieldName)] = &[
    ("kommun", FieldName::Filter(Facet::Municipality)),
    ("municipality", FieldName::Filter(Facet::Municipality)),
    ("län", FieldName::Filter(Facet::County)),
    ("county", FieldName::Filter(Facet::County)),
    ("kommungrupp", FieldName::Filter(Facet::SkrGroup)),
    ("skr_group", FieldName::Filter(Facet::SkrGroup)),
    ("folkmängd", FieldName::Filter(Facet::Population)),
    ("population", FieldName::Filter(Facet::Population)),
    ("år", FieldName::Filter(Facet::Year)),
    ("year", FieldName::Filter(Facet::Year)),
    ("tema", FieldName::Filter(Facet::Theme)),
    ("theme", FieldName::Filter(Facet::Theme)),
    ("område", FieldName::Filter(Facet::Area)),
    ("area", FieldName::Filter(Facet::Area)),
    ("typ", FieldName::Filter(Facet::Kind)),
    ("kind", FieldName::Filter(Facet::Kind)),
    ("status", FieldName::Filter(Facet::Status)),
    ("röst", FieldName::Filter(Facet::Voice)),
    ("voice", FieldName::Filter(Facet::Voice)),
    ("utfall", FieldName::Filter(Facet::Outcome)),
    ("outcome", FieldName::Filter(Facet::Outcome)),
    ("edition", FieldName::Filter(Facet::Edition)),
    ("språk", FieldName::Filter(Facet::Language)),
    ("language", FieldName::Filter(Facet::Language)),
    ("utmärkelse", FieldName::Award),
    ("award", FieldName::Award),
    ("liknande", FieldName::PeersOf),
    (PeersOf::NAME, FieldName::PeersOf),
    ("sort", FieldName::Sort),
    ("sortera", FieldName::Sort),
];

/// What a name stands for, whatever its case.
pub(super) fn field_name(name: &str) -> Option<FieldName> {
    let name = name.to_lowercase();
    NAMES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, field)| *field)
}
