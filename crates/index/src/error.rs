//! Why an index cannot be built or opened.

use std::io;
use std::path::PathBuf;

/// What to do about a damaged index, which is named by its file.
const REBUILD: &str = "run `exempelbank ingest` on its folder to build it anew";

/// Why an index cannot be built or opened.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// There is no published generation.
    #[error("no index in {0}; run `exempelbank ingest --index {0}` to build it", .root.display())]
    Missing {
        /// The index folder.
        root: PathBuf,
    },
    /// The generation was written in another format.
    #[error(
        "the index in {0} has format {found}, and this program reads format {expected}; run \
         `exempelbank ingest --index {0}` to build it anew",
        .root.display()
    )]
    OtherFormat {
        /// The index folder.
        root: PathBuf,
        /// The format it has.
        found: u32,
        /// The format this program reads.
        expected: u32,
    },
    /// The generation was made with another analyzer, vocabulary or weighing of words.
    #[error(
        "the index in {0} was made with another {what} than this program has \
         ({found}, not {expected}); run `exempelbank ingest --index {0}` to build it anew",
        .root.display()
    )]
    OtherFingerprint {
        /// The index folder.
        root: PathBuf,
        /// What differs.
        what: &'static str,
        /// The index's fingerprint.
        found: String,
        /// The program's fingerprint.
        expected: String,
    },
    /// A file of the generation is not what the manifest says.
    #[error("the index is damaged: {} {reason}; {REBUILD}", .file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Another process is building an index in the same folder.
    #[error("another ingest is running in {}; wait until it is done", .root.display())]
    Busy {
        /// The index folder.
        root: PathBuf,
    },
    /// The operating system refused.
    #[error("cannot {action} {}", .path.display())]
    Io {
        /// What was being done.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The engine refused.
    #[error("the index engine failed to {action}")]
    Engine {
        /// What was being done.
        action: &'static str,
        /// Why.
        #[source]
        source: Box<tantivy::TantivyError>,
    },
    /// Two records have the same id.
    #[error("two records have the id `{id}`; an id belongs to one record")]
    DuplicateId {
        /// The id.
        id: String,
    },
}

impl IndexError {
    /// Wraps an error of the operating system with what was being done to what.
    pub(crate) fn io(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io {
            action,
            path,
            source,
        }
    }

    /// Wraps an error of the engine with what was being done.
    pub(crate) fn engine(action: &'static str) -> impl FnOnce(tantivy::TantivyError) -> Self {
        move |source| Self::Engine {
            action,
            source: Box::new(source),
        }
    }

    /// A generation whose file is not what the manifest says.
    pub(crate) fn damaged(file: impl Into<PathBuf>, reason: impl Into<String>) -> Self {
        Self::Damaged {
            file: file.into(),
            reason: reason.into(),
        }
    }
}
