//! What a handler's function returns: its value, and how its contract renders it.

use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;

use crate::Response;
use crate::contract::Contract;
use crate::describe::Operation;
use crate::outcome::Answers;
use crate::outcome::reply::Adds;
use crate::probe::{Asked, Errors, Split};
use crate::problem::Problem;

/// What a `#[route]` function returns: the value of its body, rendered by the contract `C` wherever it is mounted.
///
/// A unit test takes the value back, without HTTP: `create_user(State(db), Json(new)).await.into_result()`.
pub struct Answer<C, R> {
    value: R,
    render: fn(R) -> Response,
    contract: PhantomData<fn() -> C>,
}

impl<C, R> Answer<C, R> {
    /// What the handler returned.
    pub fn into_inner(self) -> R {
        self.value
    }

    /// The response, as the contract renders it.
    pub fn into_response(self) -> Response {
        (self.render)(self.value)
    }
}

impl<C, V, E> Answer<C, Result<V, E>> {
    /// What the handler returned.
    ///
    /// # Errors
    /// The handler's error.
    pub fn into_result(self) -> Result<V, E> {
        self.value
    }
}

/// [`Answer::into_result`] for a handler that cannot fail.
pub trait PlainAnswer {
    /// What the handler returns.
    type Value;

    /// What the handler returned.
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

impl<C: Contract, R: fmt::Debug> fmt::Debug for Answer<C, R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Answer")
            .field("route", &C::ROUTE.name)
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}

/// A value of any type, in code that is never run.
pub fn never<T>() -> T {
    unreachable!("emitted behind `if false`")
}

/// The answer of a handler.
pub fn answer<C, R>(value: R, render: fn(R) -> Response) -> Answer<C, R> {
    Answer {
        value,
        render,
        contract: PhantomData,
    }
}

/// The answer of a handler whose contract does not compile: it is never run.
pub fn unjudged_answer<C, R>(value: R) -> Answer<C, R> {
    answer(value, |_| Problem::untold().into_response())
}

/// How the handler's value becomes a response. The arguments are answers of probes: see [`probe`](crate::probe).
pub fn renderer<C, S, O, K, E>(_: PhantomData<C>, _: &S, _: O, _: K, _: E) -> fn(S::R) -> Response
where
    C: Contract,
    S: Split,
    O: Answers<C, K, V = S::V>,
    E: Errors<S::E>,
{
    |returned| match S::split(returned) {
        Ok((value, additions)) => additions.add_to(O::render(value), C::ROUTE),
        Err(error) => E::render(error),
    }
}

/// The successes of a handler, for the document; an outcome that does not compile is reported by [`renderer`].
pub struct Successes<C, S, O, K>(Asked<(C, S, O, K)>);

impl<C, S, O, K> Successes<C, S, O, K> {
    /// The arguments are answers of probes.
    pub fn of(_: PhantomData<C>, _: &S, _: O, _: K) -> Self {
        Self(PhantomData)
    }
}

impl<C, S: Split, O: Answers<C, K>, K> Successes<C, S, O, K> {
    /// Writes them down.
    pub fn describe(&self, operation: &mut Operation<'_>) {
        O::describe(operation);
        S::Additions::describe(operation);
    }
}

/// The fallback.
pub trait NoSuccesses {
    /// Writes nothing down.
    fn describe(&self, _: &mut Operation<'_>) {}
}

impl<C, S, O, K> NoSuccesses for Successes<C, S, O, K> {}
