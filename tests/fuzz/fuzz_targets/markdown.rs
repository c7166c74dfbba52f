//! Markdown, as a document and as an example with front matter.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    fuzz::parse("documents/x.md", bytes, None);
    let framed = [b"---\n".as_slice(), bytes, b"\n---\nText\n"].concat();
    fuzz::parse("x.md", &framed, None);
});
