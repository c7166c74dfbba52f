//! The tools for assistants: the protocol as a client speaks it, and the answers of the API.

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::bank::{Answer, get, router, send_to, state};

/// Sends a message, from a host and maybe from a page of somebody.
async fn send(router: &Router, message: &Value, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::post("/mcp")
        .header("content-type", "application/json")
        .header("accept", "application/json, text/event-stream");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = Body::from(message.to_string());
    send_to(router.clone(), request.body(body).unwrap()).await
}

const HERE: (&str, &str) = ("host", "127.0.0.1:8080");

async fn ask(method: &str, params: Value) -> Value {
    let message = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
    let answer = send(&router(), &message, &[HERE]).await;
    assert_eq!(answer.status, 200, "{method}: {}", answer.text());
    assert_eq!(answer.header("content-type"), "application/json");
    answer.json()
}

/// What a tool gives, and whether it says that it failed.
async fn call(tool: &str, arguments: Value) -> (Value, bool) {
    let answer = ask("tools/call", json!({"name": tool, "arguments": arguments})).await;
    let result = &answer["result"];
    let text = result["content"][0]["text"].as_str().unwrap();
    assert_eq!(
        serde_json::from_str::<Value>(text).unwrap(),
        result["structuredContent"]
    );
    let failed = result["isError"].as_bool().unwrap();
    (result["structuredContent"].clone(), failed)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_is_told_what_there_is() {
    let answer = ask(
        "initialize",
        json!({
            "protocolVersion": "2025-06-18", "capabilities": {},
            "clientInfo": {"name": "test", "version": "1"},
        }),
    )
    .await;
    assert_eq!(answer["result"]["serverInfo"]["name"], "Exempelbanken");
    assert!(answer["result"]["capabilities"]["tools"].is_object());
    let tools = ask("tools/list", json!({})).await;
    let names: Vec<&Value> = tools["result"]["tools"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tool| &tool["name"])
        .collect();
    assert_eq!(
        names,
        ["search", "read_record", "find_peers", "list_themes"]
    );
    let search = &tools["result"]["tools"][0];
    assert_eq!(search["annotations"]["readOnlyHint"], true);
    for parameter in ["q", "theme", "peers_of", "year", "limit", "sort", "facets"] {
        let property = &search["inputSchema"]["properties"][parameter];
        assert!(property["description"].is_string(), "{parameter}");
    }
}

/// An answer without what differs from one time to the next.
fn settled(mut answer: Value) -> Value {
    answer["meta"]["took_ms"] = Value::Null;
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tool_gives_what_its_address_gives() {
    for (tool, arguments, address) in [
        (
            "search",
            json!({"q": "skola", "theme": ["education"], "limit": 3, "select": ["id", "title"]}),
            "/api/v1/records?q=skola&theme=education&limit=3&select=id,title",
        ),
        (
            "read_record",
            json!({"id": "varberg-svaromat", "lang": "en"}),
            "/api/v1/records/varberg-svaromat?lang=en",
        ),
        (
            "read_record",
            json!({"id": "bladet-karlstad-1"}),
            "/api/v1/records/utmarkelsen-2013-karlstad",
        ),
        (
            "find_peers",
            json!({"municipality": "Kungsbacka"}),
            "/api/v1/municipalities/1384/peers",
        ),
        ("list_themes", json!({}), "/api/v1/themes"),
    ] {
        let (given, failed) = call(tool, arguments).await;
        assert!(!failed, "{tool}: {given}");
        assert_eq!(settled(given), settled(get(address).await.json()), "{tool}");
    }
    let (found, _) = call("search", json!({"municipality": "1383"})).await;
    assert_eq!(found["records"][0]["id"], "varberg-svaromat");
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_are_told_as_the_api_tells_them() {
    for (tool, arguments, named) in [
        ("search", json!({"tema": "skola", "lang": "en"}), "theme"),
        ("search", json!({"limit": 1000}), "limit"),
        ("search", json!({"q": {"all": []}}), "q"),
        ("search", json!({"q": "a".repeat(9000)}), "8"),
        ("read_record", json!({}), "id"),
        ("read_record", json!({"id": "nowhere"}), "nowhere"),
        (
            "read_record",
            json!({"id": "kommun-ville-inte"}),
            "kommun-ville-inte",
        ),
        (
            "read_record",
            json!({"id": "varberg-svaromat", "x": 1}),
            "x",
        ),
        ("find_peers", json!({"municipality": "Kungsbaka"}), "1384"),
        ("list_themes", json!({"lang": "de"}), "sv"),
        ("list_themes", json!({"format": "skos"}), "format"),
    ] {
        let (told, failed) = call(tool, arguments.clone()).await;
        assert!(failed, "{tool} {arguments}");
        assert!(
            told.to_string().contains(named),
            "{tool} {arguments}: {told}"
        );
        assert!(told["status"].as_u64().unwrap() >= 400, "{told}");
    }
    let unknown = ask("tools/call", json!({"name": "delete", "arguments": {}})).await;
    let message = unknown["error"]["message"].as_str().unwrap();
    assert!(message.contains("search, read_record"), "{message}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_guarded_text_comes_out_of_no_tool() {
    for (tool, arguments) in [
        ("search", json!({"q": "slutklang"})),
        (
            "search",
            json!({"municipality": "1262", "select": ["id", "text", "effect", "quotes", "excerpts", "highlights"]}),
        ),
        ("read_record", json!({"id": "lomma-sensorer"})),
    ] {
        let (given, failed) = call(tool, arguments).await;
        assert!(!failed, "{given}");
        let text = given.to_string();
        assert!(
            !text.contains(crate::bank::GUARDED) && !text.contains("helt citat"),
            "{text}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_own_host_and_its_pages_may_ask() {
    let public = state().with_public_url("https://exempel.se".parse().unwrap());
    let public = server::router(public);
    let message = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}});
    for (router, headers, status) in [
        (&router(), &[HERE][..], 200),
        (&router(), &[("host", "localhost:8080")], 200),
        (&router(), &[("host", "[::1]:8080")], 200),
        (&router(), &[("host", "exempel.se")], 403),
        (&router(), &[HERE, ("origin", "https://annan.example")], 403),
        (&public, &[("host", "exempel.se")], 200),
        (
            &public,
            &[("host", "exempel.se"), ("origin", "https://exempel.se")],
            200,
        ),
        (
            &public,
            &[("host", "exempel.se"), ("origin", "https://annan.example")],
            403,
        ),
        (&public, &[("host", "annan.example")], 403),
    ] {
        let answer = send(router, &message, headers).await;
        assert_eq!(answer.status, status, "{headers:?} {}", answer.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_compressed_for_who_can_read_it() {
    let message = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}});
    let plain = send(&router(), &message, &[HERE]).await;
    assert_eq!(plain.header("content-encoding"), "");
    let answer = send(&router(), &message, &[HERE, ("accept-encoding", "gzip")]).await;
    assert_eq!(answer.header("content-encoding"), "gzip");
    assert!(answer.bytes.len() < plain.bytes.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_message_is_refused() {
    let request = |body: String| {
        Request::post("/mcp")
            .header(HERE.0, HERE.1)
            .header("content-type", "application/json")
            .header("accept", "application/json, text/event-stream")
            .body(Body::from(body))
            .unwrap()
    };
    for (body, status) in [(
        json!({"jsonrpc": "2.0", "id": 1, "method": "x".repeat(70_000)}).to_string(),
        413,
    )] {
        let answer = send_to(router(), request(body)).await;
        assert_eq!(answer.status, status, "{}", answer.text());
    }
    for (body, code) in [
        ("{".to_owned(), -32700),
        ("[".repeat(5000) + &"]".repeat(5000), -32700),
        ("[]".to_owned(), -32600),
        (
            json!([{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}]).to_string(),
            -32600,
        ),
        ("{}".to_owned(), -32600),
        ("5".to_owned(), -32600),
    ] {
        let answer = send_to(router(), request(body.clone())).await;
        assert_eq!(answer.status, 400, "{body:.40} {}", answer.text());
        assert_eq!(answer.header("content-type"), "application/json");
        let told = answer.json();
        assert_eq!(told["error"]["code"], code, "{body:.40}");
        assert_eq!(
            (&told["jsonrpc"], &told["id"]),
            (&json!("2.0"), &Value::Null)
        );
    }
    // Whoever may not ask is not told what is wrong with the question.
    let mut foreign = request("{".to_owned());
    foreign
        .headers_mut()
        .insert("host", "annan.example".parse().unwrap());
    assert_eq!(send_to(router(), foreign).await.status, 403);
    let mut plain = request("{}".to_owned());
    plain
        .headers_mut()
        .insert("content-type", "text/plain".parse().unwrap());
    assert_eq!(send_to(router(), plain).await.status, 415);
    // There are no streams to listen to, and no sessions to end.
    for method in ["GET", "DELETE"] {
        let request = Request::builder()
            .method(method)
            .uri("/mcp")
            .header(HERE.0, HERE.1);
        let request = request
            .header("accept", "text/event-stream")
            .body(Body::empty());
        let answer = send_to(router(), request.unwrap()).await;
        assert_eq!(answer.status, 405, "{method}");
    }
}
