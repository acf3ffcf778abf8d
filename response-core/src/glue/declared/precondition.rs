//! A variant that declares a 412 of its own for the `PreconditionFailed` that it holds.

use crate::error::PreconditionFailed;

/// The question whether a field is a `PreconditionFailed`.
#[derive(Debug)]
pub struct Held<'e, E>(pub &'e E);

/// The field is a `PreconditionFailed`.
#[derive(Debug)]
pub struct DeclaredAgain;

/// The field is of another type.
#[derive(Debug)]
pub struct Another;

impl Held<'_, PreconditionFailed> {
    /// Answers that it is one.
    #[must_use]
    pub fn precondition(self) -> DeclaredAgain {
        DeclaredAgain
    }
}

/// The fallback for any other type.
pub trait NotAPrecondition: Sized {
    /// Answers that it is not a `PreconditionFailed`.
    fn precondition(self) -> Another {
        Another
    }
}

impl<E> NotAPrecondition for Held<'_, E> {}

/// The variant leaves its 412 to the error inside it.
#[diagnostic::on_unimplemented(
    message = "the `PreconditionFailed` in this variant has its own 412",
    label = "declared again, with another code",
    note = "clients know it by the code `precondition_failed`, wherever it comes from",
    note = "write `transparent` in place of the status; a code of its own is `status = 412, code = \"..\"`"
)]
pub trait DeclaredOnce: Sized {
    /// Asserts that the variant does not declare the 412 again.
    fn check(_: Self) {}
}

#[diagnostic::do_not_recommend]
impl<A: Into<Another>> DeclaredOnce for A {}
