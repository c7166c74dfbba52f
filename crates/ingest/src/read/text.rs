//! Plain text as it was saved from a page.

use super::dates::{self, Written};
use super::furniture::{is_button, is_pointer, is_trail};
use super::{Block, BlockKind, Reading};
use records::Text;
use vocabulary::{Register, Vocabulary};

/// A longer line is no title or heading.
const LONGEST_TITLE: usize = 160;

/// A line of fewer words above the text is the site's name, a date or a picture's name.
const FEWEST_TITLE_WORDS: usize = 3;

/// A longer line is not of a menu.
const LONGEST_MENU_LINE: usize = 40;

/// So many blocks at most stand between a page's top and its title.
const TITLE_WITHIN: usize = 6;

/// A longer line is a paragraph; a shorter one may be a piece of one, cut where a letter's lines end.
const LONGEST_WRAPPED: usize = 100;

/// Lines above a title that say what sort of text it is, not whose.
const SECTIONS: &[&str] = &[
    "aktuellt",
    "artikel",
    "blogg",
    "debatt",
    "digitalisering",
    "intervju",
    "krönika",
    "ledare",
    "news",
    "nyhet",
    "nyheter",
    "nyhetsbrev",
    "press release",
    "pressmeddelande",
    "reportage",
    "tema",
];

/// The marks of the items of a list.
pub(super) const BULLETS: &[char] = &['•', '·', '▪', '◦', '‣', '●'];

/// Reads plain text: paragraphs are parted by blank lines.
///
/// The title is the first line of three words or more that stands above the first paragraph.
/// Shorter lines above it are taken for the publisher's name and the date, and those that are
/// neither are of the text. A municipality above a question that it answers heads its answer.
pub(crate) fn read(text: &str, vocabulary: &Vocabulary) -> Reading {
    let mut reading = Reading::default();
    let blocks = blocks(text, &mut reading);
    let mut above: Vec<usize> = Vec::new();
    for (at, block) in blocks.iter().enumerate().take(TITLE_WITHIN) {
        if heads_answers(&blocks, at, &vocabulary.register) {
            break;
        }
        if is_title(&block.text) && !is_asked_again(&blocks, at) {
            reading.title_block = Some(at);
            break;
        }
        let is_menu = block.text.contains('\n')
            && block
                .text
                .lines()
                .all(|line| line.chars().count() <= LONGEST_MENU_LINE && !line.ends_with('.'));
        if words(&block.text) >= FEWEST_TITLE_WORDS && !is_date(&block.text) && !is_menu {
            break;
        }
        above.push(at);
    }
    let mut names: Vec<usize> = Vec::new();
    for at in above {
        let text = &blocks[at].text;
        match date_alone(text) {
            Some(Written::Full(date)) => reading.metadata.published = Some(date),
            Some(Written::DayAndMonth) => {
                reading.partial_date = Some(text.replace('\n', " "));
            }
            Some(Written::Impossible(date)) => reading.bad_date = Some(date),
            None => {}
        }
        if is_date(text) {
            continue;
        }
        let is_section = SECTIONS.contains(&text.to_lowercase().as_str());
        if text.chars().any(char::is_alphabetic) && !text.contains('\n') && !is_section {
            names.push(at);
        }
        // A menu below a site's name says whose it is by its first line.
        if let Some((first, rest)) = text.split_once('\n')
            && is_municipality(first)
        {
            reading.metadata.publisher = reading
                .metadata
                .publisher
                .take()
                .or_else(|| Text::from_trimmed(first));
            reading.publisher_guessed = true;
            // `6 september 2021 ·`
            let line = rest.trim_end_matches(['·', ' ']);
            if let Some(Written::Full(date)) = dates::alone(line) {
                reading.metadata.published = Some(date);
            }
        }
    }
    if reading.title_block.is_none() && blocks.len() > names.len() {
        // A title of one or two words stands last above the text, but for the heading of its first area.
        let names_area = |at: &usize| vocabulary.area_words.area(&blocks[*at].text).is_some();
        if names.len() > 1 && names.last().is_some_and(names_area) {
            names.pop();
        }
        reading.title_block = names.pop();
    }
    let whose = (names.iter())
        .find(|at| is_municipality(&blocks[**at].text))
        .or(names.first())
        .copied();
    if let (Some(name), Some(_), None) = (whose, reading.title_block, &reading.metadata.publisher) {
        // `Årsredovisning 2017` above a municipality's name is what the text is.
        let first = names.first().filter(|first| {
            **first != name
                && blocks[**first]
                    .text
                    .contains(|letter: char| letter.is_ascii_digit())
        });
        reading.title_block = first.copied().or(reading.title_block);
        reading.metadata.publisher = Text::from_trimmed(&blocks[name].text);
        reading.publisher_guessed = true;
        names.retain(|at| blocks[*at].text != blocks[name].text);
    }
    names.retain(|at| Some(*at) != reading.title_block);
    reading.text_above = names.first().copied();
    reading.blocks = blocks;
    mark_headings(&mut reading.blocks);
    reading
}

