//! `Location`: a URI reference that is always a valid header value.

use std::borrow::Cow;

use http::HeaderValue;
use http::header::LOCATION;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::contract::{Header, RouteId, RouteInfo};
use crate::message::Response;

/// The characters that a URI cannot hold (RFC 3986 section 2).
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

/// `[` and `]` are only for an IPv6 address (RFC 3986 section 3.2.2).
const NOT_BEHIND_THE_AUTHORITY: &AsciiSet = &NOT_IN_A_URI.add(b'[').add(b']');

/// The characters that a fragment cannot hold (RFC 3986 section 3.5).
const NOT_IN_A_FRAGMENT: &AsciiSet = &NOT_BEHIND_THE_AUTHORITY.add(b'#');

/// An extension of a response whose `Location` is the path of this route, as the route declares it: the completing layer adds
/// the prefix that the route is nested below.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct LeadsTo(pub(crate) RouteId);

impl LeadsTo {
    /// Whether it is this route.
    #[must_use]
    pub fn is(self, route: &RouteInfo) -> bool {
        self.0 == RouteId::of(route)
    }

    /// The path of the handler in Rust.
    #[must_use]
    pub fn handler(self) -> String {
        self.0.handler()
    }
}

/// A URI reference for `Location` (RFC 9110 section 10.2.2). It is a valid header value, whatever text it is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Location {
    uri: String,
    /// The route whose path this is.
    leads_to: Option<RouteId>,
}

impl Location {
    pub(crate) fn new(uri: &str) -> Self {
        // Most are paths in which nothing has to be encoded.
        let is_plain = |byte| matches!(byte, b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'/' | b'-' | b'.' | b'_' | b'~');
        if uri.bytes().all(is_plain) {
            return Self {
                uri: uri.to_owned(),
                leads_to: None,
            };
        }
        let uri = encoded_percent_signs(uri);
        let (authority, rest) = uri.split_at(end_of_authority(&uri));
        let (path, fragment) = rest.split_at(rest.find('#').unwrap_or(rest.len()));
        let mut location = String::with_capacity(uri.len());
        location.extend(utf8_percent_encode(authority, NOT_IN_A_URI));
        location.extend(utf8_percent_encode(path, NOT_BEHIND_THE_AUTHORITY));
        if let Some(fragment) = fragment.strip_prefix('#') {
            location.push('#');
            location.extend(utf8_percent_encode(fragment, NOT_IN_A_FRAGMENT));
        }
        Self {
            uri: location,
            leads_to: None,
        }
    }

    /// The path of a route, which may be nested below a prefix.
    pub(crate) fn of_route(route: &RouteInfo, path: &str) -> Self {
        Self {
            leads_to: Some(RouteId::of(route)),
            ..Self::new(path)
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.uri
    }

    /// Whether it is the path of a route, which may be nested below a prefix.
    pub(crate) const fn is_of_a_route(&self) -> bool {
        self.leads_to.is_some()
    }

    /// After percent-encoding it is visible ASCII, which every header field may hold.
    pub(crate) fn into_header(self) -> Option<HeaderValue> {
        HeaderValue::try_from(self.uri).ok()
    }

    pub(crate) fn set(self, response: &mut Response) {
        let leads_to = self.leads_to;
        if let Some(value) = self.into_header() {
            response.headers_mut().insert(LOCATION, value);
        }
        if let Some(route) = leads_to {
            response.extensions_mut().insert(LeadsTo(route));
        }
    }

    pub(crate) fn header(description: &str) -> Header {
        Header::string("Location", description)
            .schema(serde_json::json!({ "type": "string", "format": "uri-reference" }))
    }
}

/// Encodes each `%` that is not part of a percent-encoded byte (RFC 3986 section 2.1).
fn encoded_percent_signs(uri: &str) -> Cow<'_, str> {
    if !uri.contains('%') {
        return Cow::Borrowed(uri);
    }
    let mut parts = uri.split('%');
    let mut encoded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_hexdigit);
        let encodes = digits.take(2).count() == 2;
        encoded.push_str(if encodes { "%" } else { "%25" });
        encoded.push_str(part);
    }
    Cow::Owned(encoded)
}

/// The length of `https://[::1]:8000` in `https://[::1]:8000/users`; 0 without an authority.
fn end_of_authority(uri: &str) -> usize {
    let is_scheme = |text: &str| {
        text.starts_with(|first: char| first.is_ascii_alphabetic())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    };
    let behind_the_scheme = match uri.split_once(':') {
        Some((scheme, rest)) if is_scheme(scheme) => rest,
        _ => uri,
    };
    let Some(authority) = behind_the_scheme.strip_prefix("//") else {
        return 0;
    };
    let path = authority.find(['/', '?', '#']);
    uri.len() - path.map_or(0, |path| authority.len() - path)
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

    #[test]
    fn a_percent_sign_that_encodes_nothing_is_encoded() {
        for (given, sent) in [
            ("/100%", "/100%25"),
            ("/100%/a", "/100%25/a"),
            ("/%2", "/%252"),
            ("/%zz%20%%20", "/%25zz%20%25%20"),
            ("/%\u{eb}b", "/%25%C3%ABb"),
        ] {
            assert_eq!(Location::new(given).as_str(), sent);
        }
    }

    #[test]
    fn brackets_stand_around_an_address_only() {
        for (given, sent) in [
            ("/a[1]?b[]=c#[d]", "/a%5B1%5D?b%5B%5D=c#%5Bd%5D"),
            ("https://[::1]:8000/a[1]", "https://[::1]:8000/a%5B1%5D"),
            ("//[::1]?a[]", "//[::1]?a%5B%5D"),
            ("//[::1]", "//[::1]"),
            ("/a://[b]", "/a://%5Bb%5D"),
            ("mailto:[a]", "mailto:%5Ba%5D"),
        ] {
            assert_eq!(Location::new(given).as_str(), sent);
        }
    }

    #[test]
    fn a_fragment_begins_once() {
        assert_eq!(Location::new("/a#b#c").as_str(), "/a#b%23c");
    }
}
