//! The rules that only types can judge, as bounds that emitted code asserts at the user's tokens: a file for each rule.

mod accepted_without_task;
mod bad_media_type;
mod created_without_location;
mod redirect_without_location;
mod unknown_field;
mod unreachable_status;

use std::marker::PhantomData;

pub use accepted_without_task::*;
pub use bad_media_type::*;
pub use created_without_location::*;
pub use redirect_without_location::*;
pub use unknown_field::*;
pub use unreachable_status::*;

use super::probe::Asked;
use crate::outcome::Answers;

/// An outcome under a contract: `C`, `O` and `K` as in [`renderer`](super::renderer).
pub struct Judged<C, O, K>(Asked<(C, O, K)>);

impl<C, O, K> Judged<C, O, K> {
    /// The arguments are answers of probes.
    pub fn of(_: PhantomData<C>, _: O, _: K) -> Self {
        Self(PhantomData)
    }
}

/// The outcome fits the contract, so it is worth asking which statuses it answers.
pub struct Fits<O, K>(PhantomData<fn() -> (O, K)>);
/// It does not, which is reported elsewhere.
pub struct Misfits;

impl<C, O: Answers<C, K>, K> Judged<C, O, K> {
    /// Asks.
    pub fn fits(&self) -> Fits<O, K> {
        Fits(PhantomData)
    }
}

/// The fallback.
pub trait MisfitsContract {
    /// Asks.
    fn fits(&self) -> Misfits {
        Misfits
    }
}

impl<C, O, K> MisfitsContract for Judged<C, O, K> {}
