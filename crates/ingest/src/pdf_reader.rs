//! The guarded process that reads PDF files, and how it is asked.
//!
//! The format is large and its parsers are young: a file made with ill will may take all memory or
//! all time, and only a process can be held to limits of both. The file goes in on standard input,
//! the [`Answer`] comes out on standard output as JSON.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use jiff::civil::Date;
use records::{DateBasis, DatePrecision, PublishedDate, Text};
use serde::{Deserialize, Serialize};

use crate::findings::Findings;
use crate::read::{Block, BlockKind, Metadata, Reading};
use crate::rule;

/// A page takes a hundredth of a second. What takes longer than this will hardly end.
const TIME_LIMIT: Duration = Duration::from_secs(20);

/// The most memory that the process may ask for, in bytes. A booklet of text takes some tens of
/// megabytes, its pictures are not unpacked; every file that is read at once may take as much.
const MEMORY_LIMIT: u64 = 1024 * 1024 * 1024;

/// The longest answer, in bytes. All text of the largest file that is read is shorter.
const MAX_ANSWER_BYTES: u64 = 64 * 1024 * 1024;

/// The title stands among so many blocks at the start of the file.
const TITLE_WITHIN: usize = 5;

/// How often it is looked whether the process has ended.
const PATIENCE: Duration = Duration::from_millis(5);

/// The program that reads PDF files, apart from the one that asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfReader {
    /// The program: most often the one that asks, itself.
    pub program: PathBuf,
    /// Its arguments. With them it is to call [`pdf_child_main`] and nothing else.
    pub arguments: Vec<String>,
}

/// What the process has read, or why it could not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Answer {
    Text(PdfText),
    /// It takes a password to read the file.
    Encrypted,
    /// The pages are pictures.
    Scanned,
    /// The file is no PDF, or too damaged to tell.
    Broken(String),
    /// The program was built without a reader.
    NoReader,
}

/// The text of a PDF file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PdfText {
    pub(crate) title: Option<String>,
    /// What stands at the top of every page.
    pub(crate) head: Option<String>,
    pub(crate) created: Option<Date>,
    pub(crate) blocks: Vec<Block>,
    /// The pages that are in the file but could not be read.
    pub(crate) lost_pages: usize,
}

