//! Documents as they were retrieved, to article records and those of their parts.

use std::ops::Range;

use records::{
    Completeness, DateBasis, DatePrecision, Kind, MunicipalityCode, MunicipalityRef,
    MunicipalityRole, OutcomeKind, PublishedDate, Record, RecordId, Rights, Sha256Hex, Source,
    SourceId, Span, Status, Text, parse_date, slugify,
};
use sha2::{Digest, Sha256};
use vocabulary::Vocabulary;

use crate::file::File;
use crate::findings::Findings;
use crate::read::{BlockKind, Composed, Metadata, Reading, compose, sidecar};
use crate::{Options, extract, link, read, rule};

/// A composed title is cut after the last word within so many characters.
const COMPOSED_TITLE_LEN: usize = 90;

/// So many digits of a digest are an id.
const DIGEST_LEN: usize = 12;

/// A document with everything that linking looks at.
pub(crate) struct Document {
    /// The normalised text: every span is a place in it.
    pub(crate) text: String,
    pub(crate) title: Text,
    /// Where the title stands in the text, if it does.
    pub(crate) title_span: Option<Range<usize>>,
    /// The text below the title.
    pub(crate) body: Range<usize>,
    /// Where headings below the title stand.
    pub(crate) headings: Vec<Range<usize>>,
    /// The blocks below the title, and where each stands.
    pub(crate) blocks: Vec<(BlockKind, Range<usize>)>,
    /// The title was made from the first sentence.
    pub(crate) is_composed: bool,
    pub(crate) metadata: Metadata,
    pub(crate) partial_date: Option<String>,
}

impl Document {
    /// A document that is a text without a title.
    #[cfg(test)]
    pub(crate) fn of_text(text: &str, publisher: Option<Text>) -> Self {
        let block = (BlockKind::Paragraph, 0..text.len());
        Self {
            text: text.to_owned(),
            title: composed_title(text).expect("a test's text has words"),
            title_span: None,
            body: 0..text.len(),
            headings: Vec::new(),
            blocks: vec![block],
            is_composed: true,
            metadata: Metadata {
                publisher,
                ..Metadata::default()
            },
            partial_date: None,
        }
    }

    pub(crate) fn body(&self) -> &str {
        &self.text[self.body.clone()]
    }
}

/// Reads a document and the sidecar beside it. What the sidecar says goes before what the
/// document says about itself.
pub(crate) fn read(
    file: &File<'_>,
    vocabulary: &Vocabulary,
    options: &Options,
    findings: &mut Findings,
) -> Option<Vec<Record>> {
    let metadata = sidecar::read(file, options.today, findings);
    let reading = read::document(file, vocabulary, options, findings)?;
    let stem = file.stem();
    let slug = slugify(&stem)
        .or_else(|| slug_of_digest(&stem))
        .unwrap_or_default();
    let (Ok(id), Ok(record_id)) = (slug.parse::<SourceId>(), slug.parse::<RecordId>()) else {
        let message = format!("the name `{stem}` has no letter or digit to make an id of");
        findings.error(rule::BAD_FILE_NAME, message);
        return None;
    };
    let document = document(reading, metadata, options, findings)?;
    Some(records(
        file,
        (id, record_id),
        &document,
        vocabulary,
        options,
        findings,
    ))
}

/// An id for a name in letters that have no likeness in ASCII, from the name alone.
fn slug_of_digest(name: &str) -> Option<String> {
    if !name.contains(char::is_alphanumeric) {
        return None;
    }
    let digest = Sha256Hex::from_bytes(Sha256::digest(name.as_bytes()).into()).to_string();
    Some(format!("file-{}", digest.get(..DIGEST_LEN)?))
}

