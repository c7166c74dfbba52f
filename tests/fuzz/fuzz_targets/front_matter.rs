//! The front matter of an example: any bytes between the two marks, and pieces that its fields look
//! for, put together as the bytes say.

#![no_main]

/// Fields, values and the signs of YAML.
const PIECES: &[&str] = &[
    "title: ", "kind: ", "status: ", "voice: ", "municipalities: ", "counties: ", "year: ",
    "year_basis: ", "themes: ", "effect: ", "lessons: ", "partners: ", "outcomes: ", "source: ",
    "url: ", "published: ", "retrieved: ", "publisher: ", "rights: ", "edition: ", "outcome: ",
    "initiative", "in_use", "press", "stated", "winner", "open-data", "Nacka", "Kungsbacka",
    "2019", "2019-05-29", "2999", "https://a.example/b", "full", "\n", "\n  ", "\n  - ", "\n- ",
    "[", "]", "{", "}", ", ", ": ", "- ", "\"", "'", "|\n  ", ">-\n  ", "&a ", "*a", "!!str ", "# ",
    "~", "null", "\t", "---\n", "? ", "% ", "@", "`", "\u{feff}", "\u{85}", "å",
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let framed = [b"---\n".as_slice(), bytes, b"\n---\nText\n"].concat();
    fuzz::parse("x.md", &framed, None);
    let pieces: String = bytes
        .iter()
        .filter_map(|byte| PIECES.get(usize::from(*byte) % PIECES.len()))
        .copied()
        .collect();
    fuzz::parse("x.md", format!("---\n{pieces}\n---\nText\n").as_bytes(), None);
});
