//! The rule `wrong_model`: what is returned fills the declared model.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::marker::PhantomData;

use super::Judged;
use crate::glue::Asked;
use crate::model::{CursorPage, LimitOffsetPage, Page, WrittenFrom};
use crate::outcome::{
    Accepted, Answers, AsModel, AsOutcome, AsValue, Created, CreatedWithoutLocation, MaybeContent,
    Unknown, Upserted,
};

/// What is returned fills the model.
#[diagnostic::on_unimplemented(
    message = "`{S}` does not fill the response model `{Self}` [wrong_model]",
    label = "`{S}` is not `{Self}`",
    note = "return `{Self}`, or fill it with `#[response(from = {S})]` on the model",
    note = "if the value may be missing, return an error, `.ok_or(Error::NotFound)?`, or `MaybeContent`, which is a 204 without it"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait wrong_model<S> {
    /// Asserts that the model is filled from what is returned.
    fn check(_: Offer<Self, S>) {}
}

// For any type, so that rustc does not list what else fills the model.
#[diagnostic::do_not_recommend]
impl<S, M: WrittenFrom<S> + ?Sized> wrong_model<S> for M {}

/// A model `M`, and what is returned for it.
pub struct Offer<M: ?Sized, S>(PhantomData<fn(&M) -> S>);

impl<M: ?Sized, S> Offer<M, S> {
    /// Names the two types.
    pub(in crate::glue) const fn new() -> Self {
        Self(PhantomData)
    }

    /// What has to be compared.
    #[must_use]
    pub fn offered(&self) -> Self {
        Self(PhantomData)
    }
}

/// What a variant of an error holds fills its model.
#[diagnostic::on_unimplemented(
    message = "`{S}` does not fill `{Self}`, the model of this error [wrong_model]",
    label = "`{S}` is not `{Self}`",
    note = "hold `{Self}`, or fill it with `#[response(from = {S})]` on the model"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait wrong_error_model<S> {
    /// Asserts that the model is filled from what the variant holds.
    fn check(_: Offer<Self, S>) {}
}

#[diagnostic::do_not_recommend]
impl<S, M: WrittenFrom<S> + ?Sized> wrong_error_model<S> for M {}

/// A value, or an outcome that carries one.
pub trait Carries {
    /// The type of the value.
    type V;
}

macro_rules! carries {
    ($($outcome:ty),*) => {$(
        impl<V> Carries for $outcome {
            type V = V;
        }
    )*};
}

carries!(
    AsValue<V>,
    AsOutcome<Created<V>>,
    AsOutcome<CreatedWithoutLocation<V>>,
    AsOutcome<Accepted<V>>,
    AsOutcome<Upserted<V>>,
    AsOutcome<MaybeContent<V>>
);

impl<C, O: Carries, M, P> Judged<C, O, AsModel<M, P>> {
    /// The model, and the value for it.
    pub fn offer(&self) -> Offer<M, O::V> {
        Offer(PhantomData)
    }
}

/// The fallback where no model is declared, or no value is returned.
pub trait NoOffer {
    /// There is nothing to compare.
    fn offer(&self) -> Offer<(), ()> {
        Offer(PhantomData)
    }
}

impl<C, O, K> NoOffer for Judged<C, O, K> {}

macro_rules! containers {
    ($([$($key:ident)?] $container:ident),*) => {$(
        impl<$($key,)? M, S> Offer<$container<$($key,)? M>, $container<$($key,)? S>> {
            /// What is said of a list is said of its items.
            #[must_use]
            pub fn peel(&self) -> Offer<M, S> {
                Offer(PhantomData)
            }
        }
    )*};
}

containers!([] Option, [] Box, [] Vec, [] VecDeque, [] Page, [] CursorPage, [] LimitOffsetPage, [K] HashMap, [K] BTreeMap);

/// The fallback for what is not a container.
pub trait NoContainer {
    /// The same offer.
    type Offer;
    /// There is nothing to take off.
    fn peel(&self) -> Self::Offer;
}

impl<M: ?Sized, S> NoContainer for Offer<M, S> {
    type Offer = Self;
    fn peel(&self) -> Self {
        Self(PhantomData)
    }
}

/// An outcome under its contract. The declared body is unknown where the rule has refused what is returned for it.
pub struct Answering<C, O, K>(Asked<(C, O, K)>);

impl<C, O, K> Answering<C, O, K> {
    /// Names the three.
    pub(super) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<C, O: Carries, M: WrittenFrom<O::V>, P> Judged<C, O, AsModel<M, P>> {
    /// The model is filled.
    pub fn answering(&self) -> Answering<C, O, AsModel<M, P>> {
        Answering(PhantomData)
    }
}

impl<C, O, K> Judged<C, O, K> {
    /// The outcome and the whole contract: a model that is a generic parameter is filled if its bounds say so.
    pub fn undivided(&self) -> Answering<C, O, K> {
        Answering(PhantomData)
    }
}

/// Implemented where a value is returned for a model.
pub trait Unfilled {
    /// The outcome under its contract.
    type Answering;
    /// The rule has refused the value.
    fn answering(&self) -> Self::Answering;
}

impl<C, O: Carries, M, P> Unfilled for Judged<C, O, AsModel<M, P>> {
    type Answering = Answering<C, O, Unknown>;
    fn answering(&self) -> Self::Answering {
        Answering(PhantomData)
    }
}

/// The fallback for every other outcome and body. It needs one more reference, so method resolution tries it last.
pub trait NotOffered {
    /// The outcome under its contract.
    type Answering;
    /// The rule is about models.
    fn answering(&self) -> Self::Answering;
}

impl<C, O, K> NotOffered for &Judged<C, O, K> {
    type Answering = Answering<C, O, K>;
    fn answering(&self) -> Self::Answering {
        Answering(PhantomData)
    }
}

/// The outcome fits its contract. It is implemented for any type, so that rustc does not list outcomes.
pub trait FitsContract<C, K> {
    /// Asserts that the outcome fits.
    fn check(_: Answering<C, Self, K>)
    where
        Self: Sized,
    {
    }
}

impl<C, K, O: Answers<C, K>> FitsContract<C, K> for O {}
