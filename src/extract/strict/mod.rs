//! A deserializer that reads JSON as JSON Schema describes it.
//!
//! - A struct is read from an object only: derived code would also read an array as the list of its fields, so
//!   `["Ada", "ada@example.com"]` would be accepted where the document requires an object.
//! - An integer may be written `1.0` or `1e2` (JSON Schema Validation section 4.2), up to 2^53, from where a `f64` does not
//!   hold every integer.
//! - What serde buffers first (`flatten`, untagged and internally tagged enums) does not say what it expects, so the
//!   schema does: an integer, or a whole number as a key. An array in place of an object is still accepted there; the
//!   checker refuses it.

mod name;
mod way;

use std::cell::Cell;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use self::name::Name;
use self::way::{Choice, Watch, Way};
use super::schema::{At, Found};

/// A deserializer, a visitor, a seed or an access, and what the schema is asked of its value.
pub(super) struct Strict<'c, X> {
    inner: X,
    way: Way<'c>,
}

impl<X> Strict<'_, X> {
    /// With what the schema says of the value where serde may buffer.
    pub fn new(inner: X, at: Option<At>) -> Self {
        Strict::on(inner, Way::led(at))
    }
}

impl<'c, X> Strict<'c, X> {
    /// Looks on while a value is read. If it is not as the schema says, or if not all of it was seen, it is doubted.
    pub fn watched(inner: X, at: At, is_doubted: &'c Cell<bool>) -> Self {
        let at = Some(at);
        Self::on(inner, Way::Watched(Watch { at, is_doubted }))
    }

    #[inline]
    const fn on(inner: X, way: Way<'c>) -> Self {
        Self { inner, way }
    }
}

/// The visitor of a struct, without its `visit_seq`.
pub(super) struct ObjectOnly<'c, V> {
    inner: V,
    way: Way<'c>,
}

impl<V> ObjectOnly<'_, V> {
    pub fn new(inner: V) -> Self {
        let way = Way::Nothing;
        Self { inner, way }
    }
}

/// The visitor of an integer.
struct Whole<'c, V> {
    inner: V,
    way: Way<'c>,
}

/// The integer that a number without a fraction stands for.
pub(super) fn whole(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let is_exact = number.fract() == 0.0 && number.abs() <= EXACT;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "it is checked to be in range"
    )]
    is_exact.then_some(number as i64)
}

/// Visits an integer by its sign: visitors of serde's expect a negative one only as signed.
pub(super) fn visit_whole<'de, V: Visitor<'de>, E: Error>(
    number: i64,
    visitor: V,
) -> Result<V::Value, E> {
    match u64::try_from(number) {
        Ok(number) => visitor.visit_u64(number),
        Err(_) => visitor.visit_i64(number),
    }
}

macro_rules! forward_hints {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            let way = self.way;
            way.or_doubt(self.inner.$method(Strict::on(visitor, way)))
        }
    )*};
}

macro_rules! forward_integers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            let way = self.way;
            way.or_doubt(self.inner.$method(Whole {
                inner: visitor,
                way,
            }))
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Strict<'_, D> {
    type Error = D::Error;

    forward_hints! {
        deserialize_any deserialize_bool deserialize_f64 deserialize_char deserialize_str
        deserialize_string deserialize_bytes deserialize_byte_buf deserialize_option deserialize_unit deserialize_seq
        deserialize_map deserialize_identifier
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        // With a feature of its own, serde_json rounds the number before a visitor sees it.
        self.way.doubt();
        self.inner.deserialize_f32(Strict::on(visitor, self.way))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.way.doubt();
        let visitor = Strict::on(visitor, Way::Nothing);
        self.inner.deserialize_ignored_any(visitor)
    }

    forward_integers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let way = self.way;
        let visitor = Strict::on(visitor, way);
        way.or_doubt(self.inner.deserialize_unit_struct(name, visitor))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        // serde_json's `RawValue`.
        if name.starts_with("$serde_json::private") {
            self.way.doubt();
        }
        let way = self.way;
        let visitor = Strict::on(visitor, way);
        way.or_doubt(self.inner.deserialize_newtype_struct(name, visitor))
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let way = self.way;
        let visitor = Strict::on(visitor, way);
        way.or_doubt(self.inner.deserialize_tuple(len, visitor))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let way = self.way;
        let visitor = Strict::on(visitor, way);
        way.or_doubt(self.inner.deserialize_tuple_struct(name, len, visitor))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let way = self.way;
        let visitor = ObjectOnly {
            inner: visitor,
            way,
        };
        way.or_doubt(self.inner.deserialize_struct(name, fields, visitor))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let way = self.way;
        if way.is_text() {
            return way.or_doubt(self.inner.deserialize_str(Choice {
                inner: visitor,
                way,
            }));
        }
        let visitor = Strict::on(visitor, way);
        way.or_doubt(self.inner.deserialize_enum(name, variants, visitor))
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for ObjectOnly<'_, V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        Fields::visited(map, self.way, self.inner)
    }
}

macro_rules! forward_values {
    ($($method:ident: $value:ty,)*) => {$(
        fn $method<E: Error>(self, value: $value) -> Result<V::Value, E> {
            self.inner.$method(value)
        }
    )*};
}
use forward_values;

/// What a visitor is given, after the schema has seen it.
macro_rules! forward_seen {
    ($($method:ident($value:ident: $type:ty) $seen:ident($($as:expr)?);)*) => {$(
        fn $method<E: Error>(self, $value: $type) -> Result<V::Value, E> {
            self.way.$seen($($as)?);
            self.inner.$method($value)
        }
    )*};
}

