//! PDF files, in this process: the guarded one holds them to limits that the fuzzer has itself.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    assert!(ingest::pdf_answer(bytes).starts_with(['{', '"']));
});
