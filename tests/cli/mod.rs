//! What the command line promises: data on standard output, talk on standard error, exit codes.

use std::net::TcpListener;
use std::process::Stdio;

use records::{Record, read_jsonl};

use crate::program::Folder;

#[test]
fn parse_prints_a_record_a_line_and_talks_elsewhere() {
    let folder = Folder::with_corpus();
    let run = folder.run(&[
        "parse",
        "corpus/vara-nattkamera.md",
        "corpus/flen-snokarta.md",
    ]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let records: Vec<Record> = read_jsonl(run.out.as_bytes()).map(Result::unwrap).collect();
    let ids: Vec<&str> = records.iter().map(|record| record.id.as_str()).collect();
    assert_eq!(ids, ["vara-nattkamera", "flen-snokarta"]);
    assert_eq!(records[0].source.path, "corpus/vara-nattkamera.md");
}

#[test]
fn parse_goes_on_after_a_file_it_cannot_read() {
    let folder = Folder::with_corpus();
    let run = folder.run(&["parse", "corpus/nowhere.md", "corpus/flen-snokarta.md"]);
    assert_eq!(run.code, Some(1));
    assert_eq!(run.out.lines().count(), 1);
    assert!(run.err.contains("corpus/nowhere.md"), "{}", run.err);
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let folder = Folder::with_corpus();
    let files: Vec<String> = (0..400)
        .map(|_| "corpus/flen-snokarta.md".to_owned())
        .collect();
    let mut args = vec!["parse"];
    args.extend(files.iter().map(String::as_str));
    let mut child = folder
        .command(&args)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn ingesting_twice_gives_the_same_bytes() {
    let folder = Folder::with_corpus();
    let first = folder.run(&["ingest"]);
    assert_eq!((first.code, first.out.as_str()), (Some(0), ""), "{first:?}");
    assert!(
        first.err.starts_with("3 records; 0 errors"),
        "{}",
        first.err
    );
    let records = std::fs::read(folder.generation().join("records.jsonl")).unwrap();
    let second = folder.run(&["ingest"]);
    assert!(second.err.contains("stands as it was"), "{}", second.err);
    std::fs::remove_dir_all(folder.path("index")).unwrap();
    folder.run(&["ingest"]);
    assert_eq!(
        std::fs::read(folder.generation().join("records.jsonl")).unwrap(),
        records
    );
}

#[test]
fn one_bad_file_never_stops_the_rest() {
    let folder = Folder::with_corpus();
    folder.write("corpus/bad.md", b"---\ntitle: [\n---\n");
    folder.write("corpus/noise.md", &[0xff, 0xfe, 0x00]);
    folder.write("corpus/archive.zip", b"PK\x03\x04");
    let run = folder.run(&["ingest"]);
    assert_eq!(run.code, Some(0));
    assert!(run.err.contains("3 records"), "{}", run.err);
    for name in ["corpus/bad.md", "corpus/noise.md", "corpus/archive.zip"] {
        assert!(
            run.err.contains(name),
            "{name} is not named in\n{}",
            run.err
        );
    }
}

#[test]
fn a_corpus_that_is_not_there_or_empty_leaves_the_index_as_it_was() {
    let folder = Folder::with_index();
    let before = std::fs::read(folder.path("index/current")).unwrap();
    let missing = folder.run(&["ingest", "nowhere"]);
    assert_eq!(missing.code, Some(2));
    assert!(
        missing.err.starts_with("error: cannot read nowhere: "),
        "{}",
        missing.err
    );
    std::fs::create_dir(folder.path("empty")).unwrap();
    let empty = folder.run(&["ingest", "empty"]);
    assert_eq!(empty.code, Some(1));
    assert!(empty.err.contains("nothing published"), "{}", empty.err);
    assert_eq!(std::fs::read(folder.path("index/current")).unwrap(), before);
}

#[test]
fn search_shows_what_it_found_and_says_when_there_is_nothing() {
    let folder = Folder::with_index();
    let run = folder.run(&["search", "trygghetskamera"]);
    assert_eq!(run.code, Some(0));
    assert!(
        run.out.contains("Vara prövar trygghetskamera om natten"),
        "{}",
        run.out
    );
    assert!(
        run.out.contains("vara-nattkamera  Vara  [pilot]"),
        "{}",
        run.out
    );
    assert!(
        run.err.starts_with("also looked for: nattkamera, "),
        "{}",
        run.err
    );
    assert!(run.err.ends_with("\n1 of 1 hits\n"), "{}", run.err);
    let mended = folder.run(&["search", "trygghetskamrea"]);
    let told = "corrected: trygghetskamrea -> trygghetskamera\n";
    assert!(mended.err.contains(told), "{}", mended.err);
    let nothing = folder.run(&["search", "blockkedja"]);
    assert_eq!((nothing.code, nothing.out.as_str()), (Some(1), ""));
}

#[test]
fn what_is_related_is_shown_or_refused_by_name() {
    let folder = Folder::with_index();
    let peers = folder.run(&["peers", "Orsa"]);
    assert_eq!(peers.code, Some(0), "{peers:?}");
    assert!(peers.out.contains("Älvdalen"), "{}", peers.out);
    assert_eq!(peers.err, "2034 Orsa: group C9, 6908 inhabitants\n");
    let found = folder.run(&["search", "--peers-of", "Orsa"]);
    assert!(found.out.contains("mora-orsa-alvdalen"), "{}", found.out);
    let suggested = folder.run(&["suggest", "trygghetskm"]);
    assert!(
        suggested.out.contains("trygghetskamera"),
        "{}",
        suggested.out
    );
    assert_eq!(folder.run(&["suggest", "zzzz"]).code, Some(1));
    assert_eq!(folder.run(&["similar", "flen-snokarta"]).err, "");
    for (args, message) in [
        (["similar", "ingen"], "error: there is no record `ingen`"),
        (["peers", "Kungsbaka"], "did you mean `1384`?"),
    ] {
        let run = folder.run(&args);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{args:?}");
        assert!(run.err.contains(message), "{args:?}: {}", run.err);
    }
}

#[test]
fn search_filters_and_speaks_json() {
    let folder = Folder::with_index();
    let ids = |args: &[&str]| -> Vec<String> {
        let run = folder.run(&[&["search", "--format", "json"], args].concat());
        let answer: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        let hits = answer["hits"].as_array().unwrap();
        assert_eq!(answer["total"], hits.len());
        hits.iter()
            .map(|hit| hit["record"]["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        ids(&["--municipality", "Orsa"]),
        ["mora-orsa-alvdalen-lararstod"]
    );
    assert_eq!(
        ids(&["--municipality", "1470", "--municipality", "Flens kommun"]).len(),
        2
    );
    assert_eq!(ids(&["--theme", "open-data"]), ["flen-snokarta"]);
    assert_eq!(ids(&["--year", "2020.."]), ["vara-nattkamera"]);
    assert_eq!(
        ids(&["--year", "unknown"]),
        ["mora-orsa-alvdalen-lararstod"]
    );
    assert_eq!(
        ids(&["kamera karta", "--year", "!2019"]),
        ["vara-nattkamera"]
    );
}

#[test]
fn what_cannot_be_asked_is_refused_by_name() {
    let folder = Folder::with_index();
    let long = "x".repeat(10_000);
    for (args, message) in [
        (
            vec!["search", "--year", "abc"],
            "unknown year `abc`; accepted: four digits, 1950 to 2099",
        ),
        (
            vec!["search", "--theme", "nonsense"],
            "unknown theme `nonsense`; ",
        ),
        (
            vec!["search", "--municipality", "Kungsbaka"],
            "did you mean `1384`?",
        ),
        (
            vec!["search", "--limit", "0"],
            "limit `0` is not between 1 and 100",
        ),
        (
            vec!["search", &long],
            "the query has 10000 bytes; at most 1024 are accepted",
        ),
        (
            vec!["search", "a", "--index", "nowhere"],
            "no index in nowhere; run `exempelbank ingest --index nowhere`",
        ),
        (
            vec!["eval", "--queries", "nowhere"],
            "cannot read nowhere: ",
        ),
        (vec!["eval"], "--queries"),
        (vec!["sing"], "unrecognized subcommand 'sing'"),
    ] {
        let run = folder.run(&args);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{args:?}");
        assert!(run.err.contains(message), "{args:?}: {}", run.err);
    }
}

#[test]
fn check_names_file_line_and_field_of_every_fault() {
    let folder = Folder::with_corpus();
    let good = folder.run(&["check"]);
    assert_eq!(good.code, Some(0), "{good:?}");
    folder.write(
        "corpus/fel.md",
        b"---\ntitle: Fel\nkind: initiative\nmunicipalities: [Kungsbaka]\nthemes: [open-dat]\n\
          year: 2999\nyear_basis: stated\ncolour: blue\neffect:\nvoice: press\n---\n\nText.\n",
    );
    let run = folder.run(&["check"]);
    assert_eq!(run.code, Some(1));
    for (line, field) in [
        (4, "municipalities"),
        (5, "themes"),
        (6, "year"),
        (8, "colour"),
        (9, "effect"),
    ] {
        let place = format!("corpus/fel.md:{line}: ");
        let told = run
            .out
            .lines()
            .any(|told| told.starts_with(&place) && told.contains(field));
        assert!(told, "line {line} {field} is not told in\n{}", run.out);
    }
    for nearest in ["Kungsbacka", "open-data"] {
        assert!(
            run.out.contains(nearest),
            "{nearest} is not offered in\n{}",
            run.out
        );
    }
}

#[test]
fn an_index_of_another_version_is_refused_with_what_to_run() {
    let folder = Folder::with_index();
    folder.make_earlier();
    for args in [
        &["search", "kamera"][..],
        &["serve", "--listen", "127.0.0.1:0"],
    ] {
        let run = folder.run(args);
        assert_eq!(run.code, Some(2));
        assert!(run.err.contains("has format 7"), "{}", run.err);
        assert!(
            run.err.contains("run `exempelbank ingest --index index`"),
            "{}",
            run.err
        );
    }
}

#[test]
fn a_port_in_use_is_told_at_once() {
    let folder = Folder::empty();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let run = folder.run(&["serve", "--listen", &address]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.err.contains(&format!("cannot listen at {address}: ")),
        "{}",
        run.err
    );
}

#[test]
fn eval_prints_figures_for_people_and_for_programs() {
    let folder = Folder::with_index();
    folder.write(
        "queries.jsonl",
        "{\"id\":\"1\",\"type\":\"topic\",\"query\":\"kamera på natten\",\"judgements\":{\"vara-nattkamera\":3}}\n\
         {\"id\":\"2\",\"type\":\"typo\",\"query\":\"xyzzy\",\"judgements\":{\"vara-nattkamera\":3}}\n"
            .as_bytes(),
    );
    let table = folder.run(&["eval", "--queries", "queries.jsonl"]);
    assert_eq!(table.code, Some(0), "{table:?}");
    assert_eq!(
        table.out,
        "type         queries   nDCG@10   MRR@10  recall@20 zero hits\n\
         all                2     0.500    0.500      0.500     0.500\n\
         topic              1     1.000    1.000      1.000     0.000\n\
         typo               1     0.000    0.000      0.000     1.000\n"
    );
    let json = folder.run(&["eval", "--queries", "queries.jsonl", "--format", "json"]);
    let figures: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(figures["overall"]["ndcg_at_10"], 0.5);
    assert_eq!(figures["by_type"]["typo"]["zero_hit_share"], 1.0);
    assert_eq!(figures["overall"]["queries"], 2);
}

#[test]
fn eval_measures_any_other_collection_and_the_themes() {
    let folder = Folder::with_index();
    folder.write(
        "documents.jsonl",
        "{\"id\":\"Ö 1\",\"text\":\"Hur söker jag bygglov?\"}\n".as_bytes(),
    );
    folder.write(
        "queries.jsonl",
        "{\"id\":\"1\",\"type\":\"a\",\"query\":\"bygglovets\",\"judgements\":{\"Ö 1\":3}}\n"
            .as_bytes(),
    );
    let run = folder.run(&[
        "eval",
        "--queries",
        "queries.jsonl",
        "--collection",
        "documents.jsonl",
        "--format",
        "json",
    ]);
    let figures: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(figures["overall"]["ndcg_at_10"], 1.0);
    let themes = folder.run(&["eval", "--themes", "--format", "json"]);
    let figures: serde_json::Value = serde_json::from_str(&themes.out).unwrap();
    assert_eq!(figures["by_theme"].as_object().unwrap().len(), 16);
    assert_eq!(figures["by_theme"]["open-data"]["records"], 1);
    assert_eq!(figures["learnt_from"], 0);
    assert!(figures["unseen"].as_u64().unwrap() > 0);
    let bands = figures["confidence"].as_array().unwrap();
    let predicted = bands.iter().map(|band| band["predicted"].as_u64().unwrap());
    assert!(predicted.sum::<u64>() > 0);
    let table = folder.run(&["eval", "--themes", "--learn", "weights.tsv"]);
    assert!(table.out.contains("confidence"), "{}", table.out);
    let weights = std::fs::read_to_string(folder.path("weights.tsv")).unwrap();
    let learnt_from = weights.lines().filter(|line| line.starts_with("example\t"));
    assert_eq!(learnt_from.count() as u64, figures["unseen"]);
}

#[test]
fn the_help_is_what_the_readme_says() {
    let folder = Folder::empty();
    let help = |args: &[&str]| folder.run(args).out;
    insta::assert_snapshot!("help", help(&["--help"]));
    for command in [
        "ingest", "parse", "serve", "search", "suggest", "similar", "peers", "check", "eval",
    ] {
        insta::assert_snapshot!(format!("help_{command}"), help(&[command, "--help"]));
    }
}
