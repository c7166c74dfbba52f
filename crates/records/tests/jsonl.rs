//! What a file of records promises: what is written is read back, and what is no record is
//! refused by line.

#![expect(
    clippy::unwrap_used,
    reason = "a strategy that cannot build its value must stop the test"
)]

use proptest::prelude::*;
use records::{
    AlsoPublished, Area, Completeness, Confidence, DatedYear, Kind, Language, MunicipalityRef,
    MunicipalityRole, Outcome, OutcomeKind, Quote, Record, Rights, SameInitiative, Sha256Hex,
    Source, Span, Status, Text, ThemeBasis, ThemeRef, Voice, Year, YearBasis, read_jsonl,
    write_jsonl,
};

fn text() -> impl Strategy<Value = Text> {
    "\\PC{0,20}[a-zåäö\"\\\\{}\u{1F600}]\\PC{0,20}".prop_map(|text| text.parse().unwrap())
}

prop_compose! {
    fn record()(
        id in "[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}",
        title in text(),
        summary in proptest::option::of(text()),
        partners in proptest::collection::vec(text(), 0..3),
        code in 0u16..10000,
        year in proptest::option::of(1950u64..2100),
        share in 0.0f64..=1.0,
        (start, len) in (0usize..1000, 0usize..1000),
        kind in proptest::sample::select(Kind::ALL),
        status in proptest::sample::select(Status::ALL),
        voice in proptest::sample::select(Voice::ALL),
        area in proptest::option::of(proptest::sample::select(Area::ALL)),
        per_cent in 0u8..=100,
    ) -> Record {
        let span = Span::new(start, start + len).unwrap();
        let code = format!("{code:04}").parse().unwrap();
        let source = Source {
            id: id.parse().unwrap(),
            title: Some(title.clone()),
            publisher: None,
            url: None,
            path: "corpus/x.md".to_owned(),
            media_type: "text/markdown".to_owned(),
            published: None,
            retrieved: None,
            sha256: Sha256Hex::from_bytes([7; 32]),
            rights: Rights::Full,
        };
        Record {
            id: id.parse().unwrap(),
            kind,
            part_of: None,
            text: summary.clone(),
            question: None,
            status,
            partners,
            same_initiative: vec![SameInitiative { id: id.parse().unwrap(), reason: title.clone() }],
            effect: None,
            lessons: summary.clone(),
            municipalities: vec![MunicipalityRef {
                code,
                role: MunicipalityRole::Subject,
                mention: summary.clone(),
            }],
            counties: vec![code.county()],
            outcomes: vec![Outcome {
                edition: Year::MIN,
                award: title.clone(),
                code,
                outcome: OutcomeKind::Winner,
                wording: None,
                span: Some(span),
            }],
            year: year.map(|year| DatedYear {
                value: year.try_into().unwrap(),
                basis: YearBasis::Inferred,
            }),
            themes: vec![ThemeRef {
                id: "open-data".parse().unwrap(),
                basis: ThemeBasis::Terms,
                confidence: Confidence::try_from(share).unwrap(),
            }],
            area,
            language: Language::SWEDISH,
            voice,
            quotes: vec![Quote { text: title.clone(), role: None, span: None }],
            editor_note: None,
            also_published: vec![AlsoPublished {
                id: id.parse().unwrap(),
                part_of: None,
                source: source.clone(),
                span: Some(span),
            }],
            source,
            span: Some(span),
            completeness: Completeness::try_from(per_cent).unwrap(),
            title,
            summary,
        }
    }
}

fn written(records: &[Record]) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_jsonl(records, &mut bytes).unwrap();
    bytes
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(records in proptest::collection::vec(record(), 0..4)) {
        let bytes = written(&records);
        prop_assert_eq!(bytes.split_inclusive(|byte| *byte == b'\n').count(), records.len());
        let read: Vec<Record> = read_jsonl(bytes.as_slice()).map(Result::unwrap).collect();
        prop_assert_eq!(read, records);
    }

    #[test]
    fn any_bytes_are_records_or_errors(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for item in read_jsonl(bytes.as_slice()) {
            prop_assert!(item.is_err());
        }
    }

    #[test]
    fn a_record_that_lost_or_gained_a_field_is_refused(record in record()) {
        let whole: serde_json::Value = serde_json::to_value(&record).unwrap();
        let fields: Vec<String> = whole.as_object().unwrap().keys().cloned().collect();
        // A field that may be null may also be left out; every other must be there.
        for field in fields.iter().filter(|field| !whole[field.as_str()].is_null()) {
            let mut empty = whole.clone();
            empty[field.as_str()] = serde_json::Value::String(String::new());
            prop_assert!(serde_json::from_value::<Record>(empty).is_err(), "{} as \"\"", field);
        }
        let mut more = whole;
        more["colour"] = "blue".into();
        prop_assert!(serde_json::from_value::<Record>(more).is_err());
    }
}

#[test]
fn a_faulty_line_is_named_and_the_rest_is_read() {
    let bytes = b"\n{\"id\": 3}\n\xff\n";
    let messages: Vec<String> = read_jsonl(bytes.as_slice())
        .map(|item| item.unwrap_err().to_string())
        .collect();
    assert_eq!(messages, ["line 2 is not a record", "cannot read line 3"]);
}
