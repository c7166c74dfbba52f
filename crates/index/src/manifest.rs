//! What a generation holds and what it was made with.

use std::collections::BTreeMap;
use std::path::Path;

use analysis::Analyzer;
use records::Sha256Hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use vocabulary::Vocabulary;

use crate::file::{self, FileMark};
use crate::generation::SEAL;
use crate::{Current, IndexError, worth};

/// The format of a generation. Raised whenever a file in it changes its meaning.
pub const FORMAT_VERSION: u32 = 8;

/// The file of a generation that holds its manifest.
pub(crate) const MANIFEST: &str = "manifest.json";

/// What a generation holds and what it was made with; written last but for its seal.
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
    /// What an occurrence counts in each of the fields of words.
    pub weighing: String,
    /// How many records it holds.
    pub records: usize,
    /// How many diagnostics it holds, by severity.
    pub diagnostics: BTreeMap<String, usize>,
    /// The digest of `records.jsonl`: the corpus as it was understood.
    pub corpus_sha256: Sha256Hex,
    /// Every other file, by its path below the generation, with its size and checksum.
    pub files: BTreeMap<String, FileMark>,
}

/// The one field of a manifest that every format has.
#[derive(Deserialize)]
struct Version {
    format_version: u32,
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
        let weighing = worth::fingerprint();
        let program = env!("CARGO_PKG_VERSION").to_owned();
        // The id is a digest of all that the generation's contents depend on.
        let mut hasher = Sha256::new();
        for input in [
            FORMAT_VERSION.to_string().as_bytes(),
            program.as_bytes(),
            analyzer.as_bytes(),
            vocabulary.as_bytes(),
            weighing.as_bytes(),
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
            weighing,
            records,
            diagnostics: BTreeMap::new(),
            corpus_sha256,
            files: BTreeMap::new(),
        }
    }

    /// Reads the manifest of a generation and checks that it is what the generation's seal says and
    /// that this program can use it.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] when either is missing or not what was written,
    /// [`IndexError::OtherFormat`] and [`IndexError::OtherFingerprint`] when it was made by another
    /// program.
    pub(crate) fn read(root: &Path, folder: &Path) -> Result<Self, IndexError> {
        let path = folder.join(MANIFEST);
        let bytes = file::bytes(&path)?;
        let seal = Current::read(&folder.join(SEAL));
        if let Ok(seal) = &seal
            && seal.manifest_crc32 != crc32fast::hash(&bytes)
        {
            return Err(IndexError::damaged(
                path,
                "does not match the seal beside it",
            ));
        }
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
        // Only now, since earlier formats had no seal.
        let seal = seal?;
        let manifest: Self = serde_json::from_slice(&bytes).map_err(no_manifest)?;
        if !folder.ends_with(&manifest.generation) || seal.generation != manifest.generation {
            let reason = format!("is that of generation {}", manifest.generation);
            return Err(IndexError::damaged(path, reason));
        }
        let analyzer = Analyzer::fingerprint();
        let vocabulary = Vocabulary::embedded().fingerprint();
        let weighing = worth::fingerprint();
        for (what, found, expected) in [
            ("analyzer", &manifest.analyzer, analyzer.as_str()),
            ("vocabulary", &manifest.vocabulary, vocabulary),
            ("weighing", &manifest.weighing, weighing.as_str()),
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
        self.verify_sizes(folder)?;
        self.files
            .iter()
            .try_for_each(|(name, mark)| mark.check(&folder.join(name)))
    }

    /// Checks the size of every file of the generation, without reading any.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] with the first file that is missing, longer or shorter.
    pub(crate) fn verify_sizes(&self, folder: &Path) -> Result<(), IndexError> {
        self.files
            .iter()
            .try_for_each(|(name, mark)| mark.check_size(&folder.join(name)))
    }
}
