//! The default of a field that is unset, for a route with `unset = default`. Not for users.

use std::marker::PhantomData;

use crate::model::Field;

/// The question about the type of a field.
#[derive(Debug)]
pub struct UnsetDefault<T>(PhantomData<fn() -> T>);

impl<T> UnsetDefault<T> {
    /// Asks whether the type inside the `Field` has a default.
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T> Default for UnsetDefault<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> UnsetDefault<Field<T>> {
    /// The field as it is sent, by what the user says.
    #[must_use]
    pub fn of(&self, value: impl FnOnce() -> T) -> Option<Field<T>> {
        Some(Field::Set(value()))
    }
}

impl<T: Default> UnsetDefault<Field<T>> {
    /// The field as it is sent.
    #[must_use]
    pub fn value(&self) -> Option<Field<T>> {
        Some(Field::Set(T::default()))
    }
}

/// The fallback for a type without a default.
pub trait NoUnsetDefault {
    /// The type of the field.
    type Type;
    /// The type is not a `Field`, which is reported elsewhere.
    fn of<V>(&self, _: impl FnOnce() -> V) -> Option<Self::Type> {
        None
    }
    /// There is no default.
    fn value(&self) -> Option<Self::Type> {
        None
    }
}

impl<T> NoUnsetDefault for UnsetDefault<T> {
    type Type = T;
}
