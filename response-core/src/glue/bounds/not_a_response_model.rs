//! The rule `not_a_response_model`: `response =` names what is sent, not how a handler returns it.

use std::marker::PhantomData;

use http::StatusCode;

use super::super::probe::Probe;
use crate::model::ResponseModel;
use crate::outcome::kind::Declarable;
use crate::outcome::{Accepted, Created, MaybeContent, NoContent, Reply, Upserted};

/// A type that is declared, `T`, and what is left of it without its outer outcomes, replies and results.
pub struct Peeled<T: ?Sized, V: ?Sized>(PhantomData<fn(&T, &V)>);

/// A declared type that has no body.
pub struct Bare<T>(PhantomData<fn() -> T>);

impl<T: ?Sized> Probe<T> {
    /// Asks what is left without outer outcomes.
    #[must_use]
    pub fn peeled(&self) -> Peeled<T, T> {
        Peeled(PhantomData)
    }
}

macro_rules! outer {
    ($([$($parameter:ident),*] $outer:ty),*) => {$(
        impl<T, V $(, $parameter)*> Peeled<T, $outer> {
            /// Takes off the outer type.
            #[must_use]
            pub fn peel(&self) -> Peeled<T, V> {
                Peeled(PhantomData)
            }
        }
    )*};
}

outer!(
    [] Created<V>,
    [] Accepted<V>,
    [] Upserted<V>,
    [] MaybeContent<V>,
    [] (StatusCode, V),
    [H] Reply<V, H>,
    [E] Result<V, E>
);

macro_rules! bare {
    ($($ty:ty),*) => {$(
        impl<T> Peeled<T, $ty> {
            /// Returns the type as one that is sent without a body.
            #[must_use]
            pub fn peel(&self) -> Bare<T> {
                Bare(PhantomData)
            }
        }
    )*};
}

bare!(NoContent, StatusCode);

impl<T> Bare<T> {
    /// There is nothing to take off.
    #[must_use]
    pub fn peel(&self) -> Self {
        Self(PhantomData)
    }
}

/// The fallback for a type that is sent as it is.
pub trait Core {
    /// The answer.
    type Answer;
    /// There is nothing to take off.
    fn peel(&self) -> Self::Answer;
}

impl<T: ?Sized, V: ?Sized> Core for Peeled<T, V> {
    type Answer = Self;

    fn peel(&self) -> Self {
        Self(PhantomData)
    }
}

/// What both answers have in common.
pub trait Named {
    /// The declared type.
    type Whole: ?Sized;
    /// What can be sent of it.
    type Core: ?Sized;
}

impl<T: ?Sized, V: ?Sized> Named for Peeled<T, V> {
    type Whole = T;
    type Core = V;
}

impl<T> Named for Bare<T> {
    type Whole = T;
    type Core = ();
}

/// The declared type has a body.
#[diagnostic::on_unimplemented(
    message = "`{Whole}` has no body, so there is nothing that `response` could declare [not_a_response_model]",
    label = "has no body",
    note = "`response` declares the model that is sent, `status` the status",
    note = "drop `response`, and declare `status = 204`"
)]
pub trait HasBody<Whole: ?Sized> {}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, V: ?Sized> HasBody<T> for Peeled<T, V> {}

/// The declared type is what is sent.
#[diagnostic::on_unimplemented(
    message = "`{Whole}` is what a handler returns, not what is sent [not_a_response_model]",
    label = "not what is sent",
    note = "`response` declares only the model; the return type says how it is sent",
    note = "write `response = {Core}`, and keep the return type"
)]
pub trait IsSent<Whole: ?Sized, Core: ?Sized> {}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> IsSent<T, T> for Peeled<T, T> {}

// Reported as a type without a body.
#[diagnostic::do_not_recommend]
impl<T> IsSent<T, ()> for Bare<T> {}

/// The variant holds what is sent.
#[diagnostic::on_unimplemented(
    message = "`{Whole}` is what a handler returns, not what a variant can hold [not_a_response_model]",
    label = "not what is sent",
    note = "a variant has its own status, and holds the model that is sent with it",
    note = "hold `{Core}`; errors, headers and cookies belong around the enum: return `Result<Reply<..>, ..>`"
)]
pub trait IsHeld<Whole: ?Sized, Core: ?Sized> {}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> IsHeld<T, T> for Peeled<T, T> {}

#[diagnostic::do_not_recommend]
impl<T> IsHeld<T, ()> for Bare<T> {}

/// Asserts that `response =` names a model or a kind.
pub fn assert_body<N>(_: N)
where
    N: Named<Core: Declarable<Model: ResponseModel>>
        + HasBody<N::Whole>
        + IsSent<N::Whole, N::Core>,
{
}

/// Asserts that a variant of a `Responses` enum holds a model or a kind.
pub fn assert_held<N>(_: N)
where
    N: Named<Core: Declarable<Model: ResponseModel>>
        + HasBody<N::Whole>
        + IsHeld<N::Whole, N::Core>,
{
}
