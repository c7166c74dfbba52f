//! Files made with ill will or by accident: each ends in a diagnostic that names it, within bounds,
//! and what stands beside it is read.

#![expect(
    clippy::unwrap_used,
    reason = "helpers that are not tests themselves unwrap, too"
)]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use ingest::{Options, Parsed, ingest};
use records::Severity;
use vocabulary::Vocabulary;

/// Far more than any of these needs, on a machine that has other things to do.
const PATIENCE: Duration = Duration::from_mins(1);

fn read(folder: &Path) -> Parsed {
    let start = Instant::now();
    let options = Options::new(jiff::civil::date(2026, 6, 1));
    let parsed = ingest(
        &[folder.to_owned()],
        Vocabulary::embedded(),
        &options,
        &|_| (),
    );
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    parsed
}

/// The name and rule of each error.
fn errors(folder: &Path, parsed: &Parsed) -> Vec<(String, String)> {
    parsed
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .map(|diagnostic| {
            let path = Path::new(&diagnostic.path);
            let name = path.strip_prefix(folder).unwrap_or(path);
            (name.display().to_string(), diagnostic.rule.clone())
        })
        .collect()
}

const GOOD: &str = "En app för alla i Tierp\n\nTierps kommun har tagit fram en app för bygglov.";

/// A folder with one good document among bad ones.
#[track_caller]
fn check(files: &[(&str, Vec<u8>)], expected: &[(&str, &str)]) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bra.txt"), GOOD).unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let parsed = read(folder.path());
    let found = errors(folder.path(), &parsed);
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(name, rule)| (name.as_str(), rule.as_str()))
        .collect();
    assert_eq!(found, expected);
    assert!(
        parsed
            .records
            .iter()
            .any(|record| record.id.as_str() == "bra")
    );
}

#[test]
fn large_files_are_told_of() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bra.txt"), GOOD).unwrap();
    // It takes no room on the disk: there is nothing in it.
    let large = fs::File::create(folder.path().join("stor.html")).unwrap();
    large.set_len(50 * 1024 * 1024).unwrap();
    let parsed = read(folder.path());
    let found = errors(folder.path(), &parsed);
    assert_eq!(found, [("stor.html".to_owned(), "too-large".to_owned())]);
    assert_eq!(parsed.files.len(), 2);
    let sidecar = vec![b'#'; 100 * 1024];
    check(
        &[
            ("a.txt", b"En text\n\nText om Tierp.".to_vec()),
            ("a.txt.toml", sidecar),
        ],
        &[("a.txt.toml", "too-large")],
    );
}

#[test]
fn a_line_without_end_is_read() {
    let line = |piece: &str| piece.repeat(200_000 / piece.len()).into_bytes();
    check(
        &[
            ("ett-ord.txt", line("o")),
            ("rad.html", line("ord ")),
            ("rad.md", [b"---\n".as_slice(), &line("a: ")].concat()),
            ("rad.txt", line("ord och ")),
        ],
        &[("rad.md", "unclosed-front-matter")],
    );
}

#[test]
fn nesting_is_bounded() {
    let quotes = format!("{}ord", "> ".repeat(100_000));
    check(
        &[
            ("djup.html", "<div>".repeat(100_000).into_bytes()),
            (
                "tabell.html",
                "<table><tr><td>".repeat(100_000).into_bytes(),
            ),
            ("lista.html", "<ul><li><a><b>".repeat(100_000).into_bytes()),
            ("citat.md", quotes.into_bytes()),
            (
                "klamrar.md",
                format!("---\ntitle: {}", "[".repeat(100_000)).into_bytes(),
            ),
        ],
        &[
            ("citat.md", "missing-front-matter"),
            ("djup.html", "too-deep"),
            ("klamrar.md", "unclosed-front-matter"),
            ("lista.html", "too-deep"),
            ("tabell.html", "too-deep"),
        ],
    );
}

#[test]
fn noise_is_told_of() {
    // A generator of its own, so that a failure can be had again.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[0]
    })
    .take(100_000)
    .collect();
    check(
        &[
            ("brus.html", noise.clone()),
            ("brus.md", noise.clone()),
            ("brus.pdf", noise.clone()),
            ("brus.txt", noise),
            ("nollor.html", vec![0; 100_000]),
            ("nollor.txt", vec![0; 100_000]),
            ("packad.html", b"PK\x03\x04 med mera".to_vec()),
            ("packad.txt", b"PK\x03\x04 med mera".to_vec()),
            ("rapport.docx", b"PK\x03\x04 med mera".to_vec()),
            (
                "rapport.txt",
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 med mera".to_vec(),
            ),
            ("tom.html", Vec::new()),
            ("tom.txt", Vec::new()),
        ],
        &[
            ("brus.html", "not-text"),
            ("brus.md", "encoding"),
            ("brus.pdf", "unsupported-media-type"),
            ("brus.txt", "not-text"),
            ("nollor.html", "not-text"),
            ("nollor.txt", "not-text"),
            ("packad.html", "unsupported-media-type"),
            ("packad.txt", "unsupported-media-type"),
            ("rapport.docx", "unsupported-media-type"),
            ("rapport.txt", "unsupported-media-type"),
            ("tom.html", "no-text"),
            ("tom.txt", "no-text"),
        ],
    );
}

