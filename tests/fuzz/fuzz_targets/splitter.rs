//! Words, their stems, parts and pieces in any text, by a lexicon of the same text.

#![no_main]

use analysis::{Analyzer, Chain, Lexicon, Tongue};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let text = analysis::normalise(text);
    let analyzer = Analyzer::with(Lexicon::of_texts([text.as_ref()]));
    let chains = [Chain::Main, Chain::Parts, Chain::Ngram, Chain::Exact, Chain::Pairs];
    for chain in chains.into_iter().chain(Tongue::ALL.iter().map(|tongue| Chain::In(*tongue))) {
        let mut position = 0;
        for token in analyzer.tokens(chain, &text) {
            assert!(text.get(token.start..token.end).is_some_and(|word| !word.is_empty()), "{token:?}");
            assert!(!token.text.is_empty() && token.position >= position, "{token:?}");
            position = token.position;
        }
    }
});
