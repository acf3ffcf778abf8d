//! The type of a field, as emitted code uses it. Not for users.
//!
//! Emitted code mentions the type of a field many times. If each were a bound, one type that is not a model would cause
//! many errors. So all but one go through [`Slot`]: an inherent function whose where-clause holds is preferred to a
//! trait function of the same name, and [`NotAModel`] is the fallback for every type. The rule
//! `not_a_response_model` asserts the bound.

use std::marker::PhantomData;

use crate::json::{Error, Out, collect};
use crate::model::policy::{Everything, Flattened, NonFiniteAsNull, Policy};
use crate::model::shape::{Field, Kind, Shape, ShapeFn};
use crate::model::{MemberNames, ResponseModel, to_vec};

/// The question about the type of a field.
#[derive(Debug)]
pub struct Slot<T: ?Sized>(PhantomData<fn() -> Box<T>>);

impl<T: ResponseModel + ?Sized> Slot<T> {
    /// Whether the type is a model.
    pub const IS_MODEL: bool = true;
    /// The function [`ResponseModel::shape`].
    pub const SHAPE: ShapeFn = T::shape;
    /// The value of [`ResponseModel::OMITTABLE`].
    pub const OMITTABLE: bool = T::OMITTABLE;
    /// The value of [`ResponseModel::NULLABLE`].
    pub const NULLABLE: bool = T::NULLABLE;

    /// Whether a value may be omitted, and whether it may be `null`.
    pub const MAY_BE_LEFT_OUT: [bool; 2] = [T::OMITTABLE, T::NULLABLE];
    /// The value of [`ResponseModel::MEMBERS`].
    pub const MEMBERS: bool = T::MEMBERS;
    /// The value of [`ResponseModel::NAMES`].
    pub const NAMES: MemberNames = T::NAMES;
    /// The value of [`ResponseModel::HAS_BYTES`].
    pub const HAS_BYTES: bool = T::HAS_BYTES;

    /// Calls [`ResponseModel::size_hint`].
    #[inline]
    pub fn size_hint(value: &T) -> usize {
        value.size_hint()
    }

    /// Calls [`ResponseModel::is_omitted`].
    #[inline]
    pub fn is_omitted(value: &T) -> bool {
        value.is_omitted()
    }

    /// Calls [`ResponseModel::is_none`].
    #[inline]
    pub fn is_none(value: &T) -> bool {
        value.is_none()
    }

    /// Calls [`ResponseModel::is_default`].
    #[inline]
    pub fn is_default(value: &T) -> bool {
        value.is_default()
    }

    /// Calls [`ResponseModel::write`].
    #[inline]
    pub fn write<'b, P: Policy>(value: &T, out: Out<'b>) -> Out<'b> {
        value.write::<P>(out)
    }

    /// Calls [`ResponseModel::put`].
    #[inline]
    pub fn put<'b, P: Policy, const N: usize>(key: &[u8; N], value: &T, out: Out<'b>) -> Out<'b> {
        value.put::<P, N>(key, out)
    }

    /// Calls [`ResponseModel::write_members`].
    #[inline]
    pub fn write_members<'b, P: Policy>(value: &T, out: Out<'b>) -> Out<'b> {
        value.write_members::<P>(out)
    }

    #[inline]
    fn is_left_out<P: Policy>(value: &T) -> bool {
        T::OMITTABLE && value.is_omitted()
            || P::EXCLUDE_NONE && T::NULLABLE && value.is_none()
            || P::EXCLUDE_DEFAULTS && value.is_default()
    }

    /// Writes a field of a struct, unless the policy leaves it out.
    #[inline]
    pub fn member<'b, P: Policy, const N: usize>(
        kept: bool,
        key: &[u8; N],
        value: &T,
        out: Out<'b>,
    ) -> Out<'b> {
        Self::member_at::<P, P::Nested, N>(kept, key, value, out)
    }

    /// Writes a field as [`member`](Self::member) does, with a policy of its own for the models inside of it.
    #[inline]
    pub fn member_at<'b, P: Policy, A: Policy, const N: usize>(
        kept: bool,
        key: &[u8; N],
        value: &T,
        out: Out<'b>,
    ) -> Out<'b> {
        if !kept || Self::is_left_out::<P>(value) {
            return out;
        }
        value.put::<A, N>(key, out)
    }

    /// Writes a field as [`member`](Self::member) does, if it has a default of its own.
    #[inline]
    pub fn member_unless_default<'b, P: Policy, A: Policy, const N: usize>(
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
            || P::EXCLUDE_DEFAULTS && Self::equals::<P>(value, &default())
        {
            return out;
        }
        value.put::<A, N>(key, out)
    }

    /// What a field that is unset is sent as, unless the policy leaves that out, too.
    #[inline]
    pub fn unset<P: Policy>(is_unset: bool, default: impl FnOnce() -> Option<T>) -> Option<T>
    where
        T: Sized,
    {
        if !P::UNSET_AS_DEFAULT || P::EXCLUDE_DEFAULTS || !is_unset {
            return None;
        }
        default().filter(|value| !(P::EXCLUDE_NONE && value.is_none()))
    }

    /// Writes the members of a flattened field.
    #[inline]
    pub fn flatten<'b, P: Policy, A: Policy>(sent: Flattened, value: &T, out: Out<'b>) -> Out<'b> {
        if T::OMITTABLE && value.is_omitted() {
            return out;
        }
        match sent {
            Flattened::Nothing => out,
            Flattened::Whole => value.write_members::<A>(out),
            Flattened::EachMember => value.write_members::<P>(out),
        }
    }

    /// Whether the value is written as the same JSON as the default.
    fn equals<P: Policy>(value: &T, default: &T) -> bool {
        let written = |value: &T| {
            if P::NON_FINITE_AS_NULL {
                collect(value.size_hint(), |out| {
                    value.write::<NonFiniteAsNull<Everything>>(out)
                })
            } else {
                to_vec(value)
            }
        };
        matches!((written(value), written(default)), (Ok(value), Ok(default)) if value == default)
    }

    /// Returns the value as JSON.
    #[must_use]
    pub fn value(value: &T) -> Option<serde_json::Value> {
        super::sent(value)
    }

    /// Returns the value as JSON that is sent: an extension member of a problem.
    ///
    /// # Errors
    /// As for [`to_vec`].
    pub fn extension(value: &T) -> Result<serde_json::Value, Error> {
        serde_json::from_slice(&to_vec(value)?).map_err(Error::new)
    }

    /// Returns the value as JSON, as a field with `non_finite_as_null` is sent.
    #[must_use]
    pub fn value_or_null(value: &T) -> Option<serde_json::Value> {
        super::sent_or_null(value)
    }
}

