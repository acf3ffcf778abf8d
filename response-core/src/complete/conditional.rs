//! `If-None-Match` (RFC 9110 section 13.1.2).

use bytes::Bytes;
use http::header::{
    CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_RANGE,
    CONTENT_TYPE, ETAG, TRANSFER_ENCODING,
};
use http::{HeaderName, HeaderValue, Method, StatusCode};

use super::request::Asked;

/// What describes a content that a 304 does not have. `ETag`, `Cache-Control`, `Content-Location`, `Date`, `Expires`
/// and `Vary` stay: a cache updates what it has stored by them (RFC 9110 section 15.4.5).
const OF_THE_CONTENT: [HeaderName; 7] = [
    CONTENT_DISPOSITION,
    CONTENT_ENCODING,
    CONTENT_LANGUAGE,
    CONTENT_LENGTH,
    CONTENT_RANGE,
    CONTENT_TYPE,
    TRANSFER_ENCODING,
];

/// A 200 that the client has already becomes a 304.
pub(super) fn complete<RB: From<Bytes>>(
    mut response: http::Response<RB>,
    asked: &Asked,
) -> http::Response<RB> {
    let is_read = asked.method == Method::GET || asked.method == Method::HEAD;
    if !is_read || response.status() != StatusCode::OK || asked.if_none_match.is_empty() {
        return response;
    }
    let is_known = response
        .headers()
        .get(ETAG)
        .is_some_and(|etag| matches_any(etag, &asked.if_none_match));
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        for name in OF_THE_CONTENT {
            response.headers_mut().remove(name);
        }
        *response.body_mut() = RB::from(Bytes::new());
    }
    response
}

/// Weak comparison (RFC 9110 section 8.8.3.2): the tags are the same, weak or not.
fn matches_any(etag: &HeaderValue, wanted: &[HeaderValue]) -> bool {
    let Some((current, _)) = entity_tag(etag.as_bytes()) else {
        return false;
    };
    wanted.iter().any(|value| {
        let value = value.as_bytes().trim_ascii();
        value == b"*" || tags(value).any(|tag| tag == current)
    })
}

/// The tags of a list. A tag may hold a comma, so the list cannot just be split.
fn tags(mut list: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        while let [b',' | b' ' | b'\t', rest @ ..] = list {
            list = rest;
        }
        let (tag, rest) = entity_tag(list)?;
        list = rest;
        Some(tag)
    })
}

/// What stands between the quotes of `"xyzzy"` or `W/"xyzzy"`, and what comes after.
fn entity_tag(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let text = text.strip_prefix(b"W/").unwrap_or(text);
    let text = text.strip_prefix(b"\"")?;
    let end = text.iter().position(|byte| *byte == b'"')?;
    Some((&text[..end], &text[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(etag: &'static str, wanted: &'static str) -> bool {
        matches_any(
            &HeaderValue::from_static(etag),
            &[HeaderValue::from_static(wanted)],
        )
    }

    #[test]
    fn the_comparison_is_weak() {
        assert!(matches("\"a\"", "\"a\""));
        assert!(matches("W/\"a\"", "\"a\""));
        assert!(matches("\"a\"", "W/\"a\""));
        assert!(!matches("\"a\"", "\"b\""));
    }

    #[test]
    fn any_tag_of_a_list_matches() {
        assert!(matches("\"b\"", "\"a\", W/\"b\""));
        assert!(matches("\"a,b\"", "\"x\",\"a,b\""));
        assert!(!matches("\"b\"", "\"a,b\""));
    }

    #[test]
    fn a_star_matches_every_tag() {
        assert!(matches("\"a\"", "*"));
    }

    #[test]
    fn what_is_no_tag_matches_nothing() {
        assert!(!matches("a", "a"));
        assert!(!matches("\"a\"", "a"));
        assert!(!matches("\"a\"", "\"a"));
    }
}
