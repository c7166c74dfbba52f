//! Addresses as others write them, and what the server says of its own.

use axum::http::Request;
use server::router;

use crate::bank::{get, get_from, get_with, state};

#[tokio::test(flavor = "multi_thread")]
async fn a_slash_at_the_end_leads_to_the_page_and_to_no_other_host() {
    for (address, location) in [
        ("/teman/", "/teman"),
        (
            "/exempel/varberg-svaromat/?lang=en",
            "/exempel/varberg-svaromat?lang=en",
        ),
        ("/kommuner//", "/kommuner"),
        ("//exempel.test/", "/exempel.test"),
    ] {
        let answer = get(address).await;
        assert_eq!(answer.status, 308, "{address}");
        assert_eq!(answer.header("location"), location, "{address}");
    }
    for address in ["/api/v1/records/", "//"] {
        assert_eq!(get(address).await.status, 404, "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_follows_readers_is_left_unread_on_pages_alone() {
    for address in [
        "/?utm_source=brev&utm_medium=x",
        "/teman?fbclid=1",
        "/exempel/varberg-svaromat?gclid=1&lang=en",
        "/kommuner/1383?msclkid=1",
    ] {
        assert_eq!(get(address).await.status, 200, "{address}");
    }
    assert_eq!(get("/teman?utmx=1").await.status, 400);
    assert_eq!(get("/api/v1/themes?utm_source=brev").await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_repeats_what_a_request_calls_the_host() {
    for address in ["/", "/exempel/varberg-svaromat", "/widget", "/robots.txt"] {
        let answer = get_with(address, &[("host", "ond.test")]).await;
        assert_eq!(answer.status, 200);
        assert!(!answer.text().contains("ond.test"), "{address}");
    }
    // Commands, files and feeds must name a host; no cache may keep them for others.
    for address in [
        "/api",
        "/api/v1/export",
        "/api/v1/feed.atom",
        "/dcat.jsonld",
    ] {
        let answer = get_with(address, &[("host", "kommun.test")]).await;
        assert!(answer.text().contains("kommun.test"), "{address}");
        assert_eq!(
            answer.header("cache-control"),
            "private, max-age=60",
            "{address}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_map_names_every_page_and_example_where_the_server_knows_its_address() {
    assert_eq!(get("/sitemap.xml").await.status, 404);
    let known = router(state().with_public_url("https://exempel.test".parse().unwrap()));
    let robots = get_from(&known, "/robots.txt").await;
    assert!(
        robots
            .text()
            .contains("Sitemap: https://exempel.test/sitemap.xml")
    );
    let index = get_from(&known, "/sitemap.xml").await;
    let addresses = |xml: &str| -> Vec<String> {
        let items = xml.split("<loc>").skip(1);
        items
            .map(|rest| rest.split("</loc>").next().unwrap().to_owned())
            .collect()
    };
    let mut named = Vec::new();
    for part in addresses(index.text()) {
        let path = part.strip_prefix("https://exempel.test").unwrap();
        named.extend(addresses(get_from(&known, path).await.text()));
    }
    for path in [
        "/",
        "/kommuner/1383",
        "/teman/open-data",
        "/utmarkelser/2013",
        "/exempel/varberg-svaromat",
    ] {
        assert!(
            named.contains(&format!("https://exempel.test{path}")),
            "{path}"
        );
    }
    for path in ["/sitemap/2.xml", "/sitemap/x.xml", "/sitemap/0"] {
        assert_eq!(get_from(&known, path).await.status, 404, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_is_named_or_its_lack_is_told() {
    for address in ["/om", "/tillganglighet"] {
        assert!(
            get(address)
                .await
                .text()
                .contains("har inte angett någon kontakt")
        );
        let known = router(state().with_contact("bank@exempel.test".parse().unwrap()));
        let page = get_from(&known, address).await;
        assert!(
            page.text()
                .contains("<a href=\"mailto:bank@exempel.test\">")
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_seen_is_not_put_into_a_page() {
    let page = get("/?q=skola%00%1b%E2%80%AEtxt").await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("<q dir=\"auto\">skolatxt</q>"));
    assert!(!page.text().contains(['\u{0}', '\u{1b}', '\u{202e}']));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_widget_is_served_to_other_sites_and_known_again() {
    let answer = get("/widget/v1/exempelbank.js").await;
    assert_eq!(
        answer.header("content-type"),
        "text/javascript; charset=utf-8"
    );
    let tag = answer.header("etag").to_owned();
    let again = get_with("/widget/v1/exempelbank.js", &[("if-none-match", &tag)]).await;
    assert_eq!(again.status, 304);
    let request = Request::get("/widget/v1/exempelbank.js").header("origin", "https://a.test");
    let answer = crate::bank::send(request.body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(get("/widget/v1/exempelbank.0.js").await.status, 404);
}