const NO_SHAPE: &Shape = &Shape::anonymous(Kind::UnitStruct);

/// The fallback for a type that is not a model. It never runs, since an assertion does not compile for the type.
pub trait NotAModel {
    /// The type of the field.
    type Type: ?Sized;
    /// The type is not a model.
    const IS_MODEL: bool = false;
    /// The type has no shape.
    const SHAPE: ShapeFn = || NO_SHAPE;
    /// The field is never omitted.
    const OMITTABLE: bool = false;
    /// The field is never `null`.
    const NULLABLE: bool = false;
    /// The field is always sent.
    const MAY_BE_LEFT_OUT: [bool; 2] = [false; 2];
    /// The field counts as an object, so that there is only one error.
    const MEMBERS: bool = true;
    /// No names are known, so that there is only one error.
    const NAMES: MemberNames = MemberNames::NONE;
    /// No bytes are known, so that there is only one error.
    const HAS_BYTES: bool = false;

    /// Nothing is written, so the size is 0.
    fn size_hint(_: &Self::Type) -> usize {
        0
    }
    /// The field is not omitted.
    fn is_omitted(_: &Self::Type) -> bool {
        false
    }
    /// The field is not `null`.
    fn is_none(_: &Self::Type) -> bool {
        false
    }
    /// The field does not hold a default.
    fn is_default(_: &Self::Type) -> bool {
        false
    }
    /// Writes nothing.
    fn write<'b, P: Policy>(_: &Self::Type, out: Out<'b>) -> Out<'b> {
        out
    }
    /// Writes nothing.
    fn put<'b, P: Policy, const N: usize>(_: &[u8; N], _: &Self::Type, out: Out<'b>) -> Out<'b> {
        out
    }
    /// Writes nothing.
    fn write_members<'b, P: Policy>(_: &Self::Type, out: Out<'b>) -> Out<'b> {
        out
    }
    /// Writes nothing.
    fn member<'b, P: Policy, const N: usize>(
        _: bool,
        _: &[u8; N],
        _: &Self::Type,
        out: Out<'b>,
    ) -> Out<'b> {
        out
    }
    /// Writes nothing.
    fn member_at<'b, P: Policy, A: Policy, const N: usize>(
        _: bool,
        _: &[u8; N],
        _: &Self::Type,
        out: Out<'b>,
    ) -> Out<'b> {
        out
    }
    /// Writes nothing.
    fn member_unless_default<'b, P: Policy, A: Policy, const N: usize>(
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
    /// Returns `None`: nothing is written.
    fn unset<P: Policy>(_: bool, _: impl FnOnce() -> Option<Self::Type>) -> Option<Self::Type>
    where
        Self::Type: Sized,
    {
        None
    }
    /// Writes nothing.
    fn flatten<'b, P: Policy, A: Policy>(_: Flattened, _: &Self::Type, out: Out<'b>) -> Out<'b> {
        out
    }
    /// The field has no value.
    fn value(_: &Self::Type) -> Option<serde_json::Value> {
        None
    }
    /// The field has no value.
    ///
    /// # Errors
    /// It never fails.
    fn extension(_: &Self::Type) -> Result<serde_json::Value, Error> {
        Ok(serde_json::Value::Null)
    }
    /// The field has no value.
    fn value_or_null(_: &Self::Type) -> Option<serde_json::Value> {
        None
    }
}

