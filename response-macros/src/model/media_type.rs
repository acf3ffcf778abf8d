//! `media_type = ".."`: the grammar of RFC 9110 section 8.3.1.

use http::HeaderName;

/// Whether it is a range such as `image/*`: each value then names its own media type.
pub fn is_media_range(media_type: &str) -> bool {
    essence(media_type).ends_with("/*")
}

/// The type and the subtype, without parameters.
pub fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// What is wrong with the media type, if anything.
pub fn media_type_fault(media_type: &str) -> Option<&'static str> {
    if !media_type.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Some("contains a character that is not visible ASCII");
    }
    let mut parts = media_type.split(';');
    let essence = parts.next().unwrap_or_default();
    if essence.starts_with(' ') {
        return Some("begins with a space");
    }
    let Some((top_level, subtype)) = essence.trim_end().split_once('/') else {
        return Some("has no `/`");
    };
    if top_level == "*" && subtype != "*" {
        return Some("has `*` as its type, but not as its subtype");
    }
    if !is_token(top_level) {
        return Some("has no type before the `/`");
    }
    if !is_token(subtype) {
        return Some("has no subtype after the `/`");
    }
    // A range has no parameters of its own.
    let is_range = subtype == "*";
    for parameter in parts {
        match parameter.trim().split_once('=') {
            Some((name, value)) if !is_range && is_token(name) && is_value(value) => {}
            _ if is_range => return Some("is a range, which takes no parameters"),
            _ => return Some("has a parameter that is not `name=value`"),
        }
    }
    None
}

fn is_value(value: &str) -> bool {
    let quoted = value
        .strip_prefix('"')
        .and_then(|value| value.strip_suffix('"'));
    quoted.map_or_else(|| is_token(value), |inside| !inside.contains(['"', '\\']))
}

/// Whether it is a `token` (RFC 9110 section 5.6.2), as the name of a header is.
fn is_token(text: &str) -> bool {
    HeaderName::try_from(text).is_ok()
}

#[cfg(test)]
mod tests {
    use response_core::message::media_type;

    use super::{essence, is_media_range, media_type_fault};

    #[test]
    fn the_macros_read_a_media_type_as_the_running_service_does() {
        for declared in [
            "image/*",
            "text/plain; charset=utf-8",
            "*/*",
            " a/b ;c=d",
            "pdf",
        ] {
            assert_eq!(essence(declared), media_type::essence(declared));
            assert_eq!(is_media_range(declared), media_type::is_range(declared));
        }
    }

    #[test]
    fn a_type_a_subtype_and_parameters() {
        for media_type in [
            "application/pdf",
            "image/svg+xml",
            "image/*",
            "*/*",
            "text/plain; charset=utf-8",
            "text/plain;charset=\"utf-8\"",
            "application/vnd.ms-excel.sheet.macroEnabled.12",
        ] {
            assert_eq!(media_type_fault(media_type), None, "{media_type}");
        }
    }

    #[test]
    fn everything_else_is_a_fault() {
        for media_type in [
            "",
            "pdf",
            "/pdf",
            "application/",
            "*/pdf",
            " text/plain",
            "text/pl ain",
            "a/b/c",
            "text/plain; charset",
            "text/plain;",
            "image/*; q=1",
            "text/plain\r\nX: y",
            "text/ä",
        ] {
            assert!(media_type_fault(media_type).is_some(), "{media_type}");
        }
    }
}
