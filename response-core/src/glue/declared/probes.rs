//! The probes for the types of an error: see [`probe`](crate::glue::probe).

use std::error::Error;
use std::fmt;
use std::marker::PhantomData;

use crate::contract::Operation;
use crate::error::ErrorResponse;
use crate::problem::Problem;

/// A type with a message: it implements `Display`. This is asserted only by a use of its function.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no message: it does not implement `Display`",
    label = "no message",
    note = "the message is sent as the `detail` of a 4xx, and logged for a 5xx",
    note = "derive `thiserror::Error`, or implement `std::fmt::Display`"
)]
pub trait Message {
    /// Returns the message.
    fn message(&self) -> &dyn fmt::Display;
}

#[diagnostic::do_not_recommend]
impl<E: fmt::Display> Message for E {
    fn message(&self) -> &dyn fmt::Display {
        self
    }
}

/// The question whether a type is a `std::error::Error`.
#[derive(Debug)]
pub struct Sources<E: ?Sized>(PhantomData<fn() -> Box<E>>);

impl<E: Error> Sources<E> {
    /// It is an error.
    pub fn of(error: &E) -> Option<&dyn Error> {
        Some(error)
    }
}

/// The fallback for a type that is not an error.
pub trait NoSources<E> {
    /// It is not an error: there is only a message.
    fn of(_: &E) -> Option<&'static dyn Error> {
        None
    }
}

impl<E> NoSources<E> for Sources<E> {}

/// The question whether a field is a `std::error::Error`, or holds one.
#[derive(Debug)]
pub struct Cause<'e, E>(pub &'e E);

impl<'e, E: Error> Cause<'e, E> {
    /// The field is an error.
    pub fn cause(self) -> Option<&'e dyn Error> {
        Some(self.0)
    }
}

/// Implemented for `anyhow::Error` and `eyre::Report`.
pub trait LikeAnyhow<'e> {
    /// The field holds an error.
    fn cause(self) -> Option<&'e dyn Error>;
}

impl<'e, E: AsRef<dyn Error>> LikeAnyhow<'e> for Cause<'e, E> {
    fn cause(self) -> Option<&'e dyn Error> {
        Some(self.0.as_ref())
    }
}

/// The fallback for other types. It needs one more reference, so method resolution tries it last.
pub trait NoCause {
    /// The field neither is nor holds an error.
    fn cause(self) -> Option<&'static dyn Error>;
}

impl<E> NoCause for &Cause<'_, E> {
    fn cause(self) -> Option<&'static dyn Error> {
        None
    }
}

/// The question whether a type is an `ErrorResponse`.
#[derive(Debug)]
pub struct Nested<E: ?Sized>(PhantomData<fn() -> Box<E>>);

impl<E: ErrorResponse> Nested<E> {
    /// Renders a `#[response(transparent)]` variant.
    pub fn into_problem(error: E) -> Problem {
        error.into_problem()
    }

    /// Adds the errors of the type to the document.
    pub fn describe(operation: &mut Operation<'_>) {
        E::describe(operation);
    }
}

/// The fallback for a type that is not an `ErrorResponse`, which is reported where the error is rendered.
pub trait NotNested {
    /// The type.
    type E;
    /// Never runs.
    fn into_problem(_: Self::E) -> Problem {
        Problem::untold()
    }
    /// Adds nothing to the document.
    fn describe(_: &mut Operation<'_>) {}
}

impl<E> NotNested for Nested<E> {
    type E = E;
}
