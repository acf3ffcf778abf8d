//! The rules that need types, as bounds that emitted code asserts at the user's tokens: one file per rule.

mod accepted_without_task;
mod bad_media_type;
mod created_without_location;
mod not_a_response_model;
mod redirect_without_location;
mod suggested;
mod unknown_field;
mod unreachable_status;

use std::marker::PhantomData;

pub use accepted_without_task::*;
pub use bad_media_type::*;
pub use created_without_location::*;
pub use not_a_response_model::*;
pub use redirect_without_location::*;
pub use suggested::*;
pub use unknown_field::*;
pub use unreachable_status::*;

use super::probe::Asked;
use crate::outcome::Answers;

/// A handler's outcome under its contract; `C`, `O` and `K` are those of [`renderer`](super::renderer).
pub struct Judged<C, O, K>(Asked<(C, O, K)>);

impl<C, O, K> Judged<C, O, K> {
    /// Takes the results of probes.
    pub fn of(_: PhantomData<C>, _: O, _: K) -> Self {
        Self(PhantomData)
    }
}

/// The outcome fits the contract, so the rules about its statuses apply.
pub struct Fits<O, K>(PhantomData<fn() -> (O, K)>);
/// The outcome does not fit the contract, which is reported elsewhere.
pub struct Misfits;

impl<C, O: Answers<C, K>, K> Judged<C, O, K> {
    /// Returns the type that says that the outcome fits.
    pub fn fits(&self) -> Fits<O, K> {
        Fits(PhantomData)
    }
}

/// The fallback for an outcome that does not fit.
pub trait MisfitsContract {
    /// Returns the type that says that the outcome does not fit.
    fn fits(&self) -> Misfits {
        Misfits
    }
}

impl<C, O, K> MisfitsContract for Judged<C, O, K> {}
