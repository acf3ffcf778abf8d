//! [`Fail`]: an error with a status and a sentence.

use std::any::type_name;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use http::StatusCode;

use super::ErrorResponse;
use crate::contract::Operation;
use crate::problem::{Problem, logged};

/// An error with only a status and a sentence: `Err(Fail::<404>::new("no such user"))`.
///
/// Its `code` is that of the status, `not_found`. A 5xx is logged, and the client sees only the title. If programs have
/// to distinguish errors, write an enum with `#[derive(ErrorResponse)]`.
///
/// ```
/// use steadfast::{ErrorResponse, Fail};
///
/// let problem = Fail::<404>::new("no such user").into_problem();
/// assert_eq!(problem.code.as_deref(), Some("not_found"));
/// assert_eq!(problem.detail.as_deref(), Some("no such user"));
/// ```
///
/// A status that is not an error, or that needs a header, does not compile as the error of a handler:
///
/// ```compile_fail
/// use steadfast::{ErrorResponse, Fail};
///
/// let _ = Fail::<200>::new("all is well").into_problem();
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fail<const STATUS: u16> {
    detail: Cow<'static, str>,
}

impl<const STATUS: u16> Fail<STATUS> {
    /// An error with a sentence about this occurrence.
    pub fn new(detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            detail: detail.into(),
        }
    }

    fn problem() -> Problem {
        let status = StatusCode::from_u16(STATUS).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Problem::of_status(status)
    }
}

impl<const STATUS: u16> fmt::Display for Fail<STATUS> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.detail)
    }
}

impl<const STATUS: u16> std::error::Error for Fail<STATUS> {}

impl<const STATUS: u16> ErrorResponse for Fail<STATUS>
where
    Self: NamesError,
{
    fn into_problem(self) -> Problem {
        let problem = Self::problem().declared_by(type_name::<Self>());
        if problem.status.is_server_error() {
            logged(problem, &self.detail)
        } else {
            problem.detail(self.detail)
        }
    }

    fn describe(operation: &mut Operation<'_>) {
        let outer = operation.set_error_type(type_name::<Self>());
        operation.add_error(Self::problem().described());
        operation.restore_source(outer);
    }
}

/// The status is a registered error status that needs no header.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an error that `Fail` can express [undeclared_error]",
    label = "not an error status, or one that needs a header",
    note = "an error is a 4xx or a 5xx, such as `Fail<404>` (RFC 9110 sections 15.5 and 15.6); 401, 405, 407, 416 and 426 must carry a header",
    note = "declare an error with a header on a variant of an enum with `#[derive(ErrorResponse)]`: `#[response(status = 401, challenge = \"Bearer\")]`"
)]
pub trait NamesError: Sized {
    /// Asserts it: rustc does not explain where the bound of a trait's own function is.
    #[doc(hidden)]
    fn is_error(_: PhantomData<fn() -> Self>) {}
}

macro_rules! errors {
    ($($status:literal)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl NamesError for Fail<$status> {}
        )*
    };
}

errors! {
    400 402 403 404 406 408 409 410 411 412 413 414 415 417 418 421 422 423 424 425 428 429 431 451
    500 501 502 503 504 505 506 507 508 510 511
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_that_of_the_status() {
        assert_eq!(Fail::<404>::problem().code.as_deref(), Some("not_found"));
        assert_eq!(Fail::<418>::problem().code.as_deref(), Some("im_a_teapot"));
    }

    #[test]
    fn a_server_error_shows_its_title_only() {
        let problem = Fail::<503>::new("node 7 is down").into_problem();
        assert_eq!(
            (problem.detail.as_deref(), &*problem.title),
            (None, "Service Unavailable")
        );
    }
}
