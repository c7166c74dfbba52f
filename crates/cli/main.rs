//! `exempelbank`: from a corpus of examples to answers.
//!
//! Glue alone: each subcommand is a file that turns arguments into calls of the libraries and
//! their results into output. Data goes to standard output, talk to standard error.

mod args;
mod check;
mod eval;
mod ingest;
mod output;
mod parse;
mod peers;
mod progress;
mod search;
mod serve;
mod similar;
mod suggest;

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;

use crate::args::{Args, Command};

/// An answer is made of thousands of small texts, by threads beside each other.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Done, and there was something to show.
const DONE: u8 = 0;
/// Done, but nothing was found or a check failed.
const NOTHING: u8 = 1;
/// It could not be done.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let args = Args::parse();
    if let Command::ReadPdf = args.command {
        // Its output is read by the program that started it, so nothing else may write to it.
        return ::ingest::pdf_child_main();
    }
    if let Err(error) = args.log.start() {
        return report(&error);
    }
    let result = match args.command {
        Command::Ingest(args) => ingest::run(&args),
        Command::Parse(args) => parse::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Search(args) => search::run(&args),
        Command::Suggest(args) => suggest::run(&args),
        Command::Similar(args) => similar::run(&args),
        Command::Peers(args) => peers::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::ReadPdf => Ok(DONE),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        // Whoever read our output has read enough: `exempelbank parse … | head` is no failure.
        Err(error) if output::is_broken_pipe(&error) => ExitCode::from(DONE),
        Err(error) => report(&error),
    }
}

/// Tells on standard error why it could not be done, with every cause.
fn report(error: &anyhow::Error) -> ExitCode {
    let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
    output::talk(&format!("error: {}", causes.join(": ")));
    ExitCode::from(FAILED)
}
