//! The records that are searched and scanned.

use std::sync::LazyLock;

use records::{Record, read_jsonl};

const WORDS: &[&str] = &[
    "robot",
    "bygglov",
    "kamera",
    "skolor",
    "e-tjänst",
    "öppna data",
];
const CODES: &[&str] = &["0114", "0180", "1384", "1480", "2584"];
const THEMES: &[&str] = &["open-data", "automation-ai", "education", "business"];

/// Two hundred records with few values each, some of them missing, from a fixed sequence.
pub(crate) static RECORDS: LazyLock<Vec<Record>> = LazyLock::new(|| {
    let mut state: u32 = 7;
    let mut next = move |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    let pick = |next: &mut dyn FnMut(usize) -> usize, all: &[&str]| {
        let count = next(3);
        let mut picked: Vec<String> = (0..count)
            .map(|_| all[next(all.len())].to_owned())
            .collect();
        picked.dedup();
        picked
    };
    let lines: Vec<String> = (0..200)
        .map(|number| {
            let municipalities: Vec<_> = pick(&mut next, CODES)
                .into_iter()
                .zip(["subject", "mentioned"])
                .map(|(code, role)| serde_json::json!({"code": code, "role": role}))
                .collect();
            let themes: Vec<_> = pick(&mut next, THEMES)
                .into_iter()
                .map(|id| serde_json::json!({"id": id, "basis": "curated", "confidence": 1.0}))
                .collect();
            let year = next(8);
            let outcomes: Vec<_> = (0..next(2))
                .map(|_| {
                    serde_json::json!({"edition": 2001 + 2 * next(3), "award": "Priset",
                    "code": "0114", "outcome": (["nominee", "winner"][next(2)])})
                })
                .collect();
            let record = serde_json::json!({
                "id": format!("r{number:03}"),
                "kind": (["initiative", "statement", "article"][next(3)]),
                "title": format!("{} {}", WORDS[next(6)], WORDS[next(6)]),
                "summary": format!("{} och {}", WORDS[next(6)], WORDS[next(6)]),
                "status": (["proposed", "pilot", "in_use", "unknown"][next(4)]),
                "partners": [], "same_initiative": [], "counties": [], "quotes": [],
                "municipalities": municipalities, "themes": themes, "outcomes": outcomes,
                "year": if year == 0 { serde_json::Value::Null } else {
                    serde_json::json!({"value": 2010 + year, "basis": "stated"}) },
                "area": ([None, Some("service"), Some("democracy")][next(3)]),
                "language": (["sv", "en"][next(2)]),
                "voice": (["municipality", "press"][next(2)]),
                "source": {"id": "s", "path": "s.md", "media_type": "text/markdown",
                    "sha256": "0".repeat(64), "rights": "full"},
                "also_published": [], "completeness": 50,
            });
            format!("{record}\n")
        })
        .collect();
    read_jsonl(lines.concat().as_bytes())
        .map(Result::unwrap)
        .collect()
});
