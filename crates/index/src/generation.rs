//! The index folder: where its generations are and how one is published.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::{IndexError, Manifest, file};

/// The file of a generation that says what `current` says when the generation is published, so that
/// it can be trusted without it. It is written last of all.
pub(crate) const SEAL: &str = "seal";

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

    pub(crate) fn current(&self) -> PathBuf {
        self.root.join("current")
    }

    /// What `current` names, or `None` when nothing was published yet.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] when `current` names no generation, or is missing where generations
    /// stand, [`IndexError::Io`] when it cannot be read.
    pub fn published(&self) -> Result<Option<Current>, IndexError> {
        let path = self.current();
        match fs::symlink_metadata(&path) {
            Err(error)
                if error.kind() == io::ErrorKind::NotFound && self.standing()?.is_empty() =>
            {
                Ok(None)
            }
            _ => Current::read(&path).map(Some),
        }
    }

    /// Makes a generation the published one, by an atomic rename.
    pub(crate) fn publish(&self, current: &Current) -> Result<(), IndexError> {
        let new = self.root.join("current.new");
        for path in [&new, &self.current()] {
            // Nothing can be written or moved to where a folder stands.
            if path.is_dir() {
                remove(path)?;
            }
        }
        let mut file = File::create(&new).map_err(IndexError::io("create", &new))?;
        file.write_all(current.to_string().as_bytes())
            .and_then(|()| file.sync_all())
            .map_err(IndexError::io("write", &new))?;
        fs::rename(&new, self.current()).map_err(IndexError::io("publish", self.current()))?;
        sync_folder(&self.root)
    }

    /// The ids of all generations that stand there, the latest first.
    ///
    /// # Errors
    /// [`IndexError::Io`] when the folder cannot be listed.
    pub(crate) fn standing(&self) -> Result<Vec<String>, IndexError> {
        let folder = self.generations();
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(IndexError::io("list", &folder))?,
        };
        let mut standing = Vec::new();
        for entry in entries {
            let entry = entry.map_err(IndexError::io("list", &folder))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if !name.starts_with('.') {
                let changed = entry.metadata().and_then(|meta| meta.modified());
                let changed = changed.map_err(IndexError::io("look at", entry.path()))?;
                standing.push((changed, name));
            }
        }
        standing.sort();
        Ok(standing.into_iter().rev().map(|(_, name)| name).collect())
    }

    /// Removes what is half-built or was moved away.
    ///
    /// Called with the lock held, so that it belongs to nobody.
    pub(crate) fn sweep(&self) -> Result<(), IndexError> {
        let folder = self.generations();
        for entry in fs::read_dir(&folder).map_err(IndexError::io("list", &folder))? {
            let entry = entry.map_err(IndexError::io("list", &folder))?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                remove(&entry.path())?;
            }
        }
        Ok(())
    }

    /// Removes all generations but the published one and the one that was published before it, or
    /// the latest other if that is gone or damaged. What another program can read is kept for it, and
    /// what cannot be read now, since it may be whole.
    ///
    /// Called with the lock held, so that nobody publishes meanwhile.
    pub(crate) fn prune(
        &self,
        published: &str,
        before: Option<&Current>,
    ) -> Result<(), IndexError> {
        let mut others = self.standing()?;
        others.retain(|name| name != published);
        others.sort_by_key(|name| before.is_none_or(|before| before.generation != *name));
        let mut is_one_kept = false;
        for name in &others {
            let folder = self.generation(name);
            let check = || Manifest::read(&self.root, &folder).and_then(|it| it.verify(&folder));
            if is_one_kept {
                remove(&folder)?;
                continue;
            }
            match check() {
                Err(IndexError::Damaged { .. }) => remove(&folder)?,
                Err(IndexError::Io { .. }) => {}
                _ => is_one_kept = true,
            }
        }
        Ok(())
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

impl fmt::Display for Current {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} {:08x}", self.generation, self.manifest_crc32)
    }
}

impl Current {
    /// Reads the file `current`, or the seal of a generation.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] when it is missing or names no generation, [`IndexError::Io`] when it
    /// cannot be read.
    pub(crate) fn read(path: &Path) -> Result<Self, IndexError> {
        let line = file::text(path)?;
        Self::parse(&line).ok_or_else(|| IndexError::damaged(path, "names no generation"))
    }

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

/// Moves a new folder to the place of another, which may be there, damaged. For a moment there is
/// none; what was there is hidden until it is swept away.
pub(crate) fn replace(folder: &Path, new: &Path) -> Result<(), IndexError> {
    let old = new.with_extension("old");
    match fs::rename(folder, &old) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            return Err(IndexError::io("move away", folder)(source));
        }
        _ => {}
    }
    fs::rename(new, folder).map_err(IndexError::io("move in", folder))
}

/// Removes a folder and all in it, or whatever stands in its place.
pub(crate) fn remove(path: &Path) -> Result<(), IndexError> {
    let removed = match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    match removed {
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
