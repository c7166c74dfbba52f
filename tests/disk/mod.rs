//! A disk that is full or read-only, and files that may not grow: what is published stays whole, and what
//! could not be written is told by its name.

use std::fs;
use std::process::Command;

use crate::program::{Folder, Run};
use crate::serving::Server;

const PROGRAM: &str = env!("CARGO_BIN_EXE_exempelbank");

/// A shell's command in a folder, in which `$0` is the program.
fn shell(folder: &Folder, script: &str) -> Command {
    let mut command = Command::new("sh");
    command
        .args(["-c", script, PROGRAM])
        .current_dir(folder.path(""))
        .env_remove("EXEMPELBANK_INDEX");
    command
}

/// The same with mounts that nobody else sees, or `None` where that is not permitted.
#[expect(clippy::print_stdout, reason = "a test tells what it left out")]
fn with_mounts(folder: &Folder, script: &str) -> Option<Command> {
    let unshare = ["--user", "--map-root-user", "--mount"];
    let permitted = Command::new("unshare")
        .args(unshare)
        .args(["sh", "-c", "mount -t tmpfs tmpfs /mnt"])
        .output()
        .is_ok_and(|output| output.status.success());
    if !permitted {
        println!("not checked: this system does not permit a mount of one's own");
        return None;
    }
    let mut command = Command::new("unshare");
    command
        .args(unshare)
        .args(["sh", "-c", script, PROGRAM])
        .current_dir(folder.path(""))
        .env_remove("EXEMPELBANK_INDEX");
    Some(command)
}

/// The names in the folder of generations.
fn generations(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(folder.path("index/generations")).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

/// More records than the fixtures have, so that there is something to write.
fn grow(folder: &Folder) {
    let one = fs::read_to_string(folder.path("corpus/vara-nattkamera.md")).unwrap();
    for number in 0..40 {
        let other = one.replace("Vara prövar", &format!("Vara prövar {number}"));
        folder.write(&format!("corpus/vara-{number}.md"), other.as_bytes());
    }
}

#[test]
fn a_file_that_may_not_grow_is_named_and_what_was_published_stays() {
    let folder = Folder::with_index();
    grow(&folder);
    let before = generations(&folder);
    let current = fs::read(folder.path("index/current")).unwrap();
    // Sizes of 512 bytes: the first is less than a seal's neighbours have, the last nearly enough.
    let mut failed = 0;
    for most in [0, 1, 2, 8, 16, 32, 64, 128, 256] {
        let script = format!("trap '' XFSZ; ulimit -f {most}; exec \"$0\" ingest --quiet");
        let run = Run::of(&mut shell(&folder, &script));
        if run.code == Some(0) {
            continue;
        }
        failed += 1;
        assert_eq!(run.code, Some(2), "{most}: {run:?}");
        assert!(
            run.err.starts_with("error: ") && run.err.contains("File too large"),
            "{most}: {}",
            run.err
        );
        assert!(run.err.contains("index/"), "{most}: {}", run.err);
        assert_eq!(
            generations(&folder),
            before,
            "{most}: nothing half-built stays"
        );
        assert_eq!(fs::read(folder.path("index/current")).unwrap(), current);
        let search = folder.run(&["search", "trygghetskamera"]);
        assert_eq!(search.code, Some(0), "{search:?}");
    }
    assert!(failed >= 5, "{failed} of the limits were too low");
    assert_eq!(folder.run(&["ingest", "--quiet"]).code, Some(0));
}

#[test]
fn a_disk_without_room_is_told_and_what_was_published_stays() {
    let folder = Folder::with_corpus();
    let corpus = folder.path("corpus");
    grow(&folder);
    folder.write("disk/README", b"");
    // The index of one file has room, that of the grown corpus not; with more room it has.
    let script = format!(
        "set -e
         mount -t tmpfs -o size=300k tmpfs disk
         \"$0\" ingest --quiet --index disk/index {corpus}/flen-snokarta.md
         \"$0\" ingest --quiet --index disk/index {corpus} && exit 9
         ls -A disk/index/generations | grep '^\\.' && exit 8
         \"$0\" search --index disk/index snökarta
         mount -o remount,size=20m disk
         \"$0\" ingest --quiet --index disk/index {corpus}
         \"$0\" search --index disk/index trygghetskamera",
        corpus = corpus.display()
    );
    let Some(mut command) = with_mounts(&folder, &script) else {
        return;
    };
    let run = Run::of(&mut command);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.err.contains("error: ") && run.err.contains("No space left on device"),
        "{}",
        run.err
    );
    assert!(run.err.contains("disk/index/"), "{}", run.err);
    assert!(
        run.out.contains("flen-snokarta") && run.out.contains("Vara prövar"),
        "{}",
        run.out
    );
}

#[test]
fn a_read_only_index_is_served_and_not_written() {
    let folder = Folder::with_index();
    grow(&folder);
    let script = "mount --bind index index && mount -o remount,ro,bind index && \
         \"$0\" ingest --quiet; code=$?; \"$0\" search trygghetskamera || exit 9; exit $code";
    let Some(mut command) = with_mounts(&folder, script) else {
        return;
    };
    let run = Run::of(&mut command);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.out.contains("Vara prövar"), "{}", run.out);
    assert!(
        run.err.contains("index/") && run.err.contains("Read-only file system"),
        "{}",
        run.err
    );
    let program = "mount --bind index index && mount -o remount,ro,bind index && \
         exec \"$0\" serve --listen 127.0.0.1:0";
    let server = Server::of(with_mounts(&folder, program).unwrap());
    assert_eq!(server.ids().len(), 3);
    assert_eq!(server.json("/health/ready")["status"], "ready");
}
