use http::HeaderValue;
use http::header::LOCATION;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::Response;
use crate::describe::Header;

/// What cannot stand in a URI (RFC 3986 section 2). `%` stays, since what is there may be encoded already.
const NOT_IN_A_URI: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A URI reference for `Location` (RFC 9110 section 10.2.2). Whatever it is made from, it is a valid header value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Location(String);

impl Location {
    pub(crate) fn new(uri: &str) -> Self {
        Self(utf8_percent_encode(uri, NOT_IN_A_URI).to_string())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn set(self, response: &mut Response) {
        // Percent-encoding has left visible ASCII only, which every header value may hold.
        if let Ok(value) = HeaderValue::try_from(self.0) {
            response.headers_mut().insert(LOCATION, value);
        }
    }

    pub(crate) fn header(description: &str) -> Header {
        Header {
            schema: serde_json::json!({ "type": "string", "format": "uri-reference" }),
            ..Header::string("Location", description)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Location;

    #[test]
    fn what_a_uri_cannot_hold_is_percent_encoded() {
        assert_eq!(
            Location::new("/users/zo\u{eb} b\r\nSet-Cookie: a=b").as_str(),
            "/users/zo%C3%AB%20b%0D%0ASet-Cookie:%20a=b"
        );
    }

    #[test]
    fn what_is_encoded_already_stays() {
        assert_eq!(Location::new("/a%20b?c=d#e").as_str(), "/a%20b?c=d#e");
    }
}
