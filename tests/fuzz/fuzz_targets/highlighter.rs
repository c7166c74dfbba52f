//! What is marked in any text, asked for by any query: the first line is the query, the rest the text.

#![no_main]

use records::Text;

libfuzzer_sys::fuzz_target!(|input: &str| {
    let (query, text) = input.split_once('\n').unwrap_or((input, input));
    let mut records: Vec<_> = workload::Workload::new(1).records(1).collect();
    for record in &mut records {
        record.text = Text::from_trimmed(text);
        record.effect = Text::from_trimmed(query);
    }
    fuzz::ask(&fuzz::engine(&records), query);
});