/// Whether a block is a municipality's name above a question, and not the site's above a title:
/// another municipality or another question stands further down.
fn heads_answers(blocks: &[Block], at: usize, register: &Register) -> bool {
    // A number may be a municipality's code.
    let is_name = |block: &Block| {
        block.text.starts_with(char::is_uppercase) && register.by_name(&block.text).is_some()
    };
    let is_question = |block: &Block| may_be_heading(&block.text) && block.text.ends_with('?');
    let (Some(name), Some(question)) = (blocks.get(at), blocks.get(at + 1)) else {
        return false;
    };
    is_name(name)
        && is_question(question)
        && blocks[at + 2..]
            .iter()
            .any(|block| is_name(block) || is_question(block))
}

/// Whether a line is a question that is asked again further down: a title is not.
fn is_asked_again(blocks: &[Block], at: usize) -> bool {
    let line = &blocks[at].text;
    line.ends_with('?') && blocks[at + 1..].iter().any(|other| other.text == *line)
}

/// The paragraphs of a text, without the lines that tell of the page; their date is kept.
fn blocks(text: &str, reading: &mut Reading) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    // The line ends of every system, before the paragraphs are parted.
    let text = analysis::normalise(text);
    for line in text.lines().map(str::trim).chain([""]) {
        let is_tags =
            line.starts_with('#') && line.split_whitespace().all(|word| word.starts_with('#'));
        if is_button(line) || is_trail(line) || is_picture_name(line) || is_tags {
            continue;
        }
        if dates::is_status(line) {
            match dates::published(line) {
                Some(Written::Full(date)) => {
                    reading.metadata.published = reading.metadata.published.or(Some(date));
                }
                Some(Written::Impossible(date)) => reading.bad_date = Some(date),
                _ => {}
            }
            continue;
        }
        if !line.is_empty() {
            lines.push(line);
            continue;
        }
        part(&lines, &mut blocks);
        lines.clear();
    }
    blocks
}

/// Parts the lines between two blank ones: a heading above its text, the items of a list.
fn part(lines: &[&str], blocks: &mut Vec<Block>) {
    let mut push = |kind, text: &str| {
        blocks.extend(Block::new(kind, text).filter(|block| !is_pointer(&block.text)));
    };
    let mut rest = lines;
    if let [first, second, ..] = rest
        && may_be_heading(first)
        && second.chars().count() > LONGEST_WRAPPED
    {
        push(BlockKind::Heading { level: None }, first);
        rest = &rest[1..];
    }
    // A line with a dash alone is somebody speaking.
    let dashes = rest.iter().filter(|line| line.starts_with("- ")).count() > 1;
    let item = |line: &str| {
        line.strip_prefix(BULLETS)
            .or_else(|| line.strip_prefix("- ").filter(|_| dashes))
            .map(|item| item.trim_start().to_owned())
    };
    let (mut kind, mut text) = (BlockKind::Paragraph, String::new());
    for line in rest {
        let within = kind == BlockKind::Paragraph
            // An item that goes on over the line's end goes on in lower case.
            || line.starts_with(char::is_lowercase);
        if let Some(item) = item(line) {
            push(kind, &text);
            (kind, text) = (BlockKind::Item, item);
        } else if within {
            text.push(if kind == BlockKind::Item { ' ' } else { '\n' });
            text.push_str(line);
        } else {
            push(kind, &text);
            (kind, text) = (BlockKind::Paragraph, (*line).to_owned());
        }
    }
    push(kind, &text);
}

/// Whether a line is the name of a picture that stood there, such as `en_app`.
fn is_picture_name(line: &str) -> bool {
    !line.contains(' ')
        && (line.contains('_')
            || [".jpg", ".jpeg", ".png"]
                .iter()
                .any(|end| line.ends_with(end)))
}

/// Short lines that end without a mark and have text after them are headings.
fn mark_headings(blocks: &mut [Block]) {
    for at in 0..blocks.len().saturating_sub(1) {
        if blocks[at].kind == BlockKind::Paragraph && may_be_heading(&blocks[at].text) {
            blocks[at].kind = BlockKind::Heading { level: None };
        }
    }
}

fn may_be_heading(text: &str) -> bool {
    let ends_plainly = text.ends_with(|last: char| last.is_alphanumeric() || last == '?');
    !text.contains('\n') && ends_plainly && text.chars().count() <= LONGEST_TITLE / 2
}

/// Whether a name is that of a municipality by its form.
fn is_municipality(name: &str) -> bool {
    [" kommun", " stad", " Stad"]
        .iter()
        .any(|end| name.ends_with(end))
}

fn is_title(text: &str) -> bool {
    let letters = text.chars().count();
    !text.contains('\n')
        && letters <= LONGEST_TITLE
        && words(text) >= FEWEST_TITLE_WORDS
        && !is_date(text)
        && !text.starts_with(['-', '•', '|'])
        // Sentences follow each other in a paragraph only.
        && !text.contains(". ")
        // A sentence is of the text, be it the only one.
        && !text.ends_with([',', ':', ';', '.'])
}

fn words(text: &str) -> usize {
    text.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphabetic))
        .count()
}

fn is_date(text: &str) -> bool {
    date_alone(text).is_some()
}

