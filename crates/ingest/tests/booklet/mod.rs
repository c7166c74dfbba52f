//! PDF files made by hand: what a program for layout writes, and what somebody writes with ill will.

use std::fmt::Write;

/// A line of text at a place on an A4 page, in points from its lower left corner.
pub(crate) struct Line {
    pub(crate) x: u32,
    pub(crate) y: u32,
    pub(crate) size: u32,
    pub(crate) text: String,
}

/// The lines of a page, set in one or more columns from the top.
pub(crate) struct PageSetter {
    pub(crate) lines: Vec<Line>,
    columns: Vec<u32>,
    column: usize,
    y: u32,
}

const TOP: u32 = 760;
const BOTTOM: u32 = 80;
/// The letters that a column of half a page holds, in ten points.
const LETTERS: usize = 44;

impl PageSetter {
    /// A page with columns at these places.
    pub(crate) fn new(columns: &[u32]) -> Self {
        Self {
            lines: Vec::new(),
            columns: columns.to_vec(),
            column: 0,
            y: TOP,
        }
    }

    /// Sets a line; tells whether there was room.
    pub(crate) fn line(&mut self, size: u32, text: &str) -> bool {
        let height = size + size / 3;
        if self.y < BOTTOM + height {
            self.column += 1;
            self.y = TOP;
        }
        let Some(x) = self.columns.get(self.column).copied() else {
            return false;
        };
        self.y -= height;
        let (y, text) = (self.y, text.to_owned());
        self.lines.push(Line { x, y, size, text });
        true
    }

    pub(crate) fn gap(&mut self) {
        self.y = self.y.saturating_sub(8);
    }

    /// Sets a paragraph in ten points. Its words are parted at a line's end where a hyphen is
    /// given as `~`.
    pub(crate) fn paragraph(&mut self, text: &str) {
        let mut line = String::new();
        for word in text.split(' ') {
            let mut rest = word;
            while let Some((start, after)) = rest.split_once('~') {
                if line.chars().count() + start.chars().count() + 1 < LETTERS {
                    let whole = format!("{start}{after}");
                    if line.chars().count() + whole.chars().count() < LETTERS {
                        rest = "";
                        line.push_str(&whole);
                        break;
                    }
                    line.push_str(start);
                    line.push('-');
                } else {
                    let former = std::mem::take(&mut line);
                    self.line(10, former.trim_end());
                    continue;
                }
                let former = std::mem::take(&mut line);
                self.line(10, former.trim_end());
                rest = after;
            }
            if line.chars().count() + rest.chars().count() >= LETTERS {
                let former = std::mem::take(&mut line);
                self.line(10, former.trim_end());
            }
            line.push_str(rest);
            line.push(' ');
        }
        self.line(10, line.trim_end());
    }
}

/// A file of pages, each a stream of drawing commands, with further objects and entries.
pub(crate) fn file(
    pages: &[Vec<u8>],
    filter: &str,
    more_objects: &[String],
    trailer: &str,
) -> Vec<u8> {
    let mut objects: Vec<Vec<u8>> = Vec::new();
    let kids: Vec<String> = (0..pages.len())
        .map(|nth| format!("{} 0 R", 4 + nth * 2))
        .collect();
    objects.push(b"<< /Type /Catalog /Pages 2 0 R >>".to_vec());
    objects.push(
        format!(
            "<< /Type /Pages /Kids [{}] /Count {} >>",
            kids.join(" "),
            pages.len()
        )
        .into_bytes(),
    );
    objects.push(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_vec(),
    );
    for (nth, page) in pages.iter().enumerate() {
        objects.push(
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R \
                 /Resources << /Font << /F1 3 0 R >> /XObject << /I1 {} 0 R >> >> >>",
                5 + nth * 2,
                4 + pages.len() * 2
            )
            .into_bytes(),
        );
        let mut stream = format!("<< /Length {}{filter} >>\nstream\n", page.len()).into_bytes();
        stream.extend(page);
        stream.extend(b"\nendstream");
        objects.push(stream);
    }
    objects.extend(
        more_objects
            .iter()
            .map(|object| object.clone().into_bytes()),
    );
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (nth, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n", nth + 1).into_bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
    for place in &places {
        let _ = writeln!(table, "{place:010} 00000 n ");
    }
    let _ = write!(
        table,
        "trailer\n<< /Size {} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n",
        places.len() + 1
    );
    file.extend(table.into_bytes());
    file
}

