//! [`Prepared`]: the headers that the usual answers of a route have in common.

use std::sync::LazyLock;

use http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use http::{HeaderMap, HeaderValue};

use super::length::content_length;
use super::request::Asked;
use super::request_id::X_REQUEST_ID;
use crate::contract::RouteInfo;
use crate::message::body::Body;
use crate::outcome::{Usual, headers_of_json};

/// The headers of a usual answer, without the values that are different for each. To copy them and to write these values in their
/// places costs a fraction of inserting each header.
#[derive(Debug)]
pub struct Prepared {
    /// The last two are the id of the request and the length of the body.
    usual: HeaderMap,
    /// The last three are `Location`, the id and the length.
    located: HeaderMap,
}

impl Prepared {
    /// The headers of a route's JSON; `None` if the route declares a header that is different for each answer.
    #[must_use]
    pub fn of(route: &RouteInfo) -> Option<Self> {
        Self::with(headers_of_json(route))
    }

    fn with(headers: HeaderMap) -> Option<Self> {
        let of_each = [CONTENT_LENGTH, CONTENT_ENCODING, LOCATION, X_REQUEST_ID];
        if of_each.iter().any(|name| headers.contains_key(name)) {
            return None;
        }
        let mut usual = headers.clone();
        let mut located = headers;
        // A value is written into each copy.
        let open = || HeaderValue::from_static("");
        located.insert(LOCATION, open());
        for headers in [&mut usual, &mut located] {
            headers.insert(X_REQUEST_ID, open());
            headers.insert(CONTENT_LENGTH, open());
        }
        Some(Self { usual, located })
    }

    /// The headers of a problem in the usual format; none only if they are not what this module writes.
    pub(super) fn of_problems() -> Option<&'static Self> {
        static PROBLEMS: LazyLock<Option<Prepared>> = LazyLock::new(|| {
            let mut headers = HeaderMap::new();
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
            let media_type = HeaderValue::from_static("application/problem+json");
            headers.insert(CONTENT_TYPE, media_type);
            Prepared::with(headers)
        });
        PROBLEMS.as_ref()
    }

    /// A usual answer, with `Content-Length` if it is to be measured.
    pub(super) fn response<RB: From<Body>>(
        &self,
        usual: Usual,
        asked: &mut Asked,
        is_measured: bool,
    ) -> http::Response<RB> {
        let Usual {
            status,
            body,
            location,
            ..
        } = usual;
        let length = is_measured.then_some(body.len());
        let mut response = http::Response::new(RB::from(Body::from(body)));
        *response.status_mut() = status;
        *response.headers_mut() = self.filled(asked.take_id(), length, location);
        response
    }

    /// The headers of an answer to the request with this id. A length that is left out is added later, by a router: there is
    /// room for it.
    pub(super) fn filled(
        &self,
        id: HeaderValue,
        length: Option<usize>,
        location: Option<HeaderValue>,
    ) -> HeaderMap {
        let template = match location {
            None => &self.usual,
            Some(_) => &self.located,
        };
        let mut headers = template.clone();
        let before = headers.len() - 2 - usize::from(location.is_some());
        let mut values = headers.values_mut().skip(before);
        if let Some(location) = location
            && let Some(value) = values.next()
        {
            *value = location;
        }
        if let Some(value) = values.next() {
            *value = id;
        }
        if let (Some(value), Some(length)) = (values.next(), length) {
            *value = content_length(length as u64);
        }
        if length.is_none() {
            headers.remove(CONTENT_LENGTH);
        }
        headers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: RouteInfo = RouteInfo {
        headers: &[("link", "</a>"), ("x-a", "1"), ("link", "</b>")],
        ..RouteInfo::new("list", "users", "GET")
    };

    #[test]
    fn the_id_and_the_length_stand_in_their_places() {
        let prepared = Prepared::of(&LIST).unwrap();
        let mut expected = headers_of_json(&LIST);
        expected.insert(X_REQUEST_ID, HeaderValue::from_static("r-1"));
        let id = || HeaderValue::from_static("r-1");
        let location = || Some(HeaderValue::from_static("/c"));
        assert_eq!(prepared.filled(id(), None, None), expected);
        expected.insert(CONTENT_LENGTH, HeaderValue::from_static("17"));
        assert_eq!(prepared.filled(id(), Some(17), None), expected);
        expected.insert(LOCATION, HeaderValue::from_static("/c"));
        assert_eq!(prepared.filled(id(), Some(17), location()), expected);
        expected.remove(CONTENT_LENGTH);
        assert_eq!(prepared.filled(id(), None, location()), expected);
    }

    #[test]
    fn a_header_that_is_always_another_is_not_prepared() {
        for name in [
            "content-length",
            "Content-Encoding",
            "Location",
            "X-Request-Id",
        ] {
            let headers: &'static [_] = Box::leak(Box::new([(name, "1")]));
            let route = RouteInfo { headers, ..LIST };
            assert!(Prepared::of(&route).is_none(), "{name}");
        }
    }
}
