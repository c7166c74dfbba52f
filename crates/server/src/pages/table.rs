//! Tables: one source for what a page shows and for what its CSV file holds.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::Link;
use crate::error::ApiError;
use crate::lang::Lang;
use crate::spreadsheet;

/// A table with a heading for each column and a name for each row.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) caption: String,
    pub(crate) columns: Vec<Column>,
    /// Each row has as many cells as there are columns; the first names the row.
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// The heading of a column.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    /// Whether its cells are numbers, which stand to the right.
    pub(crate) is_number: bool,
}

/// What stands in a cell.
#[derive(Debug)]
pub(crate) enum Cell {
    Text(String),
    Link(Link),
    Number(usize),
    /// A part of a whole, from 0 to 1; none where there is no whole.
    Share(Option<f64>),
}

impl Column {
    pub(crate) fn text(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            is_number: false,
        }
    }

    pub(crate) fn number(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            is_number: true,
        }
    }
}

impl Cell {
    /// The address that it leads to.
    pub(crate) fn href(&self) -> Option<&str> {
        match self {
            Self::Link(link) => Some(&link.href),
            _ => None,
        }
    }

    /// Whether it is a number.
    pub(crate) fn is_number(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Share(_))
    }

    /// The cell as a reader of a page sees it.
    pub(crate) fn shown(&self, lang: Lang) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Link(link) => link.text.clone(),
            Self::Number(number) => (lang.messages().number)(*number),
            Self::Share(None) => "–".to_owned(),
            Self::Share(Some(share)) => per_cent(*share, lang),
        }
    }

    /// The cell as a program reads it.
    fn plain(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Link(link) => link.text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Share(None) => String::new(),
            Self::Share(Some(share)) => format!("{share:.4}"),
        }
    }
}

/// A part of a whole in whole per cent; less than half of one is told apart from none.
pub(crate) fn per_cent(share: f64, lang: Lang) -> String {
    let rounded = format!("{:.0}", share * 100.0);
    let number = if share > 0.0 && rounded == "0" {
        "<1".to_owned()
    } else {
        rounded
    };
    lang.choose(format!("{number}\u{a0}%"), format!("{number}%"))
}

/// How large a part is of a whole.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of records and municipalities are far below 2^52"
)]
pub(crate) fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

impl Table {
    /// The table as a file of comma-separated values, RFC 4180, in UTF-8.
    ///
    /// # Errors
    /// [`ApiError::Internal`] when a row has more or fewer cells than there are columns.
    pub(crate) fn csv(&self) -> Result<String, ApiError> {
        let names = self.columns.iter().map(|column| column.name.clone());
        let rows = self.rows.iter().map(|row| row.iter().map(Cell::plain));
        let rows = std::iter::once(names.collect()).chain(rows.map(Iterator::collect));
        let bytes = spreadsheet::lines::<Vec<String>, String>(rows)?;
        String::from_utf8(bytes).map_err(|error| ApiError::Internal(Box::new(error)))
    }

    /// The file as an answer, to be kept under a name.
    ///
    /// # Errors
    /// Those of [`Table::csv`].
    pub(crate) fn download(&self, name: &str) -> Result<Response, ApiError> {
        let headers = [
            (CONTENT_TYPE, spreadsheet::MEDIA_TYPE.to_owned()),
            (
                CONTENT_DISPOSITION,
                format!("attachment; filename=\"{name}.csv\""),
            ),
        ];
        Ok((headers, self.csv()?).into_response())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_the_same_on_the_page_and_in_the_file() {
        let table = Table {
            caption: "Teman".to_owned(),
            columns: vec![
                Column::text("Tema"),
                Column::number("Antal"),
                Column::number("Andel"),
            ],
            rows: vec![vec![
                Cell::Text("Ledning, \"kompetens\"".to_owned()),
                Cell::Number(1200),
                Cell::Share(share(1, 3)),
            ]],
        };
        assert_eq!(
            table.csv().unwrap(),
            "Tema,Antal,Andel\r\n\"Ledning, \"\"kompetens\"\"\",1200,0.3333\r\n"
        );
        let shown: Vec<String> = table.rows[0]
            .iter()
            .map(|cell| cell.shown(Lang::Swedish))
            .collect();
        assert_eq!(shown, ["Ledning, \"kompetens\"", "1\u{a0}200", "33\u{a0}%"]);
    }

    #[test]
    fn a_small_part_is_not_none() {
        for (part, whole, shown) in [
            (0, 10, "0%"),
            (1, 1000, "<1%"),
            (6, 1000, "1%"),
            (1, 1, "100%"),
            (0, 0, "–"),
        ] {
            let cell = Cell::Share(share(part, whole));
            assert_eq!(cell.shown(Lang::English), shown, "{part}/{whole}");
        }
    }
}
