use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE};

use super::accept;
use super::request::{Asked, X_REQUEST_ID};
use crate::body::Body;
use crate::format::ErrorFormat;
use crate::problem::Problem;

/// A bare error, such as a router or a middleware answers it, becomes a problem that says no more than the status.
fn described<RB: http_body::Body>(mut response: http::Response<RB>) -> http::Response<RB> {
    let status = response.status();
    let headers = response.headers();
    let is_bare = (status.is_client_error() || status.is_server_error())
        && response.body().is_end_stream()
        && !headers.contains_key(CONTENT_TYPE)
        && headers
            .get(CONTENT_LENGTH)
            .is_none_or(|length| length == "0")
        && response.extensions().get::<Problem>().is_none();
    if is_bare {
        response
            .headers_mut()
            .entry(CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("no-store"));
        response.extensions_mut().insert(Problem::bare(status));
    }
    response
}

/// Renders a problem once more, now that the request and the app's format are known.
pub(super) fn complete<RB: http_body::Body + From<Body>>(
    response: http::Response<RB>,
    asked: &Asked,
    errors: &ErrorFormat,
) -> http::Response<RB> {
    let mut response = described(response);
    let is_untouched = |problem: &Problem| problem.status == response.status();
    if !response
        .extensions()
        .get::<Problem>()
        .is_some_and(is_untouched)
    {
        return response;
    }
    let Some(mut problem) = response.extensions_mut().remove::<Problem>() else {
        return response;
    };
    if problem.instance.is_none() {
        problem = problem.instance(asked.uri.path().to_owned());
    }
    if problem.request_id.is_none() {
        let id = response
            .headers()
            .get(X_REQUEST_ID)
            .or(asked.request_id.as_ref());
        if let Some(id) = id.and_then(|id| id.to_str().ok()) {
            problem = problem.request_id(id.to_owned());
        }
    }
    let mut rendered = errors.render(&problem);
    if matches!(errors, ErrorFormat::Problem) && accept::prefers_plain_json(&asked.accept) {
        rendered.media_type = HeaderValue::from_static("application/json");
    }
    let headers = response.headers_mut();
    headers.remove(CONTENT_LENGTH);
    headers.insert(CONTENT_TYPE, rendered.media_type);
    *response.body_mut() = RB::from(Body::from(rendered.body));
    response.extensions_mut().insert(problem);
    response
}
