//! A record whose source allows excerpts only never leaves whole, whatever is asked.

use crate::bank::{GUARDED, get};

#[tokio::test]
async fn the_guarded_text_is_shown_in_excerpts_only() {
    for address in [
        "/api/v1/records/lomma-sensorer",
        "/api/v1/records?municipality=1262",
        "/api/v1/records?q=sensorer",
        "/api/v1/records?q=%22ligger+sist%22+badplatser&municipality=1262",
        "/exempel/lomma-sensorer",
        "/exempel/lomma-sensorer?lang=en",
        "/?municipality=1262",
        "/?q=sensorer",
    ] {
        let answer = get(address).await;
        assert_eq!(answer.status, 200, "{address}");
        assert!(!answer.text().contains(GUARDED), "{address}");
        assert!(
            !answer.text().contains("Det här är ett helt citat"),
            "{address}"
        );
        assert!(!answer.text().contains("slutar med slutklang"), "{address}");
        assert!(answer.text().contains("i badplatserna"), "{address}");
    }
}

#[tokio::test]
async fn an_excerpt_is_the_beginning_and_no_more_than_half() {
    let json = get("/api/v1/records/lomma-sensorer").await.json();
    let record = &json["record"];
    for field in ["text", "effect", "lessons"] {
        assert!(record[field].is_null(), "{field}");
    }
    assert_eq!(record["quotes"], serde_json::json!([]));
    let excerpt = record["excerpts"][0]["text"].as_str().unwrap();
    assert!(GUARDED.starts_with(excerpt));
    assert!(excerpt.chars().count() <= GUARDED.chars().count() / 2);
}

#[tokio::test]
async fn a_snippet_shows_no_more_than_an_excerpt() {
    for word in ["slutklang", "temperaturen", "hemlighetsordet", "kommunen"] {
        let json = get(&format!("/api/v1/records?q={word}&municipality=1262"))
            .await
            .json();
        for highlight in json["records"][0]["highlights"].as_array().unwrap() {
            if highlight["field"] == "text" {
                let len = highlight["text"].as_str().unwrap().chars().count();
                assert!(len <= GUARDED.chars().count() / 2, "{word}: {len}");
            }
        }
    }
}

#[tokio::test]
async fn what_may_be_shown_is_shown_whole() {
    let json = get("/api/v1/records/varberg-svaromat").await.json();
    assert!(
        json["record"]["effect"]
            .as_str()
            .unwrap()
            .contains("telefonkö")
    );
    assert_eq!(json["record"]["excerpts"], serde_json::json!([]));
}