/// A file of pages of text.
pub(crate) fn of_text(pages: &[Vec<Line>], more_objects: &[String], trailer: &str) -> Vec<u8> {
    let streams: Vec<Vec<u8>> = pages
        .iter()
        .map(|lines| {
            let mut stream = Vec::new();
            for Line { x, y, size, text } in lines {
                stream.extend(format!("BT /F1 {size} Tf {x} {y} Td (").into_bytes());
                // The letters of Swedish have one byte each, the same as their number.
                stream.extend(
                    text.chars()
                        .map(|letter| u8::try_from(u32::from(letter)).unwrap()),
                );
                stream.extend(b") Tj ET\n");
            }
            stream
        })
        .collect();
    file(&streams, "", more_objects, trailer)
}

/// A booklet in two columns: each municipality answers the same three questions.
pub(crate) fn of_answers(municipalities: &[&str], info: Option<&str>) -> Vec<u8> {
    written(&answers(municipalities), info)
}

/// The same with the lines of both columns drawn side by side, as some programs write them.
#[allow(dead_code, reason = "not every user of this module has need of it")]
pub(crate) fn of_answers_by_row(municipalities: &[&str], info: Option<&str>) -> Vec<u8> {
    let mut pages = answers(municipalities);
    for page in &mut pages {
        page.sort_by_key(|line| std::cmp::Reverse(line.y));
    }
    written(&pages, info)
}

fn written(pages: &[Vec<Line>], info: Option<&str>) -> Vec<u8> {
    let trailer = format!("/Info {} 0 R", 4 + pages.len() * 2);
    match info {
        Some(info) => of_text(pages, &[info.to_owned()], &trailer),
        None => of_text(pages, &[], ""),
    }
}

fn answers(municipalities: &[&str]) -> Vec<Vec<Line>> {
    let mut pages = Vec::new();
    let mut page = PageSetter::new(&[50, 310]);
    for (nth, name) in municipalities.iter().enumerate() {
        // Two municipalities a column.
        if nth > 0 && nth % 4 == 0 {
            pages.push(std::mem::replace(&mut page, PageSetter::new(&[50, 310])));
        } else if nth > 0 && nth % 2 == 0 {
            page.column += 1;
            page.y = TOP;
        }
        page.line(16, name);
        for (question, answer) in [
            (
                "Vad är ni mest stolta över?",
                "Vi har byggt en gemensam ärende~hantering för hela förvalt~ningen, och arbetet \
                 med informations~säkerhet har kommit långt.",
            ),
            (
                "Vilken effekt har det gett?",
                "Handlägg~ningstiden för bygglov har halverats, och sjuttio procent av \
                 ansök~ningarna görs numera av invån~arna själva.",
            ),
            (
                "Vilka lärdomar har ni dragit?",
                "Att börja smått, att låta med~arbetarna vara med från första början och att \
                 inte köpa system innan arbets~sättet är klart.",
            ),
        ] {
            page.gap();
            page.line(12, question);
            page.gap();
            page.paragraph(answer);
        }
        page.gap();
        page.gap();
    }
    pages.push(page);
    pages
        .into_iter()
        .enumerate()
        .map(|(nth, page)| {
            let mut lines = page.lines;
            let line = |x, y, text: String| Line {
                x,
                y,
                size: 8,
                text,
            };
            lines.insert(0, line(50, 810, "Kommunerna berättar 2014".to_owned()));
            lines.push(line(290, 30, format!("{}", nth + 1)));
            lines
        })
        .collect()
}
