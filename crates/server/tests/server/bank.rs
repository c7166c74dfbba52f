//! A small bank of invented records, and a client for it.

use std::sync::LazyLock;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use index::{Contents, Layout, Snapshot};
use records::Record;
use serde_json::{Value, json};
use server::AppState;
use tempfile::TempDir;
use tower::ServiceExt;

/// The text of the record that may be shown in excerpts only: its end must never be shown.
pub(crate) const GUARDED: &str = "Kommunen har satt upp sensorer i badplatser och visar \
    temperaturen på webben. Projektet kostade lite och fick många besök. Hemlighetsordet \
    ligger sist i texten och heter slutklang.";

static BANK: LazyLock<(TempDir, AppState)> = LazyLock::new(|| {
    let folder = TempDir::new().unwrap();
    let state = AppState::new(generation(&folder, records()));
    (folder, state)
});

/// A generation of an index in a folder, opened.
pub(crate) fn generation(folder: &TempDir, mut records: Vec<Record>) -> Snapshot {
    let layout = Layout::new(folder.path());
    records.sort_by(|a, b| a.id.cmp(&b.id));
    let contents = Contents {
        records: &records,
        diagnostics: &[],
        withdrawn: &[serde_json::from_value(json!({
            "id": "kommun-ville-inte", "date": "2026-01-31", "reason": "Kommunen bad om det."
        }))
        .unwrap()],
        built_at: "2026-01-02T03:04:05Z",
    };
    index::build(&layout, contents, &|_| {}).unwrap();
    Snapshot::open(&layout).unwrap()
}

/// The router over the bank.
pub(crate) fn router() -> Router {
    server::router(BANK.1.clone())
}

