//! The rule `unknown_field`: `pick` and `omit` name fields of the model.

use crate::glue::probe::Asked;
use crate::model::{AnyField, HasField};
use crate::outcome::kind::Kind;
use crate::outcome::{AsKind, AsModel, AsRedirect, AsSet, NoModel, Redirect, Unknown};

/// The model has a field whose name has this hash.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no field with this name [unknown_field]",
    label = "no such field",
    note = "`pick` and `omit` name fields of the response model, by their names in Rust or in the JSON; for a list or a `Page`, the fields of its items"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait unknown_field<const HASH: u64>: Sized {
    /// Asserts that `pick` or `omit` names a field of the model.
    fn check(_: Asked<Self>) {}
}

// For any type, so that rustc does not list the other fields of the model.
#[diagnostic::do_not_recommend]
impl<M: HasField<HASH>, const HASH: u64> unknown_field<HASH> for M {}

/// There is one model whose fields `pick` and `omit` can select.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is a set of responses, which has no fields to select [unknown_field]",
    label = "there is not one model",
    note = "each variant of a `Responses` enum is sent with a model of its own",
    note = "drop it here, and write it at the variants, for the fields of their models: `#[response(status = 200, pick(id, name))]`"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait unknown_field_of_set: Sized {
    /// Asserts that there is one model.
    fn check(_: Asked<Self>) {}
}

#[diagnostic::do_not_recommend]
impl unknown_field_of_set for () {}

macro_rules! selected {
    ($([$($parameter:ident $(: $bound:ident)?),*] $body:ty: $model:ty, $set:ty;)*) => {$(
        impl<$($parameter $(: $bound)?),*> $body {
            /// The model whose fields are selected; where there is none, which is reported elsewhere, one with any field.
            #[must_use]
            pub fn selected(&self) -> Asked<$model> {
                Asked::default()
            }

            /// The enum, if it is declared in place of a model.
            #[must_use]
            pub fn set(&self) -> Asked<$set> {
                Asked::default()
            }
        }
    )*};
}

selected! {
    [M, P] AsModel<M, P>: M, ();
    [K: Kind, P] AsKind<K, P>: K::Item, ();
    [T, P, S] AsSet<T, P, S>: AnyField, T;
    [] AsRedirect: Redirect, ();
    [] NoModel: AnyField, ();
    [] Unknown: AnyField, ();
}
