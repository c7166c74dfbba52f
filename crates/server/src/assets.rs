//! Files that the pages need, part of the program, at addresses that change with their content.

use std::sync::LazyLock;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::ask::PathPart;
use crate::digest::digest;
use crate::error::ApiError;

/// A file of the pages.
struct Asset {
    /// The name before the digest, and the ending after it.
    name: (&'static str, &'static str),
    media_type: &'static str,
    bytes: &'static [u8],
}

const STYLE: Asset = Asset {
    name: ("style", "css"),
    media_type: "text/css; charset=utf-8",
    bytes: include_bytes!("../assets/style.css"),
};

const SCRIPT: Asset = Asset {
    name: ("page", "js"),
    media_type: "text/javascript; charset=utf-8",
    bytes: include_bytes!("../assets/page.js"),
};

const ICON: Asset = Asset {
    name: ("icon", "svg"),
    media_type: "image/svg+xml",
    bytes: include_bytes!("../assets/icon.svg"),
};

const ASSETS: &[Asset] = &[STYLE, SCRIPT, ICON];

/// The file names, in the order of `ASSETS`.
static FILE_NAMES: LazyLock<Vec<String>> =
    LazyLock::new(|| ASSETS.iter().map(Asset::file_name).collect());

static FINGERPRINT: LazyLock<String> = LazyLock::new(|| {
    let bytes: Vec<&[u8]> = ASSETS.iter().map(|asset| asset.bytes).collect();
    digest(&bytes)
});

impl Asset {
    fn file_name(&self) -> String {
        let (stem, ending) = self.name;
        format!("{stem}.{}.{ending}", digest(&[self.bytes]))
    }
}

/// The address of the style sheet.
pub(crate) fn style_href() -> String {
    format!("/assets/{}", STYLE.file_name())
}

/// The address of the script.
pub(crate) fn script_href() -> String {
    format!("/assets/{}", SCRIPT.file_name())
}

/// The address of the icon.
pub(crate) fn icon_href() -> String {
    format!("/assets/{}", ICON.file_name())
}

/// A digest of all files, which changes whenever a page would look another way.
pub(crate) fn fingerprint() -> &'static str {
    &FINGERPRINT
}

/// `GET /assets/{name}`
pub(crate) async fn asset(PathPart(name): PathPart) -> Result<Response, ApiError> {
    let found = FILE_NAMES
        .iter()
        .zip(ASSETS)
        .find(|(file_name, _)| **file_name == name);
    let (_, asset) = found.ok_or(ApiError::NoPath)?;
    let headers = [
        (CONTENT_TYPE, asset.media_type),
        // The address names the content, so that it never changes.
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, asset.bytes).into_response())
}