/// The state of the bank.
pub(crate) fn state() -> AppState {
    BANK.1.clone()
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

/// Sends a request.
pub(crate) async fn send(request: Request<Body>) -> Answer {
    send_to(router(), request).await
}

/// Reads an address of a router.
pub(crate) async fn get_from(router: &Router, address: &str) -> Answer {
    let request = Request::get(address).body(Body::empty()).unwrap();
    send_to(router.clone(), request).await
}

/// Sends a request to a router, at a host of its own unless the request names one.
pub(crate) async fn send_to(router: Router, mut request: Request<Body>) -> Answer {
    let headers = request.headers_mut();
    if !headers.contains_key("host") {
        headers.insert("host", "exempel.test".parse().unwrap());
    }
    let response = router.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes().to_vec();
    Answer {
        status: parts.status,
        headers: parts.headers,
        bytes,
    }
}

/// Reads an address.
pub(crate) async fn get(address: &str) -> Answer {
    get_with(address, &[]).await
}

/// Reads an address with headers.
pub(crate) async fn get_with(address: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(request.body(Body::empty()).unwrap()).await
}

/// Invented records: enough to filter, count, page and cut.
pub(crate) fn records() -> Vec<Record> {
    let mut records = vec![
        record("varberg-svaromat", |record| {
            record["title"] = json!("Varberg låter en svaromat sköta vanliga frågor");
            record["summary"] = json!(
                "En svaromat på webbplatsen tar hand om frågor om sophämtning och bygglov. Svåra \
                 frågor lämnas till en människa.\n\nSvaromaten är öppen dygnet runt."
            );
            record["effect"] = json!("Var tredje fråga besvaras utan telefonkö.");
            record["lessons"] = json!("Svaromaten måste säga att den är en maskin.");
            record["municipalities"] = json!([subject("1383")]);
            record["year"] = json!({"value": 2021, "basis": "stated"});
            record["themes"] = json!([theme("e-services"), theme("automation-ai")]);
            record["partners"] = json!(["Exempelbolaget"]);
            record["source"]["published"] =
                json!({"date": "2021-05-01", "precision": "month", "basis": "curated"});
            record["source"]["retrieved"] = json!("2025-11-20");
        }),
        record("mora-orsa-alvdalen-gemensam-natt", |record| {
            record["title"] = json!("Tre kommuner prövar en gemensam nattpatrull");
            record["summary"] =
                json!("Mora, Orsa och Älvdalen prövar att dela på kameror och larm om natten.");
            record["status"] = json!("pilot");
            record["municipalities"] = json!([subject("2062"), subject("2034"), subject("2039")]);
            record["year"] = json!({"value": 2023, "basis": "inferred"});
            record["themes"] = json!([theme("welfare-technology")]);
            record["voice"] = json!("municipality");
            record["editor_note"] = json!("Underlaget är kort & bygger på ett anförande.");
        }),
        record("gotland-forslag-oppna-data", |record| {
            record["title"] = json!("Gotland föreslår öppna data om badvatten");
            record["summary"] = json!("Ett förslag om öppna data för stränder.");
            record["status"] = json!("proposed");
            record["municipalities"] = json!([subject("0980")]);
            record["year"] = json!({"value": 2016, "basis": "published"});
            record["themes"] = json!([theme("open-data")]);
            record["voice"] = json!("press");
        }),
        record("utmarkelsen-2013", |record| {
            record["kind"] = json!("article");
            record["title"] = json!("Utmärkelsen 2013: så blev det");
            record["summary"] = json!("Karlstad vann och två andra nominerades.");
            record["status"] = json!("unknown");
            record["municipalities"] = json!([subject("1780")]);
            record["year"] = json!({"value": 2013, "basis": "edition"});
            record["outcomes"] = json!([
                outcome("1780", "winner", Some("segrade")),
                outcome("2583", "nominee", None),
                outcome("1715", "winner", Some("tog hem priset"))
            ]);
            record["voice"] = json!("organiser");
        }),
        record("utmarkelsen-2013-karlstad", |record| {
            record["kind"] = json!("statement");
            record["part_of"] = json!("utmarkelsen-2013");
            record["title"] = json!("Karlstad: vi delar drift med grannarna");
            record["question"] = json!("Vad är ni mest stolta över?");
            record["summary"] = json!("Driften delas av hela länet.");
            record["status"] = json!("unknown");
            record["municipalities"] = json!([subject("1780")]);
            record["year"] = json!({"value": 2013, "basis": "edition"});
            record["quotes"] = json!([{
                "text": "Vi vågar dela med oss.", "role": "kommundirektör", "span": null
            }]);
            record["also_published"] = json!([copy_of(&record["source"])]);
        }),
        record("lomma-sensorer", |record| {
            record["title"] = json!("Sensorer i badplatserna");
            record["summary"] = Value::Null;
            record["text"] = json!(GUARDED);
            record["effect"] = json!("Effekten beskrivs i en hel mening som slutar med slutklang.");
            record["quotes"] = json!([{
                "text": "Det här är ett helt citat med slutklang.", "role": "it-chef", "span": null
            }]);
            record["municipalities"] = json!([subject("1262"), {
                "code": "1281", "role": "mentioned", "mention": "Lund"
            }]);
            record["source"]["rights"] = json!("excerpt");
        }),
        record("script-i-titeln", |record| {
            record["title"] = json!("<script>alert(1)</script> & \"citat\"");
            record["summary"] = json!("</script><img src=x onerror=alert(1)> i en text");
            record["editor_note"] = json!("<b>fet</b>");
            record["source"]["publisher"] = json!("<i>Tidningen</i>");
            record["source"]["url"] = json!("javascript:alert(1)");
            record["same_initiative"] =
                json!([{"id": "varberg-svaromat", "reason": "<u>samma</u>"}]);
        }),
        record("emoji-få", |_| {}),
    ];
    records.extend(schools());
    records
}

/// So many that they fill more than a page.
fn schools() -> Vec<Record> {
    let school = |number: i32| {
        let id = format!("skola-{number:02}");
        record(&id, |record| {
            record["title"] = json!(format!("Skolprojekt nummer {number}"));
            record["summary"] = json!("En skola prövar surfplattor i undervisningen.");
            record["municipalities"] =
                json!([subject(if number % 2 == 0 { "0180" } else { "1480" })]);
            record["year"] = json!({"value": 2000 + number, "basis": "stated"});
            record["themes"] = json!([theme("education")]);
        })
    };
    (0..24).map(school).collect()
}

pub(crate) fn record(id: &str, edit: impl FnOnce(&mut Value)) -> Record {
    let id = if id == "emoji-få" { "emoji-fa" } else { id };
    let mut record = json!({
        "id": id,
        "kind": "initiative",
        "part_of": null,
        "title": "Få 😀 svår på alla frågor",
        "summary": "Ett exempel 😀 med få ord.",
        "text": null,
        "question": null,
        "status": "in_use",
        "partners": [],
        "same_initiative": [],
        "effect": null,
        "lessons": null,
        "municipalities": [],
        "counties": [],
        "outcomes": [],
        "year": null,
        "themes": [],
        "area": null,
        "language": "sv",
        "voice": "editor",
        "quotes": [],
        "editor_note": null,
        "source": {
            "id": id,
            "title": "En artikel",
            "publisher": "Exempelbladet",
            "url": format!("https://tidning.example/{id}"),
            "path": format!("corpus/examples/{id}.md"),
            "media_type": "text/markdown",
            "published": null,
            "retrieved": null,
            "sha256": "ab".repeat(32),
            "rights": "full",
        },
        "span": null,
        "also_published": [],
        "completeness": 50,
    });
    edit(&mut record);
    serde_json::from_value(record).unwrap()
}

/// A copy of a part, in a newspaper.
fn copy_of(source: &Value) -> Value {
    let mut copy = source.clone();
    copy["id"] = json!("bladet");
    copy["publisher"] = json!("Bladet");
    copy["url"] = json!("https://bladet.example/karlstad");
    copy["published"] = json!({"date": "2013-11-01", "precision": "month", "basis": "metadata"});
    json!({
        "id": "bladet-karlstad-1", "part_of": null, "source": copy,
        "span": {"start": 10, "end": 40},
    })
}

pub(crate) fn subject(code: &str) -> Value {
    json!({"code": code, "role": "subject", "mention": null})
}

pub(crate) fn theme(id: &str) -> Value {
    json!({"id": id, "basis": "curated", "confidence": 1.0})
}

fn outcome(code: &str, outcome: &str, wording: Option<&str>) -> Value {
    json!({
        "edition": 2013, "award": "Sveriges IT-kommun", "code": code, "outcome": outcome,
        "wording": wording, "span": null,
    })
}
