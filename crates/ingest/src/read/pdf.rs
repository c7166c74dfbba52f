//! PDF files: text in reading order, without what is repeated on every page.
//!
//! It is to run in a guarded process alone: see [`pdf_reader`](crate::pdf_reader).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use unpdf::model::{Block as Part, Page, Paragraph};
use unpdf::{Error, ParseOptions};

use super::text::BULLETS;
use super::{Block, BlockKind, CELL_MARK};
use crate::pdf_reader::{Answer, PdfText};

/// A line at the top or the bottom of at least this many pages belongs to the pages.
const FEWEST_REPEATS: usize = 2;

/// A longer line is a sentence that many pages end with.
const LONGEST_EDGE: usize = 80;

/// A short line that stands so often in a file is a heading.
const FEWEST_REPEATED_HEADINGS: usize = 3;

/// A page's head and foot have so many lines at most.
const MOST_EDGE_LINES: usize = 3;

/// A longer heading is a paragraph in large type.
const LONGEST_HEADING: usize = 200;

/// Titles that programs write into a file by themselves begin or end with these.
const NO_TITLES: &[&str] = &[
    "microsoft ",
    "untitled",
    "powerpoint",
    "namnlös",
    "about:blank",
];
const FILE_ENDINGS: &[&str] = &[
    ".doc", ".docx", ".pdf", ".ppt", ".pptx", ".indd", ".qxd", ".html",
];

/// Words that follow the hyphen of a word that was left out, as in `hem- och hyreslån`.
const AFTER_HYPHEN: &[&str] = &[
    "and",
    "eller",
    "och",
    "och/eller",
    "or",
    "respektive",
    "samt",
];

/// Letters drawn as one, and what they are.
const LIGATURES: &[(char, &str)] = &[
    ('\u{fb00}', "ff"),
    ('\u{fb01}', "fi"),
    ('\u{fb02}', "fl"),
    ('\u{fb03}', "ffi"),
    ('\u{fb04}', "ffl"),
];

/// Reads a file's text, or tells why there is none.
pub(crate) fn read(bytes: &[u8]) -> Answer {
    // One file is read by one thread: files are read side by side.
    let options = ParseOptions::new().lenient().sequential();
    let document = match unpdf::parse_bytes_with_options(bytes, options) {
        Ok(document) => document,
        Err(Error::Encrypted | Error::InvalidPassword) => return Answer::Encrypted,
        Err(error) => return Answer::Broken(error.to_string()),
    };
    let pages: Vec<Vec<Block>> = document.pages.iter().map(page).collect();
    let (pages, head) = without_edges(aligned(pages));
    let blocks = with_repeated_headings(joined(pages));
    if blocks.is_empty() {
        let images: u32 = document.pages.iter().map(|page| page.image_op_count).sum();
        return if document.pages.is_empty() {
            Answer::Broken("it has no page".to_owned())
        } else if images > 0 || document.extraction_quality.is_scan_pdf {
            Answer::Scanned
        } else {
            Answer::Text(PdfText::default())
        };
    }
    let metadata = document.metadata;
    let quality = document.extraction_quality;
    let declared = quality
        .declared_page_count
        .map_or(0, |count| count as usize);
    Answer::Text(PdfText {
        title: metadata.title.filter(|title| is_title(title)),
        head,
        created: metadata
            .created
            .and_then(|time| time.format("%Y-%m-%d").to_string().parse::<Date>().ok()),
        lost_pages: declared.saturating_sub(document.pages.len()),
        blocks,
    })
}

fn is_title(title: &str) -> bool {
    let title = title.trim().to_lowercase();
    title.contains(char::is_alphabetic)
        && !NO_TITLES.iter().any(|start| title.starts_with(start))
        && !FILE_ENDINGS.iter().any(|ending| title.ends_with(ending))
}

/// The blocks of a page.
fn page(page: &Page) -> Vec<Block> {
    let mut blocks = Vec::new();
    for part in &page.elements {
        match part {
            Part::Paragraph(part) => paragraph(part, &mut blocks),
            Part::Table(table) => {
                for row in &table.rows {
                    let cells: Vec<String> = row
                        .cells
                        .iter()
                        .map(|cell| text(&cell.plain_text()).replace('\n', " "))
                        .filter(|cell| !cell.trim().is_empty())
                        .collect();
                    blocks.extend(Block::new(BlockKind::Row, &cells.join(CELL_MARK)));
                }
            }
            Part::Code { content } | Part::Raw { content } => {
                blocks.extend(Block::new(BlockKind::Paragraph, &text(content)));
            }
            _ => {}
        }
    }
    // Page numbers, and rules made of dots.
    blocks.retain(|block| block.text.contains(char::is_alphabetic));
    blocks
}

