//! Web pages: the main text, without what surrounds it.

use html5ever::ParseOpts;
use html5ever::tendril::{StrTendril, TendrilSink};
use scraper::node::Element;
use scraper::{ElementRef, Html, HtmlTreeSink, Node};

use super::{Block, BlockKind, Reading, html_metadata, is_pointer};

/// Elements that hold no text of the document.
const LEFT_OUT: &[&str] = &[
    "head", "nav", "footer", "aside", "script", "style", "form", "noscript", "template", "svg",
    "iframe", "button", "select", "dialog", "figure", "audio", "video", "object", "canvas",
];

/// Words in ids and classes that tell what surrounds a text. A word ends at a hyphen, an
/// underscore or a space; a longer word that starts with one of these counts, too.
const SURROUNDINGS: &[&str] = &[
    "cookie",
    "cookies",
    "consent",
    "breadcrumb",
    "share",
    "sharing",
    "social",
    "related",
    "sidebar",
    "skiplink",
    "newsletter",
    "menu",
    "banner",
    "advertisement",
    "pagination",
];

/// Elements that part a text into blocks.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "blockquote",
    "body",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

const HEADINGS: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6"];

/// How deep a page may nest. Browsers build no deeper trees; parsing takes time with the depth.
pub(crate) const MAX_DEPTH: usize = 512;

/// The depth is looked at after so many characters. A tag has three at least.
const PIECE_LEN: usize = 4096;

/// Reads a page: the text of its only article, else of its main part, else of its body.
///
/// `None` when the page nests deeper than [`MAX_DEPTH`].
pub(crate) fn read(text: &str) -> Option<Reading> {
    let page = parse(text)?;
    let main = main_part(&page);
    let mut blocks = blocks(&page, main);
    if blocks.is_empty() && main.is_some() {
        blocks = self::blocks(&page, None);
    }
    let metadata = html_metadata::read(&page, &blocks);
    // What stands above the title in a page is the site's.
    let title_block = metadata.title.as_ref().and_then(|title| {
        blocks
            .iter()
            .position(|block| block.kind == BlockKind::Heading && block.text == title.as_str())
    });
    Some(Reading {
        blocks,
        metadata,
        title_block,
        ..Reading::default()
    })
}

/// Parses a page piece by piece, and stops when it nests too deep.
fn parse(text: &str) -> Option<Html> {
    let sink = HtmlTreeSink::new(Html::new_document());
    let mut parser = html5ever::parse_document(sink, ParseOpts::default());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest
            .char_indices()
            .nth(PIECE_LEN)
            .map_or(rest.len(), |(at, _)| at);
        let (piece, after) = rest.split_at(end);
        parser.process(StrTendril::from(piece));
        let page = parser.tokenizer.sink.sink.0.borrow();
        let depth = page
            .tree
            .nodes()
            .next_back()
            .map_or(0, |last| last.ancestors().count());
        if depth > MAX_DEPTH {
            return None;
        }
        rest = after;
    }
    Some(parser.finish())
}

/// The element that holds the document, if the page says which it is.
fn main_part(page: &Html) -> Option<ElementRef<'_>> {
    let elements = || page.tree.root().descendants().filter_map(ElementRef::wrap);
    let mut articles = elements().filter(|element| element.value().name() == "article");
    if let (Some(article), None) = (articles.next(), articles.next()) {
        return Some(article);
    }
    elements().find(|element| {
        element.value().name() == "main" || element.value().attr("role") == Some("main")
    })
}

/// Makes blocks of the text that a walk through elements meets.
#[derive(Default)]
struct Writer {
    blocks: Vec<Block>,
    current: String,
    kind: Option<BlockKind>,
}

impl Writer {
    fn text(&mut self, text: &str) {
        // White space in a page is layout; only `br` ends a line.
        let spaced = text
            .chars()
            .map(|letter| if letter == '\n' { ' ' } else { letter });
        self.current.extend(spaced);
    }

    fn boundary(&mut self, next: Option<BlockKind>) {
        let kind = self.kind.unwrap_or(BlockKind::Paragraph);
        let block = Block::new(kind, &self.current).filter(|block| !is_pointer(&block.text));
        self.blocks.extend(block);
        self.current.clear();
        self.kind = next;
    }
}

