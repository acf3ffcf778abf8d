//! Reading a handler's types. Nothing here is for users.
//!
//! Stable Rust has no specialization, but a method call prefers an inherent method whose where-clauses hold to a trait
//! method of the same name, and it looks through type aliases. So `#[route]` asks questions ("is it a `Result`?", "is it
//! an outcome?", "is it a model?") by calling a method on a [`Probe`]; each answer is a type. The fallbacks make every
//! question answerable, so that a fault is reported by the one place that asserts it and by no other.

use std::convert::Infallible;
use std::marker::PhantomData;

use crate::contract::Operation;
use crate::error::ErrorResponse;
use crate::message::Response;
use crate::model::ResponseModel;
use crate::outcome::kind::{Declarable, Kind};
use crate::outcome::reply::{Additions, Adds, DeclaredHeaders, Reply};
use crate::outcome::{AsKind, AsModel, AsOutcome, AsSet, AsValue, Outcome, Responses, Unknown};
use crate::problem::Problem;

/// Types that are asked about: nothing is held, nothing is owned.
pub type Asked<T> = PhantomData<fn() -> T>;

/// A type in question.
pub struct Probe<T: ?Sized>(PhantomData<fn() -> Box<T>>);

impl<T: ?Sized> Probe<T> {
    /// The question about `T`.
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

/// A `Result` of a reply.
pub struct AsReplyResult<V, H, E>(Asked<(V, H, E)>);
/// A reply.
pub struct AsReply<V, H>(Asked<(V, H)>);
/// A `Result` of a value.
pub struct AsResult<V, E>(PhantomData<fn() -> (V, E)>);
/// A value.
pub struct AsPlain<V>(PhantomData<fn() -> V>);

impl<V, H, E> Probe<Result<Reply<V, H>, E>> {
    /// Asks.
    #[must_use]
    pub fn split(&self) -> AsReplyResult<V, H, E> {
        AsReplyResult(PhantomData)
    }
}

impl<V, H> Probe<Reply<V, H>> {
    /// Asks.
    #[must_use]
    pub fn split(&self) -> AsReply<V, H> {
        AsReply(PhantomData)
    }
}

/// The answer for a `Result` of a value.
pub trait SplitResult {
    /// The value.
    type V;
    /// The error.
    type E;
    /// Asks.
    fn split(&self) -> AsResult<Self::V, Self::E>;
}

impl<V, E> SplitResult for Probe<Result<V, E>> {
    type V = V;
    type E = E;
    fn split(&self) -> AsResult<V, E> {
        AsResult(PhantomData)
    }
}

/// The answer for all but these; one reference further away, so that it is asked last.
pub trait SplitPlain {
    /// The value.
    type V;
    /// Asks.
    fn split(&self) -> AsPlain<Self::V>;
}

impl<V> SplitPlain for &Probe<V> {
    type V = V;
    fn split(&self) -> AsPlain<V> {
        AsPlain(PhantomData)
    }
}

/// All answers in one form.
pub trait Split {
    /// What the handler returns.
    type R;
    /// The success in it, without what a reply adds.
    type V;
    /// The error in it.
    type E;
    /// What a reply adds.
    type Additions: Adds;
    /// Takes them apart.
    fn split(returned: Self::R) -> Result<(Self::V, Self::Additions), Self::E>;
    /// The question about the success.
    fn value(&self) -> Probe<Self::V> {
        Probe::new()
    }
    /// The question about the error.
    fn error(&self) -> Probe<Self::E> {
        Probe::new()
    }
}

impl<V, H: DeclaredHeaders, E> Split for AsReplyResult<V, H, E> {
    type R = Result<Reply<V, H>, E>;
    type V = V;
    type E = E;
    type Additions = Additions<H>;
    fn split(returned: Result<Reply<V, H>, E>) -> Result<(V, Additions<H>), E> {
        returned.map(Reply::take_apart)
    }
}

impl<V, H: DeclaredHeaders> Split for AsReply<V, H> {
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

/// The answer for what is known to be no reply and no `Result`.
#[must_use]
pub fn no_reply() -> AsPlain<()> {
    AsPlain(PhantomData)
}

// Is it an outcome?

impl<V: Outcome> Probe<V> {
    /// Asks.
    #[must_use]
    pub fn outcome(&self) -> AsOutcome<V> {
        AsOutcome(PhantomData)
    }
}

/// The answer for a plain value.
pub trait OutcomePlain {
    /// The value.
    type V;
    /// Asks.
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
    /// Asks.
    #[must_use]
    pub fn body<P>(&self) -> AsModel<M, P> {
        AsModel(PhantomData)
    }
}

/// The answer for a kind.
pub trait BodyKind {
    /// The kind.
    type K;
    /// Asks.
    fn body<P>(&self) -> AsKind<Self::K, P>;
}

impl<K: Kind> BodyKind for Probe<K> {
    type K = K;
    fn body<P>(&self) -> AsKind<K, P> {
        AsKind(PhantomData)
    }
}

/// The answer for an enum of responses.
pub trait BodySet {
    /// The enum.
    type T;
    /// Asks.
    fn body<P>(&self) -> AsSet<Self::T, P>;
}

impl<T: Responses> BodySet for Probe<T> {
    type T = T;
    fn body<P>(&self) -> AsSet<T, P> {
        AsSet(PhantomData)
    }
}

/// The answer for the rest; one reference further away, so that it is asked last.
pub trait BodyUnknown {
    /// Asks.
    fn body<P>(&self) -> Unknown {
        Unknown
    }
}

impl<T> BodyUnknown for &Probe<T> {}

// Is it a declared error?

/// It is.
pub struct AsError<E>(PhantomData<fn() -> E>);
/// It is not: reported elsewhere.
pub struct UnknownError;

impl<E: ErrorResponse> Probe<E> {
    /// Asks.
    #[must_use]
    pub fn declared(&self) -> AsError<E> {
        AsError(PhantomData)
    }
}

/// The answer for the rest.
pub trait DeclaredUnknown {
    /// Asks.
    fn declared(&self) -> UnknownError {
        UnknownError
    }
}

impl<E> DeclaredUnknown for Probe<E> {}

impl<E: ErrorResponse> AsError<E> {
    /// What the document says of it.
    pub fn describe(&self, operation: &mut Operation<'_>) {
        E::describe(operation);
    }
}

impl UnknownError {
    /// Nothing is known of it.
    pub fn describe(&self, _: &mut Operation<'_>) {}
}

/// Both answers in one form.
pub trait Errors<E> {
    /// The response.
    fn render(error: E) -> Response;
}

impl<E: ErrorResponse> Errors<E> for AsError<E> {
    fn render(error: E) -> Response {
        error.into_problem().into_response()
    }
}

impl<E> Errors<E> for UnknownError {
    fn render(_: E) -> Response {
        Problem::untold().into_response()
    }
}

// The assertions: one place each.

/// `response =` names a model or a kind.
pub fn assert_body<T: Declarable<Model: ResponseModel>>(_: Probe<T>) {}

/// The error of the handler is declared.
pub fn assert_error<E: ErrorResponse>(_: &Probe<E>) {}

/// The handler's future can move between threads.
#[cfg(feature = "axum")]
pub fn sendable<F: Future + Send>(future: F) -> F {
    future
}

/// The handler's future may stay on one thread: no framework that moves it is switched on.
#[cfg(not(feature = "axum"))]
pub fn sendable<F: Future>(future: F) -> F {
    future
}

/// Writes down an error that a route declares beside its handler's.
pub fn describe_error<E: ErrorResponse>(_: &Probe<E>, operation: &mut Operation<'_>) {
    E::describe(operation);
}

/// Its argument: emitted around what an error is to be shown at.
pub fn same<T>(value: T) -> T {
    value
}
