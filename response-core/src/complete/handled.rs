//! Errors that a handler of errors answers.

use http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_RANGE, PROXY_AUTHENTICATE, RETRY_AFTER, UPGRADE, WWW_AUTHENTICATE,
};
use http::{HeaderName, HeaderValue};

use super::request::Asked;
use super::{Rendering, replaced};
use crate::message::headers;
use crate::message::log::LOG;
use crate::problem::{FailedRequest, Problem, RenderedProblem, logged};

/// Headers that tell the client how to react to one error. They do not fit another one.
const OF_AN_ERROR: [HeaderName; 6] = [
    ALLOW,
    CONTENT_RANGE,
    PROXY_AUTHENTICATE,
    RETRY_AFTER,
    UPGRADE,
    WWW_AUTHENTICATE,
];

/// Has the handler of a problem answer, if it has one. The problem knows already where it has occurred. The error is the problem
/// that is still to be rendered: the same one if it has no handler, and another one if the answer is not what the handler
/// declares.
pub(super) fn answer<RB>(
    problem: Problem,
    rendering: &Rendering,
    asked: &Asked,
    response: &mut http::Response<RB>,
) -> Result<(RenderedProblem, Problem), Problem> {
    let Some(parts) = asked.kept.as_deref().filter(|_| problem.body.is_none()) else {
        return Err(problem);
    };
    let format = problem.format.as_ref().unwrap_or(&rendering.errors);
    let failed = FailedRequest::new(parts, asked.template(), &problem, problem.source());
    let Some(handler) = format.handler(failed.facts()) else {
        return Err(problem);
    };
    match handler.handle(&failed) {
        Ok(handled) => {
            if handled.status.is_server_error() && !problem.status.is_server_error() {
                tracing::error!(
                    target: LOG,
                    status = handled.status.as_u16(),
                    code = problem.code.as_deref(),
                    error = problem.detail.as_deref(),
                    "server error of an error handler"
                );
            }
            *response.status_mut() = handled.status;
            let headers = response.headers_mut();
            replaced::forget_all_but(headers, &problem.headers);
            headers::add_all(headers, handled.headers);
            Ok((handled.rendered, problem))
        }
        Err(fault) => {
            let code = problem.code.as_deref().unwrap_or_default();
            let error = format_args!("the error handler of `{code}` {fault}");
            let mut untold = logged(Problem::untold(), &error);
            *response.status_mut() = untold.status;
            let headers = response.headers_mut();
            headers::remove_all(headers, &problem.headers);
            for name in OF_AN_ERROR {
                headers.remove(name);
            }
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
            if let Some(instance) = problem.instance.clone() {
                untold = untold.instance(instance);
            }
            if let Some(request_id) = problem.request_id.clone() {
                untold = untold.request_id(request_id);
            }
            Err(match &rendering.types {
                Some(types) => types.of(untold),
                None => untold,
            })
        }
    }
}