impl<T: ?Sized> NotAModel for Slot<T> {
    type Type = T;
}

/// Describes fields of a struct whose names are the same in Rust and in the JSON.
#[must_use]
pub const fn plain_fields<const N: usize>(
    names: [&'static str; N],
    shapes: [ShapeFn; N],
) -> [Field; N] {
    renamed_fields(names, names, shapes)
}

/// Describes fields of a struct.
#[must_use]
pub const fn renamed_fields<const N: usize>(
    names: [&'static str; N],
    wire_names: [&'static str; N],
    shapes: [ShapeFn; N],
) -> [Field; N] {
    const UNNAMED: Field = Field::new("", "", || NO_SHAPE);
    let mut fields = [UNNAMED; N];
    let mut index = 0;
    while index < N {
        fields[index] = Field::new(names[index], wire_names[index], shapes[index]);
        index += 1;
    }
    fields
}

/// Whether a field is sent whatever its value is.
#[must_use]
pub const fn is_always_sent<P: Policy>(
    name: &str,
    wire_name: &str,
    [is_omittable, is_nullable]: [bool; 2],
) -> bool {
    let may_be_left_out = is_omittable || P::EXCLUDE_DEFAULTS || P::EXCLUDE_NONE && is_nullable;
    P::FIELDS.keeps(name, wire_name) && !may_be_left_out
}

/// Writes the members of a model as an object.
#[inline]
pub fn write_object<'b, M: ResponseModel, P: Policy>(model: &M, out: Out<'b>) -> Out<'b> {
    out.object(|out| model.write_members::<P>(out))
}

/// Whether there are members.
pub struct HasMembers<const HAS: bool>;

/// A type is written as an object.
pub struct Object;

/// A type is not written as an object.
pub struct NoObject;

/// The answer as a type.
pub trait HasAnswer {
    /// [`Object`] or [`NoObject`].
    type Answer;
}

impl HasAnswer for HasMembers<true> {
    type Answer = Object;
}

impl HasAnswer for HasMembers<false> {
    type Answer = NoObject;
}

/// How the type `T` is written.
pub struct Members<T: ?Sized, A>(PhantomData<fn(&T) -> A>);

/// Returns the question.
#[must_use]
pub const fn members<T: ?Sized, A>() -> Members<T, A> {
    Members(PhantomData)
}

/// A field that is flattened is written as an object.
#[diagnostic::on_unimplemented(
    message = "`{T}` is not written as an object, so it cannot be flattened [not_an_object]",
    label = "has no members",
    note = "the members of a flattened field stand beside those of the struct",
    note = "drop `#[serde(flatten)]`"
)]
pub trait Flattens<T: ?Sized>: Sized {
    /// Asserts that the field is written as an object. A function of the trait, so that rustc does not explain the bound.
    fn check(_: Members<T, Self>) {}
}
#[diagnostic::do_not_recommend]
impl<T: ?Sized> Flattens<T> for Object {}
// With one implementation alone the compiler would infer it.
#[diagnostic::do_not_recommend]
impl Flattens<()> for () {}

/// The content of an internally tagged variant is written as an object.
#[diagnostic::on_unimplemented(
    message = "`{T}` is not written as an object, so it has no place for the tag [not_an_object]",
    label = "has no members",
    note = "`#[serde(tag = \"type\")]` writes the tag as a member of what the variant holds",
    note = "write the content as a member of its own: `#[serde(tag = \"type\", content = \"value\")]`; or name it in a variant with fields: `Variant {{ value: {T} }}`"
)]
pub trait Tags<T: ?Sized>: Sized {
    /// Asserts that the content is written as an object.
    fn check(_: Members<T, Self>) {}
}
#[diagnostic::do_not_recommend]
impl<T: ?Sized> Tags<T> for Object {}
// With one implementation alone the compiler would infer it.
#[diagnostic::do_not_recommend]
impl Tags<()> for () {}

/// Returns what `#[serde(into = "..")]` writes in place of a value.
pub fn converted<M: Clone + Into<T>, T>(model: &M) -> T {
    model.clone().into()
}
