//! What a generation holds and what it was made with.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use analysis::Analyzer;
use records::Sha256Hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use vocabulary::Vocabulary;

use crate::IndexError;

/// The format of a generation. Raised whenever a file in it changes its meaning.
pub const FORMAT_VERSION: u32 = 4;

/// What a generation holds and what it was made with; written last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The format; checked before anything else.
    pub format_version: u32,
    /// The generation's id.
    pub generation: String,
    /// The version of the program that wrote it.
    pub program: String,
    /// When it was built, as RFC 3339 has it.
    pub built_at: String,
    /// The fingerprint of the analyzer.
    pub analyzer: String,
    /// The fingerprint of the vocabulary.
    pub vocabulary: String,
    /// How many records it holds.
    pub records: usize,
    /// How many diagnostics it holds, by severity.
    pub diagnostics: BTreeMap<String, usize>,
    /// The digest of `records.jsonl`: the corpus as it was understood.
    pub corpus_sha256: Sha256Hex,
    /// Every other file, by its path below the generation, with its size and checksum.
    pub files: BTreeMap<String, FileMark>,
}

/// What a file must be like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileMark {
    /// Its size.
    pub bytes: u64,
    /// Its CRC-32 (IEEE).
    pub crc32: u32,
}

/// The one field of a manifest that every format has.
#[derive(Deserialize)]
struct Version {
    format_version: u32,
}

impl FileMark {
    /// The mark of a file as it is.
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        // Opening a pipe would wait for a writer that never comes.
        if !std::fs::metadata(path)?.is_file() {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "is no plain file",
            ));
        }
        let mut file = File::open(path)?;
        let mut hasher = crc32fast::Hasher::new();
        let mut buffer = vec![0; 256 * 1024];
        let mut bytes = 0;
        loop {
            match file.read(&mut buffer)? {
                0 => break,
                count => {
                    hasher.update(&buffer[..count]);
                    bytes += count as u64;
                }
            }
        }
        Ok(Self {
            bytes,
            crc32: hasher.finalize(),
        })
    }
}

impl Manifest {
    /// The manifest of a generation whose files are not listed yet.
    pub(crate) fn of(
        records: usize,
        diagnostic_lines: &[u8],
        built_at: &str,
        corpus_sha256: Sha256Hex,
    ) -> Self {
        let analyzer = Analyzer::fingerprint();
        let vocabulary = Vocabulary::embedded().fingerprint().to_owned();
        let program = env!("CARGO_PKG_VERSION").to_owned();
        // The id is a digest of all that the generation's contents depend on.
        let mut hasher = Sha256::new();
        for input in [
            FORMAT_VERSION.to_string().as_bytes(),
            program.as_bytes(),
            analyzer.as_bytes(),
            vocabulary.as_bytes(),
            corpus_sha256.as_str().as_bytes(),
            diagnostic_lines,
        ] {
            hasher.update((input.len() as u64).to_le_bytes());
            hasher.update(input);
        }
        let digest = Sha256Hex::from_bytes(hasher.finalize().into());
        Self {
            format_version: FORMAT_VERSION,
            generation: digest.as_str()[..16].to_owned(),
            program,
            built_at: built_at.to_owned(),
            analyzer,
            vocabulary,
            records,
            diagnostics: BTreeMap::new(),
            corpus_sha256,
            files: BTreeMap::new(),
        }
    }

    /// Reads the manifest of a generation and checks that this program can use it.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] when it is missing or no manifest, [`IndexError::OtherFormat`] and
    /// [`IndexError::OtherFingerprint`] when it was made by another program.
    pub(crate) fn read(root: &Path, folder: &Path) -> Result<Self, IndexError> {
        let path = folder.join("manifest.json");
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(IndexError::damaged(path, "is missing"));
            }
            Err(source) => return Err(IndexError::io("read", path)(source)),
        };
        let no_manifest = |error: serde_json::Error| {
            IndexError::damaged(&path, format!("is no manifest: {error}"))
        };
        let Version { format_version } = serde_json::from_slice(&bytes).map_err(no_manifest)?;
        if format_version != FORMAT_VERSION {
            return Err(IndexError::OtherFormat {
                root: root.to_owned(),
                found: format_version,
                expected: FORMAT_VERSION,
            });
        }
        let manifest: Self = serde_json::from_slice(&bytes).map_err(no_manifest)?;
        let analyzer = Analyzer::fingerprint();
        let vocabulary = Vocabulary::embedded().fingerprint();
        for (what, found, expected) in [
            ("analyzer", &manifest.analyzer, analyzer.as_str()),
            ("vocabulary", &manifest.vocabulary, vocabulary),
        ] {
            if found != expected {
                return Err(IndexError::OtherFingerprint {
                    root: root.to_owned(),
                    what,
                    found: found.clone(),
                    expected: expected.to_owned(),
                });
            }
        }
        Ok(manifest)
    }

    /// Checks every file of the generation against its mark.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] with the first file that is missing, longer, shorter or different.
    pub(crate) fn verify(&self, folder: &Path) -> Result<(), IndexError> {
        for (name, expected) in &self.files {
            let path = folder.join(name);
            let found = match FileMark::of(&path) {
                Ok(found) => found,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    return Err(IndexError::damaged(path, "is missing"));
                }
                Err(source) => return Err(IndexError::io("read", path)(source)),
            };
            if found.bytes != expected.bytes {
                let reason = format!("has {} bytes instead of {}", found.bytes, expected.bytes);
                return Err(IndexError::damaged(path, reason));
            }
            if found.crc32 != expected.crc32 {
                return Err(IndexError::damaged(path, "does not match its checksum"));
            }
        }
        Ok(())
    }
}
