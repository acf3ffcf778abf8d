//! Reading a handler's types by autoref specialization. Not for users.
//!
//! Stable Rust has no specialization, but a method call prefers an inherent method whose where-clauses hold to a trait
//! method of the same name, and it sees through type aliases. So `#[route]` asks questions ("is it a `Result`?", "is it
//! an outcome?", "is it a model?") by calling a method on a [`Probe`]; the type that the method returns is the answer.
//! A fallback implementation answers every question, so that an error is reported only by the one place that asserts
//! the bound.

use std::any::type_name;
use std::convert::Infallible;
use std::marker::PhantomData;

use crate::error::ErrorResponse;
use crate::model::ResponseModel;
use crate::outcome::kind::Kind;
use crate::outcome::reply::{Additions, Adds, Reply};
use crate::outcome::{
    AsKind, AsModel, AsOutcome, AsRedirect, AsSet, AsValue, BySet, Outcome, Redirect, Responses,
    Unknown,
};
use crate::problem::{ErrorOrigin, Problem};

/// The types that a probe is about. It holds and owns nothing.
pub type Asked<T> = PhantomData<fn() -> T>;

/// The question about a type.
pub struct Probe<T: ?Sized>(PhantomData<fn() -> Box<T>>);

impl<T: ?Sized> Clone for Probe<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Probe<T> {}

impl<T: ?Sized> Probe<T> {
    /// Asks about `T`.
    #[must_use]
    #[expect(
        clippy::new_without_default,
        reason = "a default would be a second name for it in emitted code"
    )]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

// Is it a `Result`, and is the success in it a `Reply`?

/// The answer for a `Result` whose success is a reply.
pub struct AsReplyResult<V, H, E>(Asked<(V, H, E)>);
/// The answer for a reply.
pub struct AsReply<V, H>(Asked<(V, H)>);
/// The answer for a `Result` of a plain value or outcome.
pub struct AsResult<V, E>(PhantomData<fn() -> (V, E)>);
/// The answer for a plain value or outcome.
pub struct AsPlain<V>(PhantomData<fn() -> V>);

impl<V, H, E> Probe<Result<Reply<V, H>, E>> {
    /// Returns the answer.
    #[must_use]
    pub fn split(&self) -> AsReplyResult<V, H, E> {
        AsReplyResult(PhantomData)
    }
}

impl<V, H> Probe<Reply<V, H>> {
    /// Returns the answer.
    #[must_use]
    pub fn split(&self) -> AsReply<V, H> {
        AsReply(PhantomData)
    }
}

/// Implemented for a `Result` whose success is not a reply.
pub trait SplitResult {
    /// The type of the success.
    type V;
    /// The type of the error.
    type E;
    /// Returns the answer.
    fn split(&self) -> AsResult<Self::V, Self::E>;
}

impl<V, E> SplitResult for Probe<Result<V, E>> {
    type V = V;
    type E = E;
    fn split(&self) -> AsResult<V, E> {
        AsResult(PhantomData)
    }
}

/// The fallback for other types. It needs one more reference, so method resolution tries it last.
pub trait SplitPlain {
    /// The type of the value.
    type V;
    /// Returns the answer.
    fn split(&self) -> AsPlain<Self::V>;
}

impl<V> SplitPlain for &Probe<V> {
    type V = V;
    fn split(&self) -> AsPlain<V> {
        AsPlain(PhantomData)
    }
}

/// What all answers have in common.
pub trait Split {
    /// The type that the handler returns.
    type R;
    /// The type of the success, without what a reply adds.
    type V;
    /// The type of the error.
    type E;
    /// What a reply adds. That its headers are declared is asserted in one place, where they are set.
    type Additions: Adds;
    /// Splits the returned value into its success, what a reply adds, and its error.
    fn split(returned: Self::R) -> Result<(Self::V, Self::Additions), Self::E>;
    /// Asks about the success.
    fn value(&self) -> Probe<Self::V> {
        Probe::new()
    }
    /// Asks about the error.
    fn error(&self) -> Probe<Self::E> {
        Probe::new()
    }
}

impl<V, H, E> Split for AsReplyResult<V, H, E> {
    type R = Result<Reply<V, H>, E>;
    type V = V;
    type E = E;
    type Additions = Additions<H>;
    fn split(returned: Result<Reply<V, H>, E>) -> Result<(V, Additions<H>), E> {
        returned.map(Reply::take_apart)
    }
}

impl<V, H> Split for AsReply<V, H> {
    type R = Reply<V, H>;
    type V = V;
    type E = Infallible;
    type Additions = Additions<H>;
    fn split(returned: Reply<V, H>) -> Result<(V, Additions<H>), Infallible> {
        Ok(returned.take_apart())
    }
}

impl<V, E> Split for AsResult<V, E> {
    type R = Result<V, E>;
    type V = V;
    type E = E;
    type Additions = ();
    fn split(returned: Result<V, E>) -> Result<(V, ()), E> {
        returned.map(|value| (value, ()))
    }
}

impl<V> Split for AsPlain<V> {
    type R = V;
    type V = V;
    type E = Infallible;
    type Additions = ();
    fn split(returned: V) -> Result<(V, ()), Infallible> {
        Ok((returned, ()))
    }
}

// Is what a variant of a set holds a `Reply`?

