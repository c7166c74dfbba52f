//! Digests the sources that the reading of a file depends on, so that what was kept of a former
//! reading is not taken for that of a changed program.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

/// Our crates, and the versions of those of others.
const SOURCES: &[&str] = &[
    "../records/src",
    "../analysis/src",
    "../analysis/data",
    "../vocabulary/src",
    "../vocabulary/data",
    "src",
    "../../Cargo.lock",
];

fn main() {
    let mut hasher = DefaultHasher::new();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        digest(Path::new(source), &mut hasher);
    }
    println!("cargo::rustc-env=INGEST_SOURCES={:016x}", hasher.finish());
}

fn digest(path: &Path, hasher: &mut DefaultHasher) {
    let Ok(entries) = fs::read_dir(path) else {
        // A package apart from its workspace has no lock file beside it.
        fs::read(path).unwrap_or_default().hash(hasher);
        return;
    };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        path.hash(hasher);
        digest(&path, hasher);
    }
}
