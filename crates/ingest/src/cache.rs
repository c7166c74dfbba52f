//! What was parsed before, so that a file that did not change is not parsed again.
//!
//! An entry is a file named by the digest of all that its content depends on: the bytes of the file
//! and its sidecar, its path, the vocabulary, and the program itself. Its first line is the digest
//! of the rest; an entry that is damaged is none.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use jiff::civil::Date;
use records::{Diagnostic, Record, Sha256Hex};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::file::{File, written};
use crate::rule;

/// Rules whose diagnostics may be others the next time though nothing changed: time goes on, and a
/// process may have more room.
const PASSING: &[&str] = &[rule::FUTURE_DATE, rule::NO_PDF_READER, rule::PDF_LIMIT];

const ENDING: &str = "json";

/// A folder of entries.
#[derive(Debug)]
pub(crate) struct Cache {
    folder: PathBuf,
    /// The digest of the vocabulary and the program.
    reader: String,
    /// The entries that were read or written: all others are of files that changed or are gone.
    used: Mutex<BTreeSet<String>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    /// The day it was parsed on. A date that was refused on an earlier one may not be refused now,
    /// one that was accepted stays so.
    today: Date,
    records: Vec<Record>,
    diagnostics: Vec<Diagnostic>,
}

impl Cache {
    /// # Errors
    /// When the folder is not there and cannot be made.
    pub(crate) fn open(folder: &Path, vocabulary: &str) -> std::io::Result<Self> {
        fs::create_dir_all(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
            reader: format!("{} {vocabulary}", env!("INGEST_SOURCES")),
            used: Mutex::default(),
        })
    }

    /// The name of a file's entry.
    pub(crate) fn name(&self, file: &File<'_>) -> String {
        let mut digest = Sha256::new();
        let path = written(file.path);
        let sidecar = file.sidecar.as_deref();
        for part in [
            self.reader.as_bytes(),
            path.as_bytes(),
            file.sha256.as_str().as_bytes(),
            &[u8::from(sidecar.is_some())],
            sidecar.unwrap_or_default(),
        ] {
            digest.update(part.len().to_le_bytes());
            digest.update(part);
        }
        format!("{}.{ENDING}", hex(digest))
    }

    /// What an entry holds, if it is there and whole.
    pub(crate) fn get(&self, name: &str, today: Date) -> Option<(Vec<Record>, Vec<Diagnostic>)> {
        let text = fs::read_to_string(self.folder.join(name)).ok()?;
        let (sum, rest) = text.split_once('\n')?;
        if sum != hex(Sha256::new_with_prefix(rest)) {
            return None;
        }
        let entry: Entry = serde_json::from_str(rest).ok()?;
        if entry.today > today {
            return None;
        }
        self.keep(name);
        Some((entry.records, entry.diagnostics))
    }

    /// Writes an entry, unless it may not hold the next time. What cannot be written is parsed
    /// again.
    pub(crate) fn put(
        &self,
        name: &str,
        today: Date,
        records: &[Record],
        diagnostics: &[Diagnostic],
    ) {
        let passes = |diagnostic: &Diagnostic| PASSING.contains(&diagnostic.rule.as_str());
        if diagnostics.iter().any(passes) {
            return;
        }
        let entry = Entry {
            today,
            records: records.to_vec(),
            diagnostics: diagnostics.to_vec(),
        };
        let Ok(rest) = serde_json::to_string(&entry) else {
            return;
        };
        let sum = hex(Sha256::new_with_prefix(&rest));
        // Another process may read the folder now: an entry appears whole or not at all.
        let new = self.folder.join(format!("{name}.{}", std::process::id()));
        let written = fs::write(&new, format!("{sum}\n{rest}"))
            .and_then(|()| fs::rename(&new, self.folder.join(name)));
        if written.is_err() {
            let _ = fs::remove_file(&new);
        }
        self.keep(name);
    }

    fn keep(&self, name: &str) {
        if let Ok(mut used) = self.used.lock() {
            used.insert(name.to_owned());
        }
    }

    /// Removes the entries that were not used. Whatever else is in the folder stays.
    pub(crate) fn prune(self) {
        let used = self.used.into_inner().unwrap_or_default();
        let Ok(entries) = fs::read_dir(&self.folder) else {
            return;
        };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let Some(name) = name.to_str() else { continue };
            let is_entry = name
                .split_once('.')
                .is_some_and(|(stem, ending)| stem.parse::<Sha256Hex>().is_ok() && is_ours(ending));
            if is_entry && !used.contains(name) {
                // An entry that stays is in nobody's way.
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// Whether a name ends as an entry does, or one that was being written when its process ended. One
/// that is still being written by another is parsed again the next time.
fn is_ours(ending: &str) -> bool {
    let writer = ending.strip_prefix(ENDING);
    writer.is_some_and(|writer| {
        writer.is_empty()
            || writer
                .strip_prefix('.')
                .is_some_and(|process| process.parse::<u32>().is_ok())
    })
}

fn hex(digest: Sha256) -> String {
    Sha256Hex::from_bytes(digest.finalize().into()).to_string()
}
