//! PDF files, read by a process that is held to limits.

#![cfg(feature = "pdf")]
#![expect(
    clippy::unwrap_used,
    reason = "helpers that are not tests themselves unwrap, too"
)]

mod booklet;

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use booklet::{Line, of_answers, of_text};
use ingest::{Options, Parsed, PdfReader, parse_file};
use records::Kind;
use vocabulary::Vocabulary;

fn options() -> Options {
    Options {
        pdf_reader: Some(PdfReader {
            program: PathBuf::from(env!("CARGO_BIN_EXE_read-pdf")),
            arguments: Vec::new(),
        }),
        ..Options::new(jiff::civil::date(2026, 6, 1))
    }
}

fn parse_with(bytes: &[u8], options: &Options) -> Parsed {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("haftet.pdf");
    fs::write(&path, bytes).unwrap();
    parse_file(&path, Vocabulary::embedded(), options)
}

fn parse(bytes: &[u8]) -> Parsed {
    parse_with(bytes, &options())
}

/// The first diagnostic of a file that gives no record.
#[track_caller]
fn check_refused(bytes: &[u8], rule: &str, message: &str) {
    let parsed = parse(bytes);
    assert_eq!(parsed.records, []);
    let diagnostic = &parsed.diagnostics[0];
    assert_eq!((diagnostic.rule.as_str()), rule, "{diagnostic}");
    assert!(diagnostic.message.contains(message), "{diagnostic}");
}

const NAMES: &[&str] = &[
    "Arvika kommun",
    "Bjuvs kommun",
    "Dals-Eds kommun",
    "Emmaboda kommun",
    "Fagersta kommun",
    "Gnesta kommun",
    "Hofors kommun",
    "Karlsborgs kommun",
    "Laholms kommun",
    "Malung-Sälens kommun",
    "Nordmalings kommun",
    "Oxelösunds kommun",
];

const INFO: &str = "<< /Title (Tolv kommuner) /CreationDate (D:20140612090000Z) >>";

#[test]
fn a_booklet_in_two_columns_is_read_column_by_column() {
    let parsed = parse(&of_answers(NAMES, Some(INFO)));
    let article = parsed
        .records
        .iter()
        .find(|record| record.part_of.is_none())
        .unwrap_or_else(|| panic!("{:?}", parsed.diagnostics));
    let statements: Vec<_> = (parsed.records.iter())
        .filter(|record| record.kind == Kind::Statement)
        .collect();
    assert_eq!(statements.len(), NAMES.len());
    for statement in statements {
        let (effect, lessons) = (statement.effect.as_ref(), statement.lessons.as_ref());
        assert!(effect.unwrap().contains("halverats"), "{}", statement.title);
        assert!(
            lessons.unwrap().contains("börja smått"),
            "{}",
            statement.title
        );
    }
    let text = article.text.as_ref().unwrap().as_str();
    let mut rest = text;
    let mut missing = Vec::new();
    for name in NAMES {
        match rest.find(name) {
            Some(at) => rest = &rest[at..],
            None => missing.push(*name),
        }
    }
    assert_eq!(missing, &[] as &[&str], "{text}");
    // Words that a line's end parted are whole, and the heads and numbers of pages are gone.
    let words = [
        "ärendehantering",
        "förvaltningen",
        "Handläggningstiden",
        "invånarna",
        "medarbetarna",
    ];
    for word in words {
        assert_eq!(text.matches(word).count(), NAMES.len(), "{word}: {text}");
    }
    assert!(!text.contains("berättar 2014"), "{text}");
    assert_eq!(article.source.media_type, "application/pdf");
    let published = article.source.published.unwrap();
    assert_eq!(published.date.to_string(), "2014-06-12");
    assert_eq!(article.title.as_str(), "Tolv kommuner");
    // Without a title of its own the file is known by the head of its pages.
    let parsed = parse(&of_answers(NAMES, None));
    let titles: Vec<&str> = parsed
        .records
        .iter()
        .filter(|record| record.part_of.is_none())
        .map(|record| record.title.as_str())
        .collect();
    assert_eq!(titles, ["Kommunerna berättar 2014"]);
}

#[test]
fn columns_may_be_drawn_row_by_row() {
    let by_column = parse(&of_answers(NAMES, Some(INFO)));
    let by_row = parse(&booklet::of_answers_by_row(NAMES, Some(INFO)));
    let texts = |parsed: &Parsed| -> Vec<_> {
        let texts = parsed.records.iter().map(|record| record.text.clone());
        texts.collect()
    };
    assert_eq!(texts(&by_row), texts(&by_column));
}

#[test]
fn the_items_of_a_list_stand_on_lines_of_their_own() {
    let mut page = booklet::PageSetter::new(&[50]);
    page.line(20, "Tre steg i Tierp");
    page.gap();
    page.line(
        10,
        "Tierps kommun har bytt ut sina pappersblanketter mot e-tjänster i tre steg:",
    );
    page.gap();
    // The bullet of the fonts that Windows had.
    for item in [
        "Först bygglov och anmälan om eldstad",
        "Sedan ansökan om förskola",
        "Sist larm",
    ] {
        page.line(10, &format!("\u{95} {item}"));
    }
    page.gap();
    page.line(
        10,
        "Nästa år kommer resten, och då stängs den gamla kassan för gott.",
    );
    let parsed = parse(&of_text(&[page.lines], &[], ""));
    let text = parsed.records[0].text.as_ref().unwrap();
    assert_eq!(
        text.as_str(),
        "Tierps kommun har bytt ut sina pappersblanketter mot e-tjänster i tre steg:\n\n\
         Först bygglov och anmälan om eldstad\nSedan ansökan om förskola\nSist larm\n\n\
         Nästa år kommer resten, och då stängs den gamla kassan för gott."
    );
    assert_eq!(parsed.records[0].title.as_str(), "Tre steg i Tierp");
}

