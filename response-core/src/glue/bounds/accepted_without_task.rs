//! A 202 leads to a task.

use std::marker::PhantomData;

use super::{Fits, Misfits};
use crate::model::{HasField, field_hash};
use crate::outcome::{Accepted, AsKind, AsModel, AsOutcome, AsSet, NoModel, Unknown};

/// There is a task to follow.
pub struct Followed;
/// There is none.
pub struct Unfollowed;

const TASK_ID: u64 = field_hash("task_id");
const JOB_ID: u64 = field_hash("job_id");
const OPERATION_ID: u64 = field_hash("operation_id");

impl<V, K> Fits<AsOutcome<Accepted<V>>, K> {
    /// Asks.
    pub fn task(&self) -> Followed {
        Followed
    }
}

impl Misfits {
    /// One fault is enough.
    pub fn task(&self) -> Followed {
        Followed
    }
}

/// A model of which `task_id`, `job_id` and `operation_id` are sent or not: `pick` and `omit` decide.
pub struct Sent<M, const TASK: bool, const JOB: bool, const OPERATION: bool>(
    PhantomData<fn() -> M>,
);

impl<O, M, P> Fits<O, AsModel<M, P>> {
    /// Says which are sent.
    pub fn sending<const TASK: bool, const JOB: bool, const OPERATION: bool>(
        &self,
    ) -> Fits<O, Sent<M, TASK, JOB, OPERATION>> {
        Fits(PhantomData)
    }
}

macro_rules! nothing_to_select {
    ($([$($parameter:ident),*] $body:ty),*) => {$(
        impl<O $(, $parameter)*> Fits<O, $body> {
            /// There is no model whose fields could be selected.
            pub fn sending<const TASK: bool, const JOB: bool, const OPERATION: bool>(&self) -> &Self {
                self
            }
        }
    )*};
}

nothing_to_select!([K, P] AsKind<K, P>, [T, P] AsSet<T, P>, [] NoModel, [] Unknown);

impl Misfits {
    /// One fault is enough.
    pub fn sending<const TASK: bool, const JOB: bool, const OPERATION: bool>(&self) -> &Self {
        self
    }
}

/// By a field of the model. The method with the most references is asked first.
pub trait TaskId {
    /// Asks.
    fn task(&self) -> Followed {
        Followed
    }
}
impl<O, M: HasField<TASK_ID>, const J: bool, const S: bool> TaskId
    for &&&Fits<O, Sent<M, true, J, S>>
{
}

/// Each variant of a set is judged where it stands.
impl<O, T, P> TaskId for &&&Fits<O, AsSet<T, P>> {}

/// `job_id`
pub trait JobId {
    /// Asks.
    fn task(&self) -> Followed {
        Followed
    }
}
impl<O, M: HasField<JOB_ID>, const T: bool, const S: bool> JobId
    for &&Fits<O, Sent<M, T, true, S>>
{
}

/// `operation_id`
pub trait OperationId {
    /// Asks.
    fn task(&self) -> Followed {
        Followed
    }
}
impl<O, M: HasField<OPERATION_ID>, const T: bool, const J: bool> OperationId
    for &Fits<O, Sent<M, T, J, true>>
{
}

/// The fallback.
pub trait NoTask {
    /// Asks.
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
    note = "return `Accepted::at(uri, value)`, or declare a model with a `task_id`, `job_id` or `operation_id`, and send it"
)]
pub trait FollowsTask {}
impl FollowsTask for Followed {}

/// A declared 202 leads to a task.
pub fn assert_task<T: FollowsTask>(_: T) {}
