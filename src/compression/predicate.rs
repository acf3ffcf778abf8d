//! [`Compressible`]: which responses are worth compressing, and may be.

use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_RANGE, CONTENT_TYPE};
use axum::http::{HeaderMap, Response, StatusCode};
use http_body::Body;
use response_core::message::media_type::essence;
use tower_http::compression::predicate::Predicate;

/// A predicate for tower-http's compression: everything but parts of a content, streams of events, small bodies, and
/// content that is compressed already, by an encoding or by its media type.
///
/// ```
/// use steadfast::compression::{Compressible, CompressionLayer};
///
/// let layer = CompressionLayer::new().compress_when(Compressible::new().smallest(1024));
/// ```
///
/// In a router of your own, use it in a [`Compress`](super::Compress): a predicate alone cannot make the tag of a response
/// weak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compressible {
    smallest: u64,
}

/// Below this, compression saves less than a packet, and adds its own header.
const SMALLEST: u64 = 500;

/// Media types whose content is compressed, or not worth it. The others of `audio/`, `image/` and `video/` are as well.
const DENSE: [&str; 12] = [
    "application/gzip",
    "application/java-archive",
    "application/vnd.rar",
    "application/x-7z-compressed",
    "application/x-bzip2",
    "application/x-gzip",
    "application/x-rar-compressed",
    "application/x-xz",
    "application/zip",
    "application/zstd",
    "font/woff",
    "font/woff2",
];

impl Compressible {
    /// Leaves bodies of less than 500 bytes alone.
    #[must_use]
    pub const fn new() -> Self {
        Self { smallest: SMALLEST }
    }

    /// Leaves bodies of less than this many bytes alone. A body of unknown length is compressed.
    #[must_use]
    pub const fn smallest(mut self, bytes: u64) -> Self {
        self.smallest = bytes;
        self
    }
}

impl Default for Compressible {
    fn default() -> Self {
        Self::new()
    }
}

impl Predicate for Compressible {
    fn should_compress<B: Body>(&self, response: &Response<B>) -> bool {
        let length = response.body().size_hint().exact();
        may_be_encoded(response.status(), response.headers())
            && length.is_none_or(|length| length >= self.smallest)
            && !is_dense(response.headers())
    }
}

/// Whether a layer may encode the content without changing what the response says.
pub(super) fn may_be_encoded(status: StatusCode, headers: &HeaderMap) -> bool {
    let is_whole = !matches!(
        status,
        StatusCode::PARTIAL_CONTENT
            | StatusCode::RANGE_NOT_SATISFIABLE
            | StatusCode::NO_CONTENT
            | StatusCode::RESET_CONTENT
            | StatusCode::NOT_MODIFIED
    ) && !status.is_informational();
    let is_fixed = || {
        let lists = headers.get_all(CACHE_CONTROL).iter();
        let directives = lists
            .filter_map(|list| list.to_str().ok())
            .flat_map(|list| list.split(','));
        // RFC 9111 section 5.2.2.6.
        directives
            .map(str::trim)
            .any(|name| name.eq_ignore_ascii_case("no-transform"))
    };
    is_whole
        && !headers.contains_key(CONTENT_ENCODING)
        && !headers.contains_key(CONTENT_RANGE)
        && media_type(headers) != "text/event-stream"
        && !is_fixed()
}

fn is_dense(headers: &HeaderMap) -> bool {
    let media_type = media_type(headers);
    let family = media_type.split('/').next().unwrap_or_default();
    (matches!(family, "audio" | "image" | "video") && media_type != "image/svg+xml")
        || DENSE.contains(&media_type.as_str())
        || media_type.starts_with("application/grpc")
}

/// The media type in lower case, without parameters.
fn media_type(headers: &HeaderMap) -> String {
    let value = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    essence(value.unwrap_or_default()).to_ascii_lowercase()
}
