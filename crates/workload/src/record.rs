//! One made-up record.

use records::{
    Area, Completeness, Confidence, DatedYear, Kind, Language, MunicipalityCode, MunicipalityRef,
    MunicipalityRole, Outcome, OutcomeKind, Record, Rights, Sha256Hex, Source, Status, Text,
    ThemeBasis, ThemeRef, Voice, Year, YearBasis,
};
use vocabulary::Vocabulary;

use crate::random::Random;
use crate::words::Words;

/// The years that records are about.
const YEARS: (usize, usize) = (2001, 2025);

/// The record with a number, whose words come from a row of random numbers.
pub(crate) fn record(number: u32, words: &Words, random: &mut Random) -> Record {
    let vocabulary = Vocabulary::embedded();
    let mut summary = None;
    if random.chance(80) {
        summary = sentences(words, random, 2);
    }
    let paragraphs: Vec<String> = (0..random.between(1, 3))
        .filter_map(|_| sentences(words, random, 3))
        .map(String::from)
        .collect();
    let mut record = Record {
        // Eight digits, so that order by id is order by number.
        id: parsed(&format!("r{number:08}")),
        kind: *random.pick(&[
            Kind::Initiative,
            Kind::Initiative,
            Kind::Statement,
            Kind::Article,
        ]),
        part_of: None,
        title: sentence(words, random, 4, 9),
        summary,
        text: Text::from_trimmed(&paragraphs.join("\n\n")),
        question: None,
        status: *random.pick(Status::ALL),
        partners: Vec::new(),
        same_initiative: Vec::new(),
        effect: random.chance(50).then(|| sentence(words, random, 8, 18)),
        lessons: random.chance(40).then(|| sentence(words, random, 8, 16)),
        municipalities: municipalities(vocabulary, random),
        counties: Vec::new(),
        outcomes: Vec::new(),
        year: random.chance(95).then(|| DatedYear {
            value: year(random),
            basis: YearBasis::Stated,
        }),
        themes: themes(vocabulary, random),
        area: random.chance(60).then(|| *random.pick(Area::ALL)),
        language: if random.chance(97) {
            Language::SWEDISH
        } else {
            parsed("en")
        },
        voice: *random.pick(Voice::ALL),
        quotes: Vec::new(),
        editor_note: None,
        also_published: Vec::new(),
        source: Source {
            id: parsed(&format!("s{number:08}")),
            title: Some(sentence(words, random, 3, 6)),
            publisher: Some(sentence(words, random, 1, 2)),
            url: Text::from_trimmed(&format!("https://example.org/{number}")),
            path: format!("made-up/{number}.md"),
            media_type: "text/markdown".to_owned(),
            published: None,
            retrieved: None,
            sha256: Sha256Hex::from_bytes([0; 32]),
            rights: Rights::Full,
        },
        span: None,
        completeness: Completeness::of(&[]),
    };
    if random.chance(5)
        && let Some(first) = record.municipalities.first()
    {
        record.outcomes.push(Outcome {
            edition: year(random),
            award: parsed("Priset"),
            code: first.code,
            outcome: *random.pick(OutcomeKind::ALL),
            wording: None,
            span: None,
        });
    }
    record.completeness = record.measure_completeness();
    record
}

/// A value whose written form is right.
fn parsed<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().expect("it is written as such values are")
}

fn year(random: &mut Random) -> Year {
    parsed(&random.between(YEARS.0, YEARS.1).to_string())
}

/// One sentence with so many words.
fn sentence(words: &Words, random: &mut Random, fewest: usize, most: usize) -> Text {
    let mut text = String::new();
    words.run(random.between(fewest, most), random, &mut text);
    Text::from_trimmed(&capitalised(&text)).expect("a sentence has a word")
}

/// Some sentences.
fn sentences(words: &Words, random: &mut Random, count: usize) -> Option<Text> {
    let all: Vec<String> = (0..count)
        .map(|_| format!("{}.", sentence(words, random, 7, 16)))
        .collect();
    Text::from_trimmed(&all.join(" "))
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

/// Mostly one subject, the large municipalities more often, now and then a partner or a mention.
fn municipalities(vocabulary: &Vocabulary, random: &mut Random) -> Vec<MunicipalityRef> {
    let all = vocabulary.register.municipalities();
    let mut found: Vec<MunicipalityRef> = Vec::new();
    let roles = [
        MunicipalityRole::Subject,
        MunicipalityRole::Partner,
        MunicipalityRole::Mentioned,
    ];
    for (role, per_cent) in roles.into_iter().zip([95, 10, 15]) {
        if !random.chance(per_cent) {
            continue;
        }
        // The square of a share: the first of a shuffled register come up most.
        let place = random.below(all.len()).min(random.below(all.len()));
        // A step that shares no factor with 290 visits them all, in no order of size or place.
        let code: MunicipalityCode = all[place * 67 % all.len()].code;
        if found.iter().all(|one| one.code != code) {
            found.push(MunicipalityRef {
                code,
                role,
                mention: None,
            });
        }
    }
    found
}

/// One to three themes, now and then none.
fn themes(vocabulary: &Vocabulary, random: &mut Random) -> Vec<ThemeRef> {
    let all = vocabulary.thesaurus.themes();
    let mut found: Vec<ThemeRef> = Vec::new();
    let count = if random.chance(97) {
        random.between(1, 3)
    } else {
        0
    };
    for _ in 0..count {
        let id = &random.pick(all).id;
        if found.iter().all(|one| one.id != *id) {
            found.push(ThemeRef {
                id: id.clone(),
                basis: ThemeBasis::Curated,
                confidence: Confidence::CERTAIN,
            });
        }
    }
    found
}
