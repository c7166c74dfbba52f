//! What a web page says about itself.

use ego_tree::NodeRef;
use records::{DateBasis, Language, PublishedDate, Text, parse_date};
use scraper::{ElementRef, Html, Node};

use super::dates::Written;
use super::html_blocks::Scope;
use super::{Block, BlockKind, Metadata, dates, furniture, json_ld};

/// Names of `meta` elements that hold the date of publication, most trusted first.
const DATES: &[&str] = &[
    "article:published_time",
    "datepublished",
    "dcterms.issued",
    "dc.date.issued",
    "dc.date",
    "og:published_time",
    "publishdate",
    "date",
];

/// What parts a page's title from the name of its site, most certain first.
const TITLE_MARKS: &[&str] = &[" | ", " :: ", " - ", " \u{2013} ", " \u{b7} "];

/// What ends the name of a site that is a municipality's.
const MUNICIPALITY_ENDS: &[&str] = &[" kommun", " stad"];

/// Reads a page's title, publisher, address, date and language: from JSON-LD, then OpenGraph and
/// other `meta` elements, then the page itself.
pub(super) fn read(page: &Html, blocks: &[Block]) -> Metadata {
    let own = from_elements(page, blocks);
    let scripts = elements(page).filter(|element| {
        element.value().name() == "script" && element.attr("type") == Some("application/ld+json")
    });
    let linked = json_ld::read(
        scripts.map(|element| element.text().collect::<String>()),
        own.title.as_deref(),
    );
    // The page's heading is what a reader sees; JSON-LD often holds a shorter one.
    let title = own.title.clone().or_else(|| linked.title.clone());
    Metadata {
        title,
        ..linked.or(own)
    }
}

fn elements(page: &Html) -> impl Iterator<Item = ElementRef<'_>> {
    page.tree.root().descendants().filter_map(ElementRef::wrap)
}

/// The page's heading: the first of the first level that its title begins with, since a site's
/// name may be one, too; else the first.
pub(super) fn first_heading(page: &Html) -> Option<NodeRef<'_, Node>> {
    let title = page_title(page)?;
    let headings = || elements(page).filter(|element| element.value().name() == "h1");
    headings()
        .find(|heading| {
            text(&heading.text().collect::<String>())
                .is_some_and(|heading| title.starts_with(heading.as_str()))
        })
        .or_else(|| headings().next())
        .map(|heading| *heading)
}

fn page_title(page: &Html) -> Option<Text> {
    // A drawing in the page may have a title, too.
    let title = page.tree.root().descendants().find(|node| {
        let in_drawing = || {
            node.ancestors()
                .filter_map(ElementRef::wrap)
                .any(|ancestor| ancestor.value().name() == "svg")
        };
        node.value()
            .as_element()
            .is_some_and(|element| element.name() == "title")
            && !in_drawing()
    })?;
    text(&ElementRef::wrap(title)?.text().collect::<String>())
}

fn from_elements(page: &Html, blocks: &[Block]) -> Metadata {
    let meta = |wanted: &str| {
        elements(page)
            .filter(|element| element.value().name() == "meta")
            .find(|element| {
                ["property", "name", "itemprop"]
                    .iter()
                    .filter_map(|attribute| element.attr(attribute))
                    .any(|name| name.eq_ignore_ascii_case(wanted))
            })
            .and_then(|element| element.attr("content"))
            .and_then(text)
    };
    let canonical = elements(page)
        .find(|element| {
            element.value().name() == "link" && element.attr("rel") == Some("canonical")
        })
        .and_then(|element| element.attr("href"));
    let url = canonical
        .and_then(address)
        .or_else(|| address(&meta("og:url")?));
    let site = meta("og:site_name").or_else(|| meta("application-name"));
    let parted = page_title(page).map(|title| part(&title, site.as_deref(), url.as_deref()));
    let (page_title, named) = parted.map_or((None, None), |(title, site)| (Some(title), site));
    let og_title = meta("og:title").map(|title| part(&title, site.as_deref(), None).0);
    let language = elements(page)
        .find(|element| element.value().name() == "html")
        .and_then(|element| element.attr("lang"))
        .and_then(language)
        .or_else(|| language(&meta("og:locale")?));
    Metadata {
        title: heading(blocks).or(og_title).or(page_title),
        published: DATES
            .iter()
            .find_map(|name| date(&meta(name)?))
            .or_else(|| marked_date(page))
            .or_else(|| written_date(page)),
        url,
        language,
        publisher: site.or(named),
        ..Metadata::default()
    }
}