macro_rules! forward_json {
    () => {
        forward_seen! {
            visit_bool(value: bool) boolean(value);
            visit_i8(value: i8) signed(value.into());
            visit_i16(value: i16) signed(value.into());
            visit_i32(value: i32) signed(value.into());
            visit_i64(value: i64) signed(value);
            visit_i128(value: i128) doubt();
            visit_u8(value: u8) unsigned(value.into());
            visit_u16(value: u16) unsigned(value.into());
            visit_u32(value: u32) unsigned(value.into());
            visit_u64(value: u64) unsigned(value);
            visit_u128(value: u128) doubt();
            visit_str(value: &str) text(value);
            visit_borrowed_str(value: &'de str) text(value);
            visit_string(value: String) text(&value);
        }

        fn visit_none<E: Error>(self) -> Result<V::Value, E> {
            self.way.null();
            self.inner.visit_none()
        }

        fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
            self.way.null();
            self.inner.visit_unit()
        }
    };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Whole<'_, V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(formatter)
    }

    forward_json! {}

    fn visit_f64<E: Error>(self, number: f64) -> Result<V::Value, E> {
        self.way.float(number);
        match whole(number) {
            Some(number) => visit_whole(number, self.inner),
            None => self.inner.visit_f64(number),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<V::Value, A::Error> {
        self.way.doubt();
        self.inner.visit_seq(seq)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.way.doubt();
        self.inner.visit_map(map)
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Strict<'_, V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(formatter)
    }

    forward_json! {}

    forward_seen! {
        visit_f32(value: f32) doubt();
        visit_char(value: char) doubt();
        visit_bytes(value: &[u8]) doubt();
        visit_borrowed_bytes(value: &'de [u8]) doubt();
        visit_byte_buf(value: Vec<u8>) doubt();
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<V::Value, E> {
        self.way.float(number);
        match whole(number).filter(|_| self.way.is_led_to_whole()) {
            Some(number) => visit_whole(number, self.inner),
            None => self.inner.visit_f64(number),
        }
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.inner.visit_some(Strict::on(deserializer, self.way))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<V::Value, D::Error> {
        let deserializer = Strict::on(deserializer, self.way);
        self.inner.visit_newtype_struct(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<V::Value, A::Error> {
        let mut length = 0;
        let value = self.inner.visit_seq(Items {
            inner: seq,
            way: self.way,
            length: &mut length,
        })?;
        self.way.list(length);
        Ok(value)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        Fields::visited(map, self.way, self.inner)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<V::Value, A::Error> {
        self.way.doubt();
        self.inner.visit_enum(Strict::on(data, self.way))
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Strict<'_, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.inner.deserialize(Strict::on(deserializer, self.way))
    }
}

/// The items of a list.
struct Items<'s, 'c, A> {
    inner: A,
    way: Way<'c>,
    /// The number of items so far.
    length: &'s mut usize,
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Items<'_, '_, A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        let seed = Strict::on(seed, self.way.item(*self.length));
        let item = self.inner.next_element_seed(seed)?;
        *self.length += usize::from(item.is_some());
        Ok(item)
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

/// The members of an object.
struct Fields<'s, 'c, A> {
    inner: A,
    way: Way<'c>,
    /// The way of the member whose key was read last.
    member: Way<'c>,
    /// The members so far, each the bit of its place.
    seen: &'s mut u64,
}

impl<'c, A> Fields<'_, 'c, A> {
    fn visited<'de, V: Visitor<'de>>(
        inner: A,
        way: Way<'c>,
        visitor: V,
    ) -> Result<V::Value, A::Error>
    where
        A: MapAccess<'de>,
    {
        let mut seen = 0;
        let value = visitor.visit_map(Fields {
            inner,
            way,
            member: way.member_of_nothing(),
            seen: &mut seen,
        })?;
        way.object(seen);
        Ok(value)
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Fields<'_, '_, A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        let Some((at, is_led)) = self.way.named() else {
            return self.inner.next_key_seed(seed);
        };
        let mut found = Found::Nothing;
        let key = self
            .inner
            .next_key_seed(Name::new(seed, at, &mut found, is_led))?;
        if key.is_some() {
            self.member = self.way.member(found, self.seen);
        }
        Ok(key)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.inner.next_value_seed(Strict::on(seed, self.member))
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

impl<'de, 'c, A: EnumAccess<'de>> EnumAccess<'de> for Strict<'c, A> {
    type Error = A::Error;
    type Variant = Strict<'c, A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self::Variant), A::Error> {
        let Some((at, is_led)) = self.way.named() else {
            let (value, variant) = self.inner.variant_seed(seed)?;
            return Ok((value, Strict::on(variant, self.way)));
        };
        let mut found = Found::Nothing;
        let seed = Name::new(seed, at, &mut found, is_led);
        let (value, variant) = self.inner.variant_seed(seed)?;
        let way = self.way.member(found, &mut 0);
        Ok((value, Strict::on(variant, way)))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Strict<'_, A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.inner.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        let seed = Strict::on(seed, self.way);
        self.inner.newtype_variant_seed(seed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, A::Error> {
        let visitor = Strict::on(visitor, self.way);
        self.inner.tuple_variant(len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        let way = self.way;
        let visitor = ObjectOnly {
            inner: visitor,
            way,
        };
        self.inner.struct_variant(fields, visitor)
    }
}