impl<V, H> Probe<Reply<V, H>> {
    /// Answers that it is one, with the types of its value and its headers.
    #[must_use]
    pub fn held(&self) -> AsReply<V, H> {
        AsReply(PhantomData)
    }
}

/// The fallback for other types.
pub trait HeldPlain {
    /// The type of the value.
    type V;
    /// Answers that it is not a `Reply`.
    fn held(&self) -> AsPlain<Self::V>;
}

impl<V> HeldPlain for Probe<V> {
    type V = V;
    fn held(&self) -> AsPlain<V> {
        AsPlain(PhantomData)
    }
}

// Is it an outcome?

impl<V: Outcome> Probe<V> {
    /// Returns the answer.
    #[must_use]
    pub fn outcome(&self) -> AsOutcome<V> {
        AsOutcome(PhantomData)
    }
}

/// The fallback for a plain value.
pub trait OutcomePlain {
    /// The type of the value.
    type V;
    /// Returns the answer.
    fn outcome(&self) -> AsValue<Self::V>;
}

impl<V> OutcomePlain for Probe<V> {
    type V = V;
    fn outcome(&self) -> AsValue<V> {
        AsValue(PhantomData)
    }
}

// Is it a model, a kind, or neither?

impl<M: ResponseModel> Probe<M> {
    /// Returns the answer.
    #[must_use]
    pub fn body<P>(&self) -> AsModel<M, P> {
        AsModel(PhantomData)
    }
}

/// Implemented for a kind.
pub trait BodyKind {
    /// The type of the kind.
    type K;
    /// Returns the answer.
    fn body<P>(&self) -> AsKind<Self::K, P>;
}

impl<K: Kind> BodyKind for Probe<K> {
    type K = K;
    fn body<P>(&self) -> AsKind<K, P> {
        AsKind(PhantomData)
    }
}

/// Implemented for an enum with `#[derive(Responses)]`.
pub trait BodySet {
    /// The type of the enum.
    type T;
    /// Returns the answer.
    fn body<P>(&self) -> AsSet<Self::T, P>;
}

impl<T: Responses> BodySet for Probe<T> {
    type T = T;
    fn body<P>(&self) -> AsSet<T, P> {
        AsSet(PhantomData)
    }
}

/// Implemented for a redirect, which is declared instead of a body.
pub trait BodyRedirect {
    /// Returns the answer.
    fn body<P>(&self) -> AsRedirect {
        AsRedirect
    }
}

impl BodyRedirect for Probe<Redirect> {}

/// The fallback for other types. It needs one more reference, so method resolution tries it last.
pub trait BodyUnknown {
    /// Returns the answer.
    fn body<P>(&self) -> Unknown {
        Unknown
    }
}

impl<T> BodyUnknown for &Probe<T> {}

// Which statuses does a route have that declares none?

impl<T, P> AsSet<T, P> {
    /// The statuses are those of the set.
    #[must_use]
    pub fn with_own_statuses(self) -> AsSet<T, P, BySet> {
        AsSet(PhantomData)
    }
}

/// The fallback for any other body.
pub trait UsualStatuses: Sized {
    /// The status is the usual one of the method.
    #[must_use]
    fn with_own_statuses(self) -> Self {
        self
    }
}

impl<B> UsualStatuses for B {}

// Is it a declared error?

/// The answer for a declared error.
pub struct AsError<E>(PhantomData<fn() -> E>);
/// The answer for an error that is not declared, which is reported elsewhere.
#[derive(Clone, Copy)]
pub struct UnknownError;

impl<E> Clone for AsError<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for AsError<E> {}

impl<E: ErrorResponse> Probe<E> {
    /// Returns the answer.
    #[must_use]
    pub fn declared(&self) -> AsError<E> {
        AsError(PhantomData)
    }
}

/// The fallback for other types.
pub trait DeclaredUnknown {
    /// Returns the answer.
    fn declared(&self) -> UnknownError {
        UnknownError
    }
}

impl<E> DeclaredUnknown for Probe<E> {}

/// The answer for an error beside those of the handler.
pub struct Beside<A>(Asked<A>);

/// Says that this is an error beside those of the handler: `errors = E`.
pub fn beside<A>(_: A) -> Beside<A> {
    Beside(PhantomData)
}

/// What both answers have in common.
pub trait Errors<E> {
    /// Returns the problem.
    fn problem(error: E) -> Problem;
}

impl<E: ErrorResponse> Errors<E> for AsError<E> {
    fn problem(error: E) -> Problem {
        error
            .into_problem()
            .declared_by(type_name::<E>())
            .out_of(ErrorOrigin::Handler)
    }
}

impl<E> Errors<E> for UnknownError {
    fn problem(_: E) -> Problem {
        Problem::untold().out_of(ErrorOrigin::Handler)
    }
}

/// Asserts that the handler's future can move between threads.
#[cfg(feature = "axum")]
pub fn sendable<F: Future + Send>(future: F) -> F {
    future
}

/// Asserts nothing: without a framework that moves it, the handler's future may stay on one thread.
#[cfg(not(feature = "axum"))]
pub fn sendable<F: Future>(future: F) -> F {
    future
}

/// Returns its argument. Emitted around the tokens at which an error is to be shown.
#[inline]
pub fn same<T>(value: T) -> T {
    value
}
