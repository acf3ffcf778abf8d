//! A field's type, as emitted code sees it. Nothing here is for users.
//!
//! Emitted code mentions the type of a field many times. Were each a bound, one type that is not a model would be many
//! errors. So all but one go through [`Slot`]: an inherent function whose where-clause holds is preferred to a trait
//! function of the same name, and [`NotAModel`] answers for every type. The one place that asserts is
//! [`assert_model`].

use std::marker::PhantomData;

use crate::json::Out;
use crate::model::policy::{Flattened, Policy};
use crate::model::shape::{Kind, Shape, ShapeFn};
use crate::model::{ResponseModel, to_vec};

/// The type of a field.
#[derive(Debug)]
pub struct Slot<T: ?Sized>(PhantomData<fn() -> Box<T>>);

impl<T: ResponseModel + ?Sized> Slot<T> {
    /// [`ResponseModel::shape`]
    pub const SHAPE: ShapeFn = T::shape;
    /// [`ResponseModel::OMITTABLE`]
    pub const OMITTABLE: bool = T::OMITTABLE;
    /// [`ResponseModel::NULLABLE`]
    pub const NULLABLE: bool = T::NULLABLE;

    /// [`ResponseModel::MEMBERS`]
    pub const MEMBERS: bool = T::MEMBERS;

    /// [`ResponseModel::size_hint`]
    #[inline]
    pub fn size_hint(value: &T) -> usize {
        value.size_hint()
    }

    /// [`ResponseModel::is_omitted`]
    #[inline]
    pub fn is_omitted(value: &T) -> bool {
        value.is_omitted()
    }

    /// [`ResponseModel::is_none`]
    #[inline]
    pub fn is_none(value: &T) -> bool {
        value.is_none()
    }

    /// [`ResponseModel::is_default`]
    #[inline]
    pub fn is_default(value: &T) -> bool {
        value.is_default()
    }

    /// [`ResponseModel::write`]
    #[inline]
    pub fn write<'b, P: Policy>(value: &T, out: Out<'b>) -> Out<'b> {
        value.write::<P>(out)
    }

    /// [`ResponseModel::put`]
    #[inline]
    pub fn put<'b, P: Policy, const N: usize>(key: &[u8; N], value: &T, out: Out<'b>) -> Out<'b> {
        value.put::<P, N>(key, out)
    }

    /// [`ResponseModel::write_members`]
    #[inline]
    pub fn write_members<'b, P: Policy>(value: &T, out: Out<'b>) -> Out<'b> {
        value.write_members::<P>(out)
    }

    /// Writes a field of a struct, unless the policy leaves it out.
    #[inline]
    pub fn member<'b, P: Policy, const N: usize>(
        kept: bool,
        key: &[u8; N],
        value: &T,
        out: Out<'b>,
    ) -> Out<'b> {
        if !kept
            || T::OMITTABLE && value.is_omitted()
            || P::EXCLUDE_NONE && T::NULLABLE && value.is_none()
            || P::EXCLUDE_DEFAULTS && value.is_default()
        {
            return out;
        }
        value.put::<P::Nested, N>(key, out)
    }

    /// [`member`](Self::member) of a field whose default is not simply that of its type.
    #[inline]
    pub fn member_unless_default<'b, P: Policy, const N: usize>(
        kept: bool,
        key: &[u8; N],
        value: &T,
        default: impl FnOnce() -> T,
        out: Out<'b>,
    ) -> Out<'b>
    where
        T: Sized,
    {
        if !kept
            || T::OMITTABLE && value.is_omitted()
            || P::EXCLUDE_NONE && T::NULLABLE && value.is_none()
            || P::EXCLUDE_DEFAULTS && Self::equals(value, &default())
        {
            return out;
        }
        value.put::<P::Nested, N>(key, out)
    }

    /// Writes the members of a flattened field.
    #[inline]
    pub fn flatten<'b, P: Policy>(sent: Flattened, value: &T, out: Out<'b>) -> Out<'b> {
        if T::OMITTABLE && value.is_omitted() {
            return out;
        }
        match sent {
            Flattened::Nothing => out,
            Flattened::Whole => value.write_members::<P::Nested>(out),
            Flattened::EachMember => value.write_members::<P>(out),
        }
    }

    /// Whether the value is written as the default is.
    pub fn equals(value: &T, default: &T) -> bool {
        matches!((to_vec(value), to_vec(default)), (Ok(value), Ok(default)) if value == default)
    }

    /// The value as JSON.
    #[must_use]
    pub fn value(value: &T) -> Option<serde_json::Value> {
        serde_json::from_slice(&to_vec(value).ok()?).ok()
    }
}

const NO_SHAPE: &Shape = &Shape::anonymous(Kind::UnitStruct);

/// The answers for a type that is not a model: never heard, because [`assert_model`] does not compile for it.
pub trait NotAModel {
    /// The type.
    type Type: ?Sized;
    /// None.
    const SHAPE: ShapeFn = || NO_SHAPE;
    /// No.
    const OMITTABLE: bool = false;
    /// No.
    const NULLABLE: bool = false;
    /// Yes: one error is enough.
    const MEMBERS: bool = true;

    /// Nothing.
    fn size_hint(_: &Self::Type) -> usize {
        0
    }
    /// No.
    fn is_omitted(_: &Self::Type) -> bool {
        false
    }
    /// No.
    fn is_none(_: &Self::Type) -> bool {
        false
    }
    /// No.
    fn is_default(_: &Self::Type) -> bool {
        false
    }
    /// Nothing.
    fn write<'b, P: Policy>(_: &Self::Type, out: Out<'b>) -> Out<'b> {
        out
    }
    /// Nothing.
    fn put<'b, P: Policy, const N: usize>(_: &[u8; N], _: &Self::Type, out: Out<'b>) -> Out<'b> {
        out
    }
    /// Nothing.
    fn write_members<'b, P: Policy>(_: &Self::Type, out: Out<'b>) -> Out<'b> {
        out
    }
    /// Nothing.
    fn member<'b, P: Policy, const N: usize>(
        _: bool,
        _: &[u8; N],
        _: &Self::Type,
        out: Out<'b>,
    ) -> Out<'b> {
        out
    }
    /// Nothing.
    fn member_unless_default<'b, P: Policy, const N: usize>(
        _: bool,
        _: &[u8; N],
        _: &Self::Type,
        _: impl FnOnce() -> Self::Type,
        out: Out<'b>,
    ) -> Out<'b>
    where
        Self::Type: Sized,
    {
        out
    }
    /// Nothing.
    fn flatten<'b, P: Policy>(_: Flattened, _: &Self::Type, out: Out<'b>) -> Out<'b> {
        out
    }
    /// No.
    fn equals(_: &Self::Type, _: &Self::Type) -> bool {
        false
    }
    /// None.
    fn value(_: &Self::Type) -> Option<serde_json::Value> {
        None
    }
}

impl<T: ?Sized> NotAModel for Slot<T> {
    type Type = T;
}

/// The type of this field is a response model.
pub const fn assert_model<T: ResponseModel + ?Sized>() {}

/// The type of this field, which is flattened or stands behind a tag, is written as an object.
#[track_caller]
pub const fn assert_members(has_members: bool, message: &'static str) {
    assert!(has_members, "{}", message);
}

/// What `#[serde(into = "..")]` writes in place of a value.
pub fn converted<M: Clone + Into<T>, T>(model: &M) -> T {
    model.clone().into()
}
