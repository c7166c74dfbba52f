//! What surrounds a text without being of it: menus, cookie notices, share buttons, links to other
//! texts, and what is left of them in a text that was saved from a page.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use super::html_blocks::Scope;
use super::{Block, BlockKind, dates};

/// Elements that hold no text of the document.
const LEFT_OUT: &[&str] = &[
    "head", "nav", "footer", "script", "style", "form", "noscript", "template", "svg", "iframe",
    "button", "select", "dialog", "figure", "audio", "video", "object", "canvas",
];

/// Words in ids and classes that tell what surrounds a text. A word ends at a hyphen, an
/// underscore or a space.
const SURROUNDINGS: &[&str] = &[
    "ad",
    "ads",
    "advertisement",
    "annons",
    "banner",
    "byline",
    "comment",
    "comments",
    "consent",
    "disqus",
    "kommentarer",
    "menu",
    "meny",
    "meta",
    "navbar",
    "navigation",
    "newsletter",
    "nyhetsbrev",
    "pagination",
    "paywall",
    "promo",
    "puff",
    "puffar",
    "related",
    "relaterat",
    "respond",
    "share",
    "sharing",
    "sidebar",
    "skiplink",
    "social",
    "tags",
    "taggar",
    "teaser",
    "teasers",
];

/// Starts of such words, where they are commonly run together with others.
const SURROUNDING_STARTS: &[&str] = &["breadcrumb", "cookie", "relatedpost", "sharedaddy"];

/// Classes of what only a screen reader tells, most often of a button or a link past the menu.
const UNSEEN: &[&str] = &[
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
];

/// Lines that are left of buttons and counters.
const BUTTONS: &[&str] = &[
    "0",
    "dela",
    "dela artikeln",
    "dela på facebook",
    "dela på linkedin",
    "dela på twitter",
    "dela sidan",
    "e-posta",
    "facebook",
    "gå till innehåll",
    "hoppa till innehåll",
    "hoppa till innehållet",
    "instagram",
    "kopiera länk",
    "linkedin",
    "lyssna",
    "skriv ut",
    "sök",
    "till toppen",
    "tipsa en vän",
    "tweeta",
    "twitter",
    "upp",
    "youtube",
    "|",
];

/// How the trail of links to a page starts.
const TRAIL_STARTS: &[&str] = &["start", "hem ", "hem>", "home", "förstasidan"];

/// A step of it has so many words at most.
const LONGEST_STEP: usize = 6;

/// Starts of headings that stand above links to other texts.
const POINTING_HEADINGS: &[&str] = &[
    "aktuellt",
    "artiklar",
    "dela",
    "fler artiklar",
    "fler nyheter",
    "hitta på sidan",
    "innehåll på sidan",
    "kategorier",
    "länkar",
    "läs mer",
    "läs också",
    "läs även",
    "mer om",
    "mer läsning",
    "mest läst",
    "mest lästa",
    "mest lästa just nu",
    "populärt",
    "rekommenderas",
    "relatera",
    "senaste",
    "se även",
    "taggar",
    "ämnen",
];

/// Starts of lines that point to another text, as a newsroom puts between paragraphs.
const POINTERS: &[&str] = &["läs också", "läs även", "läs mer:"];

/// How a box of facts is headed.
const FACTS: &str = "fakta";

/// Whether a block only points elsewhere, as links do between paragraphs.
pub(crate) fn is_pointer(text: &str) -> bool {
    !text.contains('\n') && starts_with_one(text, POINTERS)
}

/// Whether a line is left of a button or a counter, such as `Skriv ut` or `2 kommentarer`.
pub(crate) fn is_button(line: &str) -> bool {
    let line = line.trim_end_matches(':').to_lowercase();
    let is_counter = line.split_once(' ').is_some_and(|(count, what)| {
        !count.is_empty()
            && count.bytes().all(|digit| digit.is_ascii_digit())
            && matches!(
                what,
                "kommentar"
                    | "kommentarer"
                    | "delning"
                    | "delningar"
                    | "visningar"
                    | "dela"
                    | "gilla"
                    | "gillar"
                    | "tweets"
                    | "shares"
                    | "comments"
                    | "likes"
            )
    });
    is_counter || BUTTONS.contains(&line.as_str())
}

/// Whether a line is the trail of links from a site's first page: `Start > Nyheter > Larm`.
pub(crate) fn is_trail(line: &str) -> bool {
    let lower = line.to_lowercase();
    if lower.starts_with("du är här") {
        return true;
    }
    [" > ", " / ", " › ", " » ", " | "].iter().any(|mark| {
        let steps: Vec<&str> = line.split(mark).collect();
        let opens = TRAIL_STARTS.iter().any(|start| lower.starts_with(start));
        steps.len() > 1
            && (steps.len() > 2 || opens)
            && (opens || *mark != " | ")
            && steps
                .iter()
                .all(|step| step.split_whitespace().count() <= LONGEST_STEP)
            && !line.contains(|letter: char| letter.is_ascii_digit())
    })
}

fn starts_with_one(text: &str, starts: &[&str]) -> bool {
    let text = text.to_lowercase();
    starts.iter().any(|start| {
        text.strip_prefix(start)
            .is_some_and(|rest| start.ends_with(':') || !rest.starts_with(char::is_alphabetic))
            || (*start == "relatera" && text.starts_with(start))
    })
}

