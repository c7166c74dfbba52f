//! Markdown.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use records::Text;

use super::{Block, BlockKind, Reading};

/// Reads Markdown as a document: its first heading is the title.
pub(crate) fn read(text: &str) -> Reading {
    let blocks = blocks(text);
    let title_block = blocks
        .iter()
        .position(|block| block.kind == BlockKind::Heading)
        .filter(|at| *at == 0);
    let mut reading = Reading {
        blocks,
        title_block,
        ..Reading::default()
    };
    reading.metadata.title =
        title_block.and_then(|at| Text::from_trimmed(&reading.blocks[at].text));
    reading
}

/// The headings, paragraphs and items of Markdown, as plain text. HTML in it is left out.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut current = String::new();
    let mut kind = BlockKind::Paragraph;
    let mut items: usize = 0;
    let mut finish = |current: &mut String, kind: BlockKind| {
        blocks.extend(Block::new(kind, current));
        current.clear();
    };
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                finish(&mut current, kind);
                kind = BlockKind::Heading;
            }
            Event::Start(Tag::Item) => {
                finish(&mut current, kind);
                items += 1;
                kind = BlockKind::Item;
            }
            Event::End(TagEnd::Item) => {
                finish(&mut current, kind);
                items = items.saturating_sub(1);
                kind = within(items);
            }
            Event::Start(Tag::Paragraph | Tag::CodeBlock(_) | Tag::TableCell)
            | Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::TableCell,
            ) => {
                finish(&mut current, kind);
                kind = within(items);
            }
            Event::Text(part) | Event::Code(part) => current.push_str(&part),
            // A line end within a paragraph is a matter of layout.
            Event::SoftBreak => current.push(' '),
            Event::HardBreak => current.push('\n'),
            Event::Rule => finish(&mut current, kind),
            _ => {}
        }
    }
    finish(&mut current, kind);
    blocks
}

fn within(items: usize) -> BlockKind {
    if items == 0 {
        BlockKind::Paragraph
    } else {
        BlockKind::Item
    }
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
             brytning\n\na\n\nb\n\nc\n\nd"
        );
        assert_eq!(composed.places[0], (BlockKind::Heading, 0..6));
    }

    #[test]
    fn the_first_heading_is_the_title_if_nothing_stands_above_it() {
        assert_eq!(read("# En app\n\nText").title_block, Some(0));
        assert_eq!(read("Text\n\n# En app").title_block, None);
        assert!(read("").blocks.is_empty());
    }
}
