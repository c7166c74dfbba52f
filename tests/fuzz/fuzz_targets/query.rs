//! The parser of queries: what it reads is written back as a query that is read as the same.

#![no_main]

use search::{Query, QueryError};
use vocabulary::Vocabulary;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let vocabulary = Vocabulary::embedded();
    let Ok(query) = Query::parse(text, vocabulary) else {
        return;
    };
    let written = query.to_text(vocabulary);
    match Query::parse(&written, vocabulary) {
        Ok(again) => assert_eq!(again.to_text(vocabulary), written),
        // What is written may be longer than what was read.
        Err(QueryError::TooLong(_) | QueryError::TooManyTerms(_)) => {}
    }
});
