//! A field of a model that is filled from a row, as emitted code uses it. Not for users.
//!
//! A field that has the same type in both is moved, even if it is a long list; only a field with a different type is
//! converted. An inherent method that exists only for equal types is preferred to the trait method.

use std::marker::PhantomData;

use crate::model::FilledFrom;

/// A field of type `T` that is filled from an `S`.
#[derive(Debug)]
pub struct FillField<T, S> {
    source: S,
    target: PhantomData<fn() -> T>,
}

impl<T, S> FillField<T, S> {
    /// Takes the field of the source.
    #[inline]
    pub const fn of(source: S) -> Self {
        Self {
            source,
            target: PhantomData,
        }
    }
}

impl<T> FillField<T, T> {
    /// Moves the value, since both types are the same.
    #[inline]
    pub fn fill(self) -> T {
        self.source
    }
}

/// Fills a field from one of another type.
pub trait FillAcross<T, S> {
    /// Moves what the model needs.
    fn fill(self) -> T
    where
        T: FieldFilledFrom<S>;
}

impl<T, S> FillAcross<T, S> for FillField<T, S> {
    #[inline]
    fn fill(self) -> T
    where
        T: FieldFilledFrom<S>,
    {
        T::fill_field(self.source)
    }
}

/// A field of this type can be filled from an `S`.
#[diagnostic::on_unimplemented(
    message = "this field of the model is `{Self}`, but the field it is filled from is `{S}` [wrong_model]",
    label = "`{Self}` here, `{S}` in the source",
    note = "give both the same type, convert with `#[response(map = path)]` on the field, or fill the nested model with `#[response(from = {S})]`"
)]
pub trait FieldFilledFrom<S>: Sized {
    /// Moves what the model needs.
    fn fill_field(source: S) -> Self;
}

#[diagnostic::do_not_recommend]
impl<S, T: FilledFrom<S>> FieldFilledFrom<S> for T {
    #[inline]
    fn fill_field(source: S) -> Self {
        T::fill(source)
    }
}
