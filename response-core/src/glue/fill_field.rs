//! A field of a model that is filled from a row, as emitted code uses it. Not for users.
//!
//! A field that has the same type in both is moved, even if it is a long list; only a field with a different type is
//! converted. An inherent method that exists only for equal types is preferred to the trait method: it answers how the field
//! is filled, and the bounds of the rule are on the answers.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::marker::PhantomData;

use crate::model::{CursorPage, FilledFrom, LimitOffsetPage, Page};

/// The question about a field of type `T` that is filled from an `S`.
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

/// The answer for a field that has the same type in both.
pub struct Moved<T>(pub(crate) T);

/// The answer for a field of another type. `A` and `B` are the innermost types that differ: a list is filled item by item.
pub struct Across<T, S, A, B> {
    source: S,
    target: PhantomData<fn(T, A, B)>,
}

impl<T> FillField<T, T> {
    /// How the field is filled.
    #[inline]
    pub fn way(self) -> Moved<T> {
        Moved(self.source)
    }
}

/// The fallback for a field of another type.
pub trait FillAcross<T, S> {
    /// How the field is filled.
    fn way(self) -> Across<T, S, T, S>;
}

impl<T, S> FillAcross<T, S> for FillField<T, S> {
    #[inline]
    fn way(self) -> Across<T, S, T, S> {
        Across {
            source: self.source,
            target: PhantomData,
        }
    }
}

macro_rules! containers {
    ($([$($key:ident)?] $container:ident),*) => {$(
        impl<T, S, $($key,)? A, B> Across<T, S, $container<$($key,)? A>, $container<$($key,)? B>> {
            /// Goes to the items.
            #[inline]
            pub fn items(self) -> Across<T, S, A, B> {
                Across {
                    source: self.source,
                    target: PhantomData,
                }
            }
        }
    )*};
}

containers!([] Option, [] Box, [] Vec, [] VecDeque, [] Page, [] CursorPage, [] LimitOffsetPage, [K] HashMap, [K] BTreeMap);

/// The fallback for what is not a container.
pub trait NoItems: Sized {
    /// There is nothing inside.
    #[inline]
    fn items(self) -> Self {
        self
    }
}

impl<T, S, A, B> NoItems for Across<T, S, A, B> {}
impl<T> NoItems for Moved<T> {}

/// The field can be filled.
#[diagnostic::on_unimplemented(
    message = "this field of the model is `{A}`, but the field it is filled from is `{B}` [wrong_model]",
    label = "`{A}` here, `{B}` in the source",
    note = "use the same type in both, or convert it with `#[response(map = path)]` on the field",
    note = "a model inside of a model is filled with `#[response(from = {B})]` on `{A}`"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait wrong_field<T, A, B> {
    /// Moves what the model needs.
    fn fill(self) -> T;
}

#[diagnostic::do_not_recommend]
impl<T> wrong_field<T, T, T> for Moved<T> {
    #[inline]
    fn fill(self) -> T {
        self.0
    }
}

#[diagnostic::do_not_recommend]
impl<T: FilledFrom<S>, S, A, B> wrong_field<T, A, B> for Across<T, S, A, B> {
    #[inline]
    fn fill(self) -> T {
        T::fill(self.source)
    }
}

/// The field, which is a reference, can be filled from a row.
#[diagnostic::on_unimplemented(
    message = "this field of the model is `{A}`, which cannot be borrowed from a row that is moved [wrong_model]",
    label = "`{A}` here, `{B}` in the source",
    note = "borrow the row: `#[response(from = &{Row})]` on the model, which is then written from an `Arc<{Row}>`",
    note = "or own what the field holds, as the row does: `{B}`"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait wrong_reference<Row, A, B> {
    /// Moves the reference.
    fn fill(self) -> A;
}

#[diagnostic::do_not_recommend]
impl<Row, T> wrong_reference<Row, T, T> for Moved<T> {
    #[inline]
    fn fill(self) -> T {
        self.0
    }
}

#[diagnostic::do_not_recommend]
impl<Row, T: FilledFrom<S>, S> wrong_reference<Row, T, S> for Across<T, S, T, S> {
    #[inline]
    fn fill(self) -> T {
        T::fill(self.source)
    }
}

/// The user has written the conversion that `into` asks for.
#[diagnostic::on_unimplemented(
    message = "`into` fills `{Self}` through `From`, which is not implemented for `{Row}` [wrong_model]",
    label = "no `From<{Row}>`",
    note = "write `impl From<{Row}> for {Self}`, or drop `into` to move the fields of the same names"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait wrong_conversion<Row> {
    /// Converts the row.
    fn convert(row: Row) -> Self;
}

#[diagnostic::do_not_recommend]
impl<Row, M: From<Row>> wrong_conversion<Row> for M {
    #[inline]
    fn convert(row: Row) -> Self {
        M::from(row)
    }
}
