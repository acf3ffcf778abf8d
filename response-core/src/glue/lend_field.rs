//! A field of a model that borrows from a row, and writing such a model.

use std::marker::PhantomData;

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

impl<T: Copy> LendField<'_, T, T> {
    /// Copies the value, since both types are the same.
    #[inline]
    pub fn lend(self) -> T {
        *self.source
    }
}

/// Borrows a field from one of another type.
pub trait LendAcross<'a, T, S: ?Sized> {
    /// Borrows what the model needs.
    fn lend(self) -> T
    where
        T: LentFrom<'a, S>;
}

impl<'a, T, S: ?Sized> LendAcross<'a, T, S> for LendField<'a, T, S> {
    #[inline]
    fn lend(self) -> T
    where
        T: LentFrom<'a, S>,
    {
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