/// The heading of the first level, or else the first there is: a newsroom may put the name of a
/// section above the title.
fn heading(blocks: &[Block]) -> Option<Text> {
    let first = BlockKind::Heading { level: Some(1) };
    let headings = || blocks.iter().filter(|block| block.kind.is_heading());
    headings()
        .find(|block| block.kind == first)
        .or_else(|| headings().next())
        .and_then(|block| Text::from_trimmed(&block.text))
}

/// The date of the `time` that is marked as that of publication, or else of the first that is
/// not of an update and does not stand in what surrounds the text.
fn marked_date(page: &Html) -> Option<PublishedDate> {
    let times = || elements(page).filter(|element| element.value().name() == "time");
    let of = |time: ElementRef<'_>| {
        let written = time.text().collect::<String>();
        date(
            time.attr("datetime")
                .or(time.attr("content"))
                .unwrap_or(&written),
        )
    };
    let is_update = |time: &ElementRef<'_>| {
        ["class", "itemprop", "id"]
            .iter()
            .filter_map(|name| time.attr(name))
            .any(|names| {
                let names = names.to_lowercase();
                names.contains("modified") || names.contains("updated")
            })
    };
    // The line of the date and the author is left out of the text, but is where the date is.
    let surrounds = |time: &ElementRef<'_>| {
        time.ancestors().any(|node| {
            node.value().as_element().is_some_and(|element| {
                furniture::surrounds_text(node, element, Scope::Main)
                    && !furniture::is_byline(element)
            })
        })
    };
    times()
        .filter(|time| {
            time.attr("pubdate").is_some() || time.attr("itemprop") == Some("datePublished")
        })
        .find_map(of)
        .or_else(|| {
            times()
                .filter(|time| !is_update(time) && !surrounds(time))
                .find_map(of)
        })
}

/// The date after `Publicerad` in the page's text.
fn written_date(page: &Html) -> Option<PublishedDate> {
    page.tree
        .root()
        .descendants()
        .filter(|node| {
            node.value()
                .as_text()
                .is_some_and(|text| dates::opens_published(text))
        })
        .filter_map(|node| ElementRef::wrap(node.parent()?))
        .find_map(|element| {
            // The word may be marked up apart from its date.
            let parent = element.parent().and_then(ElementRef::wrap);
            [Some(element), parent]
                .into_iter()
                .flatten()
                .find_map(|element| {
                    // Enough of a long text to tell that it is no such line.
                    let line: String = element.text().flat_map(str::chars).take(200).collect();
                    match dates::published(&text(&line)?) {
                        Some(Written::Full(date)) => Some(date),
                        _ => None,
                    }
                })
        })
}

/// A day that no month has among those that a page states for its publication, as it is written.
pub(super) fn bad_date(page: &Html) -> Option<String> {
    let of_meta = elements(page)
        .filter(|element| element.value().name() == "meta")
        .filter(|element| {
            ["property", "name", "itemprop"]
                .iter()
                .filter_map(|attribute| element.attr(attribute))
                .any(|name| DATES.iter().any(|known| name.eq_ignore_ascii_case(known)))
        })
        .filter_map(|element| element.attr("content")?.trim().get(..10));
    let of_time = elements(page)
        .filter(|element| element.value().name() == "time")
        .filter_map(|element| element.attr("datetime")?.trim().get(..10));
    let of_lines = elements(page).filter_map(|element| {
        let line = element.text().next()?;
        dates::opens_published(line).then_some(line)
    });
    of_meta
        .chain(of_time)
        .map(dates::alone)
        .chain(of_lines.map(|line| dates::published(line.trim())))
        .find_map(|written| match written {
            Some(Written::Impossible(date)) => Some(date),
            _ => None,
        })
}

