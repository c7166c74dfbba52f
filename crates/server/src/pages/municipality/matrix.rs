//! Themes by municipalities: who has examples of what.

use search::Facet;
use vocabulary::{Municipality, Vocabulary};

use super::Asked;
use crate::bank::Bank;
use crate::error::ApiError;
use crate::pages::Link;
use crate::pages::chart::radius;
use crate::pages::frame::{Frame, localised};
use crate::pages::table::{Cell, Column, Table};
use crate::pages::{theme, themes};
use crate::query_string::QueryString;
use crate::spread::{Spread, ThemeSpread};

/// A picture with a dot for each theme and municipality, the municipality itself first.
pub(super) struct Matrix {
    pub(super) columns: Vec<Link>,
    pub(super) rows: Vec<(Link, Vec<Option<Dot>>)>,
}

/// How many examples a municipality has of a theme.
pub(super) struct Dot {
    pub(super) radius: String,
    pub(super) link: Link,
}

/// The municipality and those that it is compared with.
fn places(asked: &Asked) -> Vec<&'static Municipality> {
    std::iter::once(asked.own)
        .chain(asked.compared.places())
        .collect()
}

/// The themes that any of them has examples of.
fn rows<'a>(
    spread: &'a Spread,
    places: &[&Municipality],
    vocabulary: &'static Vocabulary,
) -> Vec<(&'static vocabulary::Theme, &'a ThemeSpread)> {
    spread
        .themes
        .iter()
        .filter(|counted| places.iter().any(|place| counted.about(place.code) > 0))
        .filter_map(|counted| Some((vocabulary.thesaurus.theme(&counted.id)?, counted)))
        .collect()
}

/// The picture.
pub(super) fn matrix(bank: &Bank, asked: &Asked, frame: &Frame) -> Result<Matrix, ApiError> {
    let spread = bank.spread()?;
    let places = places(asked);
    let rows = rows(spread, &places, bank.vocabulary());
    let most = rows
        .iter()
        .flat_map(|(_, counted)| places.iter().map(|place| counted.about(place.code)))
        .max()
        .unwrap_or_default();
    let dot = |counted: &ThemeSpread, place: &Municipality| {
        let count = counted.about(place.code);
        let mut query = QueryString::default();
        query.push(Facet::Municipality.as_str(), &place.code.to_string());
        query.push(Facet::Theme.as_str(), counted.id.as_str());
        Some(Dot {
            radius: radius(count, most)?,
            link: Link {
                href: localised("/", &query, frame.lang),
                text: count.to_string(),
            },
        })
    };
    Ok(Matrix {
        columns: places
            .iter()
            .map(|place| Link {
                href: frame.to(&super::path(place.code)),
                text: place.name.clone(),
            })
            .collect(),
        rows: rows
            .iter()
            .map(|(theme, counted)| {
                let link = Link {
                    href: frame.to(&theme::path(&theme.id)),
                    text: themes::name(theme, frame.lang).to_owned(),
                };
                let dots = places.iter().map(|place| dot(counted, place)).collect();
                (link, dots)
            })
            .collect(),
    })
}

/// The same as a table, for a file.
pub(super) fn table(bank: &Bank, asked: &Asked) -> Result<Table, ApiError> {
    let places = places(asked);
    let rows = rows(bank.spread()?, &places, bank.vocabulary());
    let words = asked.lang.messages();
    let columns = places.iter().map(|place| Column::number(&place.name));
    Ok(Table {
        caption: String::new(),
        columns: std::iter::once(Column::text((words.facet)(Facet::Theme)))
            .chain(columns)
            .collect(),
        rows: rows
            .into_iter()
            .map(|(theme, counted)| {
                let name = Cell::Text(themes::name(theme, asked.lang).to_owned());
                let counts = places
                    .iter()
                    .map(|place| Cell::Number(counted.about(place.code)));
                std::iter::once(name).chain(counts).collect()
            })
            .collect(),
    })
}
