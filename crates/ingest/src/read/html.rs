//! Web pages: the main text, without what surrounds it.

use ego_tree::{NodeId, NodeRef};
use html5ever::ParseOpts;
use html5ever::tendril::{StrTendril, TendrilSink};
use scraper::node::Element;
use scraper::{ElementRef, Html, HtmlTreeSink, Node};

use super::{Block, BlockKind, CELL_MARK, Reading, html_metadata, is_pointer};

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
            .position(|block| block.kind.is_heading() && block.text == title.as_str())
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
    /// The elements open around the text that tell its kind, innermost last.
    open: Vec<(NodeId, BlockKind)>,
    /// The cells of the row that is open.
    cells: Vec<String>,
}

impl Writer {
    fn text(&mut self, text: &str) {
        // White space in a page is layout; only `br` ends a line.
        let spaced = text
            .chars()
            .map(|letter| if letter == '\n' { ' ' } else { letter });
        self.current.extend(spaced);
    }

    fn line_end(&mut self) {
        self.current.push(if self.in_row() { ' ' } else { '\n' });
    }

    fn in_row(&self) -> bool {
        self.open
            .last()
            .is_some_and(|(_, kind)| *kind == BlockKind::Row)
    }

    /// Ends a block where an element starts or ends. Within a row nothing but a cell is parted.
    fn boundary(&mut self) {
        if self.in_row() {
            self.current.push(' ');
            return;
        }
        let kind = self
            .open
            .last()
            .map_or(BlockKind::Paragraph, |(_, kind)| *kind);
        self.push(kind);
    }

    fn push(&mut self, kind: BlockKind) {
        let block = Block::new(kind, &self.current).filter(|block| !is_pointer(&block.text));
        self.blocks.extend(block);
        self.current.clear();
    }

    fn cell(&mut self) {
        let words: Vec<&str> = self.current.split_whitespace().collect();
        self.cells.push(words.join(" "));
        self.current.clear();
    }

    fn row(&mut self) {
        self.cells.retain(|cell| !cell.is_empty());
        self.current = self.cells.join(CELL_MARK);
        self.cells.clear();
        self.push(BlockKind::Row);
    }

    fn open(&mut self, node: NodeRef<'_, Node>, name: &str) {
        if name == "br" {
            self.line_end();
        } else if BLOCKS.contains(&name) {
            self.boundary();
            let kind = match name {
                // Pages were once laid out in tables, which are no tables of anything.
                "tr" if is_row(node) => Some(BlockKind::Row),
                _ => kind_of(name),
            };
            if let Some(kind) = kind
                && !self.in_row()
            {
                self.open.push((node.id(), kind));
            }
        }
    }

    fn close(&mut self, node: NodeRef<'_, Node>, name: &str) {
        if !BLOCKS.contains(&name) {
            return;
        }
        let is_opener = self.open.last().is_some_and(|(id, _)| *id == node.id());
        if self.in_row() && is_opener {
            self.row();
        } else if self.in_row() && matches!(name, "td" | "th") {
            self.cell();
        } else {
            self.boundary();
        }
        if is_opener {
            self.open.pop();
        }
    }
}

/// Whether a `tr` is a row of a table: two cells or more, and no blocks of text in any.
fn is_row(row: NodeRef<'_, Node>) -> bool {
    let cells = row
        .children()
        .filter(|node| matches!(name(*node), Some("td" | "th")))
        .count();
    let mut paragraphs = 0;
    cells > 1
        && !row.descendants().skip(1).filter_map(name).any(|name| {
            paragraphs += usize::from(name == "p");
            kind_of(name).is_some() || name == "table" || paragraphs > cells
        })
}

fn name(node: NodeRef<'_, Node>) -> Option<&str> {
    node.value().as_element().map(Element::name)
}

/// The blocks of text within an element, or within the whole page.
///
/// It walks without recursion: a page may be nested deeper than the stack is.
fn blocks(page: &Html, main: Option<ElementRef<'_>>) -> Vec<Block> {
    let root = main.unwrap_or_else(|| page.root_element());
    let mut writer = Writer::default();
    let mut node = *root;
    loop {
        if open(node, node.id() == root.id(), main.is_some(), &mut writer)
            && let Some(child) = node.first_child()
        {
            node = child;
            continue;
        }
        loop {
            if let Some(element) = node.value().as_element() {
                writer.close(node, element.name());
            }
            if node.id() == root.id() {
                writer.boundary();
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
fn open(node: NodeRef<'_, Node>, is_root: bool, in_main: bool, writer: &mut Writer) -> bool {
    match node.value() {
        Node::Text(text) => writer.text(text),
        Node::Element(element) => {
            if !is_root && is_left_out(element, in_main) {
                return false;
            }
            writer.open(node, element.name());
        }
        _ => {}
    }
    true
}

/// The kind of the text within an element, where the element tells it.
fn kind_of(name: &str) -> Option<BlockKind> {
    match name {
        "li" => Some(BlockKind::Item),
        "blockquote" => Some(BlockKind::Quote),
        "dt" => Some(BlockKind::Term),
        "dd" => Some(BlockKind::Definition),
        _ => HEADINGS
            .iter()
            .position(|heading| *heading == name)
            .map(|at| BlockKind::Heading {
                level: u8::try_from(at + 1).ok(),
            }),
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
        check(
            "<table><tr><th>a</th><th>b</th></tr><tr><td></td><td><p>c<br>d</p></td><td></td></tr></table>",
            "a | b\nc d",
        );
        check(
            "<table><tr><td><h1>a</h1><p>b</p></td><td><ul><li>c</ul>d</td></tr></table>",
            "a\n\nb\n\nc\n\nd",
        );
        check("<p>Ett<script>alert(1)</script>&amp;\n två</p>", "Ett& två");
        check("<p>Läs också: Annat</p><p>Text</p>", "Text");
        check("", "");
    }

    #[test]
    fn the_kinds_of_blocks_are_kept() {
        let page = "<h2>a</h2><blockquote><p>b<p>c</blockquote><ul><li>d<ul><li>e</ul>f</ul>\
                    <dl><dt>g<dd>h<dd><p>i</dl><table><tr><td>j<td>k</table>";
        let item = BlockKind::Item;
        let expected = [
            (BlockKind::Heading { level: Some(2) }, "a"),
            (BlockKind::Quote, "b"),
            (BlockKind::Quote, "c"),
            (item, "d"),
            (item, "e"),
            (item, "f"),
            (BlockKind::Term, "g"),
            (BlockKind::Definition, "h"),
            (BlockKind::Definition, "i"),
            (BlockKind::Row, "j | k"),
        ];
        let blocks = read(page).unwrap().blocks;
        let found: Vec<(BlockKind, &str)> = blocks
            .iter()
            .map(|block| (block.kind, block.text.as_str()))
            .collect();
        assert_eq!(found, expected);
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
