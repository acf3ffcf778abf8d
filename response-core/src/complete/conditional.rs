//! The headers `If-None-Match` and `If-Modified-Since` (RFC 9110 sections 13.1.2 and 13.1.3).

use std::time::SystemTime;

use http::header::{ETAG, LAST_MODIFIED};
use http::{HeaderMap, HeaderValue, Method, StatusCode};

use super::request::Asked;
use crate::message::body::Body;
use crate::message::validator::{OF_THE_CONTENT, Unconditional};

/// Turns a 200 whose version the client has already into a 304.
pub(super) fn complete<RB: From<Body>>(
    mut response: http::Response<RB>,
    asked: &Asked,
) -> http::Response<RB> {
    let is_read = asked.method == Method::GET || asked.method == Method::HEAD;
    let is_declared = response.extensions().get::<Unconditional>().is_none();
    if is_read
        && is_declared
        && response.status() == StatusCode::OK
        && is_known(response.headers(), asked)
    {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        for name in OF_THE_CONTENT {
            response.headers_mut().remove(name);
        }
        *response.body_mut() = RB::from(Body::empty());
    }
    response
}

/// Whether the client has this version. The time is ignored if the request names a tag, which is more precise.
fn is_known(headers: &HeaderMap, asked: &Asked) -> bool {
    if !asked.if_none_match.is_empty() {
        return match headers.get(ETAG) {
            Some(etag) => asked
                .if_none_match
                .iter()
                .any(|wanted| matches(etag, wanted)),
            // A star matches any version.
            None => headers.contains_key(LAST_MODIFIED) && asked.if_none_match.iter().any(is_star),
        };
    }
    match (headers.get(LAST_MODIFIED), &asked.if_modified_since) {
        (Some(modified), Some(since)) => match (time(modified), time(since)) {
            (Some(modified), Some(since)) => modified <= since,
            _ => false,
        },
        _ => false,
    }
}

/// Parses a date in any of the three forms of RFC 9110 section 5.6.7.
pub(super) fn time(value: &HeaderValue) -> Option<SystemTime> {
    httpdate::parse_http_date(value.to_str().ok()?).ok()
}

/// Weak comparison (RFC 9110 section 8.8.3.2): the tags are equal, whether weak or not.
fn matches(etag: &HeaderValue, wanted: &HeaderValue) -> bool {
    let Some((current, _)) = entity_tag(etag.as_bytes()) else {
        return false;
    };
    is_star(wanted) || tags(wanted.as_bytes().trim_ascii()).any(|tag| tag == current)
}

fn is_star(value: &HeaderValue) -> bool {
    value.as_bytes().trim_ascii() == b"*"
}

/// The tags of a list. A tag may contain a comma, so the list cannot simply be split.
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

/// Splits the tag in `"xyzzy"` or `W/"xyzzy"`, without its quotes, from what follows.
fn entity_tag(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let text = text.strip_prefix(b"W/").unwrap_or(text);
    let text = text.strip_prefix(b"\"")?;
    let end = text.iter().position(|byte| *byte == b'"')?;
    Some((&text[..end], &text[end + 1..]))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    fn matches(etag: &'static str, wanted: &'static str) -> bool {
        super::matches(
            &HeaderValue::from_static(etag),
            &HeaderValue::from_static(wanted),
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