/// The date that a line is, be it after the word for its sort of text: `Pressmeddelande 2019-10-17`.
fn date_alone(text: &str) -> Option<Written> {
    dates::alone(text).or_else(|| {
        let lower = text.to_lowercase();
        SECTIONS.iter().find_map(|section| {
            let rest = lower.strip_prefix(section)?;
            let date = rest.trim_start_matches([' ', ':', ',', '|', '-', '–', '·', '•', '\n']);
            (date.len() < rest.len())
                .then(|| dates::alone(date))
                .flatten()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Reading {
        read(text, Vocabulary::embedded())
    }

    #[track_caller]
    fn check(text: &str, title: Option<&str>, publisher: Option<&str>, date: Option<&str>) {
        let reading = of(text);
        let found = reading
            .title_block
            .map(|at| reading.blocks[at].text.as_str());
        assert_eq!(found, title, "{text:?}");
        assert_eq!(reading.metadata.publisher.as_deref(), publisher, "{text:?}");
        assert_eq!(reading.partial_date.as_deref(), date, "{text:?}");
    }

    #[test]
    fn the_first_plausible_line_is_the_title() {
        check(
            "En app för alla\n\nKommunen har en app.",
            Some("En app för alla"),
            None,
            None,
        );
        check(
            "Bladet & Bandet\n\n7\nnov\n\nVem har bäst app i år?\n\nText.",
            Some("Vem har bäst app i år?"),
            Some("Bladet & Bandet"),
            Some("7 nov"),
        );
        check(
            "Axplock 2013\n\nService\n\nKalix: Alla har en digital brevlåda.",
            Some("Axplock 2013"),
            None,
            None,
        );
        let answers = "Kalix kommun\n\nVad blev bäst?\n\nAtt alla lånar en dator.\n\n";
        check(&answers.repeat(2), None, None, None);
        check(
            "7 november 2017\n\nEn app för alla\n\nText.",
            Some("En app för alla"),
            None,
            None,
        );
        check(
            "|\n\nEn app för alla\n\nText.\n\n0",
            Some("En app för alla"),
            None,
            None,
        );
        for text in [
            "Kommunen har bytt alla larm. Det gick fort.",
            "Kommunen har bytt alla larm.",
        ] {
            check(&format!("Nya larm\n\n{text}"), Some("Nya larm"), None, None);
        }
        check(
            "Nyheter\n\nStart > Nyheter > Larm\n\nKommunen byter alla larm\n\nDet gick fort.",
            Some("Kommunen byter alla larm"),
            None,
            None,
        );
    }

    #[test]
    fn a_paragraph_is_no_title() {
        check(
            "När det hände var det vinter. Sedan kom våren.\n\nMer text.",
            None,
            None,
            None,
        );
        check(
            "- Vi tog fram en app, säger chefen\n\nText",
            None,
            None,
            None,
        );
        check("", None, None, None);
        check("Ord", None, None, None);
    }

    #[test]
    fn stray_lines_and_links_are_no_text() {
        let reading =
            of("En app för alla\n\nText ett.\n\nLäs också: Annat\n\n|\n0\n\nen_app\n\nText två.");
        let texts: Vec<&str> = reading
            .blocks
            .iter()
            .map(|block| block.text.as_str())
            .collect();
        assert_eq!(texts, ["En app för alla", "Text ett.", "Text två."]);
    }

    #[test]
    fn lists_and_headings_without_blank_lines_are_parted() {
        let answer = "Vi har byggt ut våra tjänster. ".repeat(5);
        let text = format!(
            "Nacka kommun\n{answer}\n\nVidare gick:\n• Mora\n  • Ale kommun\nsom är liten\nPriset delas ut.\n\n\
             - ett\n- två\n\n- Vi är glada, säger chefen.\n\nrad ett\nrad två"
        );
        let blocks = blocks(&text, &mut Reading::default());
        let found: Vec<(BlockKind, &str)> = blocks
            .iter()
            .map(|block| (block.kind, block.text.as_str()))
            .collect();
        let (paragraph, item) = (BlockKind::Paragraph, BlockKind::Item);
        assert_eq!(
            found,
            [
                (BlockKind::Heading { level: None }, "Nacka kommun"),
                (paragraph, answer.trim_end()),
                (paragraph, "Vidare gick:"),
                (item, "Mora"),
                (item, "Ale kommun som är liten"),
                (paragraph, "Priset delas ut."),
                (item, "ett"),
                (item, "två"),
                (paragraph, "- Vi är glada, säger chefen."),
                (paragraph, "rad ett\nrad två"),
            ]
        );
    }

    #[test]
    fn short_lines_above_text_are_headings() {
        let reading = of("En app för alla\n\nHur gick det?\n\nDet gick bra.\n\nSlut");
        let kinds: Vec<BlockKind> = reading.blocks.iter().map(|block| block.kind).collect();

        assert_eq!(
            kinds,
            [
                BlockKind::Heading { level: None },
                BlockKind::Heading { level: None },
                BlockKind::Paragraph,
                BlockKind::Paragraph
            ]
        );
    }
}
