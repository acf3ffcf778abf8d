//! The registered status codes, under the names that `http::StatusCode` has for them.

use http::StatusCode;

use crate::report::nearest;

macro_rules! registered {
    ($($name:ident)*) => {
        /// Every registered status, in ascending order. That the names are those of the `http` crate is checked by
        /// naming its constants.
        pub const ALL: &[(u16, &str)] = &[$((StatusCode::$name.as_u16(), stringify!($name))),*];
    };
}

registered! {
    CONTINUE SWITCHING_PROTOCOLS PROCESSING EARLY_HINTS
    OK CREATED ACCEPTED NON_AUTHORITATIVE_INFORMATION NO_CONTENT RESET_CONTENT PARTIAL_CONTENT MULTI_STATUS
    ALREADY_REPORTED IM_USED
    MULTIPLE_CHOICES MOVED_PERMANENTLY FOUND SEE_OTHER NOT_MODIFIED USE_PROXY TEMPORARY_REDIRECT PERMANENT_REDIRECT
    BAD_REQUEST UNAUTHORIZED PAYMENT_REQUIRED FORBIDDEN NOT_FOUND METHOD_NOT_ALLOWED NOT_ACCEPTABLE
    PROXY_AUTHENTICATION_REQUIRED REQUEST_TIMEOUT CONFLICT GONE LENGTH_REQUIRED PRECONDITION_FAILED PAYLOAD_TOO_LARGE
    URI_TOO_LONG UNSUPPORTED_MEDIA_TYPE RANGE_NOT_SATISFIABLE EXPECTATION_FAILED IM_A_TEAPOT MISDIRECTED_REQUEST
    UNPROCESSABLE_ENTITY LOCKED FAILED_DEPENDENCY TOO_EARLY UPGRADE_REQUIRED PRECONDITION_REQUIRED TOO_MANY_REQUESTS
    REQUEST_HEADER_FIELDS_TOO_LARGE UNAVAILABLE_FOR_LEGAL_REASONS
    INTERNAL_SERVER_ERROR NOT_IMPLEMENTED BAD_GATEWAY SERVICE_UNAVAILABLE GATEWAY_TIMEOUT HTTP_VERSION_NOT_SUPPORTED
    VARIANT_ALSO_NEGOTIATES INSUFFICIENT_STORAGE LOOP_DETECTED NOT_EXTENDED NETWORK_AUTHENTICATION_REQUIRED
}

/// Names that RFC 9110 or another framework has for a status that `http` calls otherwise.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("CONTENT_TOO_LARGE", "PAYLOAD_TOO_LARGE"),
    ("REQUEST_ENTITY_TOO_LARGE", "PAYLOAD_TOO_LARGE"),
    ("REQUEST_URI_TOO_LONG", "URI_TOO_LONG"),
    ("REQUESTED_RANGE_NOT_SATISFIABLE", "RANGE_NOT_SATISFIABLE"),
    ("UNPROCESSABLE_CONTENT", "UNPROCESSABLE_ENTITY"),
    ("VALIDATION_ERROR", "UNPROCESSABLE_ENTITY"),
    ("INTERNAL_ERROR", "INTERNAL_SERVER_ERROR"),
    ("SERVER_ERROR", "INTERNAL_SERVER_ERROR"),
    ("TEAPOT", "IM_A_TEAPOT"),
];

/// The code of a name: `by_name("NOT_FOUND") == Some(404)`.
pub fn by_name(name: &str) -> Option<u16> {
    ALL.iter()
        .find(|(_, registered)| *registered == name)
        .map(|(code, _)| *code)
}

/// The name of a code: `name(404) == Some("NOT_FOUND")`.
pub fn name(code: u16) -> Option<&'static str> {
    ALL.iter()
        .find(|(registered, _)| *registered == code)
        .map(|(_, name)| *name)
}

/// Whether the code is registered.
pub fn is_registered(code: u16) -> bool {
    name(code).is_some()
}

/// The name that was most likely meant: `HTTP_201_CREATED`, `Created` and `CREATD` are all `CREATED`.
pub fn nearest_name(typed: &str) -> Option<&'static str> {
    let mut wanted = screaming(typed);
    if let Some(rest) = wanted.strip_prefix("HTTP_")
        && rest.starts_with(|first: char| first.is_ascii_digit())
    {
        wanted = rest
            .trim_start_matches(|character: char| character.is_ascii_digit() || character == '_')
            .to_owned();
    }
    if let Some((_, meant)) = OTHER_NAMES.iter().find(|(other, _)| *other == wanted) {
        return Some(meant);
    }
    nearest(&wanted, ALL.iter().map(|(_, name)| *name))
}

/// `NotFound`, `notFound`, `not-found` and `NOT_FOUND` as `NOT_FOUND`.
fn screaming(typed: &str) -> String {
    let mut name = String::with_capacity(typed.len() + 4);
    let mut after_lower = false;
    for character in typed.chars() {
        if character.is_uppercase() && after_lower {
            name.push('_');
        }
        after_lower = character.is_lowercase();
        match character {
            '-' | ' ' => name.push('_'),
            other => name.extend(other.to_uppercase()),
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_found_by_name_and_by_number() {
        assert_eq!(by_name("NOT_FOUND"), Some(404));
        assert_eq!(name(418), Some("IM_A_TEAPOT"));
        assert!(is_registered(511));
        assert!(!is_registered(299));
    }

    #[test]
    fn every_status_that_http_has_a_reason_for_is_listed() {
        for code in 100..1000 {
            let known =
                StatusCode::from_u16(code).is_ok_and(|status| status.canonical_reason().is_some());
            assert_eq!(is_registered(code), known, "{code}");
        }
    }

    #[test]
    fn a_name_in_another_writing_is_recognised() {
        for (typed, meant) in [
            ("HTTP_201_CREATED", "CREATED"),
            ("NotFound", "NOT_FOUND"),
            ("not_found", "NOT_FOUND"),
            ("NOT_FUOND", "NOT_FOUND"),
            ("UNPROCESSABLE_CONTENT", "UNPROCESSABLE_ENTITY"),
            ("HTTP_422_UNPROCESSABLE_CONTENT", "UNPROCESSABLE_ENTITY"),
        ] {
            assert_eq!(nearest_name(typed), Some(meant), "{typed}");
        }
        assert_eq!(nearest_name("banana"), None);
    }
}
