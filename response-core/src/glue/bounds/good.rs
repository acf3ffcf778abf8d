//! Short answers for what keeps the rules. Finding out what to say of a type that does not keep one takes a question for each
//! layer around it, and each question costs the compiler as much as a small function. So it is asked first whether anything has
//! to be said: if not, the result is one of these types, on which the same methods have nothing to find out.

use std::marker::PhantomData;

use super::listed::Inside;
use super::not_a_response_model::Peeled;
use super::wrong_model::{Answering, Offer};
use super::{Asked, Fits, Judged, Whole};
use crate::glue::{Probe, Slot};
use crate::model::ResponseModel;
use crate::outcome::Answers;

/// A declared type that is a model.
pub struct Good<M: ?Sized>(PhantomData<fn(&M)>);

impl<M: ResponseModel> Probe<M> {
    /// A model is what is sent.
    #[must_use]
    pub fn peeled(&self) -> Good<M> {
        Good(PhantomData)
    }
}

/// The fallback for what is not a model.
pub trait Unpeeled {
    /// The declared type.
    type T: ?Sized;
    /// Asks what is left without outer outcomes.
    fn peeled(&self) -> Peeled<Self::T, Self::T> {
        Peeled::new()
    }
}

impl<T: ?Sized> Unpeeled for Probe<T> {
    type T = T;
}

impl<T: ResponseModel + ?Sized> Slot<T> {
    /// A model has models inside.
    #[must_use]
    pub const fn listed() -> Good<T> {
        Good(PhantomData)
    }
}

/// The fallback for a field whose type is not a model.
pub trait Unlisted {
    /// The type of the field.
    type Asked: ?Sized;
    /// Asks about the type and those inside it.
    fn listed() -> Inside<Self::Asked, Self::Asked> {
        Inside::new()
    }
}

impl<T: ?Sized> Unlisted for Slot<T> {
    type Asked = T;
}

impl<M: ?Sized> Good<M> {
    /// There is nothing to take off.
    #[must_use]
    pub fn peel(&self) -> Self {
        Self(PhantomData)
    }

    /// It has a body.
    #[must_use]
    pub fn bare(&self) -> Asked<()> {
        PhantomData
    }

    /// It is what is sent.
    #[must_use]
    pub fn whole(&self) -> Peeled<M, M> {
        Peeled::new()
    }

    /// Asks about what is sent.
    #[must_use]
    pub fn sent(&self) -> Probe<M> {
        Probe::new()
    }

    /// It is a model.
    #[must_use]
    pub fn model(&self) -> Self {
        Self(PhantomData)
    }

    /// What is inside a model does not matter.
    #[must_use]
    pub fn inside(&self) -> Self {
        Self(PhantomData)
    }

    /// No type is at fault.
    #[must_use]
    pub fn culprit(&self) -> PhantomData<fn() -> Box<Whole<M>>> {
        PhantomData
    }
}

/// An outcome that fits its contract.
pub struct Suited<C, O, K>(Asked<(C, O, K)>);

impl<C, O: Answers<C, K>, K> Judged<C, O, K> {
    /// The outcome fits.
    pub fn judged(&self) -> Suited<C, O, K> {
        Suited(PhantomData)
    }
}

/// The fallback for an outcome that does not fit.
pub trait Unsuited {
    /// The question about the outcome.
    type Judged;
    /// Asks further.
    fn judged(&self) -> Self::Judged;
}

impl<C, O, K> Unsuited for Judged<C, O, K> {
    type Judged = Self;
    fn judged(&self) -> Self {
        Self(PhantomData)
    }
}

impl<C, O, K> Suited<C, O, K> {
    /// The model is filled, so there is nothing to compare.
    pub fn offer(&self) -> &Self {
        self
    }

    /// There is nothing to take off.
    pub fn peel(&self) -> &Self {
        self
    }

    /// Nothing has to be compared.
    pub fn offered(&self) -> Offer<(), ()> {
        Offer::new()
    }

    /// The outcome under its contract.
    pub fn answering(&self) -> Answering<C, O, K> {
        Answering::new()
    }

    /// The outcome under its contract.
    pub fn undivided(&self) -> Answering<C, O, K> {
        Answering::new()
    }

    /// The outcome fits.
    pub fn fits(&self) -> Fits<O, K> {
        Fits(PhantomData)
    }
}