fn document(
    reading: Reading,
    sidecar: Metadata,
    options: &Options,
    findings: &mut Findings,
) -> Option<Document> {
    let Composed { text, places } = compose(&reading.blocks);
    if text.is_empty() {
        findings.error(rule::NO_TEXT, "the file holds no text");
        return None;
    }
    if reading.publisher_guessed
        && sidecar.publisher.is_none()
        && let Some(publisher) = &reading.metadata.publisher
    {
        let message = format!("`{publisher}`, a line above the title, is taken for the publisher");
        findings.info(rule::PUBLISHER_GUESSED, message);
    }
    let given_title = sidecar.title.clone();
    let mut metadata = sidecar.or(reading.metadata);
    metadata.published = metadata
        .published
        .or_else(|| date_in_address(metadata.url.as_deref()?))
        .filter(|published| {
            let is_past = published.date <= options.today;
            if !is_past {
                let message = format!("date `{}` has not come yet", published.date);
                findings.warning(rule::FUTURE_DATE, message);
            }
            is_past
        });

    if let Some(date) = &reading.bad_date {
        let message =
            format!("there is no day `{date}`; it is not taken for the date of publication");
        findings.warning(rule::IMPOSSIBLE_DATE, message);
    }
    if reading.is_small_part {
        findings.warning(
            rule::SMALL_PART,
            "what the page marks as its main text is less than a third of its words; the rest is left out",
        );
    }
    let title_place = reading.title_block.map(|at| places[at].1.clone());
    // A heading that is not the title that the sidecar gives says something of its own.
    let heading_kept = reading.title_block.filter(|at| {
        let heading = &text[places[*at].1.clone()];
        given_title.is_some_and(|given| !is_same_title(&given, heading))
    });
    let after_title = heading_kept.unwrap_or(reading.title_block.map_or(0, |at| at + 1));
    let first = reading.text_above.unwrap_or(after_title).min(after_title);
    let body_start = places
        .get(first)
        .map_or(text.len(), |(_, place)| place.start);
    let body = if body_start < text.len() {
        body_start..text.len()
    } else {
        0..text.len()
    };
    let found = title_place
        .as_ref()
        .and_then(|place| Text::from_trimmed(&text[place.clone()]));
    let stated = metadata.title.clone().or(found);
    let is_composed = stated.is_none();
    let title = match stated {
        Some(title) => title,
        None => {
            let Some(title) = composed_title(&text[body.clone()]) else {
                findings.error(rule::NO_TEXT, "the file holds no words");
                return None;
            };
            findings.info(
                rule::COMPOSED_TITLE,
                format!("the document has no title; its first words are taken: `{title}`"),
            );
            title
        }
    };
    let blocks: Vec<_> = if body.start == body_start {
        let is_title = |at: &usize| reading.title_block == Some(*at) && heading_kept.is_none();
        (places.into_iter().enumerate().skip(first))
            .filter(|(at, _)| !is_title(at))
            .map(|(_, place)| place)
            .collect()
    } else {
        places
    };
    Some(Document {
        title_span: title_place.filter(|place| text[place.clone()] == *title.as_str()),
        title,
        headings: blocks
            .iter()
            .filter(|(kind, _)| kind.is_heading())
            .map(|(_, place)| place.clone())
            .collect(),
        blocks,
        body,
        text,
        is_composed,
        metadata,
        partial_date: reading.partial_date,
    })
}

/// Whether a heading says what a title does, but for case, marks and a site's name after the title.
fn is_same_title(title: &str, heading: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (title, heading) = (words(title), words(heading));
    title == heading || title.starts_with(&heading)
}

/// The record of the document as a whole, and those of its parts.
fn records(
    file: &File<'_>,
    (id, record_id): (SourceId, RecordId),
    document: &Document,
    vocabulary: &Vocabulary,
    options: &Options,
    findings: &mut Findings,
) -> Vec<Record> {
    let metadata = &document.metadata;
    let places = link::municipalities::find(document, vocabulary, findings);
    let year = link::years::find(document, &places, vocabulary, options.today, findings);
    let mut municipalities =
        link::municipalities::roles(document, &places, year.as_ref(), vocabulary);
    municipalities.sort_by_key(|municipality| municipality.role != MunicipalityRole::Subject);
    if municipalities.is_empty() {
        findings.warning(rule::NO_MUNICIPALITY, "the document names no municipality");
    }
    let themes = link::themes::find(document, vocabulary, findings);
    let area = themes
        .first()
        .and_then(|theme| vocabulary.thesaurus.theme(&theme.id))
        .map(|theme| theme.area);
    let language = link::language::find(document, findings);
    let voice = link::voice::find(document, vocabulary, findings);
    let subjects: Vec<MunicipalityCode> = municipalities
        .iter()
        .filter(|municipality| municipality.role == MunicipalityRole::Subject)
        .map(|municipality| municipality.code)
        .collect();
    let publisher = link::municipalities::publisher(document, vocabulary);
    let found = extract::find(
        document,
        &subjects,
        publisher,
        year.as_ref(),
        vocabulary,
        findings,
    );
    let is_told = link::municipalities::is_told(document, &places, vocabulary);
    if !is_told {
        let edition = year.as_ref().and_then(|year| year.edition);
        let winners: Vec<MunicipalityCode> = (found.outcomes.iter())
            .filter(|outcome| Some(outcome.edition) == edition)
            .filter(|outcome| outcome.outcome == OutcomeKind::Winner)
            .map(|outcome| outcome.code)
            .collect();
        link::municipalities::settle(&mut municipalities, found.owners(), &winners);
    }
    // A name that is also a word is sure at the head of a part.
    for code in found.owners() {
        if municipalities.iter().all(|known| known.code != code) {
            municipalities.push(MunicipalityRef {
                code,
                role: if is_told {
                    MunicipalityRole::Mentioned
                } else {
                    MunicipalityRole::Subject
                },
                mention: None,
            });
        }
    }
    municipalities.sort_by_key(|municipality| municipality.role != MunicipalityRole::Subject);
    let mut article = Record {
        id: record_id,
        kind: Kind::Article,
        part_of: None,
        title: document.title.clone(),
        summary: None,
        text: Text::from_trimmed(document.body()),
        question: None,
        status: Status::Unknown,
        partners: Vec::new(),
        same_initiative: Vec::new(),
        effect: None,
        lessons: None,
        municipalities,
        counties: Vec::new(),
        outcomes: found.outcomes,
        year: year.map(|year| year.dated),
        themes,
        area,
        language,
        voice,
        quotes: found.quotes,
        editor_note: None,
        source: Source {
            id,
            title: Some(document.title.clone()).filter(|_| !document.is_composed),
            publisher: metadata.publisher.clone(),
            url: metadata.url.clone(),
            path: findings.path().to_owned(),
            media_type: file.media_type.as_str().to_owned(),
            published: metadata.published,
            retrieved: metadata.retrieved,
            sha256: file.sha256.clone(),
            // Somebody else's text, until a sidecar says otherwise.
            rights: metadata.rights.unwrap_or(Rights::Excerpt),
        },
        span: Span::new(document.body.start, document.body.end).ok(),
        also_published: Vec::new(),
        completeness: Completeness::of(&[]),
    };
    article.completeness = article.measure_completeness();
    let mut records = extract::records(&article, document, &found.segments, vocabulary);
    records.insert(0, article);
    records
}

