//! No page leads to nowhere.

use std::collections::{BTreeSet, VecDeque};

use crate::bank::get;

/// The addresses that a page links to within the bank.
fn links(html: &str) -> Vec<String> {
    html.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|address| address.starts_with('/'))
        .map(|address| address.replace("&amp;", "&").replace("&#38;", "&"))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_link_of_every_page_is_answered() {
    let mut waiting: VecDeque<(String, u32)> = [
        "/",
        "/?lang=en",
        "/?q=skola+%2Bsurfplattor+-larm&sort=year",
        "/?q=intealls&theme=education&year=2001..2003&municipality=!0180",
        "/?page=0&x=1",
        "/nowhere?lang=en",
        "/exempel/utmarkelsen-2013-karlstad",
        "/exempel/script-i-titeln?lang=en",
    ]
    .into_iter()
    .map(|address| (address.to_owned(), 0))
    .collect();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    while let Some((address, depth)) = waiting.pop_front() {
        let path = address.split('#').next().unwrap().to_owned();
        if !seen.insert(path.clone()) {
            continue;
        }
        let answer = get(&path).await;
        if depth > 0 {
            assert_eq!(answer.status, 200, "{path}");
        }
        // Two clicks away the addresses are combinations of those seen already.
        if depth < 2 && answer.header("content-type").starts_with("text/html") {
            for link in links(answer.text()) {
                waiting.push_back((link, depth + 1));
            }
        }
    }
    assert!(seen.len() > 100, "{}", seen.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_language_is_kept_by_every_link() {
    for address in [
        "/?lang=en",
        "/?q=skola&lang=en",
        "/exempel/varberg-svaromat?lang=en",
    ] {
        let page = get(address).await;
        let body = page.text().split("<body>").nth(1).unwrap();
        let to_swedish = body.matches("hreflang=\"sv\"").count();
        let without: Vec<String> = links(body)
            .into_iter()
            .filter(|link| !link.contains("lang=en") && !link.starts_with("/api/"))
            .collect();
        // The link to the other language, and the permanent address, which is of no language.
        let permanent = body.matches("Permanent address:").count();
        assert_eq!(
            without.len(),
            to_swedish + permanent,
            "{address}: {without:?}"
        );
    }
}
