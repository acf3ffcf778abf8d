//! Errors that a handler of errors answers.

use super::problem::located;
use super::request::Asked;
use crate::message::log::LOG;
use crate::problem::{ErrorFormat, FailedRequest, Problem, RenderedProblem, logged};

/// Has the handler of a problem answer, if there is one. Returns the body, and the problem that is left: another one if the
/// answer is not what the handler declares.
pub(super) fn answer<RB>(
    problem: Problem,
    format: &ErrorFormat,
    asked: &Asked,
    response: &mut http::Response<RB>,
) -> Result<(RenderedProblem, Problem), Problem> {
    let Some(parts) = asked.kept.as_deref().filter(|_| problem.body.is_none()) else {
        return Err(problem);
    };
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
            // `HeaderMap::extend` replaces the old values of a name by the first new one, and appends the others.
            headers.extend(handled.headers);
            Ok((handled.rendered, problem))
        }
        Err(fault) => {
            let code = problem.code.as_deref().unwrap_or_default();
            let error = format_args!("the error handler of `{code}` {fault}");
            let untold = logged(Problem::untold(), &error);
            *response.status_mut() = untold.status;
            Err(located(untold, asked, &asked.request_id))
        }
    }
}
