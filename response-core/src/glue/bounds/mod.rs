//! The rules that need types, as bounds that emitted code asserts at the user's tokens: one file per rule.

mod accepted_without_task;
mod bad_media_type;
mod base64;
mod bytes_as_numbers;
mod created_without_location;
mod good;
mod listed;
mod non_finite_as_null;
mod not_a_response_model;
mod own_statuses;
mod redirect_without_location;
mod suggested;
mod undeclared_error;
mod unknown_field;
mod unreachable_status;
mod unset;
mod wrong_model;

use std::marker::PhantomData;

pub use accepted_without_task::{Followed, JobId, NoTask, OperationId, Sent, TaskId, Unfollowed};
pub use good::{Good, Suited, Unlisted, Unpeeled, Unsuited};
pub use listed::{Culprit, CulpritInside, GenericModel, Innermost, Inside, ModelItself, Whole};
pub use not_a_response_model::{Bare, Core, Peeled};
pub use own_statuses::{
    Action, Delete, EachSuits, OwnStatuses, Post, Safe, Sends, Status, Suits, SuitsAction,
    SuitsDelete, SuitsPost, SuitsSafe,
};
pub use suggested::{Holds, Known};
pub use undeclared_error::{AnyError, Generic, GenericError};
pub use wrong_model::{NoContainer, NoOffer, NotOffered, Offer, Unfilled};

/// The bounds of the rules, each by the name of its rule: rustc names them.
pub mod rules {
    pub use super::super::fill_field::{wrong_conversion, wrong_field, wrong_reference};
    pub use super::super::lend_field::wrong_loan;
    pub use super::accepted_without_task::accepted_without_task;
    pub use super::bad_media_type::{bad_json_media_type, bad_media_range, bad_media_type};
    pub use super::base64::base64;
    pub use super::bytes_as_numbers::bytes_as_numbers;
    pub use super::created_without_location::created_without_location;
    pub use super::listed::not_a_response_model;
    pub use super::non_finite_as_null::non_finite_as_null;
    pub use super::not_a_response_model::{
        not_a_held_model, not_a_response_body, returned_as_response,
    };
    pub use super::own_statuses::{
        undeclared_status_of_set, unsuited_action, unsuited_delete, unsuited_post,
        unsuited_safe_method, unused_allow,
    };
    pub use super::redirect_without_location::{
        redirect_without_location, redirect_without_status,
    };
    pub use super::suggested::{
        InputOfAccept, InputOfAddedHeaders, InputOfChrono, InputOfIndexmap, InputOfJiff,
        InputOfPaging, InputOfRustDecimal, InputOfTime, InputOfUrl, InputOfUuid, ModelOfChrono,
        ModelOfIndexmap, ModelOfJiff, ModelOfRustDecimal, ModelOfTime, ModelOfUrl, ModelOfUuid,
        untyped_error_model, untyped_extension, untyped_field, untyped_response,
    };
    pub use super::undeclared_error::undeclared_error;
    pub use super::unknown_field::{unknown_field, unknown_field_of_set};
    pub use super::unreachable_status::unreachable_status;
    pub use super::unset::unset;
    pub use super::wrong_model::{FitsContract, wrong_error_model, wrong_model};
    pub use crate::outcome::{ambiguous_status, undeclared_redirect, undeclared_status};
}

use super::probe::Asked;
use crate::outcome::Answers;

/// A handler's outcome under its contract; `C`, `O` and `K` are those of [`Rendering`](super::Rendering).
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
/// Of this no rule about statuses says anything.
pub struct Undetermined;

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
