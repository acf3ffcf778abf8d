//! The rule `not_a_response_model`: `response =` names what is sent, not how a handler returns it. That this is a model is
//! judged in `listed.rs`.

use std::marker::PhantomData;

use http::StatusCode;

use super::super::probe::{Asked, Probe};
use super::listed::{Inside, ModelItself};
use crate::outcome::kind::Declarable;
use crate::outcome::{
    Accepted, Created, CreatedWithoutLocation, HeadersOnly, MaybeContent, NoContent, Reply,
    Upserted,
};

/// A type that is declared, `T`, and what is left of it without its outer outcomes, replies and results.
pub struct Peeled<T: ?Sized, V: ?Sized>(PhantomData<fn(&T, &V)>);

/// A declared type that has no body.
pub struct Bare<T>(PhantomData<fn() -> T>);

impl<T: ?Sized> Peeled<T, T> {
    /// Names the declared type.
    pub(super) const fn new() -> Self {
        Self(PhantomData)
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
    [] CreatedWithoutLocation<V>,
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

bare!(NoContent, HeadersOnly, StatusCode);

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

/// The declared type has a body.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no body, so there is nothing that `response` could declare [not_a_response_model]",
    label = "has no body",
    note = "`response` declares the model that is sent, `status` the status",
    note = "drop `response`, and declare `status = 204`"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait not_a_response_body: Sized {
    /// Asserts that the declared type has a body.
    fn check(_: Asked<Self>) {}
}

#[diagnostic::do_not_recommend]
impl not_a_response_body for () {}

/// The declared type is what is sent.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is what a handler returns, not what is sent [not_a_response_model]",
    label = "not what is sent",
    note = "`response` declares only the model; the return type says how it is sent",
    note = "write `response = {Core}`, and keep the return type"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait returned_as_response<Core: ?Sized> {
    /// Asserts that the declared type is what is sent.
    fn check(_: Peeled<Self, Core>) {}
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> returned_as_response<T> for T {}

/// The variant holds what is sent.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is what a handler returns, not what a variant can hold [not_a_response_model]",
    label = "not what is sent",
    note = "a variant has its own status, and holds the model that is sent with it",
    note = "hold `{Core}`, or for its own headers and cookies a `Reply<{Core}, ..>`; an error belongs around the enum: return `Result<..>`"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait not_a_held_model<Core: ?Sized> {
    /// Asserts that the variant holds what is sent.
    fn check(_: Peeled<Self, Core>) {}
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> not_a_held_model<T> for T {}

impl<T: ?Sized, V: ?Sized> Peeled<T, V> {
    /// The declared type, if it has no body.
    #[must_use]
    pub fn bare(&self) -> Asked<()> {
        PhantomData
    }

    /// The declared type, and what can be sent of it.
    #[must_use]
    pub fn whole(&self) -> Peeled<T, V> {
        Peeled(PhantomData)
    }

    /// What can be sent.
    #[must_use]
    pub fn sent(&self) -> Probe<V> {
        Probe::new()
    }
}

impl<T: ?Sized, V: Declarable> Peeled<T, V> {
    /// The type that has to be a model.
    #[must_use]
    pub fn model(&self) -> Inside<V::Model, V::Model> {
        Inside::new()
    }
}

impl<T: ?Sized, V: ?Sized> ModelItself for Peeled<T, V> {
    type Model = V;
}

impl<T> Bare<T> {
    /// The declared type, if it has no body.
    #[must_use]
    pub fn bare(&self) -> Asked<T> {
        PhantomData
    }

    /// A type without a body is reported as that.
    #[must_use]
    pub fn whole(&self) -> Peeled<(), ()> {
        Peeled(PhantomData)
    }

    /// A type without a body is reported as that.
    #[must_use]
    pub fn sent(&self) -> Probe<()> {
        Probe::new()
    }

    /// A type without a body is reported as that.
    #[must_use]
    pub fn model(&self) -> Inside<(), ()> {
        Inside::new()
    }
}
