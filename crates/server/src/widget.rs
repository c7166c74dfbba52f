//! The widget: a script that puts a search box for the bank on any page.
//!
//! It has two addresses. `/widget/v1/exempelbank.js` is always the newest that keeps to the first
//! version of its attributes and events; the other names its content, never changes, and can be
//! tied to a digest by the page that embeds it.

use std::sync::LazyLock;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, VARY};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::prelude::*;
use sha2::{Digest, Sha384};

use crate::answer::is_known;
use crate::ask::PathPart;
use crate::assets;
use crate::assets::{Asset, COMBOBOX, FOREVER, SCRIPT_TYPE};
use crate::error::ApiError;

/// The folder of the addresses.
const FOLDER: &str = "/widget/v1/";

/// The name that stays.
const NAME: &str = "exempelbank.js";

/// How long the name that stays may be kept: long enough to help, short enough to mend a fault.
const SHORT: &str = "public, max-age=600, stale-while-revalidate=86400";

static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    let script = assets::script(&[
        COMBOBOX,
        include_str!("../assets/widget/words.js"),
        include_str!("../assets/widget/style.js"),
        include_str!("../assets/widget/answers.js"),
        include_str!("../assets/widget/element.js"),
    ]);
    Asset::new(("exempelbank", "js"), SCRIPT_TYPE, &script)
});

static INTEGRITY: LazyLock<String> = LazyLock::new(|| {
    let hash = Sha384::digest(&SCRIPT.bytes);
    format!("sha384-{}", BASE64_STANDARD.encode(hash))
});

/// The script itself.
pub(crate) fn script() -> &'static Asset {
    &SCRIPT
}

/// The address that stays, and is another script when the widget changes.
pub(crate) fn href() -> String {
    format!("{FOLDER}{NAME}")
}

/// The address that names the script's content.
pub(crate) fn fixed_href() -> String {
    format!("{FOLDER}{}", SCRIPT.file_name)
}

/// The digest of the script as the `integrity` of a `script` element has it.
pub(crate) fn integrity() -> &'static str {
    &INTEGRITY
}

/// `GET /widget/v1/{name}`
pub(crate) async fn serve(
    PathPart(name): PathPart,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let policy = match name.as_str() {
        NAME => SHORT,
        name if name == SCRIPT.file_name => FOREVER,
        _ => return Err(ApiError::NoPath),
    };
    let tag = format!("W/\"{}\"", SCRIPT.file_name);
    let told = [
        (CACHE_CONTROL, policy),
        (ETAG, tag.as_str()),
        (VARY, "accept-encoding"),
        // The page that it is embedded in may be isolated from other sites.
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "cross-origin",
        ),
    ];
    if is_known(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, told).into_response());
    }
    let kind = [(CONTENT_TYPE, SCRIPT_TYPE)];
    Ok((told, kind, SCRIPT.bytes.as_slice()).into_response())
}
