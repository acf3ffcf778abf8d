//! What tells the version of a content (RFC 9110 section 8.8).

use http::HeaderValue;

/// The value of `ETag` for a tag, whose quotes may be left out; `W/"..."` is weak. `None` of what no tag can hold: a space,
/// a quote, what is not ASCII (RFC 9110 section 8.8.3).
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

#[cfg(test)]
mod tests {
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
}
