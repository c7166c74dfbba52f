//! Opening what can be answered from, whatever has happened to the files.
//!
//! A generation of a million records is many gigabytes, and to read them all takes longer than a
//! start may. So the sizes of all files are checked, and the checksums of as many as are soon read,
//! the smallest first; the rest is handed on to be read while answers are given.

use std::panic::catch_unwind;
use std::path::PathBuf;

use crate::file::FileMark;
use crate::generation::SEAL;
use crate::{Current, IndexError, Layout, Manifest, Snapshot};

/// How many bytes of files are read and checked before a generation is answered from. They take
/// some thirty milliseconds, or a few tenths of a second when the disk has to turn up each.
const READ_AT_ONCE_BYTES: u64 = 100_000_000;

/// A generation that can be answered from, and what is to be known about it.
#[derive(Debug)]
pub struct Opened {
    /// The generation.
    pub snapshot: Snapshot,
    /// What `current` says, or `None` when it is damaged.
    pub published: Option<Current>,
    /// Why what `current` says cannot be used, when the generation is an earlier one.
    pub refused: Option<IndexError>,
    /// The files whose checksums are still to be checked.
    pub unread: Unread,
}

/// The files of an opened generation that are too large to be read before it is answered from.
/// Their sizes are right.
#[derive(Debug, Default)]
pub struct Unread(Vec<(PathBuf, FileMark)>);

impl Unread {
    /// Whether all files have been checked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Reads the files and checks them.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] with the first that is not what the manifest says.
    pub fn check(&self) -> Result<(), IndexError> {
        self.0.iter().try_for_each(|(path, mark)| mark.check(path))
    }
}

impl Opened {
    /// Opens the published generation and checks every file of it.
    ///
    /// # Errors
    /// Those of [`Snapshot::open`].
    pub fn whole(layout: &Layout) -> Result<Self, IndexError> {
        published(layout, u64::MAX)
    }

    /// Opens the published generation soon, with its largest files unread; if it cannot be used, the
    /// latest one that can.
    ///
    /// # Errors
    /// Those of [`Snapshot::open`] about the published generation, when there is no other.
    pub fn soon(layout: &Layout) -> Result<Self, IndexError> {
        let refused = match published(layout, READ_AT_ONCE_BYTES) {
            Err(error) if !matches!(error, IndexError::Missing { .. }) => error,
            opened => return opened,
        };
        let published = layout.published().ok().flatten();
        let except = published
            .as_ref()
            .map(|current| current.generation.as_str());
        match latest(layout, except, READ_AT_ONCE_BYTES) {
            Some((snapshot, unread)) => Ok(Self {
                snapshot,
                published,
                refused: Some(refused),
                unread,
            }),
            None => Err(refused),
        }
    }
}

impl Snapshot {
    /// Opens the latest generation that is whole but for one, if there is any.
    pub fn latest_but(layout: &Layout, generation: &str) -> Option<Self> {
        latest(layout, Some(generation), u64::MAX).map(|(snapshot, _)| snapshot)
    }
}

/// Opens the published generation.
fn published(layout: &Layout, read_at_once: u64) -> Result<Opened, IndexError> {
    loop {
        let Some(current) = layout.published()? else {
            return Err(IndexError::Missing {
                root: layout.root().to_owned(),
            });
        };
        match open(layout, &current.generation, Some(&current), read_at_once) {
            Ok((snapshot, unread)) => {
                return Ok(Opened {
                    snapshot,
                    published: Some(current),
                    refused: None,
                    unread,
                });
            }
            // Others may have been published meanwhile, and this one removed.
            Err(_) if layout.published()?.as_ref() != Some(&current) => {}
            Err(error) => return Err(error),
        }
    }
}

/// Opens the latest generation that can be used but for one.
fn latest(layout: &Layout, except: Option<&str>, read_at_once: u64) -> Option<(Snapshot, Unread)> {
    let standing = layout.standing().unwrap_or_default();
    standing
        .iter()
        .filter(|generation| Some(generation.as_str()) != except)
        .find_map(|generation| open(layout, generation, None, read_at_once).ok())
}

/// Opens a generation, which is to be the very one that `current` says, if it does.
fn open(
    layout: &Layout,
    generation: &str,
    current: Option<&Current>,
    read_at_once: u64,
) -> Result<(Snapshot, Unread), IndexError> {
    let folder = layout.generation(generation);
    let manifest = Manifest::read(layout.root(), &folder)?;
    if let Some(current) = current
        && Current::read(&folder.join(SEAL))? != *current
    {
        let reason = "is not the seal of the generation that it names";
        return Err(IndexError::damaged(layout.current(), reason));
    }
    manifest.verify_sizes(&folder)?;
    let mut files: Vec<(PathBuf, FileMark)> = manifest
        .files
        .iter()
        .map(|(name, mark)| (folder.join(name), *mark))
        .collect();
    files.sort_by_key(|(_, mark)| mark.bytes);
    let mut bytes = 0_u64;
    let first_unread = files.iter().position(|(_, mark)| {
        bytes = bytes.saturating_add(mark.bytes);
        bytes > read_at_once
    });
    let unread = Unread(files.split_off(first_unread.unwrap_or(files.len())));
    files.iter().try_for_each(|(path, mark)| mark.check(path))?;
    let folder = folder.as_path();
    // The engine trusts its files, and panics over some that are damaged. All that it was given is
    // gone with it.
    let opened = catch_unwind(move || Snapshot::open_verified(folder, manifest));
    let failed = match opened {
        Ok(Ok(snapshot)) => return Ok((snapshot, unread)),
        Ok(Err(error)) => error,
        Err(_) => IndexError::damaged(folder, "cannot be opened by the index engine"),
    };
    // The file that is damaged says more than what came of it.
    Err(unread.check().err().unwrap_or(failed))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use records::Record;
    use tempfile::TempDir;
    use workload::Workload;

    use super::*;
    use crate::{Contents, build};

    #[test]
    fn what_is_not_read_at_once_is_found_damaged_afterwards_or_at_once() {
        let folder = TempDir::new().unwrap();
        let layout = Layout::new(folder.path());
        let records: Vec<Record> = Workload::new(3).records(40).collect();
        let contents = Contents {
            records: &records,
            diagnostics: &[],
            withdrawn: &[],
            built_at: "2026-01-01T00:00:00Z",
        };
        build(&layout, contents, &|_| ()).unwrap();
        let Unread(files) = published(&layout, 0).unwrap().unread;
        assert!(published(&layout, u64::MAX).unwrap().unread.is_empty());
        let some = published(&layout, 2_000).unwrap().unread.0.len();
        assert!(0 < some && some < files.len(), "{some}");
        let mut later = 0;
        for (path, _) in &files {
            let whole = fs::read(path).unwrap();
            let step = (whole.len() / 10).max(1);
            for at in (0..whole.len()).step_by(step) {
                let mut flipped = whole.clone();
                flipped[at] ^= 0x11;
                fs::write(path, flipped).unwrap();
                let error = match published(&layout, 0) {
                    Ok(opened) => {
                        later += 1;
                        opened.unread.check().unwrap_err()
                    }
                    Err(error) => error,
                };
                let message = error.to_string();
                let name = path.to_str().unwrap();
                assert!(message.contains(name), "byte {at} of {name}: {message}");
            }
            fs::write(path, &whole).unwrap();
        }
        assert!(later > 0, "nothing was opened before it was read");
    }
}
