//! Web pages: the main text, without what surrounds it.

use std::collections::HashSet;

use dom_smoothie::{Config, Readability};
use ego_tree::NodeRef;
use html5ever::ParseOpts;
use html5ever::tendril::{StrTendril, TendrilSink};
use scraper::{ElementRef, Html, HtmlTreeSink, Node};

use super::html_blocks::{self, Scope};
use super::{Block, BlockKind, CELL_MARK, Reading, html_markup, html_metadata};

/// How deep a page may nest. Browsers build no deeper trees; parsing takes time with the depth.
pub(crate) const MAX_DEPTH: usize = 512;

/// The depth is looked at after so many characters. A tag has three at least.
const PIECE_LEN: usize = 4096;

/// A shorter text may be a teaser that is marked as an article, or a page's whole news.
const SHORT_TEXT: usize = 500;

/// A text that was found must be this many times longer than a short one that is marked.
const FAR_LONGER: usize = 3;

/// A text that was found is at least a third of the page's.
const LEAST_SHARE: usize = 3;

/// A shorter cell may stand in the text as well.
const LONG_CELL: usize = 16;

/// So many rows of a table are looked at to tell whether its cells stand in a text.
const LOOKED_AT: usize = 20;

/// Larger pages are not searched for their main text, which takes time and memory with the number
/// of elements. The longest article has a few thousand.
const MOST_SEARCHED_ELEMENTS: usize = 30_000;

/// So much markup is searched, in bytes: what a search takes grows faster than a page where it is
/// all one text. Without scripts and styles the longest article has half of it.
const MOST_SEARCHED_BYTES: usize = 256 * 1024;

/// Reads a page: the main text that it marks as such, or else the one that is found.
///
/// `None` when the page nests deeper than [`MAX_DEPTH`].
pub(crate) fn read(text: &str) -> Option<Reading> {
    let page = parse(text)?;
    let all = html_blocks::within(*page.root_element(), Scope::Page);
    let whole = words(&all);
    let blocks = main_text(&page, all);
    let is_small_part = words(&blocks) * LEAST_SHARE < whole;
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
        is_small_part,
        bad_date: html_metadata::bad_date(&page),
        ..Reading::default()
    })
}

/// The blocks of a page's main text.
///
/// A page that marks its main part is taken at its word, since a search drops what looks like
/// furniture to it: fact boxes, lists of linked names, short tables. In a page that does not, the
/// search finds what no rule about elements could; but never a part of a table, nor less than a third
/// of the page.
fn main_text(page: &Html, all: Vec<Block>) -> Vec<Block> {
    let marked = marked_parts(page)
        .into_iter()
        .map(|part| html_blocks::within(part, Scope::Main))
        .fold(Vec::new(), longer);
    if length(&marked) >= SHORT_TEXT {
        return marked;
    }
    let found = found(page);
    if length(&marked) > 0 && length(&found) < length(&marked) * FAR_LONGER {
        return marked;
    }
    if words(&found) * LEAST_SHARE < words(&all) || cuts_a_table(&found, &all) {
        return all;
    }
    found
}

/// Whether a text holds some rows or cells of a page's table and not the whole of it.
fn cuts_a_table(found: &[Block], all: &[Block]) -> bool {
    let texts: HashSet<&str> = found.iter().map(|block| block.text.as_str()).collect();
    let joined = || {
        found
            .iter()
            .map(|block| block.text.as_str())
            .collect::<String>()
    };
    all.chunk_by(|one, other| one.kind == other.kind)
        .filter(|run| run[0].kind == BlockKind::Row)
        .any(|rows| {
            let is_kept = |row: &&Block| texts.contains(row.text.as_str());
            let kept = rows.iter().filter(is_kept).count();
            // Cells that were run together, or stand as paragraphs.
            let has_cell = || {
                let joined = joined();
                (rows.iter().take(LOOKED_AT))
                    .flat_map(|row| row.text.split(CELL_MARK))
                    .any(|cell| cell.len() >= LONG_CELL && joined.contains(cell))
            };
            kept < rows.len() && (kept > 0 || has_cell())
        })
}

/// The words of a text.
fn words(blocks: &[Block]) -> usize {
    let words = |block: &Block| block.text.split_whitespace().count();
    blocks.iter().map(words).sum()
}

/// The former of two parts unless it is a small piece of the latter.
fn longer(former: Vec<Block>, latter: Vec<Block>) -> Vec<Block> {
    if length(&former) * 2 >= length(&latter) {
        former
    } else {
        latter
    }
}

/// The letters of a text.
fn length(blocks: &[Block]) -> usize {
    blocks.iter().map(|block| block.text.len()).sum()
}

