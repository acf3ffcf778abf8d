//! The rule that `#[response(unset = ..)]` is on a `Field`.

use crate::model::Field;

/// The type is a `Field`.
#[diagnostic::on_unimplemented(
    message = "`unset` is for a `Field`, and `{Self}` is not one",
    label = "`{Self}` here",
    note = "only a `Field<T>` can be unset, which is not the same as `None`",
    note = "hold a `Field<{Self}>`, or drop `unset`; what a reader may assume of any other field is `#[serde(default)]`"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the attribute where it does not apply"
)]
pub trait unset {
    /// Asserts that the type is a `Field`.
    fn check() {}
}

#[diagnostic::do_not_recommend]
impl<T> unset for Field<T> {}
