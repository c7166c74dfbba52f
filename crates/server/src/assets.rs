//! Files that the pages need, part of the program, at addresses that change with their content.

use std::sync::LazyLock;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::ask::PathPart;
use crate::digest::digest;
use crate::error::ApiError;

/// How long a file is kept whose address names its content, so that it never changes.
pub(crate) const FOREVER: &str = "public, max-age=31536000, immutable";

/// The media type of scripts.
pub(crate) const SCRIPT_TYPE: &str = "text/javascript; charset=utf-8";

/// A file of the pages.
pub(crate) struct Asset {
    /// Its name with a digest of its content.
    pub(crate) file_name: String,
    media_type: &'static str,
    pub(crate) bytes: Vec<u8>,
}

impl Asset {
    /// A file with a name of its own: what stands before the digest, and the ending after it.
    pub(crate) fn new(name: (&str, &str), media_type: &'static str, content: &str) -> Self {
        let bytes = content.as_bytes().to_vec();
        let (stem, ending) = name;
        Self {
            file_name: format!("{stem}.{}.{ending}", digest(&[&bytes])),
            media_type,
            bytes,
        }
    }
}

static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    let style = include_str!("../assets/style.css");
    Asset::new(("style", "css"), "text/css; charset=utf-8", style)
});

static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    let script = script(&[
        COMBOBOX,
        include_str!("../assets/suggestions.js"),
        include_str!("../assets/page.js"),
    ]);
    Asset::new(("page", "js"), SCRIPT_TYPE, &script)
});

static ICON: LazyLock<Asset> = LazyLock::new(|| {
    let icon = include_str!("../assets/icon.svg");
    Asset::new(("icon", "svg"), "image/svg+xml", icon)
});

static FINGERPRINT: LazyLock<String> = LazyLock::new(|| {
    let files = [&*STYLE, &*SCRIPT, &*ICON, crate::widget::script()];
    let names: Vec<&[u8]> = files.iter().map(|file| file.file_name.as_bytes()).collect();
    digest(&names)
});

/// The field with a list under it, which the pages and the widget share.
pub(crate) const COMBOBOX: &str = include_str!("../assets/combobox.js");

/// One script of several, in their order, without their comments: lines that begin with `//`, and
/// blocks from a line that begins with `/**`. What is left is as it was written.
pub(crate) fn script(parts: &[&str]) -> String {
    let mut script = String::new();
    let mut is_comment = false;
    for line in parts.iter().flat_map(|part| part.lines()) {
        let text = line.trim_start();
        let begins = text.starts_with("/**") && (text.ends_with("*/") || text == "/**");
        is_comment |= begins;
        if !is_comment && !text.is_empty() && !text.starts_with("//") {
            script += line;
            script.push('\n');
        }
        is_comment &= !text.ends_with("*/");
    }
    script
}

/// The address of the style sheet.
pub(crate) fn style_href() -> String {
    format!("/assets/{}", STYLE.file_name)
}

/// The address of the script.
pub(crate) fn script_href() -> String {
    format!("/assets/{}", SCRIPT.file_name)
}

/// The address of the icon.
pub(crate) fn icon_href() -> String {
    format!("/assets/{}", ICON.file_name)
}

/// A digest of all files, which changes whenever a page would look another way.
pub(crate) fn fingerprint() -> &'static str {
    &FINGERPRINT
}

/// `GET /assets/{name}`
pub(crate) async fn asset(PathPart(name): PathPart) -> Result<Response, ApiError> {
    let found = [&STYLE, &SCRIPT, &ICON]
        .into_iter()
        .find(|asset| asset.file_name == name)
        .ok_or(ApiError::NoPath)?;
    let headers = [(CONTENT_TYPE, found.media_type), (CACHE_CONTROL, FOREVER)];
    Ok((headers, found.bytes.as_slice()).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_stay_at_home_and_nothing_else_does() {
        let source = [
            "// About the file.",
            "/**",
            " * @param {string} a",
            " */",
            "const a = `",
            "* { margin: 0 }",
            "`; // https://b",
            "",
            "  /** @type {string} */",
            "  let b = a /** of its own kind */ + 1;",
        ];
        let served = script(&[&source.join("\n"), "c();"]);
        let kept = "const a = `\n* { margin: 0 }\n`; // https://b\n  \
                    let b = a /** of its own kind */ + 1;\nc();\n";
        assert_eq!(served, kept);
    }
}