/// The elements that a page marks as holding its document: the only article, and the main part.
fn marked_parts(page: &Html) -> Vec<NodeRef<'_, Node>> {
    let elements = || page.tree.root().descendants().filter_map(ElementRef::wrap);
    let mut articles = elements().filter(|element| element.value().name() == "article");
    let article = articles.next().filter(|_| articles.next().is_none());
    let main = elements().find(|element| {
        element.value().name() == "main" || element.value().attr("role") == Some("main")
    });
    article.into_iter().chain(main).map(|part| *part).collect()
}

/// The main text of a page as a search by the weight of its paragraphs finds it, below the page's
/// first heading, which the search takes for a part of the title alone.
///
/// What surrounds a text is taken out first: the search forgets which element a text was in.
fn found(page: &Html) -> Vec<Block> {
    let Some(markup) = html_markup::without_surroundings(page, MOST_SEARCHED_BYTES) else {
        return Vec::new();
    };
    let config = Config {
        max_elements_to_parse: MOST_SEARCHED_ELEMENTS,
        disable_json_ld: true,
        ..Config::default()
    };
    let Some(article) = Readability::new(markup, None, Some(config))
        .and_then(|mut search| search.parse())
        .ok()
    else {
        return Vec::new();
    };
    let Some(part) = parse(&article.content) else {
        return Vec::new();
    };
    let mut blocks = html_blocks::within(*part.root_element(), Scope::Main);
    let heading = html_metadata::first_heading(page)
        .and_then(|heading| html_blocks::within(heading, Scope::Main).into_iter().next());
    if let Some(heading) = heading
        && blocks.iter().all(|block| block.text != heading.text)
    {
        blocks.insert(0, heading);
    }
    blocks
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::compose;

    /// Pages of invented sites, each with its main text in a file beside it, a block a line.
    fn pages() -> Vec<(String, String, String)> {
        let folder = std::path::Path::new("tests/fixtures/pages");
        let mut pages = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "html") {
                let page = std::fs::read_to_string(&path).unwrap();
                let text = std::fs::read_to_string(path.with_extension("txt")).unwrap();
                pages.push((path.display().to_string(), page, text));
            }
        }
        pages.sort();
        pages
    }

    fn lines(blocks: &[Block]) -> String {
        let lines: Vec<&str> = blocks.iter().flat_map(|block| block.text.lines()).collect();
        lines.join("\n") + "\n"
    }

    #[test]
    fn the_main_text_is_found_in_pages_of_every_make() {
        for (name, page, text) in pages() {
            assert_eq!(lines(&read(&page).unwrap().blocks), text, "{name}");
        }
    }

    /// Why a page that marks its main part is taken at its word, and no other is.
    #[test]
    fn the_search_and_the_marks_are_each_better_where_they_are_used() {
        // Lines that are right, of those that are there, of those that should be.
        let right = |blocks: &[Block], text: &str| {
            let lines = lines(blocks);
            let expected: Vec<&str> = text.lines().collect();
            let both = lines.lines().filter(|line| expected.contains(line)).count();
            (both, lines.lines().count(), expected.len())
        };
        for (name, page, text) in pages() {
            let parsed = parse(&page).unwrap();
            let parts = marked_parts(&parsed);
            let marked = (parts.iter())
                .map(|part| html_blocks::within(*part, Scope::Main))
                .fold(Vec::new(), longer);
            let (marked, found) = (right(&marked, &text), right(&found(&parsed), &text));
            println!("{name}: marked {marked:?}, found {found:?}");
            if parts.is_empty() {
                assert_eq!((found.0, found.1), (found.2, found.2), "{name}");
            } else {
                assert!(marked.0 >= found.0 && marked.0 == marked.1, "{name}");
            }
        }
    }

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
            "<p style='color: red; display: none'>Dold</p><p>Syns<b class='x sr-only'>!</b></p>",
            "Syns",
        );
        check(
            "<table><tr><th>a</th><th>b</th></tr><tr><td></td><td><p>c<br>d</p></td><td></td></tr></table>",
            "a | b\nc d",
        );
        check(
            "<table><tr><td><h1>a</h1><p>b</p></td><td><ul><li>c</ul>d</td></tr></table>",
            "a\n\nb\n\nc\n\nd",
        );
        // The search would run the cells together.
        check(
            "<html><title>Kommunerna</title><body><h1>Kommunerna</h1><table><tr><th>Namn<th>Service\
             <tr><td>Kalix<td>Böcker lånas i en app på biblioteket<tr><td>Sala<td>Bygglov söks på \
             nätet dygnet runt</table>",
            "Kommunerna\n\nNamn | Service\nKalix | Böcker lånas i en app på biblioteket\nSala | \
             Bygglov söks på nätet dygnet runt",
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
