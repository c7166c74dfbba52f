//! The program, run in a folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// The project's folder.
pub(crate) fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// An empty folder to run the program in.
pub(crate) struct Folder(TempDir);

/// What a run gave.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    /// What a command gives when it has run to its end.
    pub(crate) fn of(command: &mut Command) -> Self {
        let Output {
            status,
            stdout,
            stderr,
        } = command.output().unwrap();
        Self {
            code: status.code(),
            out: String::from_utf8(stdout).unwrap(),
            err: String::from_utf8(stderr).unwrap(),
        }
    }
}

impl Folder {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// A folder with the small corpus of `tests/fixtures/corpus`.
    pub(crate) fn with_corpus() -> Self {
        let folder = Self::empty();
        for entry in std::fs::read_dir(project().join("tests/fixtures/corpus")).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            folder.write(&format!("corpus/{name}"), &std::fs::read(path).unwrap());
        }
        folder
    }

    /// A folder with the small corpus and an index of it.
    pub(crate) fn with_index() -> Self {
        let folder = Self::with_corpus();
        let run = folder.run(&["ingest", "--quiet"]);
        assert_eq!(run.code, Some(0), "{run:?}");
        folder
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, with the folders above it.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// The program with arguments, not started yet.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_exempelbank"));
        command
            .args(args)
            .current_dir(self.0.path())
            .env_remove("EXEMPELBANK_INDEX");
        command
    }

    /// Runs the program to its end.
    pub(crate) fn run(&self, args: &[&str]) -> Run {
        Run::of(&mut self.command(args))
    }

    /// Makes the published generation one that an earlier program wrote, which had no seal.
    pub(crate) fn make_earlier(&self) {
        let manifest = self.generation().join("manifest.json");
        let text = std::fs::read_to_string(&manifest).unwrap();
        let earlier = text.replace("\"format_version\": 8", "\"format_version\": 7");
        assert_ne!(earlier, text);
        std::fs::write(&manifest, earlier).unwrap();
        std::fs::remove_file(self.generation().join("seal")).unwrap();
    }

    /// The published generation's folder.
    pub(crate) fn generation(&self) -> PathBuf {
        let current = std::fs::read_to_string(self.path("index/current")).unwrap();
        let id = current.split(' ').next().unwrap();
        self.path("index/generations").join(id)
    }
}
