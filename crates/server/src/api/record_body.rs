//! From what may be shown of a record to its shape in an answer.

use records::{AlsoPublished, MunicipalityCode, PublishedDate, Source, Span, Text};
use search::{Evidence, Facet, Highlight};
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
pub(crate) fn hit_body(hit: &ShownHit, lang: Lang, vocabulary: &Vocabulary) -> HitBody {
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

fn evidence_body(evidence: &Evidence, lang: Lang) -> EvidenceBody {
    let reason = &evidence.reason;
    EvidenceBody {
        explanation: (lang.messages().reason)(reason),
        typed: reason.typed.clone(),
        sought: reason.sought.clone(),
        mended: reason.mended.map(|mend| mend.as_str().to_owned()),
        other_word: reason.other_word.map(|kind| kind.as_str().to_owned()),
        how: reason.how.as_str().to_owned(),
        place: reason.place.as_str().to_owned(),
        share: rounded(evidence.share),
    }
}

/// A highlight's shape: its ranges in code points.
fn highlight_body(highlight: &Highlight) -> HighlightBody {
    HighlightBody {
        field: highlight.field.as_str().to_owned(),
        ranges: highlight
            .ranges
            .iter()
            .map(|range| code_points(&highlight.text, range))
            .collect(),
        text: highlight.text.clone(),
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
pub(crate) fn record_body(record: &ShownRecord, lang: Lang, vocabulary: &Vocabulary) -> RecordBody {
    let text = |text: &Option<Text>| text.as_ref().map(ToString::to_string);
    RecordBody {
        id: record.id.to_string(),
        kind: record.kind.to_string(),
        part_of: record.part_of.as_ref().map(ToString::to_string),
        title: record.title.to_string(),
        summary: text(&record.summary),
        text: text(&record.text),
        excerpts: record
            .excerpts()
            .iter()
            .map(|excerpt| ExcerptBody {
                field: excerpt.field.as_str().to_owned(),
                text: excerpt.text.clone(),
            })
            .collect(),
        question: text(&record.question),
        status: record.status.to_string(),
        partners: record.partners.iter().map(ToString::to_string).collect(),
        same_initiatives: record
            .same_initiative
            .iter()
            .map(|other| SameInitiativeBody {
                id: other.id.to_string(),
                reason: other.reason.to_string(),
            })
            .collect(),
        effect: text(&record.effect),
        lessons: text(&record.lessons),
        municipalities: record
            .municipalities
            .iter()
            .map(|municipality| {
                let NamedCode { code, name } = named(municipality.code, vocabulary);
                let (role, mention) = (municipality.role.to_string(), text(&municipality.mention));
                MunicipalityRefBody {
                    code,
                    name,
                    role,
                    mention,
                }
            })
            .collect(),
        counties: record
            .counties
            .iter()
            .map(|code| NamedCode {
                code: code.to_string(),
                name: Some(label(Facet::County, &code.to_string(), lang, vocabulary)),
            })
            .collect(),
        outcomes: record
            .outcomes
            .iter()
            .map(|outcome| OutcomeBody {
                edition: outcome.edition.number(),
                award: outcome.award.to_string(),
                code: outcome.code.to_string(),
                outcome: outcome.outcome.to_string(),
                wording: text(&outcome.wording),
            })
            .collect(),
        year: record.year.map(|year| YearBody {
            value: year.value.number(),
            basis: year.basis.to_string(),
        }),
        themes: record
            .themes
            .iter()
            .map(|theme| ThemeRefBody {
                id: theme.id.to_string(),
                label: label(Facet::Theme, theme.id.as_str(), lang, vocabulary),
                basis: theme.basis.to_string(),
                confidence: theme.confidence.share(),
            })
            .collect(),
        area: record.area.map(|area| area.to_string()),
        language: record.language.to_string(),
        voice: record.voice.to_string(),
        quotes: record
            .quotes
            .iter()
            .map(|quote| QuoteBody {
                text: quote.text.to_string(),
                role: text(&quote.role),
            })
            .collect(),
        editor_note: text(&record.editor_note),
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

fn copy_body(copy: &AlsoPublished) -> AlsoPublishedBody {
    AlsoPublishedBody {
        id: copy.id.to_string(),
        part_of: copy.part_of.as_ref().map(ToString::to_string),
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
        precision: published.precision.to_string(),
        basis: published.basis.to_string(),
    }
}

fn source_body(source: &Source) -> SourceBody {
    let text = |text: &Option<Text>| text.as_ref().map(ToString::to_string);
    SourceBody {
        id: source.id.to_string(),
        title: text(&source.title),
        publisher: text(&source.publisher),
        url: text(&source.url),
        media_type: source.media_type.clone(),
        published: source.published.map(published_body),
        retrieved: source.retrieved.map(|date| date.to_string()),
        sha256: source.sha256.to_string(),
        rights: source.rights.to_string(),
    }
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
