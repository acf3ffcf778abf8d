//! What is asked about the types of an error: see [`probe`](crate::glue::probe).

use std::error::Error;
use std::fmt;
use std::marker::PhantomData;

use crate::contract::Operation;
use crate::error::ErrorResponse;
use crate::glue::probe::Probe;
use crate::problem::Problem;

/// Has a message: `Display`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no message: it does not implement `Display`",
    label = "no message",
    note = "the client sees it as the `detail` of a 4xx, and the log shows it for a 5xx",
    note = "derive `thiserror::Error`, or implement `std::fmt::Display`"
)]
pub trait Message {
    /// The message.
    fn message(&self) -> &dyn fmt::Display;
}

#[diagnostic::do_not_recommend]
impl<E: fmt::Display> Message for E {
    fn message(&self) -> &dyn fmt::Display {
        self
    }
}

/// The message of an error: the one place that asserts it.
pub fn message<E: Message>(error: &E) -> &dyn fmt::Display {
    error.message()
}

/// Is it a `std::error::Error`?
#[derive(Debug)]
pub struct Sources<E: ?Sized>(PhantomData<fn() -> Box<E>>);

impl<E: Error> Sources<E> {
    /// It is.
    pub fn of(error: &E) -> Option<&dyn Error> {
        Some(error)
    }
}

/// The fallback.
pub trait NoSources<E> {
    /// It is not: there is only a message.
    fn of(_: &E) -> Option<&'static dyn Error> {
        None
    }
}

impl<E> NoSources<E> for Sources<E> {}

/// Is the field that an error was made from a `std::error::Error`, or does it hold one?
#[derive(Debug)]
pub struct Cause<'e, E>(pub &'e E);

impl<'e, E: Error> Cause<'e, E> {
    /// It is.
    pub fn cause(self) -> Option<&'e dyn Error> {
        Some(self.0)
    }
}

/// The answer for `anyhow::Error` and `eyre::Report`.
pub trait LikeAnyhow<'e> {
    /// It holds one.
    fn cause(self) -> Option<&'e dyn Error>;
}

impl<'e, E: AsRef<dyn Error>> LikeAnyhow<'e> for Cause<'e, E> {
    fn cause(self) -> Option<&'e dyn Error> {
        Some(self.0.as_ref())
    }
}

/// The answer for the rest; one reference further away, so that it is asked last.
pub trait NoCause {
    /// It is neither.
    fn cause(self) -> Option<&'static dyn Error>;
}

impl<E> NoCause for &Cause<'_, E> {
    fn cause(self) -> Option<&'static dyn Error> {
        None
    }
}

/// Is it an `ErrorResponse`?
#[derive(Debug)]
pub struct Nested<E: ?Sized>(PhantomData<fn() -> Box<E>>);

impl<E: ErrorResponse> Nested<E> {
    /// It is: what it can answer is answered here too.
    pub fn describe(operation: &mut Operation<'_>) {
        E::describe(operation);
    }
}

/// The fallback: the fault is reported where the error is answered.
pub trait NotNested {
    /// Nothing.
    fn describe(_: &mut Operation<'_>) {}
}

impl<E> NotNested for Nested<E> {}

/// What a `#[response(transparent)]` variant is answered with: the one place that asserts it.
pub fn nested<E: ErrorResponse>(_: Probe<E>) -> fn(E) -> Problem {
    E::into_problem
}
