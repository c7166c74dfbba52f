//! Markdown.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use records::Text;

use super::dates::{self, Written};
use super::{Block, BlockKind, Reading};

/// Reads Markdown as a document: its first heading is the title.
pub(crate) fn read(text: &str) -> Reading {
    let mut blocks = blocks(text);
    let title_block = blocks
        .iter()
        .position(|block| block.kind.is_heading())
        .filter(|at| *at == 0);
    let mut reading = Reading {
        title_block,
        ..Reading::default()
    };
    // A date on a line of its own right below the title.
    let below = title_block.map_or(0, |at| at + 1);
    if let Some(line) = blocks.get(below) {
        match dates::alone(&line.text).or_else(|| dates::published(&line.text)) {
            Some(Written::Full(date)) => {
                reading.metadata.published = Some(date);
                blocks.remove(below);
            }
            Some(Written::Impossible(date)) => reading.bad_date = Some(date),
            _ => {}
        }
    }
    reading.blocks = blocks;
    reading.metadata.title =
        title_block.and_then(|at| Text::from_trimmed(&reading.blocks[at].text));
    reading
}

/// The headings, paragraphs, items and so on of Markdown, as plain text. HTML in it is left out.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let mut writer = Writer::default();
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_DEFINITION_LIST;
    for event in Parser::new_ext(text, options) {
        writer.take(event);
    }
    writer.finish();
    writer.blocks
}

/// Makes blocks of the events that a parser tells.
#[derive(Default)]
struct Writer {
    blocks: Vec<Block>,
    current: String,
    /// What is open around the text, innermost last.
    open: Vec<BlockKind>,
    /// The cells of the row that is open.
    cells: Vec<String>,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::TableCell) => {}
            Event::End(TagEnd::TableCell) => self.cells.push(std::mem::take(&mut self.current)),
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => {
                self.blocks
                    .extend(Block::row(&std::mem::take(&mut self.cells)));
                self.open.pop();
            }
            Event::Start(tag) => {
                if let Some(kind) = opened(&tag) {
                    self.finish();
                    self.open.push(kind);
                } else if is_block(tag.to_end()) {
                    self.finish();
                }
            }
            Event::End(end) => {
                if closes(end) {
                    self.finish();
                    self.open.pop();
                } else if is_block(end) {
                    self.finish();
                }
            }
            Event::Text(part) | Event::Code(part) => self.current.push_str(&part),
            // A line end within a paragraph is a matter of layout.
            Event::SoftBreak => self.current.push(' '),
            Event::HardBreak => self.current.push('\n'),
            Event::Rule => self.finish(),
            _ => {}
        }
    }

    fn finish(&mut self) {
        let kind = self.open.last().copied().unwrap_or(BlockKind::Paragraph);
        self.blocks.extend(Block::new(kind, &self.current));
        self.current.clear();
    }
}

/// The kind of block that a tag opens, if the text within it is to be known as that.
fn opened(tag: &Tag<'_>) -> Option<BlockKind> {
    match tag {
        Tag::Heading { level, .. } => Some(BlockKind::Heading {
            level: u8::try_from(*level as usize).ok(),
        }),
        Tag::Item => Some(BlockKind::Item),
        Tag::BlockQuote(_) => Some(BlockKind::Quote),
        Tag::TableHead | Tag::TableRow => Some(BlockKind::Row),
        Tag::DefinitionListTitle => Some(BlockKind::Term),
        Tag::DefinitionListDefinition => Some(BlockKind::Definition),
        _ => None,
    }
}

/// Whether a tag's end closes what [`opened`] tells.
const fn closes(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::BlockQuote(_)
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
    )
}

const fn is_block(end: TagEnd) -> bool {
    matches!(end, TagEnd::Paragraph | TagEnd::CodeBlock)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::compose;

    #[test]
    fn markdown_becomes_plain_text() {
        let text = "# En *app*\n\nFörsta\nstycket, [länk](https://a.se) & `kod`.\n\n- ett\n- två\n  - tre\n\n\
                    > citat\n\n<b>html</b> och rad  \nbrytning\n\n| a | b |\n|---|---|\n| c | d |\n";
        let composed = compose(&blocks(text));
        assert_eq!(
            composed.text,
            "En app\n\nFörsta stycket, länk & kod.\n\nett\ntvå\ntre\n\ncitat\n\nhtml och rad\n\
             brytning\n\na | b\nc | d"
        );
        let heading = BlockKind::Heading { level: Some(1) };
        assert_eq!(composed.places[0], (heading, 0..6));
        let kinds: Vec<BlockKind> = composed.places.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(
            kinds[2..],
            [
                BlockKind::Item,
                BlockKind::Item,
                BlockKind::Item,
                BlockKind::Quote,
                BlockKind::Paragraph,
                BlockKind::Row,
                BlockKind::Row
            ]
        );
    }

    #[test]
    fn the_first_heading_is_the_title_if_nothing_stands_above_it() {
        assert_eq!(read("# En app\n\nText").title_block, Some(0));
        assert_eq!(read("Text\n\n# En app").title_block, None);
        assert!(read("").blocks.is_empty());
    }
}
