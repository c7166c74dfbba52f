//! From what may be shown of a record to its shape in an answer.

use records::{AlsoPublished, Area, MunicipalityCode, PublishedDate, RecordId, Source, Span, Text};
use search::{Evidence, Facet, Highlight, Mend, SynonymKind};
use vocabulary::Vocabulary;

use super::code_points;
use super::types::{
    AlsoPublishedBody, EvidenceBody, ExcerptBody, HighlightBody, HitBody, MunicipalityRefBody,
    NamedCode, OutcomeBody, PublishedBody, QuoteBody, RecordBody, SameInitiativeBody, SourceBody,
    SpanBody, ThemeRefBody, ThingLinks, YearBody,
};
use crate::labels::label;
use crate::lang::Lang;
use crate::shown::{ShownHit, ShownRecord};

/// A hit's shape.
pub(crate) fn hit_body<'a>(
    hit: &'a ShownHit,
    lang: Lang,
    vocabulary: &'a Vocabulary,
) -> HitBody<'a> {
    HitBody {
        record: record_body(&hit.record, lang, vocabulary),
        score: rounded(hit.score),
        highlights: hit.highlights.iter().map(highlight_body).collect(),
        matched_by: hit
            .matched_by
            .iter()
            .map(|evidence| evidence_body(evidence, lang))
            .collect(),
    }
}

/// A score with as many digits as mean something, and the same ones wherever it is written.
pub(crate) fn rounded(score: f32) -> f64 {
    (f64::from(score) * 10_000.0).round() / 10_000.0
}

fn evidence_body(evidence: &Evidence, lang: Lang) -> EvidenceBody<'_> {
    let reason = &evidence.reason;
    EvidenceBody {
        explanation: (lang.messages().reason)(reason),
        typed: &reason.typed,
        sought: &reason.sought,
        mended: reason.mended.map(Mend::as_str),
        other_word: reason.other_word.map(SynonymKind::as_str),
        how: reason.how.as_str(),
        place: reason.place.as_str(),
        share: rounded(evidence.share),
    }
}

/// A highlight's shape: its ranges in code points.
fn highlight_body(highlight: &Highlight) -> HighlightBody<'_> {
    HighlightBody {
        field: highlight.field.as_str(),
        ranges: highlight
            .ranges
            .iter()
            .map(|range| code_points(&highlight.text, range))
            .collect(),
        text: &highlight.text,
        cut_before: highlight.cut_before,
        cut_after: highlight.cut_after,
    }
}

/// A municipality's code with its name.
pub(crate) fn named(code: MunicipalityCode, vocabulary: &Vocabulary) -> NamedCode {
    NamedCode {
        code: code.to_string(),
        name: vocabulary
            .register
            .by_code(code)
            .map(|found| found.name.clone()),
    }
}

