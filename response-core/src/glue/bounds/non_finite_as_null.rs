//! `#[response(non_finite_as_null)]` stands on a field of floats.

use crate::model::Floats;

/// The type is a float, or holds floats.
#[diagnostic::on_unimplemented(
    message = "`non_finite_as_null` is for floats, and `{Self}` is not one",
    label = "`{Self}` here",
    note = "it is for `f32` and `f64`, also inside an `Option`, a list, a tuple, a pointer or the values of a map",
    note = "for a float in a nested model, write the attribute on the field of that model"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the attribute where it does not apply"
)]
pub trait non_finite_as_null {
    /// Asserts that the type holds floats.
    fn check() {}
}

// For any type, so that rustc does not list the containers of floats.
#[diagnostic::do_not_recommend]
impl<T: Floats + ?Sized> non_finite_as_null for T {}
