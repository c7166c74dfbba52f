//! Plain text as it was saved.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    fuzz::parse("documents/x.txt", bytes, None);
});
