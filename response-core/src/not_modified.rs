//! What of a success stays in a 304, and which successes can become one (RFC 9110 sections 8.8 and 15.4.5).

use http::header::{
    CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_RANGE,
    CONTENT_TYPE, ETAG, LAST_MODIFIED, TRANSFER_ENCODING,
};
use http::{HeaderMap, HeaderName};

use crate::describe::{Operation, Success};

/// What describes a content that a 304 does not have. `ETag`, `Cache-Control`, `Content-Location`, `Date`, `Expires`
/// and `Vary` stay: a cache updates what it has stored by them (RFC 9110 section 15.4.5).
pub(crate) const OF_THE_CONTENT: [HeaderName; 7] = [
    CONTENT_DISPOSITION,
    CONTENT_ENCODING,
    CONTENT_LANGUAGE,
    CONTENT_LENGTH,
    CONTENT_RANGE,
    CONTENT_TYPE,
    TRANSFER_ENCODING,
];

/// In the extensions of a response: a handler has set its validators undeclared, so that the document tells of no 304.
#[derive(Clone, Copy)]
pub(crate) struct Unconditional;

/// Whether the headers tell a version.
pub(crate) fn has_validator(headers: &HeaderMap) -> bool {
    headers.contains_key(ETAG) || headers.contains_key(LAST_MODIFIED)
}

/// What the completing layer makes of a success that tells its version, for the document: a 304 with the headers that stay.
pub fn describe(operation: &mut Operation<'_>) {
    let route = operation.route;
    let is_read = matches!(route.method, "GET" | "HEAD");
    let is_validator = |name: &str| {
        name.eq_ignore_ascii_case(ETAG.as_str())
            || name.eq_ignore_ascii_case(LAST_MODIFIED.as_str())
    };
    let is_static = route.headers.iter().any(|(name, _)| is_validator(name));
    let tells_version = |success: &&Success| {
        let mut headers = success.headers.iter();
        success.status == 200 && (is_static || headers.any(|header| is_validator(header.name)))
    };
    let Some(success) = operation.successes.iter().find(tells_version) else {
        return;
    };
    if !is_read || operation.successes.iter().any(|known| known.status == 304) {
        return;
    }
    let mut headers = success.headers.clone();
    headers.retain(|header| {
        !OF_THE_CONTENT
            .iter()
            .any(|name| header.name.eq_ignore_ascii_case(name.as_str()))
    });
    operation.successes.push(Success {
        status: 304,
        headers,
        content: Vec::new(),
    });
}
