//! The parser of queries: what it reads is written back as a query that is read as the same.

#![no_main]

use search::Query;
use vocabulary::Vocabulary;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let vocabulary = Vocabulary::embedded();
    let Ok(query) = Query::parse(text, vocabulary) else {
        return;
    };
    let written = query.to_text(vocabulary);
    // What is written may be longer than what was read, but is never refused for anything else.
    if let Ok(again) = Query::parse(&written, vocabulary) {
        assert_eq!(again.to_text(vocabulary), written);
    }
});