pub(super) fn text(text: &str) -> Option<Text> {
    let text = analysis::normalise(text);
    Text::from_trimmed(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

pub(super) fn address(address: &str) -> Option<Text> {
    let address = address.trim();
    (address.starts_with("https://") || address.starts_with("http://"))
        .then(|| Text::from_trimmed(address))
        .flatten()
}

/// A date at the start of a text, with or without a time after it.
pub(super) fn date(text: &str) -> Option<PublishedDate> {
    let text = text.trim();
    [10, 7, 4].iter().find_map(|length| {
        let (date, precision) = parse_date(text.get(..*length)?).ok()?;
        Some(PublishedDate {
            date,
            precision,
            basis: DateBasis::Metadata,
        })
    })
}

/// The language of a tag such as `sv-SE`.
pub(super) fn language(tag: &str) -> Option<Language> {
    tag.trim()
        .get(..2)?
        .to_lowercase()
        .parse()
        .ok()
        .filter(|_| {
            // `swe` is a tag of three letters, whose first two say nothing.
            !tag.trim()[2..].starts_with(|letter: char| letter.is_alphabetic())
        })
}

/// A page's title and the name of the site, which stands after it, at times before it.
///
/// A dash may part a title in two as well, so that what stands after one must be known for a name:
/// as the site's, as a municipality's, or as that in the page's address.
fn part(title: &Text, site: Option<&str>, url: Option<&str>) -> (Text, Option<Text>) {
    for mark in TITLE_MARKS {
        let (Some((start, _)), Some((_, end))) = (title.split_once(mark), title.rsplit_once(mark))
        else {
            continue;
        };
        let before_end = title.len() - end.len() - mark.len();
        let is_site = |name: &str| site.is_some_and(|site| site.eq_ignore_ascii_case(name));
        if is_site(start) {
            let rest = &title[start.len() + mark.len()..];
            return (
                Text::from_trimmed(rest).unwrap_or_else(|| title.clone()),
                None,
            );
        }
        let lower = end.to_lowercase();
        let is_name = is_site(end)
            || MUNICIPALITY_ENDS.iter().any(|known| lower.ends_with(known))
            || url.is_some_and(|url| is_host(&lower, url));
        let is_certain = matches!(*mark, " | " | " :: ") && site.is_none();
        if is_name || is_certain {
            // Sections of the site may stand between the two.
            let kept = if matches!(*mark, " | " | " :: ") {
                start
            } else {
                &title[..before_end]
            };
            if let Some(kept) = Text::from_trimmed(kept) {
                return (kept, Text::from_trimmed(end));
            }
        }
    }
    (title.clone(), None)
}

/// Whether a name is that of an address's host: `Bladet` in `https://www.bladet.example/`.
fn is_host(name: &str, url: &str) -> bool {
    let host = url
        .split("://")
        .nth(1)
        .and_then(|rest| rest.split('/').next())
        .unwrap_or_default()
        .trim_start_matches("www.");
    let name: String = name
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| match letter {
            'å' | 'ä' => 'a',
            'ö' => 'o',
            other => other,
        })
        .collect();
    host == name || host.split('.').next() == Some(name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html;

    #[test]
    fn a_page_tells_its_title_date_publisher_address_and_language() {
        let page = r#"<html lang="sv-SE"><head><title>En app | Bladet</title>
            <meta property="og:site_name" content="Bladet">
            <meta property="article:published_time" content="2019-05-29T10:00:00+02:00">
            <link rel="canonical" href="https://bladet.example/en-app"></head><p>Text</p>"#;
        let metadata = html::read(page).unwrap().metadata;
        assert_eq!(metadata.title.as_deref(), Some("En app"));
        assert_eq!(metadata.publisher.as_deref(), Some("Bladet"));
        assert_eq!(
            metadata.url.as_deref(),
            Some("https://bladet.example/en-app")
        );
        assert_eq!(metadata.language, Some(Language::SWEDISH));
        let published = metadata.published.unwrap();
        assert_eq!(published.date.to_string(), "2019-05-29");
        assert_eq!(published.basis, DateBasis::Metadata);
    }

    #[test]
    fn json_ld_is_read_also_from_a_graph() {
        let page = r#"<script type="application/ld+json">{"@graph": [{"@type": "WebSite"},
            {"@type": "NewsArticle", "headline": "En app", "datePublished": "2020-03-01",
             "publisher": {"name": "Bladet"}, "inLanguage": "en"}]}</script><p>Text</p>"#;
        let metadata = html::read(page).unwrap().metadata;
        assert_eq!(metadata.title.as_deref(), Some("En app"));
        assert_eq!(metadata.publisher.as_deref(), Some("Bladet"));
        assert_eq!(metadata.published.unwrap().date.to_string(), "2020-03-01");
        assert_eq!(metadata.language, Some(Language::ENGLISH));
    }

    #[test]
    fn a_title_is_parted_from_the_name_of_its_site() {
        let title = |title: &str, site: Option<&str>, url: Option<&str>| {
            let title = Text::from_trimmed(title).unwrap();
            let (title, site) = part(&title, site, url);
            (title.to_string(), site.map(|site| site.to_string()))
        };
        let named = |title: &str, site: &str| (title.to_owned(), Some(site.to_owned()));
        let whole = |title: &str| (title.to_owned(), None);
        let url = Some("https://www.bladet.example/x");
        assert_eq!(
            title("En app | Bladet", None, None),
            named("En app", "Bladet")
        );
        assert_eq!(
            title("En app | Nyheter | Ale kommun", None, None),
            named("En app", "Ale kommun")
        );
        assert_eq!(
            title("En app - Ale kommun", None, None),
            named("En app", "Ale kommun")
        );
        assert_eq!(
            title("Ale - en app - Bladet", None, url),
            named("Ale - en app", "Bladet")
        );
        assert_eq!(
            title("Ale - en kommun i framkant", None, url),
            whole("Ale - en kommun i framkant")
        );
        assert_eq!(
            title("Bladet - En app", Some("Bladet"), None),
            whole("En app")
        );
        assert_eq!(title("Ja | nej", Some("Bladet"), None), whole("Ja | nej"));
        assert_eq!(title("Bladet", Some("Bladet"), None), whole("Bladet"));
    }

    #[test]
    fn the_date_is_that_of_publication() {
        let date = |page: &str| {
            let published = html::read(page).unwrap().metadata.published;
            published.map(|date| date.date.to_string())
        };
        for page in [
            "<time class='updated' datetime='2022-02-02'></time><time datetime='2020-03-01'></time>x",
            "<div class='related'><time datetime='2022-02-02'>x</time></div><time datetime='2020-03-01'></time>x",
            "<nav><time datetime='2022-02-02'>x</time></nav><div class='entry-meta'><time datetime='2020-03-01'>x</time></div>x",
            "<time datetime='2022-02-02'></time><time itemprop='datePublished' content='2020-03-01'></time>x",
            "<meta property='article:modified_time' content='2022-02-02'><p>x</p><p>Publicerad: <span>1 mars 2020</span></p>",
            "<p>x</p><div><b>Publicerad</b> 2020-03-01 <b>Uppdaterad</b> 2022-02-02</div>",
        ] {
            assert_eq!(date(page).as_deref(), Some("2020-03-01"), "{page}");
        }
        assert_eq!(
            date("<meta name='last-modified' content='2022-02-02'><p>x</p>"),
            None
        );
    }

    #[test]
    fn what_is_no_date_language_or_address_is_left_out() {
        let page = r#"<html lang="swe"><meta name="date" content="igår">
            <link rel="canonical" href="/en-app"><script type="application/ld+json">{</script>
            <time datetime="2021-02">februari</time>"#;
        let metadata = html::read(page).unwrap().metadata;
        assert_eq!(metadata.language, None);
        assert_eq!(metadata.url, None);
        assert_eq!(metadata.published.unwrap().date.to_string(), "2021-02-01");
    }
}