#[test]
fn a_page_that_is_cut_anywhere_is_read_or_told_of() {
    let page = fs::read("tests/fixtures/pages/article.html").unwrap();
    let folder = tempfile::tempdir().unwrap();
    for end in (0..page.len()).step_by(50) {
        let path = folder.path().join(format!("sida-{end}.html"));
        fs::write(path, &page[..end]).unwrap();
    }
    let parsed = read(folder.path());
    for file in &parsed.files {
        assert!(file.records + file.diagnostics > 0, "{}", file.path);
    }
}

/// What some parser or rule may go back over: the search for a main text took half a minute for the
/// references to letters here, before it was bounded.
#[test]
fn time_grows_with_the_length_of_a_file() {
    let long = |piece: &str| piece.repeat(150_000 / piece.len()).into_bytes();
    let folder = tempfile::tempdir().unwrap();
    for (nth, piece) in [
        "a ",
        "å",
        "<p>ord",
        "<b>ord</b>",
        "<a href=x>ord</a> ",
        "<aside></aside>",
        "&amp;",
        "<!-- ",
        "<li><p>x",
        "<time>x</time>",
        "<h1>x</h1>",
        "<tr><td>x<td>y",
        "Publicerad ",
    ]
    .iter()
    .enumerate()
    {
        fs::write(folder.path().join(format!("a{nth}.html")), long(piece)).unwrap();
    }
    for (nth, piece) in [
        "Kungsbacka, ",
        "Mark och ",
        "Sveriges IT-kommun 2013 ",
        "• ord\n",
        "- ord\n",
        "a\n\n",
        "\u{301}",
        "Stockholm (2001), ",
        "– Ja, säger chefen.\n\n",
        "Nacka: ja\n\n",
        "?\n\n",
    ]
    .iter()
    .enumerate()
    {
        fs::write(folder.path().join(format!("b{nth}.txt")), long(piece)).unwrap();
    }
    for (nth, piece) in ["> ", "* ", "[a](", "`", "| a ", "*a ", "<a ", "![["]
        .iter()
        .enumerate()
    {
        let path = folder.path().join("documents");
        fs::create_dir_all(&path).unwrap();
        fs::write(path.join(format!("c{nth}.md")), long(piece)).unwrap();
    }
    for entry in fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        let start = Instant::now();
        read(&path);
        println!("{} {:?}", path.display(), start.elapsed());
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_waited_for() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("bra.txt"), GOOD).unwrap();
    let made = std::process::Command::new("mkfifo")
        .args([path("ror.txt"), path("bra.txt.toml")])
        .status();
    symlink("/dev/zero", path("utan-slut.txt")).unwrap();
    symlink(path("finns-inte"), path("trasig.txt")).unwrap();
    symlink(folder.path(), path("slinga")).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("annat.txt"), GOOD).unwrap();
    symlink(elsewhere.path(), path("utanfor")).unwrap();
    fs::write(path("stangd.txt"), GOOD).unwrap();
    fs::set_permissions(path("stangd.txt"), fs::Permissions::from_mode(0o0)).unwrap();
    let is_closed = fs::read(path("stangd.txt")).is_err();
    let parsed = read(folder.path());
    let mut expected = vec![
        ("slinga", "unreadable"),
        ("trasig.txt", "unreadable"),
        ("utan-slut.txt", "outside"),
        // The link itself, and nothing of what it leads to.
        ("utanfor", "outside"),
    ];
    if made.is_ok_and(|status| status.success()) {
        expected.push(("bra.txt.toml", "not-a-file"));
        expected.push(("ror.txt", "not-a-file"));
    }
    // Root may read what nobody may.
    if is_closed {
        expected.push(("stangd.txt", "unreadable"));
    }
    expected.sort_unstable();
    let found = errors(folder.path(), &parsed);
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(name, rule)| (name.as_str(), rule.as_str()))
        .collect();
    assert_eq!(found, expected);
    assert!(
        parsed
            .records
            .iter()
            .any(|record| record.id.as_str() == "bra")
    );
}
