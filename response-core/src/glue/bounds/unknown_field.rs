//! The rule `unknown_field`: `pick` and `omit` name fields of the model.

use crate::model::HasField;
use crate::outcome::kind::Kind;
use crate::outcome::{AsKind, AsModel, AsRedirect, AsSet, NoModel, Redirect, Unknown};

/// The model has a field whose name has this hash.
#[diagnostic::on_unimplemented(
    message = "`{Model}` has no field with this name [unknown_field]",
    label = "no such field",
    note = "`pick` and `omit` name fields of the response model, by their names in Rust or in the JSON; for a list or a `Page`, the fields of its items"
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

/// The model of a declared body, as a probe has found it.
pub trait ModelOf {
    /// The type of the model.
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
impl ModelOf for AsRedirect {
    type Model = Redirect;
}
impl ModelOf for NoModel {
    type Model = ();
}
impl ModelOf for Unknown {
    type Model = ();
}

/// There is one model whose fields `pick` and `omit` can select.
#[diagnostic::on_unimplemented(
    message = "`{Model}` is a set of responses, which has no fields to select [unknown_field]",
    label = "there is not one model",
    note = "each variant of a `Responses` enum is sent with a model of its own",
    note = "drop `pick` and `omit`, and hold a model with fewer fields in the variant"
)]
pub trait HasOneModel<Model> {}

macro_rules! one_model {
    ($([$($parameter:ident),*] $body:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<Model, $($parameter),*> HasOneModel<Model> for $body {}
    )*};
}

one_model!([M, P] AsModel<M, P>, [K, P] AsKind<K, P>, [] AsRedirect, [] NoModel, [] Unknown);

// Reported by `HasOneModel`.
#[diagnostic::do_not_recommend]
impl<T, P, const HASH: u64> KnowsField<HASH, T> for AsSet<T, P> {}

/// Asserts that `pick` or `omit` names a field of the model.
pub fn assert_field<const HASH: u64, B>(_: B)
where
    B: ModelOf + HasOneModel<<B as ModelOf>::Model> + KnowsField<HASH, <B as ModelOf>::Model>,
{
}