/// A record's shape.
pub(crate) fn record_body<'a>(
    record: &'a ShownRecord,
    lang: Lang,
    vocabulary: &'a Vocabulary,
) -> RecordBody<'a> {
    RecordBody {
        id: record.id.as_str(),
        kind: record.kind.as_str(),
        part_of: record.part_of.as_ref().map(RecordId::as_str),
        title: &record.title,
        summary: text(record.summary.as_ref()),
        text: text(record.text.as_ref()),
        excerpts: record
            .excerpts()
            .iter()
            .map(|excerpt| ExcerptBody {
                field: excerpt.field.as_str(),
                text: &excerpt.text,
            })
            .collect(),
        question: text(record.question.as_ref()),
        status: record.status.as_str(),
        partners: record.partners.iter().map(Text::as_str).collect(),
        same_initiatives: record
            .same_initiative
            .iter()
            .map(|other| SameInitiativeBody {
                id: other.id.as_str(),
                reason: &other.reason,
            })
            .collect(),
        effect: text(record.effect.as_ref()),
        lessons: text(record.lessons.as_ref()),
        municipalities: record
            .municipalities
            .iter()
            .map(|municipality| {
                let found = vocabulary.register.by_code(municipality.code);
                MunicipalityRefBody {
                    code: municipality.code.to_string(),
                    name: found.map(|found| found.name.as_str()),
                    role: municipality.role.as_str(),
                    mention: text(municipality.mention.as_ref()),
                }
            })
            .collect(),
        counties: record
            .counties
            .iter()
            .map(|code| NamedCode {
                code: code.to_string(),
                name: Some(label(Facet::County, &code.to_string(), lang, vocabulary).into_owned()),
            })
            .collect(),
        outcomes: record
            .outcomes
            .iter()
            .map(|outcome| OutcomeBody {
                edition: outcome.edition.number(),
                award: outcome.award.as_str(),
                code: outcome.code.to_string(),
                outcome: outcome.outcome.as_str(),
                wording: text(outcome.wording.as_ref()),
            })
            .collect(),
        year: record.year.map(|year| YearBody {
            value: year.value.number(),
            basis: year.basis.as_str(),
        }),
        themes: record
            .themes
            .iter()
            .map(|theme| ThemeRefBody {
                id: theme.id.as_str(),
                label: label(Facet::Theme, theme.id.as_str(), lang, vocabulary),
                basis: theme.basis.as_str(),
                confidence: theme.confidence.share(),
            })
            .collect(),
        area: record.area.map(Area::as_str),
        language: record.language.as_str(),
        voice: record.voice.as_str(),
        quotes: record
            .quotes
            .iter()
            .map(|quote| QuoteBody {
                text: &quote.text,
                role: text(quote.role.as_ref()),
            })
            .collect(),
        editor_note: text(record.editor_note.as_ref()),
        source: source_body(&record.source),
        span: record.span.map(span_body),
        also_published: record.also_published.iter().map(copy_body).collect(),
        completeness: record.completeness.per_cent(),
        links: ThingLinks {
            this: format!("/api/v1/records/{}", record.id),
            html: format!("/exempel/{}", record.id),
        },
    }
}

fn copy_body(copy: &AlsoPublished) -> AlsoPublishedBody<'_> {
    AlsoPublishedBody {
        id: copy.id.as_str(),
        part_of: copy.part_of.as_ref().map(RecordId::as_str),
        source: source_body(&copy.source),
        span: copy.span.map(span_body),
    }
}

fn span_body(span: Span) -> SpanBody {
    SpanBody {
        start: span.start(),
        end: span.end(),
    }
}

/// A publication date's shape.
pub(crate) fn published_body(published: PublishedDate) -> PublishedBody {
    PublishedBody {
        date: published.date.to_string(),
        precision: published.precision.as_str(),
        basis: published.basis.as_str(),
    }
}

fn source_body(source: &Source) -> SourceBody<'_> {
    SourceBody {
        id: source.id.as_str(),
        title: text(source.title.as_ref()),
        publisher: text(source.publisher.as_ref()),
        url: text(source.url.as_ref()),
        media_type: &source.media_type,
        published: source.published.map(published_body),
        retrieved: source.retrieved.map(|date| date.to_string()),
        sha256: source.sha256.as_str(),
        rights: source.rights.as_str(),
    }
}

fn text(text: Option<&Text>) -> Option<&str> {
    text.map(Text::as_str)
}

#[cfg(test)]
mod tests {
    use search::HighlightField;

    use super::*;

    #[test]
    fn ranges_are_counted_in_code_points() {
        // å is two bytes; the face is four bytes and two units of UTF-16.
        let text = "få 😀 svår";
        let highlight = Highlight {
            field: HighlightField::Title,
            text: text.to_owned(),
            ranges: vec![0..3, 9..14],
            cut_before: false,
            cut_after: false,
        };
        let body = highlight_body(&highlight);
        assert_eq!(body.ranges, [[0, 2], [5, 9]]);
        let marked: Vec<String> = body
            .ranges
            .iter()
            .map(|[start, end]| text.chars().skip(*start).take(end - start).collect())
            .collect();
        assert_eq!(marked, ["få", "svår"]);
    }
}
