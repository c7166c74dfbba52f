//! What happens to answers when the index is damaged, or was made by another program.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::program::Folder;
use crate::serving::Server;

const ALL: &[&str] = &[
    "flen-snokarta",
    "mora-orsa-alvdalen-lararstod",
    "vara-nattkamera",
];
const FEWER: &[&str] = &["mora-orsa-alvdalen-lararstod", "vara-nattkamera"];

/// A folder with two generations: all records, and then one fewer.
fn two_generations() -> Folder {
    let folder = Folder::with_index();
    fs::remove_file(folder.path("corpus/flen-snokarta.md")).unwrap();
    assert_eq!(folder.run(&["ingest", "--quiet"]).code, Some(0));
    folder
}

fn damage(generation: &Path) {
    let path = generation.join("records.jsonl");
    let mut bytes = fs::read(&path).unwrap();
    bytes[100] ^= 1;
    fs::write(path, bytes).unwrap();
}

fn ready(server: &Server) -> Value {
    server.json("/health/ready")
}

/// Publishes in `index` what was published in `other`, without a look at it.
fn publish_as_it_is(folder: &Folder, other: &str) {
    let current = fs::read_to_string(folder.path(&format!("{other}/current"))).unwrap();
    let id = current.split(' ').next().unwrap();
    let from = folder.path(&format!("{other}/generations/{id}"));
    fs::rename(from, folder.path(&format!("index/generations/{id}"))).unwrap();
    folder.write("index/current.new", current.as_bytes());
    fs::rename(
        folder.path("index/current.new"),
        folder.path("index/current"),
    )
    .unwrap();
}

#[test]
fn a_start_with_a_damaged_generation_serves_the_last_good_one_until_it_is_mended() {
    let folder = two_generations();
    damage(&folder.generation());
    let search = folder.run(&["search", "kamera"]);
    assert_eq!(search.code, Some(2));
    assert!(
        search
            .err
            .contains("records.jsonl does not match its checksum"),
        "{}",
        search.err
    );
    let server = Server::start(&folder, &[]);
    assert_eq!(server.ids(), ALL);
    let health = ready(&server);
    assert_eq!(
        (&health["status"], &health["is_published"]),
        (&"ready".into(), &false.into())
    );
    server.until(|server| {
        server
            .log()
            .contains("records.jsonl does not match its checksum")
    });
    let metrics = server.get("/metrics").1;
    assert!(
        metrics.contains("exempelbank_published_generation_served 0"),
        "{metrics}"
    );
    assert_eq!(folder.run(&["ingest", "--quiet"]).code, Some(0));
    server.until(|server| ready(server)["is_published"] == true);
    assert_eq!(server.ids(), FEWER);
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn a_damaged_generation_that_comes_while_serving_is_refused_and_the_old_one_stays() {
    let folder = Folder::with_index();
    let server = Server::start(&folder, &[]);
    assert_eq!(ready(&server)["is_published"], true);
    fs::remove_file(folder.path("corpus/flen-snokarta.md")).unwrap();
    folder.run(&["ingest", "--quiet", "--index", "other"]);
    let current = fs::read_to_string(folder.path("other/current")).unwrap();
    let id = current.split(' ').next().unwrap();
    damage(&folder.path(&format!("other/generations/{id}")));
    publish_as_it_is(&folder, "other");
    server.until(|server| ready(server)["is_published"] == false);
    assert!(
        server.log().contains(&format!("{id}/records.jsonl")),
        "{}",
        server.log()
    );
    assert_eq!(server.ids(), ALL);
    folder.write("index/current", b"nonsense\n");
    server.until(|server| server.log().contains("index/current names no generation"));
    assert_eq!(server.ids(), ALL);
    folder.run(&["ingest", "--quiet"]);
    server.until(|server| server.ids() == FEWER);
    assert_eq!(ready(&server)["is_published"], true);
}

#[test]
fn a_file_that_names_no_generation_is_done_without() {
    let folder = two_generations();
    folder.write("index/current", b"");
    let server = Server::start(&folder, &[]);
    assert_eq!(server.ids(), FEWER);
    assert_eq!(ready(&server)["is_published"], false);
    assert_eq!(folder.run(&["ingest", "--quiet"]).code, Some(0));
    server.until(|server| ready(server)["is_published"] == true);
}

#[test]
fn an_index_of_an_earlier_program_is_answered_from_only_by_those_who_can() {
    // The one that runs goes on with what it has opened, whatever the other has published.
    let folder = Folder::with_index();
    let running = Server::start(&folder, &[]);
    fs::remove_file(folder.path("corpus/flen-snokarta.md")).unwrap();
    assert_eq!(folder.run(&["ingest", "--quiet"]).code, Some(0));
    running.until(|server| server.ids() == FEWER);
    folder.make_earlier();
    // It is published again, so that it is looked at.
    let current = fs::read_to_string(folder.path("index/current")).unwrap();
    folder.write(
        "index/current",
        format!("{} 00000000\n", &current[..16]).as_bytes(),
    );
    running.until(|server| {
        server
            .log()
            .contains("has format 7, and this program reads format 8")
    });
    assert_eq!(running.ids(), FEWER);
    // One that is started anew takes the latest that it can read.
    let started = Server::start(&folder, &[]);
    assert_eq!(started.ids(), ALL);
    let command = "run `exempelbank ingest --index index` to build it anew";
    started.until(|server| server.log().contains(command));
    assert_eq!(folder.run(&["ingest", "--quiet"]).code, Some(0));
    for server in [running, started] {
        server.until(|server| ready(server)["is_published"] == true && server.ids() == FEWER);
    }
}

#[test]
fn where_there_is_none_that_can_be_read_the_command_is_told() {
    let folder = Folder::with_index();
    folder.make_earlier();
    let run = folder.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.err.contains("run `exempelbank ingest --index index`"),
        "{}",
        run.err
    );
    assert_eq!(folder.run(&["ingest", "--quiet"]).code, Some(0));
    assert_eq!(folder.run(&["search", "kamera"]).code, Some(0));
}
