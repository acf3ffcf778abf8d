//! [`PreconditionFailed`]: the resource is not in the state that the request asks for.

use std::any::type_name;
use std::fmt;

use super::ErrorResponse;
use crate::contract::Operation;
use crate::problem::Problem;

/// 412 `precondition_failed`: the resource is not the version that `If-Match` asks for, or it is one that `If-None-Match`
/// excludes (RFC 9110 section 15.5.13).
///
/// The check of an `IfMatch` returns it. An error enum holds it in a variant, `#[response(transparent)]
/// Changed(#[from] PreconditionFailed)`; a handler with no other error returns `Result<V, PreconditionFailed>`.
///
/// ```
/// use steadfast::{ErrorResponse, PreconditionFailed};
///
/// let problem = PreconditionFailed.into_problem();
/// assert_eq!(problem.status, 412);
/// assert_eq!(problem.code.as_deref(), Some("precondition_failed"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PreconditionFailed;

impl fmt::Display for PreconditionFailed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the resource is not the version that the request asks for")
    }
}

impl std::error::Error for PreconditionFailed {}

impl ErrorResponse for PreconditionFailed {
    fn into_problem(self) -> Problem {
        Problem::precondition_failed().declared_by(type_name::<Self>())
    }

    fn describe(operation: &mut Operation<'_>) {
        let outer = operation.set_error_type(type_name::<Self>());
        operation.add_error(Problem::precondition_failed().described());
        operation.restore_source(outer);
    }
}