/// The blocks of text within an element, or within the whole page.
///
/// It walks without recursion: a page may be nested deeper than the stack is.
fn blocks(page: &Html, main: Option<ElementRef<'_>>) -> Vec<Block> {
    let root = main.unwrap_or_else(|| page.root_element());
    let mut writer = Writer::default();
    let mut node = *root;
    loop {
        if open(
            node.value(),
            node.id() == root.id(),
            main.is_some(),
            &mut writer,
        ) && let Some(child) = node.first_child()
        {
            node = child;
            continue;
        }
        loop {
            if node
                .value()
                .as_element()
                .is_some_and(|element| BLOCKS.contains(&element.name()))
            {
                writer.boundary(None);
            }
            if node.id() == root.id() {
                writer.boundary(None);
                return writer.blocks;
            }
            if let Some(sibling) = node.next_sibling() {
                node = sibling;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => return writer.blocks,
            }
        }
    }
}

/// Takes in the start of a node; tells whether what is within it belongs to the text.
fn open(node: &Node, is_root: bool, in_main: bool, writer: &mut Writer) -> bool {
    match node {
        Node::Text(text) => writer.text(text),
        Node::Element(element) => {
            let name = element.name();
            if !is_root && is_left_out(element, in_main) {
                return false;
            }
            if name == "br" {
                writer.current.push('\n');
            } else if BLOCKS.contains(&name) {
                // A paragraph within an item or a cell is still that.
                let inner = matches!(name, "p" | "div") && writer.kind == Some(BlockKind::Item);
                writer.boundary(Some(if inner {
                    BlockKind::Item
                } else {
                    kind_of(name)
                }));
            }
        }
        _ => {}
    }
    true
}

fn kind_of(name: &str) -> BlockKind {
    match name {
        "li" | "td" | "th" => BlockKind::Item,
        _ if HEADINGS.contains(&name) => BlockKind::Heading,
        _ => BlockKind::Paragraph,
    }
}

/// Whether an element surrounds the text rather than being of it.
///
/// A page's header is the site's; an article's header holds its title.
fn is_left_out(element: &Element, in_main: bool) -> bool {
    let name = element.name();
    if LEFT_OUT.contains(&name) || (name == "header" && !in_main) {
        return true;
    }
    let hidden = element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true")
        || matches!(
            element.attr("role"),
            Some("navigation" | "banner" | "contentinfo" | "search" | "complementary" | "dialog")
        );
    // A class on the whole page says nothing about a part of it.
    let is_whole = matches!(name, "html" | "body" | "main" | "article");
    hidden || (!is_whole && (element.id().into_iter().chain(element.attr("class"))).any(surrounds))
}

fn surrounds(names: &str) -> bool {
    names
        .to_lowercase()
        .split(|letter: char| !letter.is_alphanumeric())
        .any(|word| {
            SURROUNDINGS.contains(&word)
                || word.starts_with("cookie")
                || word.starts_with("breadcrumb")
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::compose;

    #[track_caller]
    fn check(page: &str, expected: &str) {
        assert_eq!(
            compose(&read(page).unwrap().blocks).text,
            expected,
            "{page}"
        );
    }

    #[test]
    fn the_main_text_is_read_without_its_surroundings() {
        check("<p>Ett<p>Två <b>ord</b>", "Ett\n\nTvå ord");
        check(
            "<nav>Meny</nav><main><h1>En app</h1><p>Text<br>rad.</p><ul><li>a</li><li>b</li></ul></main>\
             <footer>Fot</footer>",
            "En app\n\nText\nrad.\n\na\nb",
        );
        check(
            "<header>Sajt</header><div class='cookie-banner'>Kakor</div><p>Text</p>\
             <div id='related-posts'>Annat</div>",
            "Text",
        );
        check("<body class='cookie-consent'><p>Text</p>", "Text");
        check(
            "<article><header><h1>En app</h1></header><p>Text</p></article>",
            "En app\n\nText",
        );
        check("<main></main><p>Utanför</p>", "Utanför");
        check("<article>Ett</article><article>Två</article>", "Ett\n\nTvå");
        check("<p hidden>Dold</p><p>Syns</p>", "Syns");
        check("<table><tr><th>a</th><td>b</td></tr></table>", "a\nb");
        check("<p>Ett<script>alert(1)</script>&amp;\n två</p>", "Ett& två");
        check("<p>Läs också: Annat</p><p>Text</p>", "Text");
        check("", "");
    }

    #[test]
    fn a_page_that_nests_without_end_is_refused() {
        let deep = |depth: usize| format!("{}ord", "<div>".repeat(depth));
        check(&deep(MAX_DEPTH / 2), "ord");
        for page in [
            deep(500_000),
            "<b><div></b>".repeat(100_000),
            "<div><table><tr><td></div></table>".repeat(100_000),
        ] {
            assert!(read(&page).is_none());
        }
    }
}