/// What the guarded process does: it limits itself, reads one PDF file from standard input, and
/// answers on standard output.
///
/// A program calls it when it is started as its own [`PdfReader`], before it does anything else.
pub fn pdf_child_main() -> ExitCode {
    // Without limits there is still the parent's clock.
    let _ = rlimit::Resource::AS.set(MEMORY_LIMIT, MEMORY_LIMIT);
    let seconds = TIME_LIMIT.as_secs();
    let _ = rlimit::Resource::CPU.set(seconds, seconds);
    // A crash is told by the parent; what it left would fill the disk.
    let _ = rlimit::Resource::CORE.set(0, 0);
    let mut bytes = Vec::new();
    let answered = io::stdin()
        .read_to_end(&mut bytes)
        .map_err(serde_json::Error::io)
        .and_then(|_| serde_json::to_writer(io::stdout().lock(), &answer(&bytes)));
    match answered.and_then(|()| io::stdout().flush().map_err(serde_json::Error::io)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// The text of a PDF file, read here and now. For tests: nothing guards against what is in it.
#[doc(hidden)]
pub fn pdf_answer(bytes: &[u8]) -> String {
    serde_json::to_string(&answer(bytes)).unwrap_or_default()
}

#[cfg(feature = "pdf")]
fn answer(bytes: &[u8]) -> Answer {
    crate::read::pdf::read(bytes)
}

#[cfg(not(feature = "pdf"))]
fn answer(_: &[u8]) -> Answer {
    Answer::NoReader
}

/// Has a PDF file read, and tells what stands in the way.
pub(crate) fn read(
    bytes: &[u8],
    reader: Option<&PdfReader>,
    findings: &mut Findings,
) -> Option<Reading> {
    let Some(reader) = reader else {
        let message = "no program is given that reads PDF files in a process of its own";
        findings.error(rule::NO_PDF_READER, message);
        return None;
    };
    let (rule, message) = match ask(reader, bytes, TIME_LIMIT) {
        Ok(Answer::Text(text)) => {
            if text.lost_pages > 0 {
                let message = format!("{} pages cannot be read; they are lost", text.lost_pages);
                findings.warning(rule::BROKEN_PDF, message);
            }
            return Some(reading(text));
        }
        Ok(Answer::Encrypted) => (
            rule::ENCRYPTED,
            "the file is encrypted; accepted: a PDF that opens without a password".to_owned(),
        ),
        Ok(Answer::Scanned) => (
            rule::NO_TEXT,
            "the pages are pictures without text; accepted: a PDF with text in it".to_owned(),
        ),
        Ok(Answer::Broken(fault)) => (
            rule::BROKEN_PDF,
            format!("no PDF that can be read: {fault}"),
        ),
        Ok(Answer::NoReader) => (
            rule::NO_PDF_READER,
            "this program was built without the feature `pdf`".to_owned(),
        ),
        Err(fault) => (rule::PDF_LIMIT, fault),
    };
    findings.error(rule, message);
    None
}

/// The title is the one that the file gives itself, else its first heading, if it begins with one
/// that no other is on a level with, else the head of its pages.
fn reading(text: PdfText) -> Reading {
    let own = text.title.as_deref().and_then(clean);
    let level_of = |at: usize| match text.blocks[at].kind {
        BlockKind::Heading { level: Some(level) } => Some(level),
        _ => None,
    };
    let title_block = (0..text.blocks.len().min(TITLE_WITHIN))
        .find(|at| text.blocks[*at].kind.is_heading())
        .filter(|at| match &own {
            Some(own) => own.to_lowercase() == text.blocks[*at].text.to_lowercase(),
            None => {
                *at == 0
                    && level_of(0).is_some()
                    && (1..text.blocks.len())
                        .all(|other| level_of(other) > level_of(0) || level_of(other).is_none())
            }
        });
    let headed = title_block.and_then(|at| Text::from_trimmed(&text.blocks[at].text));
    let head = text.head.as_deref().and_then(clean);
    Reading {
        title_block,
        metadata: Metadata {
            title: headed.or(own).or(head),
            published: text.created.map(|date| PublishedDate {
                date,
                precision: DatePrecision::Day,
                basis: DateBasis::Metadata,
            }),
            ..Metadata::default()
        },
        blocks: text.blocks,
        ..Reading::default()
    }
}

fn clean(title: &str) -> Option<Text> {
    Text::from_trimmed(&analysis::normalise(title))
}

/// Starts the process and waits for its answer, but no longer than the limit.
fn ask(reader: &PdfReader, bytes: &[u8], limit: Duration) -> Result<Answer, String> {
    let mut child = Command::new(&reader.program)
        .args(&reader.arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("the PDF reader cannot be started: {error}"))?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    thread::scope(|scope| {
        // It may end before it has read all, and never read at all: both are told by its end.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(bytes)));
        let answer = scope.spawn(move || {
            let mut answer = Vec::new();
            let read = stdout.map(|out| out.take(MAX_ANSWER_BYTES).read_to_end(&mut answer));
            read.and_then(Result::ok).map(|_| answer)
        });
        let ended = wait(&mut child, limit);
        let answer = answer.join().ok().flatten().unwrap_or_default();
        ended?;
        serde_json::from_slice(&answer).map_err(|_| {
            format!(
                "the PDF reader gave up: the file takes more than {} MiB of memory, or breaks it",
                MEMORY_LIMIT / 1024 / 1024
            )
        })
    })
}

fn wait(child: &mut Child, limit: Duration) -> Result<(), String> {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(_)) => return Ok(()),
            Ok(None) if start.elapsed() < limit => thread::sleep(PATIENCE),
            other => {
                // Whether it could be ended or had just done so by itself is one to us.
                let _ = child.kill();
                let _ = child.wait();
                return Err(match other {
                    Err(error) => format!("the PDF reader cannot be waited for: {error}"),
                    Ok(_) => format!(
                        "reading the file takes longer than {} seconds",
                        limit.as_secs_f32()
                    ),
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of a process that does not do what it should, with a file of some length.
    fn told(program: &str, arguments: &[&str], limit: Duration) -> String {
        let reader = PdfReader {
            program: PathBuf::from(program),
            arguments: arguments.iter().map(ToString::to_string).collect(),
        };
        let start = Instant::now();
        // More than a pipe holds: whoever does not read it must not be waited for.
        let fault = ask(&reader, &vec![b' '; 1 << 20], limit).unwrap_err();
        assert!(start.elapsed() < Duration::from_secs(30), "{program}");
        fault
    }

    #[test]
    fn a_process_that_does_not_answer_is_stopped() {
        let late = "reading the file takes longer than 0.3 seconds";
        let short = Duration::from_millis(300);
        assert_eq!(told("sleep", &["60"], short), late);
        assert_eq!(
            told("sh", &["-c", "cat >/dev/null; sleep 60 >/dev/null"], short),
            late
        );
        // These end by themselves or write too much, however slow the machine is just now. An
        // answer without end is cut off, too.
        let long = Duration::from_mins(1);
        for program in ["true", "false", "yes"] {
            assert!(told(program, &[], long).starts_with("the PDF reader gave up"));
        }
        assert!(told("sh", &["-c", "kill -9 $$"], long).starts_with("the PDF reader gave up"));
        assert!(told("no/such", &[], long).starts_with("the PDF reader cannot be started"));
    }
}
