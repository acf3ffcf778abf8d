//! [`Binary`]: the types of a field with `#[response(base64)]`, and [`Base64`], a type that is one by itself.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::fmt;
use std::hash::BuildHasher;
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::json::Out;
use crate::model::policy::Policy;
use crate::model::shape::{Kind, Shape, ShapeFn};
use crate::model::{Field, FilledFrom, LentFrom, MapKey, ResponseModel, WrittenFrom};

/// Bytes, and containers of them: what a field with `#[response(base64)]` holds.
///
/// JSON has no bytes. Such a field is sent as text, in base64 with padding (RFC 4648 section 4), and described as a
/// string with `contentEncoding: base64`. Without the attribute a `Vec<u8>` is a list of numbers, of which the rule
/// `bytes_as_numbers` warns.
///
/// ```
/// use steadfast::{ResponseModel, json};
///
/// #[derive(ResponseModel)]
/// struct Avatar {
///     #[response(base64)]
///     image: Vec<u8>,
///     #[response(base64)]
///     thumbnail: Option<[u8; 2]>,
/// }
///
/// let avatar = Avatar { image: b"image".to_vec(), thumbnail: Some([0, 255]) };
/// assert_eq!(json::to_vec(&avatar)?, br#"{"image":"aW1hZ2U=","thumbnail":"AP8="}"#);
/// # Ok::<(), json::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not hold bytes",
    label = "no bytes",
    note = "bytes are `Vec<u8>`, `[u8; N]`, `&[u8]`, `Cow<[u8]>` and `Bytes`"
)]
pub trait Binary {
    /// Whether the value can be an unset [`Field`].
    #[doc(hidden)]
    const CAN_BE_UNSET: bool = false;

    /// Whether the value can be `None`.
    #[doc(hidden)]
    const CAN_BE_NONE: bool = false;

    /// What describes the value as it is sent.
    #[doc(hidden)]
    fn base64_shape() -> &'static Shape;

    /// Writes a key literal and then the value.
    #[doc(hidden)]
    fn put_base64<'b, const N: usize>(&self, key: &[u8; N], out: Out<'b>) -> Out<'b>;

    /// How many bytes the value adds, without the key.
    #[doc(hidden)]
    fn base64_size_hint(&self) -> usize;

    /// Whether it is unset, `None`, or holds no bytes.
    #[doc(hidden)]
    fn absence(&self) -> Absence;
}

/// Whether a value holds bytes, and what it is if it does not.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// An unset [`Field`].
    Unset,
    /// `None`.
    Null,
    /// An empty list of bytes, which is the default.
    Empty,
    /// There are bytes.
    Present,
}

const fn is_empty(is_empty: bool) -> Absence {
    if is_empty {
        Absence::Empty
    } else {
        Absence::Present
    }
}

const fn text_shape() -> &'static Shape {
    const { &Shape::leaf::<Base64>("Base64") }
}

macro_rules! bytes {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        impl<$($generics)*> Binary for $type {
            fn base64_shape() -> &'static Shape {
                text_shape()
            }
            #[inline]
            fn put_base64<'b, const K: usize>(&self, key: &[u8; K], out: Out<'b>) -> Out<'b> {
                out.base64(key, self)
            }
            fn base64_size_hint(&self) -> usize {
                self.len().div_ceil(3) * 4 + 2
            }
            fn absence(&self) -> Absence {
                is_empty(self.is_empty())
            }
        }
    )*};
}

bytes! {
    [] [u8];
    [const N: usize] [u8; N];
    [] Vec<u8>;
    [] Bytes;
}

const fn list(item: ShapeFn) -> Shape {
    Shape::anonymous(Kind::List(item))
}

macro_rules! lists {
    ($([$($generics:tt)*] $type:ty, $shape:expr;)*) => {$(
        impl<T: Binary, $($generics)*> Binary for $type {
            fn base64_shape() -> &'static Shape {
                const { &$shape }
            }
            fn put_base64<'b, const K: usize>(&self, key: &[u8; K], out: Out<'b>) -> Out<'b> {
                out.literal(key).each(*b"[]", self.iter(), |out, before, item| {
                    item.put_base64(before, out)
                })
            }
            fn base64_size_hint(&self) -> usize {
                self.iter().fold(2, |size, item| size + item.base64_size_hint() + 1)
            }
            fn absence(&self) -> Absence {
                is_empty(self.is_empty())
            }
        }
    )*};
}