fn paragraph(part: &Paragraph, blocks: &mut Vec<Block>) {
    let text = text(&part.plain_text());
    let level = part
        .heading_level()
        .filter(|_| text.chars().count() <= LONGEST_HEADING);
    if let Some(level) = level {
        let level = Some(level);
        blocks.extend(Block::new(
            BlockKind::Heading { level },
            &text.replace('\n', " "),
        ));
        return;
    }
    let is_item = part.is_list_item();
    for (nth, piece) in text.split(BULLETS).enumerate() {
        let kind = if is_item || nth > 0 {
            BlockKind::Item
        } else {
            BlockKind::Paragraph
        };
        let piece = piece.trim_start_matches(|letter: char| is_item && matches!(letter, '-' | ' '));
        blocks.extend(Block::new(kind, &unwrapped(piece)));
    }
}

/// A text with its ligatures taken apart.
fn text(text: &str) -> String {
    LIGATURES
        .iter()
        .fold(text.to_owned(), |text, (ligature, letters)| {
            text.replace(*ligature, letters)
        })
}

/// A paragraph on one line, with words whole that a hyphen parted at a line's end.
fn unwrapped(text: &str) -> String {
    let text = analysis::normalise(text);
    let mut whole = String::new();
    // The parser joins most lines, and keeps some hyphens where it did.
    for word in text.split_whitespace() {
        let is_parted = whole.ends_with('-')
            && whole[..whole.len() - 1].ends_with(char::is_lowercase)
            // "hem- och hyreslån" leaves a word out.
            && word.starts_with(char::is_lowercase)
            && !AFTER_HYPHEN.contains(&word.trim_end_matches(','));
        if is_parted {
            whole.pop();
        } else if !whole.is_empty() {
            whole.push(' ');
        }
        whole.push_str(word);
    }
    whole
}

/// Pages whose headings have the same levels.
///
/// A level is told from the sizes of letters on its own page. A heading that was met before on
/// another level tells how far the page is off.
fn aligned(mut pages: Vec<Vec<Block>>) -> Vec<Vec<Block>> {
    let mut known: BTreeMap<String, u8> = BTreeMap::new();
    for page in &mut pages {
        let mut offsets: BTreeMap<i16, usize> = BTreeMap::new();
        for (text, level) in page.iter().filter_map(heading) {
            if let Some(former) = known.get(text) {
                *offsets
                    .entry(i16::from(*former) - i16::from(level))
                    .or_default() += 1;
            }
        }
        // The most frequent; of equals the least change.
        let offset = offsets
            .into_iter()
            .max_by_key(|(offset, count)| (*count, -offset.abs()))
            .map_or(0, |(offset, _)| offset);
        for block in page.iter_mut() {
            if let BlockKind::Heading { level: Some(level) } = &mut block.kind {
                let moved = (i16::from(*level) + offset).clamp(1, 6);
                *level = u8::try_from(moved).unwrap_or(*level);
            }
        }
        for (text, level) in page.iter().filter_map(heading) {
            known.entry(text.to_owned()).or_insert(level);
        }
    }
    pages
}

fn heading(block: &Block) -> Option<(&str, u8)> {
    match block.kind {
        BlockKind::Heading { level } => Some((&block.text, level?)),
        _ => None,
    }
}

/// Pages without the lines that are repeated at their tops and bottoms, and the first line that
/// was at a top: the head of the pages, which names the whole.
fn without_edges(mut pages: Vec<Vec<Block>>) -> (Vec<Vec<Block>>, Option<String>) {
    let mut head = None;
    for is_top in [true, false] {
        for _ in 0..MOST_EDGE_LINES {
            let edge = |page: &[Block]| {
                let block = if is_top { page.first() } else { page.last() };
                // A question that every page begins with is asked of every municipality.
                block
                    .filter(|block| block.text.chars().count() <= LONGEST_EDGE)
                    .filter(|block| !block.text.ends_with('?') && page.len() > 1)
                    .map(|block| without_digits(&block.text))
            };
            let mut counts: BTreeMap<String, usize> = BTreeMap::new();
            for page in &pages {
                if let Some(edge) = edge(page) {
                    *counts.entry(edge).or_default() += 1;
                }
            }
            // The head of left pages may differ from that of right ones.
            let least = FEWEST_REPEATS.max(pages.len() / 3);
            let repeated: BTreeSet<String> = counts
                .into_iter()
                .filter(|(_, count)| *count >= least)
                .map(|(edge, _)| edge)
                .collect();
            if repeated.is_empty() {
                break;
            }
            for page in &mut pages {
                if edge(page).is_some_and(|edge| repeated.contains(&edge)) {
                    if is_top {
                        let removed = page.remove(0).text;
                        head.get_or_insert(removed);
                    } else {
                        page.pop();
                    }
                }
            }
        }
    }
    (pages, head)
}

