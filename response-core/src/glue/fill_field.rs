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

/// A field of this type can be filled from an `S`. What is missing is said of the innermost types: a list of models is filled
/// item by item.
#[diagnostic::on_unimplemented(
    message = "this field of the model is `{Self}`, but the field it is filled from is `{S}` [wrong_model]",
    label = "`{Self}` here, `{S}` in the source",
    note = "fill a nested model with `#[response(from = {S})]` on `{Self}`",
    note = "for any other type, use the same type in both, or convert it with `#[response(map = path)]` on the field"
)]
pub trait FieldFilledFrom<S>: Sized {
    /// Moves what the model needs.
    fn fill_field(source: S) -> Self;
}

impl<S, T: FilledFrom<S>> FieldFilledFrom<S> for T {
    #[inline]
    fn fill_field(source: S) -> Self {
        T::fill(source)
    }
}

/// The user has written the conversion that `into` asks for.
#[diagnostic::on_unimplemented(
    message = "`into` fills `{Self}` through `From`, which is not implemented for `{Row}` [wrong_model]",
    label = "no `From<{Row}>`",
    note = "write `impl From<{Row}> for {Self}`, or drop `into` to move the fields of the same names"
)]
pub trait ConvertedFrom<Row> {
    /// Converts the row.
    fn convert(row: Row) -> Self;
}

#[diagnostic::do_not_recommend]
impl<Row, M: From<Row>> ConvertedFrom<Row> for M {
    #[inline]
    fn convert(row: Row) -> Self {
        M::from(row)
    }
}

/// Fills a model through the user's own `From`.
#[inline]
pub fn convert<Row, M: ConvertedFrom<Row>>(row: Row) -> M {
    M::convert(row)
}

impl<T> FillField<T, T> {
    /// Moves a reference, since both types are the same.
    #[inline]
    pub fn fill_reference<Row>(self) -> T {
        self.source
    }
}

/// Fills a field that is a reference from one of another type.
pub trait FillReference<T, S> {
    /// Moves the reference.
    fn fill_reference<Row>(self) -> T
    where
        T: ReferenceFilledFrom<S, Row>;
}

impl<T, S> FillReference<T, S> for FillField<T, S> {
    #[inline]
    fn fill_reference<Row>(self) -> T
    where
        T: ReferenceFilledFrom<S, Row>,
    {
        T::fill_reference(self.source)
    }
}

/// A field that is a reference can be filled from an `S` of a row.
#[diagnostic::on_unimplemented(
    message = "this field of the model is `{Self}`, which cannot be borrowed from a row that is moved [wrong_model]",
    label = "`{Self}` here, `{S}` in the source",
    note = "borrow the row: `#[response(from = &{Row})]` on the model, which is then written from an `Arc<{Row}>`",
    note = "or own what the field holds, as the row does: `{S}`"
)]
pub trait ReferenceFilledFrom<S, Row>: Sized {
    /// Moves the reference.
    fn fill_reference(source: S) -> Self;
}

#[diagnostic::do_not_recommend]
impl<S, Row, T: FilledFrom<S>> ReferenceFilledFrom<S, Row> for T {
    #[inline]
    fn fill_reference(source: S) -> Self {
        T::fill(source)
    }
}
