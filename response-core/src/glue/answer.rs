//! Building the answer of a handler from the results of the probes.

use std::marker::PhantomData;

use super::description::{Described, Description};
use super::probe::{Asked, Errors, Split};
use crate::contract::{Declaration, Operation};
use crate::outcome::reply::{Adds, Describes};
use crate::outcome::{Answer, Answers, Sent};
use crate::problem::Problem;

/// Returns a value of any type, in code that never runs.
pub fn never<T>() -> T {
    unreachable!("emitted behind `if false`")
}

/// How a contract renders what its handler returns.
pub struct Renderer<C, R> {
    render: fn(R) -> Result<Sent, Problem>,
    contract: PhantomData<C>,
}

/// Creates the answer of a handler.
pub fn answer<C, R>(value: R, Renderer { render, .. }: Renderer<C, R>) -> Answer<C, R> {
    Answer::new(value, render)
}

/// Creates the answer of a handler whose contract does not compile. It never runs.
pub fn unjudged_answer<C, R>(value: R, _: PhantomData<C>) -> Answer<Described<C, ()>, R> {
    Answer::new(value, |_| Err(Problem::untold()))
}

/// How the value of a handler is rendered: the results of probes, see `probe.rs`.
pub struct Rendering<C, D, S, O, K, E>(Asked<(C, D, S, O, K, E)>);

/// A result of probes, which is nothing but its type.
pub trait Typed: Sized {
    /// The only value.
    const VALUE: Self;

    /// Takes the type from a closure that is never called, so that the probes in it cost the program nothing.
    fn typed(_: impl FnOnce() -> Self) -> Self {
        Self::VALUE
    }
}

impl<C, D, S, O, K, E> Typed for Rendering<C, D, S, O, K, E> {
    const VALUE: Self = Self(PhantomData);
}

impl<C, D, S, O, K, E> Rendering<C, D, S, O, K, E> {
    /// Takes the results of probes.
    pub fn of(_: PhantomData<Described<C, D>>, _: &S, _: O, _: K, _: E) -> Self {
        Self(PhantomData)
    }
}

impl<C, D, S, O, K, E> Rendering<C, D, S, O, K, E>
where
    C: Declaration,
    S: Split,
    O: Answers<C, K, V = S::V>,
    E: Errors<S::E>,
{
    /// Returns how the handler's value becomes a response.
    pub fn renderer(&self) -> Renderer<Described<C, D>, S::R> {
        let render = |returned| {
            let answered = match S::split(returned) {
                Ok((value, additions)) => Ok(additions.add(O::sent(value), C::ROUTE)),
                Err(error) => Err(E::problem(error)),
            };
            // A constant: a route that is not deprecated does without the branch.
            let Some(deprecation) = &C::ROUTE.deprecated else {
                return answered;
            };
            let mut response = answered.map_or_else(Problem::into_response, Sent::into_response);
            deprecation.add_to(response.headers_mut());
            Ok(response.into())
        };
        Renderer {
            render,
            contract: PhantomData,
        }
    }
}

/// The fallback for a handler whose outcome does not fit its contract, which the bounds of the rules report.
pub trait Unrendered {
    /// The contract of the handler.
    type C;
    /// The type that the handler returns.
    type R;
    /// Returns a renderer that never runs.
    fn renderer(&self) -> Renderer<Self::C, Self::R> {
        Renderer {
            render: |_| Err(Problem::untold()),
            contract: PhantomData,
        }
    }
}

impl<C, D, S: Split, O, K, E> Unrendered for Rendering<C, D, S, O, K, E> {
    type C = Described<C, D>;
    type R = S::R;
}

/// The successes of a handler, for the document. An outcome that does not compile is reported by the bounds of the rules.
pub struct Successes<C, S, O, K>(Asked<(C, S, O, K)>);

impl<C, S, O, K> Successes<C, S, O, K> {
    /// Takes the results of probes.
    pub fn of(_: PhantomData<C>, _: &S, _: O, _: K) -> Self {
        Self(PhantomData)
    }
}

impl<C, S, O, K> Successes<C, S, O, K>
where
    Self: Description,
{
    /// Adds the successes to the document, for an enum of responses.
    pub fn describe(&self, operation: &mut Operation<'_>) {
        Self::add_to(operation);
    }
}

impl<C, S, O, K> Description for Successes<C, S, O, K>
where
    S: Split<Additions: Describes>,
    O: Answers<C, K>,
{
    fn add_to(operation: &mut Operation<'_>) {
        let known = operation.successes.len();
        O::describe(operation);
        S::Additions::describe(operation.successes.get_mut(known..).unwrap_or_default());
    }
}

/// The fallback for a variant whose outcome does not fit its contract.
pub trait NoSuccesses {
    /// Adds nothing to the document.
    fn describe(&self, _: &mut Operation<'_>) {}
}

impl<C, S, O, K> NoSuccesses for Successes<C, S, O, K> {}
