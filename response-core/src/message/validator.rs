//! Validators: the headers that identify the version of a content (RFC 9110 section 8.8).

use std::time::SystemTime;

use http::header::{ETAG, LAST_MODIFIED};
use http::{HeaderMap, HeaderValue};
use percent_encoding::percent_encode_byte;

/// The value of `ETag` for a tag, whose quotes may be left out; `W/"..."` is weak. `None` if no tag can hold the text:
/// a space, a quote, a character that is not ASCII (RFC 9110 section 8.8.3).
#[must_use]
pub fn entity_tag(tag: &str) -> Option<HeaderValue> {
    let (_, opaque, _) = parts(tag);
    opaque.bytes().all(is_of_a_tag).then(|| version_tag(tag))?
}

/// The value of `ETag` for a version, which may be any text: what a tag cannot hold is percent-encoded, and so is `%` itself, so
/// that two versions never have one tag. A tag in quotes is sent as it is.
#[must_use]
pub fn version_tag(version: &str) -> Option<HeaderValue> {
    let (weak, opaque, is_quoted) = parts(version);
    let is_sent_as_it_is = is_quoted && opaque.bytes().all(is_of_a_tag);
    let mut value = format!("{weak}\"");
    for byte in opaque.bytes() {
        if is_of_a_tag(byte) && (byte != b'%' || is_sent_as_it_is) {
            value.push(char::from(byte));
        } else {
            value.push_str(percent_encode_byte(byte));
        }
    }
    value.push('"');
    HeaderValue::try_from(value).ok()
}

/// The mark of a weak tag, the text between the quotes, and whether it has them.
fn parts(tag: &str) -> (&'static str, &str, bool) {
    let (weak, tag) = match tag.strip_prefix("W/") {
        Some(tag) if tag.starts_with('"') => ("W/", tag),
        _ => ("", tag),
    };
    let opaque = tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"'));
    (weak, opaque.unwrap_or(tag), opaque.is_some())
}

const fn is_of_a_tag(byte: u8) -> bool {
    matches!(byte, b'!' | b'#'..=b'~')
}

/// The value of `Last-Modified`, in whole seconds. A future time becomes now, since it must not be later than the
/// message itself (RFC 9110 section 8.8.2.1); a time before 1970, which cannot be written, becomes 1970.
pub(crate) fn last_modified(time: SystemTime) -> Option<HeaderValue> {
    let time = time.min(SystemTime::now()).max(SystemTime::UNIX_EPOCH);
    HeaderValue::try_from(httpdate::fmt_http_date(time)).ok()
}

/// Parses a date in any of the three forms of RFC 9110 section 5.6.7.
#[must_use]
pub fn date(value: &HeaderValue) -> Option<SystemTime> {
    httpdate::parse_http_date(value.to_str().ok()?).ok()
}

/// Whether a content that has changed at a time is newer than a date, which has whole seconds.
#[must_use]
pub fn is_newer(modified: SystemTime, date: SystemTime) -> bool {
    modified
        .duration_since(date)
        .is_ok_and(|newer| newer.as_secs() > 0)
}

/// An extension of a response whose validators the handler has not declared: the document lists neither a 304 nor a
/// 412.
#[derive(Clone, Copy)]
pub(crate) struct Unconditional;

/// An extension of a response that declares validators and has none this time: it is not the version that any `If-Match`
/// names.
#[derive(Clone, Copy)]
pub(crate) struct Unversioned;

/// Whether the headers identify a version.
pub(crate) fn has_validator(headers: &HeaderMap) -> bool {
    headers.contains_key(ETAG) || headers.contains_key(LAST_MODIFIED)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_tag_is_quoted_once() {
        for (given, sent) in [
            ("a", "\"a\""),
            ("\"a\"", "\"a\""),
            ("W/\"a\"", "W/\"a\""),
            ("", "\"\""),
        ] {
            assert_eq!(entity_tag(given).unwrap(), sent);
        }
    }

    #[test]
    fn what_no_tag_can_hold_is_refused() {
        for given in ["a b", "a\"b", "a\r\nb", "\"", "\u{e4}"] {
            assert_eq!(entity_tag(given), None, "{given:?}");
        }
    }

    #[test]
    fn any_version_has_a_tag_of_its_own() {
        for (given, sent) in [
            ("a b", "\"a%20b\""),
            ("a%20b", "\"a%2520b\""),
            ("\"a%20b\"", "\"a%20b\""),
            ("\"a b\"", "\"a%20b\""),
            ("W/\"a b\"", "W/\"a%20b\""),
            ("a\r\nb", "\"a%0D%0Ab\""),
            ("\"", "\"%22\""),
            ("\u{e4}", "\"%C3%A4\""),
        ] {
            assert_eq!(version_tag(given).unwrap(), sent, "{given:?}");
        }
    }

    #[test]
    fn a_time_out_of_range_is_brought_into_it() {
        let before = SystemTime::UNIX_EPOCH - Duration::from_secs(1);
        assert_eq!(
            last_modified(before).unwrap(),
            "Thu, 01 Jan 1970 00:00:00 GMT"
        );
        let now = SystemTime::now();
        let after = SystemTime::UNIX_EPOCH + Duration::from_secs(1 << 40);
        let sent = last_modified(after).unwrap();
        let sent = httpdate::parse_http_date(sent.to_str().unwrap()).unwrap();
        assert!(now - Duration::from_secs(1) <= sent && sent <= SystemTime::now());
    }
}
