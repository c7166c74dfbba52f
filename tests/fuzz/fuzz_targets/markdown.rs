//! Markdown as a document; the front matter of an example has a target of its own.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    fuzz::parse("documents/x.md", bytes, None);
});
