//! A success on its way out: the status, the body and the headers of the contract.

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, StatusCode};

use super::Describes;
use crate::body::Body;
use crate::contract::RouteInfo;
use crate::describe::{Operation, Success};
use crate::kind::Rendered;
use crate::problem::Problem;
use crate::{Response, json};

/// A response of this status with the headers of the contract.
pub(super) fn success(
    route: &RouteInfo,
    status: StatusCode,
    content: Option<Result<Rendered, json::Error>>,
) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    match content {
        None => {}
        Some(Ok(Rendered { content_type, body })) => {
            response.headers_mut().insert(CONTENT_TYPE, content_type);
            *response.body_mut() = body;
        }
        Some(Err(error)) => return unwritable(route, &error),
    }
    let headers = response.headers_mut();
    if let Some(cache) = route.cache_control()
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
    response
}

/// A model that cannot be written: a clean 500 instead of half a body.
#[cold]
fn unwritable(route: &RouteInfo, error: &json::Error) -> Response {
    tracing::error!(
        route = route.name,
        method = route.method,
        path = route.path,
        %error,
        "the response could not be written"
    );
    Problem::untold().into_response()
}

pub(super) fn described<K: Describes>(operation: &mut Operation<'_>, status: u16) -> Success {
    Success {
        status,
        headers: Vec::new(),
        content: K::content(operation),
    }
}
