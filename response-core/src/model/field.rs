//! [`Field`]: a field that may be unset.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::value::{
    BorrowedBytesDeserializer, BorrowedStrDeserializer, BytesDeserializer, EnumAccessDeserializer,
    MapAccessDeserializer, SeqAccessDeserializer,
};
use serde::de::{self, Deserialize, Deserializer, IntoDeserializer, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};

use crate::json::Out;
use crate::model::policy::Policy;
use crate::model::shape::{Kind, Shape};
use crate::model::{FilledFrom, HasField, MemberNames, ResponseModel, WrittenFrom};

/// A field that may be unset, which is not the same as `null`.
///
/// Deserialized from an absent key it is `Unset`, with no attribute on the field; an unset field is left out of every
/// response. A field that may be `null` as well is a `Field<Option<T>>`.
///
/// ```
/// use steadfast::Field;
///
/// #[derive(serde::Deserialize)]
/// struct UserPatch {
///     name: Field<String>,
///     phone: Field<Option<String>>,
/// }
///
/// let patch: UserPatch = serde_json::from_str(r#"{ "phone": null }"#)?;
/// let (mut name, mut phone) = ("Ada".to_owned(), Some("555".to_owned()));
/// patch.name.apply(&mut name);
/// patch.phone.apply(&mut phone);
/// assert_eq!((name.as_str(), phone), ("Ada", None));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// Without a target, it is asked for its value:
///
/// ```
/// use steadfast::Field;
///
/// let name = Field::Set("Ada".to_owned());
/// assert!(name.is_set() && Field::<String>::Unset.is_unset());
/// assert_eq!(name.as_ref().map(|name| name.len()), Field::Set(3));
/// assert_eq!(name.into_option(), Some("Ada".to_owned()));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field<T> {
    /// The field was not given.
    #[default]
    Unset,
    /// The field was given, with this value.
    Set(T),
}

impl<T> Field<T> {
    /// Whether the field was not given.
    ///
    /// For a type that derives `Serialize` as well:
    /// `#[serde(default, skip_serializing_if = "Field::is_unset")]`.
    #[must_use]
    pub const fn is_unset(&self) -> bool {
        matches!(self, Self::Unset)
    }

    /// Whether the field was given.
    #[must_use]
    pub const fn is_set(&self) -> bool {
        matches!(self, Self::Set(_))
    }

    /// Replaces `target` with the value, if there is one. A `target` that is a `Field` itself is then set.
    ///
    /// ```
    /// use steadfast::Field;
    ///
    /// let (mut name, mut phone) = ("Ada".to_owned(), Field::Unset);
    /// Field::Set("Grace".to_owned()).apply(&mut name);
    /// Field::Set(Some("555")).apply(&mut phone);
    /// Field::<Option<&str>>::Unset.apply(&mut phone);
    /// assert_eq!((name.as_str(), phone), ("Grace", Field::Set(Some("555"))));
    /// ```
    pub fn apply(self, target: &mut impl Apply<T>) {
        if let Self::Set(value) = self {
            target.set(value);
        }
    }

    /// Converts the value, if there is one.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Field<U> {
        match self {
            Self::Unset => Field::Unset,
            Self::Set(value) => Field::Set(convert(value)),
        }
    }

    /// Borrows the value, if there is one.
    pub const fn as_ref(&self) -> Field<&T> {
        match self {
            Self::Unset => Field::Unset,
            Self::Set(value) => Field::Set(value),
        }
    }

    /// The value, if there is one.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Unset => None,
            Self::Set(value) => Some(value),
        }
    }
}

/// What [`Field::apply`] can replace: a `T`, or a `Field<T>`.
#[diagnostic::on_unimplemented(
    message = "a field of `{T}` cannot replace `{Self}`",
    label = "neither `{T}` nor `Field<{T}>`",
    note = "convert the value first: `field.map(convert).apply(&mut target)`"
)]
pub trait Apply<T> {
    /// Sets the value.
    fn set(&mut self, value: T);
}

impl<T> Apply<T> for T {
    fn set(&mut self, value: T) {
        *self = value;
    }
}

impl<T> Apply<T> for Field<T> {
    fn set(&mut self, value: T) {
        *self = Self::Set(value);
    }
}

impl<T> From<T> for Field<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}

/// A value that is set satisfies the constraints of its type: `#[garde(dive)] name: Field<Name>`.
#[cfg(feature = "garde")]
impl<T: garde::Validate> garde::Validate for Field<T> {
    type Context = T::Context;

    fn validate_into(
        &self,
        context: &Self::Context,
        parent: &mut dyn FnMut() -> garde::Path,
        report: &mut garde::Report,
    ) {
        if let Self::Set(value) = self {
            value.validate_into(context, parent, report);
        }
    }
}

impl<T: ResponseModel> ResponseModel for Field<T> {
    const SHAPE: &'static Shape = &Shape::anonymous(Kind::Unset(T::shape));
    const OMITTABLE: bool = true;
    const NULLABLE: bool = T::NULLABLE;
    const MEMBERS: bool = T::MEMBERS;
    const NAMES: MemberNames = T::NAMES;
    const MODEL: &'static Shape = T::MODEL;
    const HAS_BYTES: bool = T::HAS_BYTES;

    fn size_hint(&self) -> usize {
        match self {
            Self::Unset => 0,
            Self::Set(value) => value.size_hint(),
        }
    }

    fn is_omitted(&self) -> bool {
        match self {
            Self::Unset => true,
            Self::Set(value) => value.is_omitted(),
        }
    }

