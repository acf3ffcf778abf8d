//! Building a success response: the status, the body and the headers of the contract.

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, LOCATION};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use super::Describes;
use crate::contract::{Operation, RouteInfo, Success};
use crate::json;
use crate::message::Response;
use crate::message::body::Body;
use crate::message::representation::EncodedByRoute;
use crate::outcome::kind::{JSON, Rendered};
use crate::problem::{ErrorOrigin, Problem, logged};

/// A success before it has the headers of its contract: whoever completes many of them has those ready.
#[doc(hidden)]
#[derive(Debug)]
pub enum Sent {
    /// JSON, with no header beside those of the contract and a `Location`.
    Usual(Usual),
    /// Only a status and the headers of the contract.
    Empty(StatusCode, &'static RouteInfo),
    /// Anything else, with its headers. Boxed, since an answer is moved several times before it is completed.
    Whole(Box<Response>),
}

/// JSON that is sent with the headers of a contract.
#[doc(hidden)]
#[derive(Debug)]
pub struct Usual {
    pub status: StatusCode,
    pub body: Bytes,
    pub location: Option<HeaderValue>,
    route: &'static RouteInfo,
}

impl Sent {
    /// Adds the headers of the contract.
    #[must_use]
    pub fn into_response(self) -> Response {
        match self {
            Self::Usual(usual) => usual.into_response(),
            Self::Empty(status, route) => whole(route, status, None),
            Self::Whole(response) => *response,
        }
    }
}

impl From<Response> for Sent {
    fn from(response: Response) -> Self {
        Self::Whole(Box::new(response))
    }
}

impl Usual {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        *response.headers_mut() = headers_of_json(self.route);
        if response.headers().contains_key(CONTENT_ENCODING) {
            response.extensions_mut().insert(EncodedByRoute);
        }
        if let Some(location) = self.location {
            response.headers_mut().insert(LOCATION, location);
        }
        response
    }
}

/// The headers of JSON, if the route does not declare another media type.
#[doc(hidden)]
#[must_use]
pub fn headers_of_json(route: &RouteInfo) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(JSON));
    add_declared(&mut headers, route);
    headers
}

/// A success with this status.
pub(super) fn sent(
    route: &'static RouteInfo,
    status: StatusCode,
    mut content: Result<Rendered, json::Error>,
) -> Sent {
    if route.media_type.is_none()
        && let Ok(rendered) = &mut content
        && let Some(body) = rendered.take_json()
    {
        return Sent::Usual(Usual {
            status,
            body,
            location: None,
            route,
        });
    }
    whole(route, status, Some(content)).into()
}

/// A response with this status and the headers of the contract.
pub(super) fn success(
    route: &'static RouteInfo,
    status: StatusCode,
    content: Option<Result<Rendered, json::Error>>,
) -> Response {
    match content {
        Some(content) => sent(route, status, content).into_response(),
        None => whole(route, status, None),
    }
}

fn whole(
    route: &RouteInfo,
    status: StatusCode,
    content: Option<Result<Rendered, json::Error>>,
) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    let put = match content {
        None => Ok(()),
        Some(rendered) => rendered.and_then(|rendered| rendered.put(route, &mut response)),
    };
    if let Err(error) = put {
        return unwritable(route, &error);
    }
    add_declared(response.headers_mut(), route);
    if response.headers().contains_key(CONTENT_ENCODING) {
        response.extensions_mut().insert(EncodedByRoute);
    }
    response
}

/// Adds the headers that the route declares.
fn add_declared(headers: &mut HeaderMap, route: &RouteInfo) {
    // `Cache-Control` from a kind is kept, unless the route declares its own.
    if (route.cache.is_some() || !headers.contains_key(CACHE_CONTROL))
        && let Some(cache) = route.cache_control()
        && let Ok(cache) = HeaderValue::from_maybe_shared(Bytes::from_static(cache.as_bytes()))
    {
        headers.insert(CACHE_CONTROL, cache);
    }
    for (name, value) in route.headers {
        let value = HeaderValue::from_maybe_shared(Bytes::from_static(value.as_bytes()));
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(*name), value) {
            headers.append(name, value);
        }
    }
}

/// A logged 500 for a model that cannot be written, instead of half a body.
#[cold]
fn unwritable(route: &RouteInfo, error: &json::Error) -> Response {
    let error = format_args!(
        "the response of `{}` could not be written: {error}",
        route.name
    );
    logged(Problem::untold(), &error)
        .out_of(ErrorOrigin::Handler)
        .into_response()
}

pub(super) fn described<K: Describes>(operation: &mut Operation<'_>, status: u16) -> Success {
    let mut success = Success::new(status);
    K::describe(operation, &mut success);
    success
}
