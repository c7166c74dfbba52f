//! `/themes`: the thesaurus, with how much there is on each theme.

use axum::Json;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use search::Facet;
use vocabulary::Theme;

use super::types::{ListLinks, Meta, ThemeAnswer, ThemeBody, ThemesAnswer, ThingLinks};
use super::{record_counts, skos};
use crate::answer::{api_answer, located_answer};
use crate::ask::{Ask, PathPart, word};
use crate::error::ApiError;
use crate::lang::Lang;
use crate::manners::accept;
use crate::state::AppState;

const PATH: &str = "/api/v1/themes";

/// A form that the themes come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// An answer like all others.
    Json,
    /// A concept scheme.
    Skos,
}

impl Form {
    /// Both.
    pub(crate) const ALL: &'static [Self] = &[Self::Json, Self::Skos];

    /// The word for it in addresses.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Skos => "skos",
        }
    }
}

/// Gives the themes.
#[utoipa::path(
    get,
    path = "/themes",
    operation_id = "list_themes",
    tag = "themes",
    summary = "The themes",
    description = "Gives all themes with their names, the words that point to them, and how many \
        records have each. These are the values of the filter theme. With `format=skos` they come as \
        a concept scheme of SKOS in JSON-LD, each under the area of the award that it mostly belongs \
        to.",
    responses((status = 200, description = "All themes", content(
        (ThemesAnswer = "application/json"),
        (Object = "application/ld+json"),
    )))
)]
pub(crate) async fn list(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    let pairs = ask.only(&["format", "lang"])?;
    let mut faults = Vec::new();
    let lang = ask.api_lang_among(&pairs, &mut faults);
    let form = word(&pairs, "format", Form::ALL, Form::as_str, &mut faults);
    ApiError::unless_empty(faults)?;
    let bank = state.bank();
    if form == Some(Form::Skos) {
        accept::must_take(&ask.headers, skos::TYPES)?;
        let host = ask.located("");
        return located_answer(&bank, &ask, lang, &[PATH, "skos"], || {
            let headers = [(CONTENT_TYPE, skos::TYPES[0])];
            let scheme = skos::scheme(&host, bank.vocabulary());
            Ok((headers, scheme.to_string()))
        });
    }
    accept::must_take(&ask.headers, accept::JSON)?;
    api_answer(&bank, &ask.headers, lang, &[PATH], || {
        let counts = record_counts(&bank, Facet::Theme)?;
        let themes: Vec<ThemeBody> = bank
            .vocabulary()
            .thesaurus
            .themes()
            .iter()
            .map(|theme| {
                let count = counts.get(theme.id.as_str()).copied();
                body(theme, count.unwrap_or_default(), lang)
            })
            .collect();
        Ok(Json(ThemesAnswer {
            meta: Meta {
                total: themes.len(),
                generation: bank.generation().to_owned(),
            },
            themes,
            links: ListLinks {
                this: PATH.to_owned(),
            },
        }))
    })
}

/// Gives one theme.
#[utoipa::path(
    get,
    path = "/themes/{id}",
    operation_id = "get_theme",
    tag = "themes",
    summary = "One theme",
    description = "Gives one theme, with how many records have it.",
    params(("id" = String, Path, description = "The theme's id", example = "open-data")),
    responses((status = 200, description = "The theme", body = ThemeAnswer))
)]
pub(crate) async fn one(
    State(state): State<AppState>,
    PathPart(id): PathPart,
    ask: Ask,
) -> Result<Response, ApiError> {
    let lang = ask.api()?;
    let bank = state.bank();
    let thesaurus = &bank.vocabulary().thesaurus;
    let theme = id
        .parse()
        .ok()
        .and_then(|id| thesaurus.theme(&id))
        .ok_or_else(|| {
            let nearest = thesaurus.nearest(&id).map(|theme| theme.id.to_string());
            ApiError::NoTheme {
                id: id.clone(),
                nearest,
            }
        })?;
    api_answer(
        &bank,
        &ask.headers,
        lang,
        &[PATH, theme.id.as_str()],
        || {
            let counts = record_counts(&bank, Facet::Theme)?;
            let count = counts.get(theme.id.as_str()).copied().unwrap_or_default();
            Ok(Json(ThemeAnswer {
                meta: Meta {
                    total: 1,
                    generation: bank.generation().to_owned(),
                },
                theme: body(theme, count, lang),
            }))
        },
    )
}

fn body(theme: &Theme, record_count: usize, lang: Lang) -> ThemeBody {
    let label = match lang {
        Lang::Swedish => &theme.label_sv,
        Lang::English => &theme.label_en,
    };
    ThemeBody {
        id: theme.id.to_string(),
        label: label.clone(),
        label_sv: theme.label_sv.clone(),
        label_en: theme.label_en.clone(),
        area: theme.area.to_string(),
        terms: theme.terms.clone(),
        record_count,
        links: ThingLinks {
            this: format!("{PATH}/{}", theme.id),
            html: format!("/?theme={}", theme.id),
        },
    }
}
