//! The index folder: where its generations are and how one is published.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::IndexError;

/// How many generations are kept beside the published one, for a server that still reads one.
const KEPT: usize = 1;

/// The names in an index folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    root: PathBuf,
}

impl Layout {
    /// The layout of the index in a folder, which need not be there yet.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The index folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of a generation.
    pub fn generation(&self, id: &str) -> PathBuf {
        self.generations().join(id)
    }

    pub(crate) fn generations(&self) -> PathBuf {
        self.root.join("generations")
    }

    fn current(&self) -> PathBuf {
        self.root.join("current")
    }

    /// What `current` names, or `None` when nothing was published yet.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] when `current` names no generation, [`IndexError::Io`] when it
    /// cannot be read.
    pub fn published(&self) -> Result<Option<Current>, IndexError> {
        let path = self.current();
        // Opening a pipe would wait for a writer that never comes.
        if fs::metadata(&path).is_ok_and(|metadata| !metadata.is_file()) {
            return Err(IndexError::damaged(path, "is no plain file"));
        }
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                return Err(IndexError::damaged(path, "names no generation"));
            }
            Err(source) => return Err(IndexError::io("read", path)(source)),
        };
        match Current::parse(&text) {
            Some(current) => Ok(Some(current)),
            None => Err(IndexError::damaged(path, "names no generation")),
        }
    }

    /// Makes a generation the published one, by an atomic rename.
    pub(crate) fn publish(&self, current: &Current) -> Result<(), IndexError> {
        let new = self.root.join("current.new");
        let mut file = File::create(&new).map_err(IndexError::io("create", &new))?;
        let line = format!("{} {:08x}\n", current.generation, current.manifest_crc32);
        file.write_all(line.as_bytes())
            .and_then(|()| file.sync_all())
            .map_err(IndexError::io("write", &new))?;
        fs::rename(&new, self.current()).map_err(IndexError::io("publish", self.current()))?;
        sync_folder(&self.root)
    }

    /// Removes what no reader needs: half-built generations and those before the last few.
    ///
    /// Called with the lock held, so that nothing half-built belongs to anyone.
    pub(crate) fn prune(&self, published: &str) -> Result<(), IndexError> {
        let folder = self.generations();
        let entries = fs::read_dir(&folder).map_err(IndexError::io("list", &folder))?;
        let mut whole = Vec::new();
        for entry in entries {
            let entry = entry.map_err(IndexError::io("list", &folder))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name == published {
                continue;
            }
            if name.starts_with('.') {
                remove(&entry.path())?;
            } else {
                let changed = entry.metadata().and_then(|meta| meta.modified());
                whole.push((
                    changed.map_err(IndexError::io("look at", entry.path()))?,
                    entry.path(),
                ));
            }
        }
        whole.sort();
        let surplus = whole.len().saturating_sub(KEPT);
        whole
            .iter()
            .take(surplus)
            .try_for_each(|(_, path)| remove(path))
    }

    /// Takes the lock that only one writer can hold; it is given back when the file is dropped.
    pub(crate) fn lock(&self) -> Result<File, IndexError> {
        let generations = self.generations();
        fs::create_dir_all(&generations).map_err(IndexError::io("create", &generations))?;
        let path = self.root.join("lock");
        let file = File::create(&path).map_err(IndexError::io("create", &path))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(fs::TryLockError::WouldBlock) => Err(IndexError::Busy {
                root: self.root.clone(),
            }),
            Err(fs::TryLockError::Error(source)) => Err(IndexError::io("lock", path)(source)),
        }
    }
}

/// What the file `current` says: the published generation and the checksum of its manifest, which
/// in turn holds the checksums of all its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Current {
    /// The generation's id.
    pub generation: String,
    /// The CRC-32 (IEEE) of its manifest.
    pub manifest_crc32: u32,
}

impl Current {
    fn parse(text: &str) -> Option<Self> {
        let (generation, checksum) = text.strip_suffix('\n')?.split_once(' ')?;
        let hex = |text: &str, len| {
            text.len() == len
                && text
                    .bytes()
                    .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        };
        (hex(generation, 16) && hex(checksum, 8)).then_some(())?;
        let manifest_crc32 = u32::from_str_radix(checksum, 16).ok()?;
        Some(Self {
            generation: generation.to_owned(),
            manifest_crc32,
        })
    }
}

/// Removes a folder and all in it.
pub(crate) fn remove(path: &Path) -> Result<(), IndexError> {
    match fs::remove_dir_all(path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            Err(IndexError::io("remove", path)(source))
        }
        _ => Ok(()),
    }
}

/// Writes the names in a folder through to the disk.
pub(crate) fn sync_folder(path: &Path) -> Result<(), IndexError> {
    File::open(path)
        .and_then(|folder| folder.sync_all())
        .map_err(IndexError::io("sync", path))
}