/// Short lines that stand in many places, or ask, are headings, in letters a little larger than
/// the text's or not.
fn with_repeated_headings(mut blocks: Vec<Block>) -> Vec<Block> {
    let is_short = |block: &Block| {
        block.kind == BlockKind::Paragraph
            && block.text.chars().count() <= LONGEST_HEADING / 2
            && !block.text.ends_with(['.', ',', ':', ';', '!'])
    };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for block in blocks.iter().filter(|block| is_short(block)) {
        *counts.entry(block.text.clone()).or_default() += 1;
    }
    for at in 0..blocks.len().saturating_sub(1) {
        let is_heading = is_short(&blocks[at])
            && !blocks[at + 1].kind.is_heading()
            && (blocks[at].text.ends_with('?')
                || counts[&blocks[at].text] >= FEWEST_REPEATED_HEADINGS);
        if is_heading {
            blocks[at].kind = BlockKind::Heading { level: None };
        }
    }
    blocks
}

fn without_digits(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_ascii_digit())
        .collect()
}

/// The blocks of all pages, with paragraphs whole that a page's end parted.
fn joined(pages: Vec<Vec<Block>>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for page in pages {
        let mut page = page.into_iter().peekable();
        if let (Some(former), Some(next)) = (blocks.last_mut(), page.peek())
            && former.kind == BlockKind::Paragraph
            && next.kind == BlockKind::Paragraph
            && next.text.starts_with(char::is_lowercase)
            && !former.text.ends_with(['.', '!', '?', ':', ')'])
        {
            former.text = unwrapped(&format!("{}\n{}", former.text, next.text));
            page.next();
        }
        blocks.extend(page);
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(level: Option<u8>, text: &str) -> Block {
        let kind = level.map_or(BlockKind::Paragraph, |level| BlockKind::Heading {
            level: Some(level),
        });
        Block::new(kind, text).unwrap()
    }

    #[test]
    fn hyphens_at_the_ends_of_lines_go_and_others_stay() {
        for (text, whole) in [
            (
                "ansök-\nningar och e-\ntjänster",
                "ansökningar och etjänster",
            ),
            ("ansök- ningar", "ansökningar"),
            ("hem- och\nhyreslån", "hem- och hyreslån"),
            ("Dals-\nEd", "Dals- Ed"),
            ("e-tjänst - en ny", "e-tjänst - en ny"),
        ] {
            assert_eq!(unwrapped(text), whole);
        }
    }

    #[test]
    fn heads_and_feet_of_pages_go() {
        let page = |nth: u8, text: &str| {
            vec![
                block(None, &format!("Skriften {nth}")),
                block(Some(1), "Hur gick det?"),
                block(None, text),
                block(None, &format!("Sida {nth} av 3")),
            ]
        };
        let (pages, head) = without_edges(vec![page(1, "a"), page(2, "b"), page(3, "c")]);
        let texts: Vec<Vec<&str>> = pages
            .iter()
            .map(|page| page.iter().map(|block| block.text.as_str()).collect())
            .collect();
        let question = "Hur gick det?";
        assert_eq!(texts, [[question, "a"], [question, "b"], [question, "c"]]);
        assert_eq!(head.as_deref(), Some("Skriften 1"));
        let one = vec![page(1, "a")];
        assert_eq!(without_edges(one.clone()), (one, None));
    }

    #[test]
    fn headings_have_the_levels_that_they_had_before() {
        let first = vec![
            block(Some(1), "Skriften"),
            block(Some(2), "Ale"),
            block(Some(3), "Hur?"),
        ];
        let second = vec![block(Some(1), "Bjuv"), block(Some(2), "Hur?")];
        let pages = aligned(vec![first, second]);
        assert_eq!(pages[1], [block(Some(2), "Bjuv"), block(Some(3), "Hur?")]);
    }

    #[test]
    fn a_paragraph_goes_on_over_the_end_of_a_page() {
        let pages = vec![
            vec![block(None, "Vi har byggt en tjänst för an-")],
            vec![block(None, "sökningar."), block(None, "sedan fler")],
            vec![block(None, "Nytt")],
        ];
        let texts: Vec<String> = joined(pages).into_iter().map(|block| block.text).collect();
        assert_eq!(
            texts,
            [
                "Vi har byggt en tjänst för ansökningar.",
                "sedan fler",
                "Nytt"
            ]
        );
    }

    #[test]
    fn what_a_program_wrote_is_no_title() {
        for title in [
            "Microsoft Word - x",
            "haftet_2014.indd",
            "PowerPoint-presentation",
            " ",
        ] {
            assert!(!is_title(title), "{title}");
        }
        assert!(is_title("Kommunerna berättar"));
    }
}
