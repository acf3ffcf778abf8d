//! [`Name`]: the key of a member or the name of a variant, by which the schema of the member is found.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};

use super::forward_values;
use crate::extract::schema::{At, Found, Key, whole_key};

/// The key of a member, or the name of a variant: a seed, a deserializer or a visitor that finds what the schema says
/// of the member.
pub(super) struct Name<'m, X> {
    inner: X,
    at: At,
    found: &'m mut Found,
    /// Whether the schema leads a visitor that takes whatever there is.
    leads: bool,
    /// Whether the visitor takes whatever there is, and a whole number as a key has to be one.
    is_led: bool,
}

impl<'m, X> Name<'m, X> {
    /// A seed, and where to put what the name leads to.
    pub fn new(inner: X, at: At, found: &'m mut Found, leads: bool) -> Self {
        Self {
            inner,
            at,
            found,
            leads,
            is_led: false,
        }
    }

    /// This visitor, for the deserializer inside.
    fn around<V>(self, visitor: V, is_led: bool) -> (X, Name<'m, V>) {
        let name = Name {
            inner: visitor,
            at: self.at,
            found: self.found,
            leads: self.leads,
            is_led: is_led && self.leads,
        };
        (self.inner, name)
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Name<'_, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        let (seed, deserializer) = self.around(deserializer, false);
        seed.deserialize(deserializer)
    }
}

macro_rules! forward_names {
    ($is_led:literal $($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            let (deserializer, visitor) = self.around(visitor, $is_led);
            deserializer.$method(visitor)
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Name<'_, D> {
    type Error = D::Error;

    forward_names! { true deserialize_any deserialize_identifier }

    forward_names! { false
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128 deserialize_u8
        deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32 deserialize_f64
        deserialize_char deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf deserialize_option
        deserialize_unit deserialize_seq deserialize_map deserialize_ignored_any
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.inner.deserialize_unit_struct(name, visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let (deserializer, visitor) = self.around(visitor, false);
        deserializer.deserialize_newtype_struct(name, visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.inner.deserialize_tuple(len, visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.inner.deserialize_tuple_struct(name, len, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.inner.deserialize_struct(name, fields, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.inner.deserialize_enum(name, variants, visitor)
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}

macro_rules! name_values {
    ($($method:ident: $value:ty,)*) => {$(
        fn $method<E: Error>(self, name: $value) -> Result<V::Value, E> {
            *self.found = self.at.find(&name);
            let key = if self.is_led && self.at.is_whole_key(&name) {
                whole_key(&name)
            } else {
                None
            };
            match key {
                Some(Key::Unsigned(key)) => self.inner.visit_u64(key),
                Some(Key::Signed(key)) => self.inner.visit_i64(key),
                None => self.inner.$method(name),
            }
        }
    )*};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Name<'_, V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(formatter)
    }

    name_values! {
        visit_str: &str,
        visit_borrowed_str: &'de str,
        visit_string: String,
    }

    forward_values! {
        visit_bool: bool,
        visit_i8: i8,
        visit_i16: i16,
        visit_i32: i32,
        visit_i64: i64,
        visit_i128: i128,
        visit_u8: u8,
        visit_u16: u16,
        visit_u32: u32,
        visit_u64: u64,
        visit_u128: u128,
        visit_f32: f32,
        visit_f64: f64,
        visit_char: char,
        visit_bytes: &[u8],
        visit_borrowed_bytes: &'de [u8],
        visit_byte_buf: Vec<u8>,
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.inner.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.inner.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        let (visitor, deserializer) = self.around(deserializer, false);
        visitor.visit_some(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<V::Value, D::Error> {
        let (visitor, deserializer) = self.around(deserializer, false);
        visitor.visit_newtype_struct(deserializer)
    }
}
