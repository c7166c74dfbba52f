//! Web pages: any bytes, through decoding, parsing, metadata and the search for the main text.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    fuzz::parse("documents/x.html", bytes, None);
});