#[test]
fn without_a_process_to_read_it_a_pdf_is_told_of() {
    let none = Options::new(jiff::civil::date(2026, 6, 1));
    let parsed = parse_with(&of_answers(NAMES, None), &none);
    assert_eq!(parsed.diagnostics[0].rule, "no-pdf-reader");
    let missing = Options {
        pdf_reader: Some(PdfReader {
            program: PathBuf::from("no/such/program"),
            arguments: Vec::new(),
        }),
        ..none
    };
    let parsed = parse_with(&of_answers(NAMES, None), &missing);
    assert_eq!(parsed.diagnostics[0].rule, "pdf-limit");
}

#[test]
fn what_is_no_text_is_told_by_its_cause() {
    check_refused(b"Inte alls", "unsupported-media-type", "does not begin");
    check_refused(
        b"%PDF-1.4\nInte mer",
        "broken-pdf",
        "no PDF that can be read",
    );
    let whole = of_answers(NAMES, None);
    check_refused(&whole[..60], "broken-pdf", "no PDF that can be read");
    check_refused(
        &of_text(&[Vec::new()], &[], ""),
        "no-text",
        "the file holds no text",
    );
    let picture = "<< /Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray \
                   /BitsPerComponent 8 /Length 4 >>\nstream\nabcd\nendstream";
    let page = b"q 595 0 0 842 0 0 cm /I1 Do Q".to_vec();
    let scanned = booklet::file(&[page], "", &[picture.to_owned()], "");
    check_refused(&scanned, "no-text", "pictures without text");
    let encrypted = of_text(
        &[vec![Line {
            x: 50,
            y: 700,
            size: 10,
            text: "Hemligt".to_owned(),
        }]],
        &[],
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A> \
         /U <28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A> >> /ID [<00> <00>]",
    );
    check_refused(
        &encrypted,
        "encrypted",
        "accepted: a PDF that opens without a password",
    );
}

/// A stream of so many bytes when unpacked, all the same.
fn deflated(byte: u8, kilobytes: usize) -> Vec<u8> {
    // Blocks of fixed codes: one literal, then copies of 258 bytes from one byte back.
    let mut bits: Vec<u8> = Vec::new();
    let mut held = (0_u64, 0_u32);
    let mut put = |value: u64, count: u32, bits: &mut Vec<u8>| {
        held.0 |= value << held.1;
        held.1 += count;
        while held.1 >= 8 {
            bits.push(held.0.to_le_bytes()[0]);
            held.0 >>= 8;
            held.1 -= 8;
        }
    };
    let reversed = |code: u64, count: u32| (0..count).fold(0, |r, at| r << 1 | (code >> at & 1));
    bits.extend([0x78, 0x9c]);
    put(0b011, 3, &mut bits);
    put(reversed(0x30 + u64::from(byte), 8), 8, &mut bits);
    for _ in 0..kilobytes * 4 {
        put(reversed(0b1100_0101, 8), 8, &mut bits);
        put(0, 5, &mut bits);
    }
    put(0, 7, &mut bits);
    put(0, 8, &mut bits);
    bits
}

#[test]
fn a_file_that_unpacks_without_end_is_stopped() {
    let start = Instant::now();
    // Eight pages of 400 MB each, in a file of three.
    let pages: Vec<Vec<u8>> = (0..8).map(|_| deflated(b' ', 400_000)).collect();
    let parsed = parse(&booklet::file(&pages, " /Filter /FlateDecode", &[], ""));
    assert_eq!(parsed.records, []);
    assert_eq!(parsed.diagnostics.len(), 1, "{:?}", parsed.diagnostics);
    println!("{} after {:?}", parsed.diagnostics[0], start.elapsed());
    assert!(start.elapsed() < Duration::from_secs(40));
}

/// Found by fuzzing: room is made for every point of a letter's size.
#[cfg(target_os = "linux")]
#[test]
fn letters_without_end_are_stopped() {
    let start = Instant::now();
    let line = |size| Line {
        x: 50,
        y: 700,
        size,
        text: "Kommunerna berättar om sitt arbete".to_owned(),
    };
    let lines = vec![line(10), line(111_111_112), line(10)];
    let parsed = parse(&of_text(&[lines], &[], ""));
    assert!(!parsed.records.is_empty() || !parsed.diagnostics.is_empty());
    assert!(start.elapsed() < Duration::from_secs(40));
}

#[test]
fn a_damaged_file_gives_a_record_or_a_diagnostic() {
    let whole = of_answers(&NAMES[..2], Some(INFO));
    for step in 1..12 {
        let mut damaged = whole.clone();
        for at in (step * 13..damaged.len()).step_by(97 * step) {
            damaged[at] = damaged[at]
                .wrapping_mul(31)
                .wrapping_add(u8::try_from(step).unwrap());
        }
        damaged[..5].copy_from_slice(b"%PDF-");
        let parsed = parse(&damaged);
        assert!(!parsed.records.is_empty() || !parsed.diagnostics.is_empty());
    }
    for cut in (100..whole.len()).step_by(whole.len() / 8) {
        let parsed = parse(&whole[..cut]);
        assert!(!parsed.records.is_empty() || !parsed.diagnostics.is_empty());
    }
}
