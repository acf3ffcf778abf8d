//! The answer of a handler, made of what the probes have found.

use std::marker::PhantomData;

use super::probe::{Asked, Errors, Split};
use crate::contract::{Contract, Operation};
use crate::message::Response;
use crate::outcome::reply::Adds;
use crate::outcome::{Answer, Answers};
use crate::problem::Problem;

/// A value of any type, in code that is never run.
pub fn never<T>() -> T {
    unreachable!("emitted behind `if false`")
}

/// The answer of a handler.
pub fn answer<C, R>(value: R, render: fn(R) -> Response) -> Answer<C, R> {
    Answer::new(value, render)
}

/// The answer of a handler whose contract does not compile: it is never run.
pub fn unjudged_answer<C, R>(value: R) -> Answer<C, R> {
    Answer::new(value, |_| Problem::untold().into_response())
}

/// How the handler's value becomes a response. The arguments are answers of probes: see [`probe`](super::probe).
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
