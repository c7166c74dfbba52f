//! Writes made-up records or questions as JSON Lines.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use workload::{Kind, Workload};

/// What every bench and every table uses.
const SEED: u64 = 1;

/// How many questions of each kind.
const QUESTIONS: usize = 200;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    let workload = Workload::new(SEED);
    let written = match words.as_slice() {
        ["records", count] if count.parse::<u32>().is_ok() => {
            let count = count.parse().unwrap_or_default();
            workload
                .records(count)
                .try_for_each(|record| writeln!(out, "{}", records::to_line(&record)))
        }
        ["questions"] => Kind::ALL
            .iter()
            .flat_map(|kind| workload.questions(*kind).take(QUESTIONS))
            .try_for_each(|question| {
                serde_json::to_writer(&mut out, &question)?;
                writeln!(out)
            }),
        _ => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "usage: workload records COUNT | workload questions",
        )),
    };
    match written.and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::from(2)
        }
    }
}
