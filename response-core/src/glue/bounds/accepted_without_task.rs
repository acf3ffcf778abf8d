//! The rule `accepted_without_task`: a 202 leads to a task.

use std::marker::PhantomData;

use super::{Fits, Misfits};
use crate::model::{HasField, field_hash};
use crate::outcome::{Accepted, AsKind, AsModel, AsOutcome, AsRedirect, AsSet, NoModel, Unknown};

/// The result of `task()`: there is a task to follow.
pub struct Followed;
/// The result of `task()`: there is no task to follow.
pub struct Unfollowed;

const TASK_ID: u64 = field_hash("task_id");
const JOB_ID: u64 = field_hash("job_id");
const OPERATION_ID: u64 = field_hash("operation_id");

impl<V, K> Fits<AsOutcome<Accepted<V>>, K> {
    /// `Accepted` leads to the task.
    pub fn task(&self) -> Followed {
        Followed
    }
}

impl Misfits {
    /// The outcome is reported already, so the rule is not.
    pub fn task(&self) -> Followed {
        Followed
    }
}

/// A model, with whether the route's `pick` and `omit` send its `task_id`, `job_id` and `operation_id`.
pub struct Sent<M, const TASK: bool, const JOB: bool, const OPERATION: bool>(
    PhantomData<fn() -> M>,
);

impl<O, M, P> Fits<O, AsModel<M, P>> {
    /// Adds which of the three fields the route sends.
    pub fn sending<const TASK: bool, const JOB: bool, const OPERATION: bool>(
        &self,
    ) -> Fits<O, Sent<M, TASK, JOB, OPERATION>> {
        Fits(PhantomData)
    }
}

macro_rules! nothing_to_select {
    ($([$($parameter:ident),*] $body:ty),*) => {$(
        impl<O $(, $parameter)*> Fits<O, $body> {
            /// There is no model with fields to select.
            pub fn sending<const TASK: bool, const JOB: bool, const OPERATION: bool>(&self) -> &Self {
                self
            }
        }
    )*};
}

nothing_to_select!([K, P] AsKind<K, P>, [T, P, S] AsSet<T, P, S>, [] NoModel, [] AsRedirect, [] Unknown);

impl Misfits {
    /// The outcome is reported already, so there is nothing to select.
    pub fn sending<const TASK: bool, const JOB: bool, const OPERATION: bool>(&self) -> &Self {
        self
    }
}

/// For a model that sends `task_id`. Method resolution tries the receiver with the most references first.
pub trait TaskId {
    /// The field leads to the task.
    fn task(&self) -> Followed {
        Followed
    }
}
impl<O, M: HasField<TASK_ID>, const J: bool, const S: bool> TaskId
    for &&&Fits<O, Sent<M, true, J, S>>
{
}

/// Each variant of a `Responses` enum is checked at the variant.
impl<O, T, P, S> TaskId for &&&Fits<O, AsSet<T, P, S>> {}

/// For a model that sends `job_id`.
pub trait JobId {
    /// The field leads to the task.
    fn task(&self) -> Followed {
        Followed
    }
}
impl<O, M: HasField<JOB_ID>, const T: bool, const S: bool> JobId
    for &&Fits<O, Sent<M, T, true, S>>
{
}

/// For a model that sends `operation_id`.
pub trait OperationId {
    /// The field leads to the task.
    fn task(&self) -> Followed {
        Followed
    }
}
impl<O, M: HasField<OPERATION_ID>, const T: bool, const J: bool> OperationId
    for &Fits<O, Sent<M, T, J, true>>
{
}

/// The fallback for every other outcome and body.
pub trait NoTask {
    /// No field leads to a task.
    fn task(&self) -> Unfollowed {
        Unfollowed
    }
}
impl<O, K> NoTask for Fits<O, K> {}

/// A 202 leads to a task.
#[diagnostic::on_unimplemented(
    message = "202 is declared without a task to follow [accepted_without_task]",
    label = "no task to follow",
    note = "RFC 9110 section 15.3.3: the representation sent with a 202 ought to point to a status monitor",
    note = "return `Accepted::at(uri, value)`, or declare a model that sends a `task_id`, `job_id` or `operation_id`"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait accepted_without_task: Sized {
    /// Asserts that a declared 202 leads to a task.
    fn check(_: Self) {}
}

#[diagnostic::do_not_recommend]
impl accepted_without_task for Followed {}
