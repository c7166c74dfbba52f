//! Tables with municipalities on one side and the award's areas, themes, or questions, on the other.

use std::ops::Range;

use records::{Area, Kind, MunicipalityCode};
use vocabulary::Vocabulary;

use super::labels::named;
use super::lines::{Line, LineKind, Lines};
use super::segment::Segment;
use crate::read::CELL_MARK;

/// A cell of fewer words is a mark or a figure.
const FEWEST_WORDS: usize = 2;

/// A head of more words is no theme's name.
const LONGEST_THEME: usize = 4;

/// What stands at the head of a column or of a row.
enum Head {
    Municipalities(Vec<MunicipalityCode>),
    Area(Area),
    Question(Range<usize>),
    Other,
}

impl Head {
    fn is_topic(&self) -> bool {
        matches!(self, Self::Area(_) | Self::Question(_))
    }
}

/// The cells of such tables, each a part of its own: of its municipality, in its area or as the answer
/// to its question.
///
/// Cells that say too little are `left_out`.
pub(super) fn find(
    lines: &Lines<'_>,
    vocabulary: &Vocabulary,
    left_out: &mut Vec<Range<usize>>,
) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut from = 0;
    for rows in lines
        .list
        .chunk_by(|one, other| one.kind == LineKind::Row && other.kind == LineKind::Row)
    {
        if rows.len() > 1 && rows[0].kind == LineKind::Row {
            segments.extend(of_table(lines, rows, from, vocabulary, left_out));
        }
        from += rows.len();
    }
    segments
}

/// The cells of a table whose first row is the `from`th line.
fn of_table(
    lines: &Lines<'_>,
    rows: &[Line],
    from: usize,
    vocabulary: &Vocabulary,
    left_out: &mut Vec<Range<usize>>,
) -> Vec<Segment> {
    let rows: Vec<Vec<Range<usize>>> = rows.iter().map(|row| cells(lines, row)).collect();
    let [heads, rows @ ..] = rows.as_slice() else {
        return Vec::new();
    };
    let longest = rows.iter().map(Vec::len).max().unwrap_or_default();
    // Above the heads of the rows a corner may be empty, and is then left out.
    let corner = usize::from(heads.len() >= longest);
    let columns: Vec<Head> = (heads.iter().skip(corner))
        .map(|cell| head(lines, cell, vocabulary))
        .collect();
    let sides: Vec<Head> = rows
        .iter()
        .map(|row| {
            row.first()
                .map_or(Head::Other, |cell| head(lines, cell, vocabulary))
        })
        .collect();
    let mostly = |heads: &[Head], is: &dyn Fn(&Head) -> bool| {
        heads.iter().filter(|head| is(head)).count() * 2 > heads.len()
    };
    let names = |head: &Head| matches!(head, Head::Municipalities(_));
    let is_matrix = columns.len() > 1
        && (mostly(&columns, &names) && !mostly(&sides, &names)
            || mostly(&columns, &Head::is_topic) && mostly(&sides, &names));
    if !is_matrix {
        return Vec::new();
    }
    let mut segments = Vec::new();
    for (nth, (row, side)) in rows.iter().zip(&sides).enumerate() {
        let at = from + 1 + nth;
        for (cell, column) in row.iter().skip(1).zip(&columns) {
            let ((Head::Municipalities(codes), topic) | (topic, Head::Municipalities(codes))) =
                (column, side)
            else {
                continue;
            };
            let says_enough = lines.text[cell.clone()].split_whitespace().count() >= FEWEST_WORDS;
            if !says_enough {
                // An empty cell may hold a dash.
                if lines.text[cell.clone()].contains(char::is_alphanumeric) {
                    left_out.push(cell.clone());
                }
                continue;
            }
            let mut segment =
                Segment::new(Kind::Initiative, codes.clone(), cell.clone(), at..at + 1);
            match topic {
                Head::Area(area) => segment.area = Some(*area),
                Head::Question(asked) => {
                    segment.kind = Kind::Statement;
                    segment.question = Some(asked.clone());
                }
                Head::Municipalities(_) | Head::Other => {}
            }
            segments.push(segment);
        }
    }
    segments
}

/// Where the cells of a row stand.
fn cells(lines: &Lines<'_>, row: &Line) -> Vec<Range<usize>> {
    let mut start = row.range.start;
    lines
        .words(row)
        .split(CELL_MARK)
        .map(|cell| {
            let place = start..start + cell.len();
            start = place.end + CELL_MARK.len();
            place
        })
        .collect()
}

fn head(lines: &Lines<'_>, cell: &Range<usize>, vocabulary: &Vocabulary) -> Head {
    let words = &lines.text[cell.clone()];
    if let Some(codes) = named(words, vocabulary) {
        Head::Municipalities(codes)
    } else if words.ends_with('?') {
        Head::Question(cell.clone())
    } else if let Some(area) = vocabulary.area_words.area(words) {
        Head::Area(area)
    } else {
        area_of_theme(words, vocabulary).map_or(Head::Other, Head::Area)
    }
}

/// The area of the theme that a head names, as `Äldreomsorg` does.
fn area_of_theme(words: &str, vocabulary: &Vocabulary) -> Option<Area> {
    if words.split_whitespace().count() > LONGEST_THEME {
        return None;
    }
    let themes = vocabulary.thesaurus.predict(words, "");
    let theme = vocabulary.thesaurus.theme(&themes.first()?.id)?;
    Some(theme.area)
}
