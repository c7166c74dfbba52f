//! `exempelbank parse`: the records of files as JSON Lines.

use std::io::Write;

use ingest::parse_file;
use vocabulary::Vocabulary;

use crate::args::Parse;
use crate::output::{data, talk};
use crate::progress::options;
use crate::{DONE, NOTHING};

pub(crate) fn run(args: &Parse) -> anyhow::Result<u8> {
    let options = options();
    let mut out = data();
    let mut code = DONE;
    for path in &args.files {
        let parsed = parse_file(path, Vocabulary::embedded(), &options);
        records::write_jsonl(&parsed.records, &mut out)?;
        // Together with the file's records, for whoever sees both on one terminal.
        out.flush()?;
        for diagnostic in &parsed.diagnostics {
            talk(&diagnostic.to_string());
        }
        if parsed.records.is_empty() {
            code = NOTHING;
        }
    }
    Ok(code)
}
