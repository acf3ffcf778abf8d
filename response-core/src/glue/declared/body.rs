//! The body of an error that is a model of its own: `model = InsufficientFunds`.

use std::marker::PhantomData;

use super::{Described, Occurrence};
use crate::contract::Content;
use crate::glue::bounds::Offer;
use crate::json;
use crate::model::policy::Everything;
use crate::model::{ResponseModel, WrittenFrom, filled_to_vec, to_vec};

/// The question whether the model `M` of an error is filled from an `S`.
#[derive(Debug)]
pub struct Sends<M: ?Sized, S>(PhantomData<fn(S) -> Box<M>>);

impl<M: ResponseModel> Sends<M, M> {
    /// Writes the model itself.
    ///
    /// # Errors
    /// As for [`to_vec`].
    pub fn whole(model: &M) -> Result<Vec<u8>, json::Error> {
        to_vec(model)
    }
}

impl<M: WrittenFrom<S>, S> Sends<M, S> {
    /// Writes the model, filled from a row.
    ///
    /// # Errors
    /// As for [`to_vec`].
    pub fn filled(source: S) -> Result<Vec<u8>, json::Error> {
        filled_to_vec::<M, Everything, S>(source)
    }
}

/// The fallback for what does not fill a model, which is reported at the model and at the field.
pub trait SendsNothing {
    /// The type that does not fill it.
    type S;
    /// What emitted code calls after the error, in place of `Sends::whole`. It never runs.
    ///
    /// # Errors
    /// It never fails.
    fn whole(_: &Self::S) -> Result<Vec<u8>, json::Error> {
        Ok(Vec::new())
    }
    /// What emitted code calls after the error, in place of `Sends::filled`. It never runs.
    ///
    /// # Errors
    /// It never fails.
    fn filled(_: Self::S) -> Result<Vec<u8>, json::Error>
    where
        Self::S: Sized,
    {
        Ok(Vec::new())
    }
}

impl<M: ?Sized, S> SendsNothing for Sends<M, S> {
    type S = S;
}

/// Names a model and what a variant holds for it.
#[must_use]
pub fn offered<M: ?Sized, S>() -> Offer<M, S> {
    Offer::new()
}

impl Occurrence {
    /// Sets the body of the error to a model as JSON: `model = ..`.
    #[must_use]
    pub fn body(self, media_type: &'static str, written: Result<Vec<u8>, json::Error>) -> Self {
        self.with(|problem| problem.written(media_type, written))
    }
}

impl Described {
    /// Documents the model that is the body of the error: `model = ..`.
    #[must_use]
    pub fn body(mut self, media_type: &'static str, schema: serde_json::Value) -> Self {
        self.0.body = Some(Content::new(media_type, schema));
        self
    }
}
