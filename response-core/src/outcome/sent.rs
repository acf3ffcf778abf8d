//! Building a success response: the status, the body and the headers of the contract.

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_ENCODING};
use http::{HeaderName, HeaderValue, StatusCode};

use super::Describes;
use crate::contract::{Operation, RouteInfo, Success};
use crate::json;
use crate::message::Response;
use crate::message::body::Body;
use crate::message::representation::EncodedByRoute;
use crate::outcome::kind::Rendered;
use crate::problem::{ErrorOrigin, Problem, logged};

/// A response with this status and the headers of the contract.
pub(super) fn success(
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
    let headers = response.headers_mut();
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
    if headers.contains_key(CONTENT_ENCODING) {
        response.extensions_mut().insert(EncodedByRoute);
    }
    response
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
