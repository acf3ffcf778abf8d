//! A field of a model that borrows from a row, and writing such a model.

use std::marker::PhantomData;

use super::fill_field::Moved;
use crate::json::Out;
use crate::model::{LentFrom, Policy, ResponseModel};

/// A field of type `T` that borrows from an `S`. Its inherent methods are preferred to those of the trait.
#[derive(Debug)]
pub struct LendField<'a, T, S: ?Sized> {
    source: &'a S,
    target: PhantomData<fn() -> T>,
}

impl<'a, T, S: ?Sized> LendField<'a, T, S> {
    /// Takes the field of the source.
    #[inline]
    pub const fn of(source: &'a S) -> Self {
        Self {
            source,
            target: PhantomData,
        }
    }
}

/// The answer for a field of another type.
pub struct Lent<'a, T, S: ?Sized> {
    source: &'a S,
    target: PhantomData<fn() -> T>,
}

impl<T: Copy> LendField<'_, T, T> {
    /// How the field is filled: it is copied, since both types are the same.
    #[inline]
    pub fn way(self) -> Moved<T> {
        Moved(*self.source)
    }
}

/// The fallback for a field of another type.
pub trait LendAcross<'a, T, S: ?Sized> {
    /// How the field is filled.
    fn way(self) -> Lent<'a, T, S>;
}

impl<'a, T, S: ?Sized> LendAcross<'a, T, S> for LendField<'a, T, S> {
    #[inline]
    fn way(self) -> Lent<'a, T, S> {
        Lent {
            source: self.source,
            target: PhantomData,
        }
    }
}

/// The field can borrow what it needs.
#[diagnostic::on_unimplemented(
    message = "this field of the model is `{T}`, which cannot be borrowed from `{S}` [wrong_model]",
    label = "`{T}` here, a borrowed `{S}` in the source",
    note = "nothing is cloned: borrow the field as `&'a str`, `&'a [T]`, `&'a T` or `Option<&'a T>`",
    note = "a nested model is filled from its own row, `#[response(from = &Row)]`; anything else is converted with `#[response(map = path)]` on the field"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait wrong_loan<T, S: ?Sized> {
    /// Borrows what the model needs.
    fn lend(self) -> T;
}

#[diagnostic::do_not_recommend]
impl<T> wrong_loan<T, T> for Moved<T> {
    #[inline]
    fn lend(self) -> T {
        self.0
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T: LentFrom<'a, S>, S: ?Sized> wrong_loan<T, S> for Lent<'a, T, S> {
    #[inline]
    fn lend(self) -> T {
        T::lend(self.source)
    }
}

/// Writes a model that borrows from `source` while it is written.
#[inline]
pub fn write_lent<'a, 'b, P: Policy, M, S>(source: &'a S, out: Out<'b>) -> Out<'b>
where
    M: LentFrom<'a, S> + ResponseModel,
    S: ?Sized,
{
    M::lend(source).write::<P>(out)
}

/// About how many bytes [`write_lent`] will add.
#[inline]
pub fn lent_size_hint<'a, M, S>(source: &'a S) -> usize
where
    M: LentFrom<'a, S> + ResponseModel,
    S: ?Sized,
{
    M::lend(source).size_hint()
}
