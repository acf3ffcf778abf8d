//! The rules that only types can judge, as bounds that `#[route]` asserts at the user's tokens. Nothing here is for
//! users.

use std::marker::PhantomData;

use crate::kind::Kind;
use crate::model::{HasField, field_hash};
use crate::outcome::{
    Accepted, Answers, Created, MaybeContent, NoContent, Outcome, Redirect, Responses, Upserted,
};
use crate::probe::{AsKind, AsModel, AsOutcome, AsSet, AsValue, Asked, NoModel, Unknown};

/// An outcome under a contract: `C`, `O` and `K` as in [`renderer`](crate::renderer).
pub struct Judged<C, O, K>(Asked<(C, O, K)>);

impl<C, O, K> Judged<C, O, K> {
    /// The arguments are answers of probes.
    pub fn of(_: PhantomData<C>, _: O, _: K) -> Self {
        Self(PhantomData)
    }
}

// `unreachable_status`

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

/// The handler's outcome can answer this status.
#[diagnostic::on_unimplemented(
    message = "{STATUS} is declared, but this handler never answers it [unreachable_status]",
    label = "never answered",
    note = "a client would be told of an answer that it never gets",
    note = "drop {STATUS} from `status`, or return an outcome that can answer it"
)]
pub trait Reaches<const STATUS: u16> {}

impl<const STATUS: u16> Reaches<STATUS> for Misfits {}
impl<V, K, const STATUS: u16> Reaches<STATUS> for Fits<AsValue<V>, K> {}
impl<O: OutcomeReaches<STATUS>, K, const STATUS: u16> Reaches<STATUS> for Fits<AsOutcome<O>, K> {}

/// This outcome can answer this status.
#[diagnostic::on_unimplemented(
    message = "{STATUS} is declared, but this handler never answers it [unreachable_status]",
    label = "never answered",
    note = "a client would be told of an answer that it never gets",
    note = "drop {STATUS} from `status`, or return an outcome that can answer it"
)]
pub trait OutcomeReaches<const STATUS: u16>: Outcome {}

impl<V> OutcomeReaches<201> for Created<V> {}
impl<V> OutcomeReaches<202> for Accepted<V> {}
impl<V> OutcomeReaches<200> for Upserted<V> {}
impl<V> OutcomeReaches<201> for Upserted<V> {}
impl<V> OutcomeReaches<200> for MaybeContent<V> {}
impl<V> OutcomeReaches<204> for MaybeContent<V> {}
impl OutcomeReaches<204> for NoContent {}
impl OutcomeReaches<204> for () {}
impl<const STATUS: u16> OutcomeReaches<STATUS> for Redirect {}

/// A declared status is one that the handler can answer.
pub fn assert_reachable<const STATUS: u16, O: Reaches<STATUS>>(_: &O) {}

// `accepted_without_task`

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

// `redirect_without_location`

/// A redirecting status is answered by a `Redirect`.
#[diagnostic::on_unimplemented(
    message = "a redirecting status is declared, but the handler returns no `Redirect` [redirect_without_location]",
    label = "nothing says where to go",
    note = "RFC 9110 section 15.4: a redirect is a 3xx status and the `Location` to go to",
    note = "return `Redirect::to(uri)`"
)]
pub trait GoesElsewhere {}

impl GoesElsewhere for Misfits {}
impl<O: LeadsElsewhere, K> GoesElsewhere for Fits<AsOutcome<O>, K> {}

/// This outcome can redirect.
#[diagnostic::on_unimplemented(
    message = "a redirecting status is declared, but the handler returns no `Redirect` [redirect_without_location]",
    label = "nothing says where to go",
    note = "RFC 9110 section 15.4: a redirect is a 3xx status and the `Location` to go to",
    note = "return `Redirect::to(uri)`"
)]
pub trait LeadsElsewhere {}

impl LeadsElsewhere for Redirect {}
// Each variant of a set is judged where it stands.
impl<T: Responses> LeadsElsewhere for T {}

/// A redirecting status is answered by a `Redirect`.
pub fn assert_redirect<F: GoesElsewhere>(_: &F) {}

// `unknown_field`

/// The model has the field whose name has this hash.
#[diagnostic::on_unimplemented(
    message = "`{Model}` has no field of this name [unknown_field]",
    label = "no such field",
    note = "`pick` and `omit` name fields of the response model, by their names in Rust or in the JSON; of a list or a `Page`, those of its items"
)]
pub trait KnowsField<const HASH: u64, Model> {}

#[diagnostic::do_not_recommend]
impl<M: HasField<HASH>, P, const HASH: u64> KnowsField<HASH, M> for AsModel<M, P> {}
#[diagnostic::do_not_recommend]
impl<K: Kind, P, const HASH: u64> KnowsField<HASH, K::Item> for AsKind<K, P> where
    K::Item: HasField<HASH>
{
}
#[diagnostic::do_not_recommend]
impl<const HASH: u64> KnowsField<HASH, ()> for NoModel {}
#[diagnostic::do_not_recommend]
impl<const HASH: u64> KnowsField<HASH, ()> for Unknown {}

/// The model that a body probe has found.
pub trait ModelOf {
    /// It.
    type Model;
}
impl<M, P> ModelOf for AsModel<M, P> {
    type Model = M;
}
impl<T, P> ModelOf for AsSet<T, P> {
    type Model = T;
}
impl<K: Kind, P> ModelOf for AsKind<K, P> {
    type Model = K::Item;
}
impl ModelOf for NoModel {
    type Model = ();
}
impl ModelOf for Unknown {
    type Model = ();
}

/// `pick` or `omit` names a field of the model.
pub fn assert_field<const HASH: u64, B>(_: B)
where
    B: ModelOf + KnowsField<HASH, <B as ModelOf>::Model>,
{
}

// `created_without_location`

impl<O, K> Fits<AsOutcome<O>, K> {
    /// An outcome says where the resource is, if it creates one.
    pub fn created_without_location(&self) {}
}

impl Misfits {
    /// One fault is enough.
    pub fn created_without_location(&self) {}
}

/// A plain value does not say where the resource is.
pub trait CreatedWithoutLocation {
    /// Warns.
    // rustdoc reads the slug in the note as a link.
    #[allow(rustdoc::broken_intra_doc_links)]
    #[deprecated(note = "201 is answered without `Location` [created_without_location]
  = note: RFC 9110 section 15.3.2: the resource that was created is identified by `Location`
  = help: return `Created::at(uri, value)`, or `allow(created_without_location, reason = \"...\")`")]
    fn created_without_location(&self) {}
}
impl<V, K> CreatedWithoutLocation for Fits<AsValue<V>, K> {}
