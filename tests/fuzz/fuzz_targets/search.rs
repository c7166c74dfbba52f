//! The whole search over made-up records: every query has an answer or is over a named limit.

#![no_main]

use std::sync::LazyLock;

use search::Engine;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| fuzz::engine(&workload::Workload::new(1).records(60).collect::<Vec<_>>()));

libfuzzer_sys::fuzz_target!(|query: &str| {
    fuzz::ask(&ENGINE, query);
});
