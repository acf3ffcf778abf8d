//! The rule `undeclared_error`: the error of a handler declares its status.

use std::convert::Infallible;
use std::marker::PhantomData;

use super::super::probe::{Asked, Probe};
use crate::error::{ErrorResponse, Fail};

/// The error is declared.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a declared error [undeclared_error]",
    label = "`ErrorResponse` is not implemented",
    note = "the document lists the errors of an operation, so each must declare its status",
    note = "derive it with `#[derive(ErrorResponse)]` and give each variant a `#[response(status = ..)]`",
    note = "hold an error from another crate in a variant: `#[response(status = 500)] Database(#[from] sqlx::Error)`; if a sentence is enough, return `Fail<404>`"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait undeclared_error: Sized {
    /// Asserts that the error is declared.
    fn check(_: Asked<Self>) {}
}

// For any type, so that rustc does not list the other errors of the program.
#[diagnostic::do_not_recommend]
impl<E: ErrorResponse> undeclared_error for E {}

/// A derived error with type parameters: what one of them lacks is said of that.
pub trait GenericError {}

/// An error with type parameters.
pub struct Generic<E>(PhantomData<fn() -> E>);

impl<E: ErrorResponse> undeclared_error for Generic<E> {}

impl<E: GenericError> Probe<E> {
    /// The type that has to be a declared error.
    #[must_use]
    pub fn error_type(&self) -> Asked<Generic<E>> {
        PhantomData
    }

    /// Stands for the status of a `Fail`: this error is of another type.
    #[must_use]
    pub fn fail(&self) -> Asked<Fail<404>> {
        PhantomData
    }
}

impl<const STATUS: u16> Probe<Fail<STATUS>> {
    /// The status alone decides.
    #[must_use]
    pub fn error_type(&self) -> Asked<Infallible> {
        PhantomData
    }

    /// The error whose status is looked at.
    #[must_use]
    pub fn fail(&self) -> Asked<Fail<STATUS>> {
        PhantomData
    }
}

/// The fallback for any other error.
pub trait AnyError {
    /// The error.
    type E;

    /// The type that has to be a declared error.
    fn error_type(&self) -> Asked<Self::E> {
        PhantomData
    }

    /// Stands for the status of a `Fail`: this error is of another type.
    fn fail(&self) -> Asked<Fail<404>> {
        PhantomData
    }
}

impl<E> AnyError for Probe<E> {
    type E = E;
}
