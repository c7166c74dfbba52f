//! The pages: what they say, in which language, and what they never let through.

use crate::bank::get;

/// A page with what changes from build to build put out of sight.
fn steady(html: &str) -> String {
    let mut steady = String::new();
    let mut rest = html;
    while let Some(at) = rest.find("/assets/") {
        let end = at + rest[at..].find('"').unwrap();
        let name: Vec<&str> = rest[at..end].split('.').collect();
        steady += &rest[..at];
        steady += &[name[0], "digest", name[2]].join(".");
        rest = &rest[end..];
    }
    steady + rest
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_are_as_agreed() {
    for (name, address) in [
        (
            "search",
            "/?q=svaromat+%2Bfr%C3%A5gor+-bad&kind=initiative&year=2019..",
        ),
        (
            "search_english",
            "/?municipality=!0180&theme=welfare-technology&lang=en",
        ),
        ("record", "/exempel/varberg-svaromat"),
        (
            "record_english",
            "/exempel/utmarkelsen-2013-karlstad?lang=en",
        ),
        ("excerpt", "/exempel/lomma-sensorer"),
        ("not_found", "/exempel/nowhere"),
        (
            "bad_parameters",
            "/?q=skola&theme=nonsense&page=0&year_from=x",
        ),
        ("empty", "/?q=%2Bsvaromat+%2Blarm&theme=e-services"),
    ] {
        insta::assert_snapshot!(name, steady(get(address).await.text()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_there_in_both_languages() {
    for path in [
        "/kommuner",
        "/kommuner?q=svaromat&order=count",
        "/kommuner/1383",
        "/kommuner/1383?with=1380&with=1384",
        "/teman",
        "/teman/open-data",
        "/utmarkelser",
        "/utmarkelser/2013",
        "/statistik",
        "/om",
        "/api",
        "/tillganglighet",
    ] {
        for (separator, lang) in [("", "sv"), ("lang=en", "en")] {
            let joint = match (separator, path.contains('?')) {
                ("", _) => "",
                (_, true) => "&",
                (_, false) => "?",
            };
            let page = get(&format!("{path}{joint}{separator}")).await;
            assert_eq!(page.status, 200, "{path} {lang}");
            let start = format!("<!doctype html>\n<html lang=\"{lang}\">");
            assert!(page.text().starts_with(&start), "{path} {lang}");
            assert_eq!(page.text().matches("<h1").count(), 1, "{path} {lang}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_page_cannot_show_is_told() {
    for (address, status) in [
        ("/kommuner/9999", 404),
        ("/kommuner/x", 404),
        ("/kommuner/1383?with=Atlantis", 400),
        ("/kommuner/1383?without=1384", 400),
        ("/kommuner?order=nonsense", 400),
        ("/kommuner?theme=nonsense", 400),
        ("/kommuner?name=Atlantis", 200),
        ("/teman/nonsense", 404),
        ("/teman/open-data?x=1", 400),
        ("/utmarkelser/1999", 404),
        ("/utmarkelser/x", 404),
        ("/statistik?lang=de", 400),
        ("/om?q=x", 400),
    ] {
        let page = get(address).await;
        assert_eq!(page.status, status, "{address}");
        assert!(page.header("content-type").starts_with("text/html"));
    }
    let page = get("/kommuner?name=Kunsbacka").await;
    assert!(
        page.text()
            .contains("Menade du <a href=\"/kommuner/1384\">")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_municipality_is_found_by_its_name_and_a_comparison_has_one_address() {
    for (address, location) in [
        ("/kommuner?name=kungsbacka", "/kommuner/1384"),
        ("/kommuner?name=1384&lang=en", "/kommuner/1384?lang=en"),
        (
            "/kommuner/1384?with=1490&with=M%C3%B6lndal&with=",
            "/kommuner/1384?with=1481&with=1490",
        ),
        // Nobody is compared with itself; nobody in particular is the peers.
        ("/kommuner/1384?with=1384", "/kommuner/1384"),
        ("/kommuner/1384?with=&lang=en", "/kommuner/1384?lang=en"),
        (
            "/?q=larm&peers_of=Kungsbacka&year_from=&year_to=",
            "/?q=larm&peers_of=1384",
        ),
        ("/?q=larm&peers_of=&year_from=&year_to=", "/?q=larm"),
    ] {
        let answer = get(address).await;
        assert_eq!(answer.status, 303, "{address}");
        assert_eq!(answer.header("location"), location);
        assert_eq!(get(location).await.status, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_numbers_of_the_pages_come_as_files() {
    for (address, head, rows) in [
        (
            "/kommuner.csv",
            "Kommun,Exempel,Folkmängd,Län,Kommungrupp",
            290,
        ),
        (
            "/kommuner.csv?q=svaromat&lang=en",
            "Municipality,Examples,",
            290,
        ),
        (
            "/kommuner/1383/jamforelse.csv?with=1384",
            "Tema,Varberg,Kungsbacka",
            1,
        ),
        (
            "/teman/open-data/ar.csv",
            "År,Exempel,Alla exempel,Andel",
            2,
        ),
        ("/utmarkelser.csv", "År,Utmärkelse,Kommunkod,Kommun,", 20),
        ("/statistik/tidslinje.csv", "År,Temats id,Tema,Exempel,", 16),
        ("/statistik/tackning.csv", "Indelning,Kod,Del,Kommuner,", 36),
    ] {
        let file = get(address).await;
        assert_eq!(file.status, 200, "{address}");
        assert_eq!(
            file.header("content-type"),
            "text/csv; charset=utf-8; header=present"
        );
        assert!(file.header("content-disposition").starts_with("attachment"));
        assert!(!file.header("etag").is_empty(), "{address}");
        assert!(file.text().starts_with(head), "{address}: {}", file.text());
        assert!(file.text().lines().count() > rows, "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_of_the_award_that_the_list_contradicts_is_marked() {
    let page = get("/utmarkelser/2013").await;
    let said = page.text().split("id=\"said\"").nth(1).unwrap();
    assert!(said.contains("/exempel/utmarkelsen-2013"));
    // One of two winners is not the list's.
    assert_eq!(said.matches("avviker").count(), 1);
    assert!(said.contains("avviker</span> <a href=\"/kommuner/1715\">"));
}

#[tokio::test(flavor = "multi_thread")]
async fn markup_in_records_and_queries_stays_text() {
    for address in [
        "/?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&theme=%3Cscript%3E",
        "/?%3Cscript%3E=1",
        "/?q=alert",
        "/exempel/script-i-titeln",
        "/exempel/script-i-titeln?lang=%22%3E%3Cscript%3E",
        "/exempel/%3Cscript%3E",
        "/%3Cscript%3Ealert(1)%3C/script%3E",
    ] {
        let page = get(address).await;
        let html = page
            .text()
            .replace("<script type=\"application/ld+json\">", "");
        // The page's own, which the head names.
        assert_eq!(html.matches("<script").count(), 1, "{address}");
        assert!(!html.contains("<img"), "{address}");
        assert!(!html.contains("<b>fet"), "{address}");
        assert!(!html.contains("<i>Tid"), "{address}");
        assert!(!html.contains("href=\"javascript:"), "{address}");
    }
    let record = get("/exempel/script-i-titeln").await;
    assert_eq!(record.text().matches("</script>").count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn structured_data_is_whole_json() {
    let page = get("/exempel/script-i-titeln").await;
    let data = page.text().split("application/ld+json\">").nth(1).unwrap();
    let data: serde_json::Value =
        serde_json::from_str(data.split("</script>").next().unwrap()).unwrap();
    assert_eq!(data["name"], "<script>alert(1)</script> & \"citat\"");
    assert!(data["isBasedOn"].get("url").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_parameters_are_told_on_the_page() {
    let page = get("/?q=skola&theme=nonsense&page=0&lang=en").await;
    assert_eq!(page.status, 400);
    assert!(page.header("content-type").starts_with("text/html"));
    let html = page.text();
    assert!(html.contains("value=\"skola\""));
    assert!(html.contains("Theme: there is no “nonsense”."));
    assert!(html.contains("<a href=\"/?q=skola&#38;lang=en\">"));
    let near = get("/?q=skola&municipality=Varbrg").await;
    assert!(
        near.text()
            .contains("Menade du <a href=\"/?q=skola&#38;municipality=1383\">Varberg</a>?")
    );
    let deep = get("/?page=99999").await;
    assert!(deep.text().contains(">Till den sista sidan</a>"));
    assert!(html.contains("is no page number"));
    assert_eq!(html.matches("class=\"hit\"").count(), 0);
    assert_eq!(get("/?lang=de").await.status, 400);
    assert_eq!(get("/?q=%ff").await.status, 400);
    assert_eq!(get("/exempel/varberg-svaromat?lang=de").await.status, 400);
    assert_eq!(get("/exempel/varberg-svaromat?q=x").await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_forms_fields_for_years_become_a_range_in_the_address() {
    for (address, location) in [
        (
            "/?q=skola&year_from=2001&year_to=2003",
            "/?q=skola&year=2001..2003",
        ),
        (
            "/?q=&year_from=&year_to=&theme=education",
            "/?theme=education",
        ),
        ("/?q=&year_from=&year_to=", "/"),
        (
            "/?year_from=2001&year_to=&lang=en&year=unknown",
            "/?year=2001..&year=unknown&lang=en",
        ),
    ] {
        let answer = get(address).await;
        assert_eq!(answer.status, 303, "{address}");
        assert_eq!(answer.header("location"), location);
        assert_eq!(get(location).await.status, 200);
    }
    for address in [
        "/?year_from=20",
        "/?year_from=2003&year_to=2001",
        "/?year_from=2001&year_from=2",
    ] {
        assert_eq!(get(address).await.status, 400, "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_carries_what_it_does_not_show() {
    let page =
        get("/?municipality=!0180&edition=2001..2013&sort=year&limit=5&year=2001&year=2003..2004")
            .await;
    for field in [
        "<input type=\"hidden\" name=\"municipality\" value=\"!0180\">",
        "<input type=\"hidden\" name=\"edition\" value=\"2001..2013\">",
        "<input type=\"hidden\" name=\"year\" value=\"2003..2004\">",
        "<input type=\"hidden\" name=\"sort\" value=\"year\">",
        "<input type=\"hidden\" name=\"limit\" value=\"5\">",
    ] {
        assert!(page.text().contains(field), "{field}");
    }
    assert!(page.text().contains("name=\"year_from\" value=\"2001\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chosen_value_is_ticked_even_when_nothing_has_it() {
    let page = get("/?theme=open-data&q=skola").await;
    assert!(
        page.text()
            .contains("value=\"open-data\" form=\"search\" checked")
    );
    assert!(page.text().contains("Tema: Öppna data"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_is_never_taken_for_a_success() {
    let page = get("/?municipality=0980").await;
    assert!(
        page.text()
            .contains("<span class=\"badge proposed\">Förslag</span>")
    );
    let record = get("/exempel/gotland-forslag-oppna-data?lang=en").await;
    assert!(
        record
            .text()
            .contains("<span class=\"badge proposed\">Proposal</span>")
    );
    let guessed = get("/?municipality=2062").await;
    assert!(guessed.text().contains("troligen 2023"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_search_shows_ways_out_that_lead_somewhere() {
    let page = get("/?q=%2Bsvaromat+%2Blarm&theme=e-services").await;
    let html = page.text().replace("&#38;", "&");
    assert!(html.contains("Sök utan krav på vissa ord"));
    assert!(html.contains("Inga exempel stämmer"));
    let ways = html
        .split("class=\"ways-out\"")
        .nth(1)
        .unwrap()
        .split("</ul>")
        .next()
        .unwrap();
    for way in ways.split("href=\"").skip(1) {
        let address = way.split('"').next().unwrap();
        let count: usize = way
            .split("class=\"count\">")
            .nth(1)
            .and_then(|rest| rest.split(' ').next())
            .unwrap()
            .parse()
            .unwrap();
        let found = get(address).await;
        assert!(
            found
                .text()
                .contains(&format!("<strong>{count} exempel</strong>")),
            "{address}"
        );
    }
}

/// The interface's words of a page: its text without what is marked as Swedish in an English
/// page, and without names, which are the same in both.
fn interface(html: &str) -> String {
    let mut text = String::new();
    let mut depth_of_other = None;
    let mut depth = 0_usize;
    let body = html.split("<body>").nth(1).unwrap();
    for part in body.split('<').skip(1) {
        let (tag, words) = part.split_once('>').unwrap();
        let is_void = ["input", "br", "meta", "link"]
            .iter()
            .any(|void| tag.starts_with(void));
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
            if depth_of_other == Some(depth) {
                depth_of_other = None;
            }
        } else if !is_void {
            if depth_of_other.is_none() && tag.contains(" lang=\"") {
                depth_of_other = Some(depth);
            }
            depth += 1;
        }
        if depth_of_other.is_none() {
            text.push_str(words);
            text.push(' ');
        }
    }
    text.to_lowercase()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_speaks_one_language() {
    let swedish = [
        "sök",
        "träff",
        "kommun ",
        "län ",
        "kommungrupp",
        "okänt",
        "tema",
        "visa",
        "från",
        "till ",
        "och ",
        "inte ",
        "utgivare",
        "källa",
        "exempel ",
        "rättighet",
        "lärdom",
        "publicerad",
        "förslag",
        "nominerad",
        "vinnare",
        "sidan",
        "filtrera",
        "nyast",
        "hoppa",
    ];
    let english = [
        "search",
        "results",
        "municipality",
        "county",
        "unknown",
        "theme",
        "show",
        " from ",
        " the ",
        " and ",
        "publisher",
        "source",
        "example",
        "rights",
        "lessons",
        "published",
        "proposal",
        "nominee",
        "winner",
        "page",
        "filter by",
        "newest",
        "skip",
        "edition",
    ];
    for address in [
        "/",
        "/?q=svaromat+%2Bfr%C3%A5gor+-bad&theme=e-services",
        "/?q=intealls&status=proposed&year=2001..",
        "/?page=0&theme=x&municipality=y&county=z&year=q&sort=w&limit=0&nonsense=1",
        "/exempel/varberg-svaromat",
        "/exempel/lomma-sensorer",
        "/exempel/utmarkelsen-2013",
        "/nowhere",
    ] {
        let separator = if address.contains('?') { '&' } else { '?' };
        let in_english = interface(get(&format!("{address}{separator}lang=en")).await.text());
        for word in swedish {
            assert!(
                !in_english.contains(word),
                "{word} in English {address}:\n{in_english}"
            );
        }
        // What is wrong with parameters is told with their names, which are English words.
        if address.contains("nonsense") {
            continue;
        }
        let in_swedish = interface(get(address).await.text());
        for word in english {
            assert!(
                !in_swedish.contains(word),
                "{word} in Swedish {address}:\n{in_swedish}"
            );
        }
    }
}
