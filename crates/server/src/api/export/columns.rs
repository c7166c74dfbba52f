//! The columns of a table of records: every field of a record, flat.

use crate::api::types::RecordBody;

/// What stands between several values in one cell.
const BETWEEN: &str = " | ";

/// A column: its name, and what it holds of a record.
type Column = (&'static str, fn(&RecordBody<'_>) -> String);

/// The columns, a field's own beside each other. Lists of one field have the same order.
const COLUMNS: &[Column] = &[
    ("id", |record| record.id.to_owned()),
    ("kind", |record| record.kind.to_owned()),
    ("part_of", |record| text(record.part_of.as_ref())),
    ("title", |record| record.title.to_owned()),
    ("summary", |record| text(record.summary.as_ref())),
    ("text", |record| text(record.text.as_ref())),
    ("excerpts", |record| {
        list(&record.excerpts, |excerpt| {
            format!("{}: {}", excerpt.field, excerpt.text)
        })
    }),
    ("question", |record| text(record.question.as_ref())),
    ("status", |record| record.status.to_owned()),
    ("partners", |record| {
        list(&record.partners, ToString::to_string)
    }),
    ("same_initiatives", |record| {
        list(&record.same_initiatives, |other| other.id.to_owned())
    }),
    ("same_initiatives_reasons", |record| {
        list(&record.same_initiatives, |other| other.reason.to_owned())
    }),
    ("effect", |record| text(record.effect.as_ref())),
    ("lessons", |record| text(record.lessons.as_ref())),
    ("municipalities", |record| {
        list(&record.municipalities, |one| text(one.name.as_ref()))
    }),
    ("municipalities_codes", |record| {
        list(&record.municipalities, |one| one.code.clone())
    }),
    ("municipalities_roles", |record| {
        list(&record.municipalities, |one| one.role.to_owned())
    }),
    ("municipalities_mentions", |record| {
        list(&record.municipalities, |one| text(one.mention.as_ref()))
    }),
    ("counties", |record| {
        list(&record.counties, |one| text(one.name.as_ref()))
    }),
    ("counties_codes", |record| {
        list(&record.counties, |one| one.code.clone())
    }),
    ("outcomes", |record| {
        list(&record.outcomes, |one| one.outcome.to_owned())
    }),
    ("outcomes_editions", |record| {
        list(&record.outcomes, |one| one.edition.to_string())
    }),
    ("outcomes_awards", |record| {
        list(&record.outcomes, |one| one.award.to_owned())
    }),
    ("outcomes_codes", |record| {
        list(&record.outcomes, |one| one.code.clone())
    }),
    ("outcomes_wordings", |record| {
        list(&record.outcomes, |one| text(one.wording.as_ref()))
    }),
    ("year", |record| {
        text(record.year.as_ref().map(|year| year.value))
    }),
    ("year_basis", |record| {
        text(record.year.as_ref().map(|year| &year.basis))
    }),
    ("themes", |record| {
        list(&record.themes, |theme| theme.id.to_owned())
    }),
    ("themes_labels", |record| {
        list(&record.themes, |theme| theme.label.to_string())
    }),
    ("themes_bases", |record| {
        list(&record.themes, |theme| theme.basis.to_owned())
    }),
    ("themes_confidences", |record| {
        list(&record.themes, |theme| theme.confidence.to_string())
    }),
    ("area", |record| text(record.area.as_ref())),
    ("language", |record| record.language.to_owned()),
    ("voice", |record| record.voice.to_owned()),
    ("quotes", |record| {
        list(&record.quotes, |quote| quote.text.to_owned())
    }),
    ("quotes_roles", |record| {
        list(&record.quotes, |quote| text(quote.role.as_ref()))
    }),
    ("editor_note", |record| text(record.editor_note.as_ref())),
    ("source_id", |record| record.source.id.to_owned()),
    ("source_title", |record| text(record.source.title.as_ref())),
    ("source_publisher", |record| {
        text(record.source.publisher.as_ref())
    }),
    ("source_url", |record| text(record.source.url.as_ref())),
    ("source_media_type", |record| {
        record.source.media_type.to_owned()
    }),
    ("source_published", |record| {
        text(record.source.published.as_ref().map(|date| &date.date))
    }),
    ("source_published_precision", |record| {
        text(record.source.published.as_ref().map(|date| &date.precision))
    }),
    ("source_published_basis", |record| {
        text(record.source.published.as_ref().map(|date| &date.basis))
    }),
    ("source_retrieved", |record| {
        text(record.source.retrieved.as_ref())
    }),
    ("source_sha256", |record| record.source.sha256.to_owned()),
    ("source_rights", |record| record.source.rights.to_owned()),
    ("span_start", |record| {
        text(record.span.as_ref().map(|span| span.start))
    }),
    ("span_end", |record| {
        text(record.span.as_ref().map(|span| span.end))
    }),
    ("also_published", |record| {
        list(&record.also_published, |copy| copy.id.to_owned())
    }),
    ("also_published_urls", |record| {
        list(&record.also_published, |copy| {
            text(copy.source.url.as_ref())
        })
    }),
    ("completeness", |record| record.completeness.to_string()),
    ("links_self", |record| record.links.this.clone()),
    ("links_html", |record| record.links.html.clone()),
];

/// The names of the columns.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    COLUMNS.iter().map(|(name, _)| *name)
}

/// What the columns hold of a record.
pub(super) fn cells(record: &RecordBody<'_>) -> impl Iterator<Item = String> {
    COLUMNS.iter().map(|(_, cell)| cell(record))
}

fn text<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn list<T>(values: &[T], cell: impl Fn(&T) -> String) -> String {
    values.iter().map(cell).collect::<Vec<_>>().join(BETWEEN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::types::record_fields;

    #[test]
    fn every_field_of_a_record_has_a_column() {
        let of_a_hit = ["score", "highlights", "matched_by"];
        for field in record_fields() {
            let has_column = names().any(|name| {
                name == field
                    || name
                        .strip_prefix(&field)
                        .is_some_and(|rest| rest.starts_with('_'))
            });
            assert_ne!(has_column, of_a_hit.contains(&field.as_str()), "{field}");
        }
        let mut all: Vec<&str> = names().collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), COLUMNS.len(), "no name comes twice");
    }
}