lists! {
    [] [T], list(T::base64_shape);
    [] Vec<T>, list(T::base64_shape);
    [] VecDeque<T>, list(T::base64_shape);
    [const N: usize] [T; N], Shape::anonymous(Kind::Array(T::base64_shape, N));
}

macro_rules! maps {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        impl<K: MapKey, T: Binary, $($generics)*> Binary for $type {
            fn base64_shape() -> &'static Shape {
                const { &Shape::anonymous(Kind::Map { key: K::shape, value: T::base64_shape }) }
            }
            fn put_base64<'b, const N: usize>(&self, key: &[u8; N], out: Out<'b>) -> Out<'b> {
                out.literal(key).each(*b"{}", self.iter(), |out, before, (key, value)| {
                    value.put_base64(b":", key.put_key(before, out))
                })
            }
            fn base64_size_hint(&self) -> usize {
                self.iter().fold(2, |size, (key, value)| {
                    size + key.key_size_hint() + value.base64_size_hint() + 2
                })
            }
            fn absence(&self) -> Absence {
                is_empty(self.is_empty())
            }
        }
    )*};
}

maps! {
    [] BTreeMap<K, T>;
    [H: BuildHasher] HashMap<K, T, H>;
}

macro_rules! pointers {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        impl<$($generics)*> Binary for $type {
            const CAN_BE_UNSET: bool = T::CAN_BE_UNSET;
            const CAN_BE_NONE: bool = T::CAN_BE_NONE;
            fn base64_shape() -> &'static Shape {
                T::base64_shape()
            }
            #[inline]
            fn put_base64<'b, const N: usize>(&self, key: &[u8; N], out: Out<'b>) -> Out<'b> {
                (**self).put_base64(key, out)
            }
            fn base64_size_hint(&self) -> usize {
                (**self).base64_size_hint()
            }
            fn absence(&self) -> Absence {
                (**self).absence()
            }
        }
    )*};
}

pointers! {
    [T: Binary + ?Sized] &T;
    [T: Binary + ?Sized] &mut T;
    [T: Binary + ?Sized] Box<T>;
    [T: Binary + ?Sized] Rc<T>;
    [T: Binary + ?Sized] Arc<T>;
    [T: Binary + ToOwned + ?Sized] Cow<'_, T>;
}

impl<T: Binary> Binary for Option<T> {
    const CAN_BE_NONE: bool = true;

    fn base64_shape() -> &'static Shape {
        const { &Shape::anonymous(Kind::Nullable(T::base64_shape)) }
    }

    fn put_base64<'b, const N: usize>(&self, key: &[u8; N], out: Out<'b>) -> Out<'b> {
        match self {
            Some(value) => value.put_base64(key, out),
            None => out.null(key),
        }
    }

    fn base64_size_hint(&self) -> usize {
        self.as_ref().map_or(4, T::base64_size_hint)
    }

    fn absence(&self) -> Absence {
        match self.as_ref().map(T::absence) {
            None | Some(Absence::Null | Absence::Unset) => Absence::Null,
            Some(_) => Absence::Present,
        }
    }
}

impl<T: Binary> Binary for Field<T> {
    const CAN_BE_UNSET: bool = true;
    const CAN_BE_NONE: bool = T::CAN_BE_NONE;

    fn base64_shape() -> &'static Shape {
        const { &Shape::anonymous(Kind::Unset(T::base64_shape)) }
    }

    fn put_base64<'b, const N: usize>(&self, key: &[u8; N], out: Out<'b>) -> Out<'b> {
        match self {
            Self::Set(value) => value.put_base64(key, out),
            Self::Unset => out.null(key),
        }
    }

    fn base64_size_hint(&self) -> usize {
        match self {
            Self::Set(value) => value.base64_size_hint(),
            Self::Unset => 0,
        }
    }

    fn absence(&self) -> Absence {
        match self {
            Self::Unset => Absence::Unset,
            // A value that was set is sent, even if it is the default of its type.
            Self::Set(value) => match value.absence() {
                Absence::Empty => Absence::Present,
                other => other,
            },
        }
    }
}

