//! Validators: the headers that identify the version of a content (RFC 9110 section 8.8).

use std::time::SystemTime;

use http::header::{
    CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_RANGE,
    CONTENT_TYPE, ETAG, LAST_MODIFIED, TRANSFER_ENCODING,
};
use http::{HeaderMap, HeaderName, HeaderValue};

/// The value of `ETag` for a tag, whose quotes may be left out; `W/"..."` is weak. `None` if no tag can hold the text:
/// a space, a quote, a character that is not ASCII (RFC 9110 section 8.8.3).
pub(crate) fn entity_tag(tag: &str) -> Option<HeaderValue> {
    let (weak, opaque) = match tag.strip_prefix("W/") {
        Some(opaque) if opaque.starts_with('"') => ("W/", opaque),
        _ => ("", tag),
    };
    let opaque = opaque
        .strip_prefix('"')
        .and_then(|opaque| opaque.strip_suffix('"'))
        .unwrap_or(opaque);
    let is_tag = opaque
        .bytes()
        .all(|byte| matches!(byte, b'!' | b'#'..=b'~'));
    let value = is_tag.then(|| format!("{weak}\"{opaque}\""))?;
    HeaderValue::try_from(value).ok()
}

/// The value of `Last-Modified`, in whole seconds. A future time becomes now, since it must not be later than the
/// message itself (RFC 9110 section 8.8.2.1); a time before 1970, which cannot be written, becomes 1970.
pub(crate) fn last_modified(time: SystemTime) -> Option<HeaderValue> {
    let time = time.min(SystemTime::now()).max(SystemTime::UNIX_EPOCH);
    HeaderValue::try_from(httpdate::fmt_http_date(time)).ok()
}

/// The headers that describe a content and that a 304 does not have. `ETag`, `Cache-Control`, `Content-Location`,
/// `Date`, `Expires` and `Vary` stay: a cache updates its stored response from them (RFC 9110 section 15.4.5).
pub(crate) const OF_THE_CONTENT: [HeaderName; 7] = [
    CONTENT_DISPOSITION,
    CONTENT_ENCODING,
    CONTENT_LANGUAGE,
    CONTENT_LENGTH,
    CONTENT_RANGE,
    CONTENT_TYPE,
    TRANSFER_ENCODING,
];

/// An extension of a response whose validators the handler has not declared: the document does not list a 304.
#[derive(Clone, Copy)]
pub(crate) struct Unconditional;

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
