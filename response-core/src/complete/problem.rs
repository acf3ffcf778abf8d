use http::HeaderValue;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};

use super::accept;
use super::request::{Asked, X_REQUEST_ID};
use crate::body::Body;
use crate::format::ErrorFormat;
use crate::problem::Problem;

/// Renders a problem once more, now that the request and the app's format are known.
pub(super) fn complete<RB: From<Body>>(
    mut response: http::Response<RB>,
    asked: &Asked,
    errors: &ErrorFormat,
) -> http::Response<RB> {
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
