//! The sidecar of a document.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    fuzz::parse("documents/x.txt", b"En app om allt\n\nText.", Some(bytes));
});