    fn is_none(&self) -> bool {
        match self {
            Self::Unset => false,
            Self::Set(value) => value.is_none(),
        }
    }

    // `is_default` is not forwarded: a value that was set is sent, even if it equals the default of its type.

    /// Writes `null` for an unset value that is not a field and so cannot be left out, such as an item of a list.
    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        match self {
            Self::Unset => out.null(b""),
            Self::Set(value) => value.write::<P>(out),
        }
    }

    fn put<'b, P: Policy, const N: usize>(&self, key: &[u8; N], out: Out<'b>) -> Out<'b> {
        match self {
            Self::Unset => out.null(key),
            Self::Set(value) => value.put::<P, N>(key, out),
        }
    }

    fn write_members<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        match self {
            Self::Unset => out,
            Self::Set(value) => value.write_members::<P>(out),
        }
    }
}

impl<S, T: FilledFrom<S>> FilledFrom<Field<S>> for Field<T> {
    fn fill(source: Field<S>) -> Self {
        source.map(T::fill)
    }
}

impl<S, T: WrittenFrom<S>> WrittenFrom<Field<S>> for Field<T> {
    fn write_filled<P: Policy>(source: Field<S>, out: Out<'_>) -> Out<'_> {
        match source {
            Field::Unset => out.null(b""),
            Field::Set(source) => T::write_filled::<P>(source, out),
        }
    }

    fn filled_size_hint(source: &Field<S>) -> usize {
        match source {
            Field::Unset => 0,
            Field::Set(source) => T::filled_size_hint(source),
        }
    }
}

impl<T: HasField<HASH>, const HASH: u64> HasField<HASH> for Field<T> {}

thread_local! {
    static IS_DESCRIBING: Cell<bool> = const { Cell::new(false) };
}

/// Makes schemas of types. schemars shows the default of a field as serde writes it, which would be `null` for one that is
/// unset: a value of its own.
pub(crate) fn while_describing<R>(describe: impl FnOnce() -> R) -> R {
    let before = IS_DESCRIBING.replace(true);
    let described = describe();
    IS_DESCRIBING.set(before);
    described
}

/// An unset field is serialized as `null`, since plain serde cannot leave a field out by itself.
impl<T: Serialize> Serialize for Field<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unset if IS_DESCRIBING.get() => {
                Err(S::Error::custom("a field that is unset has no value"))
            }
            Self::Unset => serializer.serialize_none(),
            Self::Set(value) => value.serialize(serializer),
        }
    }
}

impl<T: JsonSchema> JsonSchema for Field<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }

    // schemars calls this, and nothing public, to learn whether a request may leave the field out.
    fn _schemars_private_is_option() -> bool {
        true
    }
}

// For an absent field, serde deserializes the type from a deserializer that always fails. Any other deserializer calls
// the visitor first, so an error without that call means that the key is absent.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let is_present = Cell::new(false);
        let value = deserializer.deserialize_newtype_struct(
            "Field",
            Present {
                is_present: &is_present,
                value: PhantomData,
            },
        );
        match value {
            Ok(value) => Ok(Self::Set(value)),
            Err(_) if !is_present.get() => Ok(Self::Unset),
            Err(error) => Err(error),
        }
    }
}

struct Present<'c, T> {
    is_present: &'c Cell<bool>,
    value: PhantomData<fn() -> T>,
}

macro_rules! forward_values {
    ($($visit:ident($type:ty))*) => {$(
        fn $visit<E: de::Error>(self, value: $type) -> Result<T, E> {
            self.is_present.set(true);
            T::deserialize(value.into_deserializer())
        }
    )*};
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Present<'_, T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        self.is_present.set(true);
        T::deserialize(deserializer)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        self.is_present.set(true);
        T::deserialize(deserializer)
    }

    // The rest is for deserializers that do not support newtypes and pass the value they hold.

    forward_values! {
        visit_bool(bool)
        visit_i64(i64)
        visit_i128(i128)
        visit_u64(u64)
        visit_u128(u128)
        visit_f32(f32)
        visit_f64(f64)
        visit_char(char)
        visit_str(&str)
        visit_string(String)
    }

    fn visit_borrowed_str<E: de::Error>(self, value: &'de str) -> Result<T, E> {
        self.is_present.set(true);
        T::deserialize(BorrowedStrDeserializer::new(value))
    }

    fn visit_bytes<E: de::Error>(self, value: &[u8]) -> Result<T, E> {
        self.is_present.set(true);
        T::deserialize(BytesDeserializer::new(value))
    }

    fn visit_borrowed_bytes<E: de::Error>(self, value: &'de [u8]) -> Result<T, E> {
        self.is_present.set(true);
        T::deserialize(BorrowedBytesDeserializer::new(value))
    }

    fn visit_none<E: de::Error>(self) -> Result<T, E> {
        self.visit_unit()
    }

    fn visit_unit<E: de::Error>(self) -> Result<T, E> {
        self.is_present.set(true);
        T::deserialize(().into_deserializer())
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, access: A) -> Result<T, A::Error> {
        self.is_present.set(true);
        T::deserialize(SeqAccessDeserializer::new(access))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, access: A) -> Result<T, A::Error> {
        self.is_present.set(true);
        T::deserialize(MapAccessDeserializer::new(access))
    }

    fn visit_enum<A: de::EnumAccess<'de>>(self, access: A) -> Result<T, A::Error> {
        self.is_present.set(true);
        T::deserialize(EnumAccessDeserializer::new(access))
    }
}