/// Blocks without pointers, buttons, and headings that have nothing but links under them.
pub(super) fn removed(blocks: Vec<Block>, are_links: &[bool]) -> Vec<Block> {
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    // The heading above the block points elsewhere, and only links stood under it so far.
    let mut waiting: Option<Block> = None;
    for (block, is_link) in blocks.into_iter().zip(are_links) {
        let is_left_over = is_button(&block.text)
            || (is_trail(&block.text) && block.kind != BlockKind::Row)
            || dates::is_status(&block.text)
            || (is_pointer(&block.text) && !block.kind.is_heading());
        if is_left_over {
            continue;
        }
        if block.kind.is_heading() {
            waiting = None;
            if starts_with_one(&block.text, POINTING_HEADINGS) {
                waiting = Some(block);
                continue;
            }
        } else if waiting.is_some() {
            if *is_link {
                continue;
            }
            kept.extend(waiting.take());
        }
        kept.push(block);
    }
    kept
}

/// Whether an element surrounds the text rather than being of it.
///
/// A page's header is the site's; an article's header holds its title. What stands aside is not of
/// the text unless it says that it holds facts: there the press puts nominees and winners.
pub(super) fn surrounds_text(node: NodeRef<'_, Node>, element: &Element, scope: Scope) -> bool {
    let name = element.name();
    if name == "aside" {
        return !holds_facts(node, element);
    }
    if LEFT_OUT.contains(&name) || (name == "header" && scope == Scope::Page) {
        return true;
    }
    let hidden = element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true")
        || element.attr("style").is_some_and(hides)
        || element
            .attr("class")
            .is_some_and(|names| names.split_whitespace().any(|name| UNSEEN.contains(&name)))
        || matches!(
            element.attr("role"),
            Some("navigation" | "banner" | "contentinfo" | "search" | "complementary" | "dialog")
        );
    // A class on the whole page says nothing about a part of it.
    let is_whole = matches!(name, "html" | "body" | "main" | "article");
    hidden || (!is_whole && names(element).any(|word| is_surrounding(&word)))
}

/// Whether a style keeps an element from being shown.
fn hides(style: &str) -> bool {
    let style: String = style
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    style.to_lowercase().contains("display:none")
}

/// Whether an element holds the line of a text's date and author.
pub(super) fn is_byline(element: &Element) -> bool {
    names(element).any(|word| matches!(word.as_str(), "byline" | "meta"))
}

/// Whether a box beside the text is headed or named as one of facts.
fn holds_facts(node: NodeRef<'_, Node>, element: &Element) -> bool {
    names(element).any(|word| word.starts_with("fact") || word.starts_with(FACTS))
        || node
            .descendants()
            .filter_map(|node| node.value().as_text())
            .find(|text| !text.trim().is_empty())
            .is_some_and(|text| text.trim().to_lowercase().starts_with(FACTS))
}

/// The words in an element's id and classes.
fn names(element: &Element) -> impl Iterator<Item = String> {
    element
        .id()
        .into_iter()
        .chain(element.attr("class"))
        .flat_map(|names| names.split(|letter: char| !letter.is_alphanumeric()))
        .map(str::to_lowercase)
}

fn is_surrounding(word: &str) -> bool {
    SURROUNDINGS.contains(&word)
        || SURROUNDING_STARTS
            .iter()
            .any(|start| word.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buttons_and_counters_are_known_as_whole_lines() {
        for line in [
            "Dela",
            "Skriv ut",
            "2 kommentarer",
            "Dela:",
            "0",
            "|",
            "Hoppa till innehållet",
        ] {
            assert!(is_button(line), "{line}");
        }
        for line in ["Dela med dig av data", "2 kommuner", "10", "Upp och ner"] {
            assert!(!is_button(line), "{line}");
        }
    }

    #[test]
    fn a_trail_leads_from_the_first_page() {
        for line in [
            "Start > Kommun & politik > Aktuellt",
            "Startsida / Nyheter",
            "Du är här: Hem",
            "Kommun / Politik / Nyheter",
        ] {
            assert!(is_trail(line), "{line}");
        }
        for line in [
            "2013 / Karlstad / 90 000",
            "Kalix | Nacka | Malmö",
            "Och / eller",
            "Start",
        ] {
            assert!(!is_trail(line), "{line}");
        }
    }

    #[test]
    fn a_pointer_is_one_line() {
        assert!(is_pointer("Läs också: Annat"));
        assert!(is_pointer("Läs mer: Annat"));
        assert!(!is_pointer("Läs mer om hur det gick i rapporten."));
        assert!(!is_pointer("Läs också: Annat\nsom står här"));
    }

    #[test]
    fn a_heading_over_links_goes_with_them() {
        let heading = BlockKind::Heading { level: Some(2) };
        let block = |kind, text: &str| Block::new(kind, text).unwrap();
        let left = |blocks: &[(BlockKind, &str, bool)]| -> Vec<String> {
            let links: Vec<bool> = blocks.iter().map(|(.., is_link)| *is_link).collect();
            let blocks = blocks.iter().map(|(kind, text, _)| block(*kind, text));
            let left = removed(blocks.collect(), &links);
            left.into_iter().map(|block| block.text).collect()
        };
        let item = BlockKind::Item;
        assert_eq!(
            left(&[
                (heading, "Läs mer", false),
                (item, "a", true),
                (heading, "b", false)
            ]),
            ["b"]
        );
        // Under it stands text of its own.
        assert_eq!(
            left(&[
                (heading, "Läs mer", false),
                (item, "a", true),
                (item, "b", false)
            ]),
            ["Läs mer", "b"]
        );
        // Nominees are links, too.
        assert_eq!(
            left(&[(heading, "De nominerade", false), (item, "a", true)]),
            ["De nominerade", "a"]
        );
    }
}
