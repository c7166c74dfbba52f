//! Pages a second on one core, from bytes to records.

#![expect(
    clippy::unwrap_used,
    reason = "a fixture that is not there must stop the bench"
)]

#[path = "../tests/booklet/mod.rs"]
mod booklet;

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use divan::Bencher;
use divan::counter::ItemsCount;
use ingest::{Options, PdfReader, parse_bytes};
use vocabulary::Vocabulary;

fn main() {
    divan::main();
}

fn options() -> Options {
    Options {
        pdf_reader: Some(PdfReader {
            program: PathBuf::from(env!("CARGO_BIN_EXE_read-pdf")),
            arguments: Vec::new(),
        }),
        ..Options::new(jiff::civil::date(2026, 6, 1))
    }
}

/// The files in a folder of fixtures with an ending.
fn files(folder: &str, ending: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let bytes = fs::read(&path).unwrap();
            (path, bytes)
        })
        .collect()
}

fn read(bencher: Bencher<'_, '_>, files: &[(PathBuf, Vec<u8>)]) {
    let (options, vocabulary) = (options(), Vocabulary::embedded());
    bencher
        .counter(ItemsCount::new(files.len()))
        .bench_local(|| {
            for (path, bytes) in files {
                black_box(parse_bytes(path, bytes, None, vocabulary, &options));
            }
        });
}

/// Web pages with furniture: a short news item each.
#[divan::bench]
fn html_pages(bencher: Bencher<'_, '_>) {
    read(bencher, &files("pages", "html"));
}

/// The floor of the two: the same pages, parsed into a tree and nothing else.
#[divan::bench]
fn html_pages_parsed_only(bencher: Bencher<'_, '_>) {
    let files = files("pages", "html");
    bencher
        .counter(ItemsCount::new(files.len()))
        .bench_local(|| {
            for (_, bytes) in &files {
                let page = String::from_utf8_lossy(bytes);
                black_box(scraper::Html::parse_document(&page));
            }
        });
}

/// A page of 300 KB: one text after another.
#[divan::bench]
fn html_long_page(bencher: Bencher<'_, '_>) {
    let (path, page) = files("pages", "html").swap_remove(0);
    let page = String::from_utf8(page).unwrap();
    let body = page.find("<p class").unwrap()..page.find("</article>").unwrap();
    let long = page.replace(&page[body.clone()], &page[body].repeat(150));
    read(bencher, &[(path, long.into_bytes())]);
}

/// Plain text as it was saved.
#[divan::bench]
fn text_documents(bencher: Bencher<'_, '_>) {
    read(bencher, &files("documents", "txt"));
}

const NAMES: [&str; 40] = ["Arvika kommun"; 40];

/// A booklet of ten pages; an item is a page. In this process.
#[divan::bench]
fn pdf_pages_parsed(bencher: Bencher<'_, '_>) {
    let booklet = booklet::of_answers(&NAMES, None);
    bencher
        .counter(ItemsCount::new(10_usize))
        .bench_local(|| black_box(ingest::pdf_answer(&booklet)));
}

/// The floor: the same pages by the crate that reads them, and nothing else.
#[cfg(feature = "pdf")]
#[divan::bench]
fn pdf_pages_parsed_only(bencher: Bencher<'_, '_>) {
    let booklet = booklet::of_answers(&NAMES, None);
    bencher.counter(ItemsCount::new(10_usize)).bench_local(|| {
        let options = unpdf::ParseOptions::new().lenient().sequential();
        black_box(unpdf::parse_bytes_with_options(&booklet, options))
    });
}

/// The same from bytes to records, by the guarded process.
#[divan::bench]
fn pdf_pages_read(bencher: Bencher<'_, '_>) {
    let (options, vocabulary) = (options(), Vocabulary::embedded());
    let booklet = booklet::of_answers(&NAMES, None);
    bencher.counter(ItemsCount::new(10_usize)).bench_local(|| {
        black_box(parse_bytes(
            Path::new("documents/x.pdf"),
            &booklet,
            None,
            vocabulary,
            &options,
        ))
    });
}
