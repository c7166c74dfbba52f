//! The files of an index, read and checked: whatever is wrong with one is told by its name.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::IndexError;

/// What a file must be like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileMark {
    /// Its size.
    pub bytes: u64,
    /// Its CRC-32 (IEEE).
    pub crc32: u32,
}

impl FileMark {
    /// The mark of a file as it is.
    ///
    /// # Errors
    /// Those of [`size`], and [`IndexError::Io`] when it cannot be read to its end.
    pub(crate) fn of(path: &Path) -> Result<Self, IndexError> {
        size(path)?;
        let failed = IndexError::io("read", path);
        let mut hasher = crc32fast::Hasher::new();
        let mut bytes = 0;
        let mut read = || {
            let mut file = File::open(path)?;
            let mut buffer = vec![0; 256 * 1024];
            loop {
                match file.read(&mut buffer) {
                    Ok(0) => return Ok(()),
                    Ok(count) => {
                        hasher.update(&buffer[..count]);
                        bytes += count as u64;
                    }
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => return Err(error),
                }
            }
        };
        read().map_err(failed)?;
        Ok(Self {
            bytes,
            crc32: hasher.finalize(),
        })
    }

    /// Checks that a file has the size of the mark, without reading it.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] when it is longer or shorter, and those of [`size`].
    pub(crate) fn check_size(self, path: &Path) -> Result<(), IndexError> {
        match size(path)? {
            found if found == self.bytes => Ok(()),
            found => {
                let reason = format!("has {found} bytes instead of {}", self.bytes);
                Err(IndexError::damaged(path, reason))
            }
        }
    }

    /// Checks that a file is what the mark says.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] when it is not, and those of [`FileMark::of`].
    pub(crate) fn check(self, path: &Path) -> Result<(), IndexError> {
        self.check_size(path)?;
        if Self::of(path)? == self {
            Ok(())
        } else {
            Err(IndexError::damaged(path, "does not match its checksum"))
        }
    }
}

/// The size of a file in bytes.
///
/// # Errors
/// [`IndexError::Damaged`] when it is missing or no plain file (opening a pipe would wait for a
/// writer that never comes), [`IndexError::Io`] when it cannot be looked at.
fn size(path: &Path) -> Result<u64, IndexError> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => Ok(metadata.len()),
        Ok(_) => Err(IndexError::damaged(path, "is no plain file")),
        Err(error) if is_missing(&error) => Err(IndexError::damaged(path, "is missing")),
        Err(source) => Err(IndexError::io("read", path)(source)),
    }
}

/// Whether there is no such file; a file in the place of its folder is as good as none.
fn is_missing(error: &io::Error) -> bool {
    use io::ErrorKind::{NotADirectory, NotFound};
    matches!(error.kind(), NotFound | NotADirectory)
}

/// The bytes of a small file.
///
/// # Errors
/// Those of [`size`], and [`IndexError::Io`] when it cannot be read.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, IndexError> {
    size(path)?;
    fs::read(path).map_err(IndexError::io("read", path))
}

/// The text of a small file.
///
/// # Errors
/// [`IndexError::Damaged`] when it is not UTF-8, and those of [`bytes`].
pub(crate) fn text(path: &Path) -> Result<String, IndexError> {
    String::from_utf8(bytes(path)?).map_err(|_| IndexError::damaged(path, "is not UTF-8"))
}
