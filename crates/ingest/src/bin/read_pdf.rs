//! Reads one PDF file from standard input, within limits, and answers on standard output.

use std::process::ExitCode;

fn main() -> ExitCode {
    ingest::pdf_child_main()
}
