//! The blocks of text in a web page, or in a part of it.

use ego_tree::{NodeId, NodeRef};
use scraper::Node;
use scraper::node::Element;

use super::furniture::{self, surrounds_text};
use super::{Block, BlockKind};

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

/// Makes blocks of the text that a walk through elements meets.
#[derive(Default)]
struct Writer {
    blocks: Vec<Block>,
    current: String,
    /// The elements open around the text that tell its kind, innermost last.
    open: Vec<(NodeId, BlockKind)>,
    /// The cells of the row that is open.
    cells: Vec<String>,
    /// Whether each block is all links.
    are_links: Vec<bool>,
    /// How many links are open, and how much of the current text stood in one.
    links: usize,
    letters: usize,
    linked: usize,
}

impl Writer {
    fn text(&mut self, text: &str) {
        // White space in a page is layout; only `br` ends a line.
        let spaced = text
            .chars()
            .map(|letter| if letter == '\n' { ' ' } else { letter });
        self.current.extend(spaced);
        let letters = text
            .chars()
            .filter(|letter| letter.is_alphanumeric())
            .count();
        self.letters += letters;
        if self.links > 0 {
            self.linked += letters;
        }
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
        if let Some(block) = Block::new(kind, &self.current) {
            self.blocks.push(block);
            self.are_links
                .push(self.linked > 0 && self.linked == self.letters);
        }
        self.current.clear();
        (self.letters, self.linked) = (0, 0);
    }

    fn cell(&mut self) {
        self.cells.push(std::mem::take(&mut self.current));
    }

    fn row(&mut self) {
        if let Some(row) = Block::row(&self.cells) {
            self.blocks.push(row);
            self.are_links
                .push(self.linked > 0 && self.linked == self.letters);
        }
        self.cells.clear();
        self.current.clear();
        (self.letters, self.linked) = (0, 0);
    }

    fn open(&mut self, node: NodeRef<'_, Node>, name: &str) {
        if name == "a" {
            self.links += 1;
        } else if name == "br" {
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
        if name == "a" {
            self.links = self.links.saturating_sub(1);
        }
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

/// Which part of a page blocks are taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// All of it: a header in it is the site's.
    Page,
    /// What holds the document: a header in it holds its title.
    Main,
}

/// The blocks of text within a node, without what surrounds a text.
///
/// It walks without recursion: a page may be nested deeper than the stack is.
pub(super) fn within(root: NodeRef<'_, Node>, scope: Scope) -> Vec<Block> {
    let mut writer = Writer::default();
    let mut node = root;
    loop {
        if open(node, node.id() == root.id(), scope, &mut writer)
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
                return furniture::removed(writer.blocks, &writer.are_links);
            }
            if let Some(sibling) = node.next_sibling() {
                node = sibling;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => return furniture::removed(writer.blocks, &writer.are_links),
            }
        }
    }
}

/// Takes in the start of a node; tells whether what is within it belongs to the text.
fn open(node: NodeRef<'_, Node>, is_root: bool, scope: Scope, writer: &mut Writer) -> bool {
    match node.value() {
        Node::Text(text) => writer.text(text),
        Node::Element(element) => {
            if !is_root && surrounds_text(node, element, scope) {
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
