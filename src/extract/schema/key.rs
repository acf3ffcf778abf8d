//! [`TextKey`]: a key of an object, which is a text, even if the type expects a number or a variant.

use std::marker::PhantomData;

use serde::de::value::StrDeserializer;
use serde::de::{Deserializer, Error, IntoDeserializer, Unexpected, Visitor};

/// A key that is a whole number.
pub(in crate::extract) enum Key {
    Unsigned(u64),
    Signed(i64),
}

/// The number that a key stands for.
pub(in crate::extract) fn whole_key(name: &str) -> Option<Key> {
    let unsigned = name.parse().map(Key::Unsigned);
    unsigned.or_else(|_| name.parse().map(Key::Signed)).ok()
}

/// A key of an object.
pub(in crate::extract) struct TextKey<'a, E> {
    name: &'a str,
    /// Whether the schema has whole numbers as keys.
    is_whole: bool,
    error: PhantomData<E>,
}

impl<'a, E: Error> TextKey<'a, E> {
    pub fn new(name: &'a str, is_whole: bool) -> Self {
        Self {
            name,
            is_whole,
            error: PhantomData,
        }
    }

    /// Reads a key for serde's buffer, from which a whole number is read only if it is one.
    fn led<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, E> {
        let whole = if self.is_whole {
            whole_key(self.name)
        } else {
            None
        };
        match whole {
            Some(Key::Unsigned(key)) => visitor.visit_u64(key),
            Some(Key::Signed(key)) => visitor.visit_i64(key),
            None => visitor.visit_borrowed_str(self.name),
        }
    }
}

macro_rules! parsed {
    ($($method:ident $visit:ident)*) => {$(
        fn $method<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, E> {
            match self.name.parse() {
                Ok(value) => visitor.$visit(value),
                Err(_) => Err(E::invalid_type(Unexpected::Other("value"), &visitor)),
            }
        }
    )*};
}

impl<'a, E: Error> Deserializer<'a> for TextKey<'a, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, E> {
        self.led(visitor)
    }

    fn deserialize_identifier<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, E> {
        self.led(visitor)
    }

    fn deserialize_str<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_borrowed_str(self.name)
    }

    fn deserialize_string<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_borrowed_str(self.name)
    }

    parsed! {
        deserialize_bool visit_bool
        deserialize_i8 visit_i8
        deserialize_i16 visit_i16
        deserialize_i32 visit_i32
        deserialize_i64 visit_i64
        deserialize_i128 visit_i128
        deserialize_u8 visit_u8
        deserialize_u16 visit_u16
        deserialize_u32 visit_u32
        deserialize_u64 visit_u64
        deserialize_u128 visit_u128
        deserialize_f32 visit_f32
        deserialize_f64 visit_f64
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'a>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, E> {
        let variant: StrDeserializer<'_, E> = self.name.into_deserializer();
        variant.deserialize_enum(name, variants, visitor)
    }

    serde::forward_to_deserialize_any! {
        <W: Visitor<'a>>
        char bytes byte_buf unit unit_struct seq tuple tuple_struct map struct ignored_any
    }
}
