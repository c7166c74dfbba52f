//! Checks over material that is not part of the project: real documents and an outside collection.
//! They run where `EXEMPELBANK_SHARED` names the folder that holds it, and say so where they do not.

use std::path::PathBuf;

use records::{Kind, MunicipalityRole, Record, read_jsonl};
use serde_json::Value;
use vocabulary::Vocabulary;

use crate::program::Folder;

/// The folder, if there is one.
#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test is told by its environment where to look, and tells what it left out"
)]
fn shared(name: &str) -> Option<PathBuf> {
    let Ok(root) = std::env::var("EXEMPELBANK_SHARED") else {
        println!("not checked: EXEMPELBANK_SHARED does not say where {name} is");
        return None;
    };
    Some(PathBuf::from(root).join(name))
}

/// The names of a record's municipalities with a role, in order of code.
fn names(record: &Record, role: MunicipalityRole) -> Vec<&'static str> {
    let register = &Vocabulary::embedded().register;
    let mut codes: Vec<_> = record
        .municipalities
        .iter()
        .filter(|municipality| municipality.role == role)
        .map(|municipality| municipality.code)
        .collect();
    codes.sort_unstable();
    codes
        .iter()
        .map(|code| register.by_code(*code).unwrap().name.as_str())
        .collect()
}

#[test]
fn real_documents_give_their_municipalities_and_years() {
    let Some(seeds) = shared("seeds") else { return };
    let folder = Folder::empty();
    let article = |start: &str| -> Record {
        let path = std::fs::read_dir(&seeds)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .find(|path| {
                path.file_name()
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .starts_with(start)
            })
            .unwrap();
        let run = folder.run(&["parse", path.to_str().unwrap()]);
        assert_eq!(run.code, Some(0), "{run:?}");
        read_jsonl(run.out.as_bytes())
            .map(Result::unwrap)
            .find(|record| record.kind == Kind::Article)
            .unwrap()
    };
    let year = |record: &Record| record.year.map(|year| year.value.number());
    let all = |record: &Record| {
        let mut all: Vec<&str> = MunicipalityRole::ALL
            .iter()
            .flat_map(|role| names(record, *role))
            .collect();
        all.sort_unstable();
        all
    };

    let news = article("000");
    assert_eq!(names(&news, MunicipalityRole::Subject), ["Kungsbacka"]);
    assert_eq!(
        all(&news),
        [
            "Falkenberg",
            "Karlskrona",
            "Kungsbacka",
            "Stockholm",
            "Uppsala"
        ]
    );
    assert_eq!(year(&news), Some(2017));

    let post = article("001");
    assert_eq!(
        all(&post),
        ["Karlskrona", "Karlstad", "Lidingö", "Södertälje", "Umeå"]
    );
    assert!(matches!(year(&post), None | Some(2019)));

    let interview = article("002");
    assert_eq!(names(&interview, MunicipalityRole::Subject), ["Kungsbacka"]);
    assert!(!matches!(year(&interview), Some(2011 | 2020)));
    for name in ["Lomma", "Sollentuna", "Sundsvall", "Kalix", "Helsingborg"] {
        assert!(all(&interview).contains(&name), "{name}");
    }

    let matrix = article("003");
    assert_eq!(all(&matrix), ["Haparanda", "Karlstad", "Västerås"]);
    assert_eq!(year(&matrix), Some(2013));

    let page = article("004");
    for name in [
        "Karlskrona",
        "Karlstad",
        "Lidingö",
        "Södertälje",
        "Umeå",
        "Kalix",
        "Stockholm",
    ] {
        assert!(all(&page).contains(&name), "{name}");
    }
    assert!(!all(&page).contains(&"Göteborg"));
    assert_eq!(year(&page), Some(2019));
}

#[test]
fn an_outside_collection_is_answered_as_well_as_before() {
    let Some(quality) = shared("quality") else {
        return;
    };
    let folder = Folder::empty();
    let path = |name: &str| quality.join(name).to_str().unwrap().to_owned();
    let run = folder.run(&[
        "eval",
        "--collection",
        &path("swefaq-documents.jsonl"),
        "--queries",
        &path("swefaq-queries.jsonl"),
        "--format",
        "json",
    ]);
    let figures: Value = serde_json::from_str(&run.out).unwrap();
    assert!(
        figures["overall"]["ndcg_at_10"].as_f64().unwrap() >= 0.60,
        "{}",
        run.out
    );
}
