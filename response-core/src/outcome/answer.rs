//! [`Answer`]: what a handler's function returns, a value and how its contract renders it.

use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;

use crate::contract::Declaration;
use crate::message::Response;

/// What a `#[route]` function returns: the value of its body, rendered by the contract `C` wherever it is mounted.
///
/// A unit test gets the value back without HTTP: `create_user(State(db), Json(new)).await.into_result()`.
pub struct Answer<C, R> {
    value: R,
    render: fn(R) -> Response,
    contract: PhantomData<fn() -> C>,
}

impl<C, R> Answer<C, R> {
    /// Pairs the value of a handler with the function by which its contract renders it.
    pub(crate) fn new(value: R, render: fn(R) -> Response) -> Self {
        Self {
            value,
            render,
            contract: PhantomData,
        }
    }

    /// Returns what the handler returned.
    pub fn into_inner(self) -> R {
        self.value
    }

    /// Renders the response by the contract.
    pub fn into_response(self) -> Response {
        (self.render)(self.value)
    }
}

impl<C, V, E> Answer<C, Result<V, E>> {
    /// Returns what the handler returned.
    ///
    /// # Errors
    /// The handler's error.
    pub fn into_result(self) -> Result<V, E> {
        self.value
    }
}

/// [`Answer::into_result`] for a handler that cannot fail.
pub trait PlainAnswer {
    /// The type of the value that the handler returns.
    type Value;

    /// Returns what the handler returned.
    ///
    /// # Errors
    /// None: the handler has no error.
    fn into_result(self) -> Result<Self::Value, Infallible>;
}

impl<C, V> PlainAnswer for Answer<C, V> {
    type Value = V;

    fn into_result(self) -> Result<V, Infallible> {
        Ok(self.value)
    }
}

impl<C: Declaration, R: fmt::Debug> fmt::Debug for Answer<C, R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Answer")
            .field("route", &C::ROUTE.name)
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}
