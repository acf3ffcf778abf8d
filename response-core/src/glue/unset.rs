//! The default of a field that is unset, for a route with `unset = default`. Not for users.

use std::marker::PhantomData;

use crate::model::Field;

/// The question whether the type of a field is a `Field`, and whether the type inside it has a default.
#[derive(Debug)]
pub struct UnsetDefault<T>(PhantomData<fn() -> T>);

impl<T> UnsetDefault<T> {
    /// Creates the question.
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
    /// What the field is sent as while it is unset: the value of `#[response(unset = ..)]`.
    #[must_use]
    pub fn of(&self, value: impl FnOnce() -> T) -> Option<Field<T>> {
        Some(Field::Set(value()))
    }
}

impl<T: Default> UnsetDefault<Field<T>> {
    /// What the field is sent as while it is unset: the default of its type.
    #[must_use]
    pub fn value(&self) -> Option<Field<T>> {
        Some(Field::Set(T::default()))
    }
}

/// The fallback for a type without a default.
pub trait NoUnsetDefault {
    /// The type of the field.
    type Type;
    /// Returns `None`: the type is not a `Field`, which is reported elsewhere.
    fn of<V>(&self, _: impl FnOnce() -> V) -> Option<Self::Type> {
        None
    }
    /// Returns `None`: the type has no default.
    fn value(&self) -> Option<Self::Type> {
        None
    }
}

impl<T> NoUnsetDefault for UnsetDefault<T> {
    type Type = T;
}