/// Bytes that are text in JSON, in base64 with padding (RFC 4648 section 4).
///
/// It is for a type that is both received and sent, and for bytes inside a tuple or a generic type. serde reads and
/// writes it as text, and its schema says `contentEncoding: base64`. A field of a model that is only sent can keep its
/// type: `#[response(base64)]`.
///
/// ```
/// use schemars::JsonSchema;
/// use serde::{Deserialize, Serialize};
/// use steadfast::{Base64, ResponseModel, json};
///
/// #[derive(Serialize, Deserialize, JsonSchema, ResponseModel)]
/// struct Attachment {
///     name: String,
///     content: Base64,
/// }
///
/// let sent = br#"{"name":"hello.txt","content":"aGVsbG8="}"#;
/// let attachment: Attachment = serde_json::from_slice(sent)?;
/// assert_eq!(attachment.content.0, b"hello");
/// assert_eq!(json::to_vec(&attachment)?, sent);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A model with this field is filled from a row that holds the bytes themselves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64<T = Vec<u8>>(pub T);

impl<T> From<T> for Base64<T> {
    fn from(bytes: T) -> Self {
        Self(bytes)
    }
}

impl<T: AsRef<[u8]>> AsRef<[u8]> for Base64<T> {
    fn as_ref(&self) -> &[u8] {
        self.0.as_ref()
    }
}

impl<T: Binary> ResponseModel for Base64<T> {
    const SHAPE: &'static Shape = &Shape::anonymous(Kind::Transparent(T::base64_shape));
    const OMITTABLE: bool = T::CAN_BE_UNSET;
    const NULLABLE: bool = T::CAN_BE_NONE;

    fn size_hint(&self) -> usize {
        self.0.base64_size_hint()
    }

    fn is_omitted(&self) -> bool {
        self.0.absence() == Absence::Unset
    }

    fn is_none(&self) -> bool {
        self.0.absence() == Absence::Null
    }

    fn is_default(&self) -> bool {
        matches!(self.0.absence(), Absence::Null | Absence::Empty)
    }

    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        self.0.put_base64(b"", out)
    }

    fn put<'b, P: Policy, const N: usize>(&self, key: &[u8; N], out: Out<'b>) -> Out<'b> {
        self.0.put_base64(key, out)
    }
}

impl<T: Binary> FilledFrom<T> for Base64<T> {
    fn fill(source: T) -> Self {
        Self(source)
    }
}

impl<T: Binary> WrittenFrom<T> for Base64<T> {
    fn write_filled<P: Policy>(source: T, out: Out<'_>) -> Out<'_> {
        source.put_base64(b"", out)
    }

    fn filled_size_hint(source: &T) -> usize {
        source.base64_size_hint()
    }
}

impl<T: Binary> FilledFrom<Self> for Base64<T> {
    fn fill(source: Self) -> Self {
        source
    }
}

impl<T: Binary> WrittenFrom<Self> for Base64<T> {
    fn write_filled<P: Policy>(source: Self, out: Out<'_>) -> Out<'_> {
        source.0.put_base64(b"", out)
    }

    fn filled_size_hint(source: &Self) -> usize {
        source.0.base64_size_hint()
    }
}

impl<'a, S: ?Sized, T: LentFrom<'a, S>> LentFrom<'a, S> for Base64<T> {
    fn lend(source: &'a S) -> Self {
        Self(T::lend(source))
    }
}

impl<T> JsonSchema for Base64<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Base64".into()
    }

    fn schema_id() -> Cow<'static, str> {
        "steadfast::Base64".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "contentEncoding": "base64" })
    }
}

impl<T: AsRef<[u8]>> Serialize for Base64<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64_STANDARD.encode(self))
    }
}

/// The text is decoded. A fixed number of bytes is `Base64<[u8; 32]>`.
impl<'de, T: TryFrom<Vec<u8>>> Deserialize<'de> for Base64<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Decoding(PhantomData))
    }
}

struct Decoding<T>(PhantomData<fn() -> T>);

impl<T: TryFrom<Vec<u8>>> Visitor<'_> for Decoding<T> {
    type Value = Base64<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string of base64")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Base64<T>, E> {
        let bytes = BASE64_STANDARD
            .decode(text)
            .map_err(|_| E::custom("expected base64 with padding, as in RFC 4648 section 4"))?;
        let length = bytes.len();
        T::try_from(bytes)
            .map(Base64)
            .map_err(|_| E::custom(format_args!("{length} bytes are not as many as expected")))
    }
}
