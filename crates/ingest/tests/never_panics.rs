//! Whatever a file holds, reading it ends in records and diagnostics.

#![expect(
    clippy::unwrap_used,
    reason = "helpers that are not tests themselves unwrap, too"
)]

use std::fs;

use ingest::{Options, Parsed, parse_file};
use proptest::prelude::*;
use vocabulary::Vocabulary;

const OPTIONS: Options = Options::new(jiff::civil::date(2026, 6, 1));

fn parse(name: &str, bytes: &[u8], sidecar: Option<&[u8]>) -> Parsed {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    if let Some(sidecar) = sidecar {
        fs::write(folder.path().join(format!("{name}.toml")), sidecar).unwrap();
    }
    parse_file(&path, Vocabulary::embedded(), &OPTIONS)
}

/// A file that gives no record says why.
fn check(name: &str, bytes: &[u8]) {
    let parsed = parse(name, bytes, None);
    assert!(!parsed.records.is_empty() || !parsed.diagnostics.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_as_any_kind_of_file(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        for name in ["x.md", "x.html", "x.txt", "x.pdf", "x"] {
            check(name, &bytes);
        }
        let framed = [b"---\n".as_slice(), &bytes, b"\n---\n", &bytes].concat();
        check("x.md", &framed);
    }

    #[test]
    fn any_text_as_any_kind_of_file(text in any::<String>()) {
        for name in ["x.md", "x.html", "x.txt"] {
            check(name, text.as_bytes());
        }
        parse("x.txt", "En text om något".as_bytes(), Some(text.as_bytes()));
    }

    #[test]
    fn pieces_of_front_matter(
        lines in "((title|kind|year|themes|source|outcomes|voice|municipalities)?: ?(\\[|\\{|- |>-|&a|\\*a|!!x|2019|Nacka|\"|'|\n|\t| |\\]|\\}|å){0,4}\n){0,8}"
    ) {
        check("x.md", format!("---\n{lines}---\nText\n").as_bytes());
    }

    #[test]
    fn pieces_of_pages(
        page in "(<(html|body|main|article|p|li|td|h1|br|title|meta|script|div|/p|/main|!--)( (id|class|lang|role|hidden)=?[a-z\"']{0,6})?>|ord|&amp;|&#x0;|\n){0,40}"
    ) {
        check("x.html", page.as_bytes());
    }
}

#[test]
fn marks_without_words_are_told_of() {
    for marks in [
        "?",
        "- .\n\n-",
        "• \n• !",
        "(\n\n)",
        "\u{301}",
        ". .",
        "|?|",
    ] {
        for name in ["x.txt", "x.html", "x.md"] {
            check(name, marks.as_bytes());
        }
    }
}

/// Found by the fuzz target of the linker.
#[test]
fn a_name_may_go_on_over_the_end_of_a_line() {
    let text = "Kungsbacka samt från 2013 \n-  ,  Lidingö stad Sveriges IT-kommun 2013 års \
                Göteborgsregionen Sveriges DigitaliseringsKommun i Kungsbacka 2013 Kungsbacka \
                utsågs till Kungsbacka \n kommun \n är Tidigare vinnare är Lidingö stad";
    check("x.txt", text.as_bytes());
}

#[test]
fn deep_nesting_does_not_exhaust_the_stack() {
    for open in ["[", "{", "- ", "? ", "a: "] {
        let deep = open.repeat(10_000);
        check("x.md", format!("---\ntitle: {deep}\n---\n").as_bytes());
        check("x.md", format!("---\n{deep}\n---\n").as_bytes());
    }
    check(
        "x.md",
        format!("---\ntitle: a\n---\n{}", "> ".repeat(5_000)).as_bytes(),
    );
    check("x.html", "<div><b>".repeat(200_000).as_bytes());
    let json = format!(
        "<script type=\"application/ld+json\">{}</script>ord",
        "[".repeat(10_000)
    );
    check("x.html", json.as_bytes());
    parse(
        "x.txt",
        b"En text om allt",
        Some(format!("a = {}", "[".repeat(10_000)).as_bytes()),
    );
}