/// The first sentence, cut after a word where it is long; `None` where there is no word.
pub(crate) fn composed_title(text: &str) -> Option<Text> {
    let line = text
        .lines()
        .find(|line| line.contains(char::is_alphanumeric))?;
    let line = line.trim_start_matches(['-', '•', ' ', '.', '!', '?']);
    let sentence = line
        .match_indices(['.', '!', '?'])
        .find(|(at, _)| line[at + 1..].starts_with(' ') || at + 1 == line.len())
        .map_or(line, |(at, mark)| {
            if mark == "." {
                &line[..at]
            } else {
                &line[..=at]
            }
        });
    if sentence.chars().count() <= COMPOSED_TITLE_LEN {
        return Text::from_trimmed(sentence);
    }
    let mut cut = String::new();
    for word in sentence.split(' ') {
        if cut.chars().count() + word.chars().count() > COMPOSED_TITLE_LEN {
            break;
        }
        cut.push_str(word);
        cut.push(' ');
    }
    if cut.is_empty() {
        // One word longer than a title.
        cut = sentence.chars().take(COMPOSED_TITLE_LEN).collect();
    }
    Text::from_trimmed(&format!("{} …", cut.trim_end().trim_end_matches(',')))
}

/// The date in an address such as `https://bladet.example/2019/05/29/en-app`.
fn date_in_address(url: &str) -> Option<PublishedDate> {
    let path = url.split("://").nth(1)?.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split('/').collect();
    let day = parts
        .windows(3)
        .find_map(|parts| parse_date(&parts.join("-")).ok());
    let (date, precision) = day
        .or_else(|| {
            parts
                .iter()
                .find_map(|part| parse_date(part.get(..10)?).ok())
        })
        .or_else(|| {
            parts
                .windows(2)
                .find_map(|parts| parse_date(&parts.join("-")).ok())
        })
        .filter(|(_, precision)| *precision != DatePrecision::Year)?;
    Some(PublishedDate {
        date,
        precision,
        basis: DateBasis::Url,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_the_first_sentence_cut_at_a_word() {
        let title = |text: &str| composed_title(text).unwrap().to_string();
        assert_eq!(
            title("Det gick bra. Sedan gick det bättre."),
            "Det gick bra"
        );
        assert_eq!(title("- Hur gick det? Bra."), "Hur gick det?");
        assert_eq!(title("...\n. Bra. Tack."), "Bra");
        assert_eq!(composed_title("- \n?"), None);
        assert_eq!(title("Version 2.0 är här"), "Version 2.0 är här");
        assert_eq!(title(&"å".repeat(200)), format!("{} …", "å".repeat(90)));
        let long = title(&"ord ".repeat(50));
        assert!(
            long.ends_with("ord …") && long.chars().count() <= 92,
            "{long}"
        );
    }

    #[test]
    fn an_address_tells_its_date() {
        for (url, date) in [
            ("https://a.example/2019/05/29/en-app", Some("2019-05-29")),
            ("https://a.example/2019/05/en-app", Some("2019-05-01")),
            (
                "https://a.example/2018-01-19/en-app?x=2020/01/01",
                Some("2018-01-19"),
            ),
            ("https://a.example/kungsbacka-2020", None),
            ("https://a.example/2020", None),
            ("a.example", None),
        ] {
            let found = date_in_address(url).map(|found| found.date.to_string());
            assert_eq!(found.as_deref(), date, "{url}");
        }
    }
}
