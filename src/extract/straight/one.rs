//! [`One`]: a text, read as a value and seen by the schema.

use std::borrow::Cow;

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, SeqAccess, Visitor};

use super::{Seen, unusual, unusual_of_a_name};
use crate::extract::faults::{Failure, truth};
use crate::extract::schema::{At, Rule, Types};

/// One text.
pub(super) struct One<'t, 's> {
    pub text: Cow<'t, str>,
    pub at: Option<At>,
    pub seen: &'s Seen,
}

impl<'t> One<'t, '_> {
    /// Asks the schema of the value that was read, if it says that the text can be nothing else.
    #[inline]
    fn look(&self, types: Types, holds: impl FnOnce(&Rule) -> bool) {
        let rule = self.at.filter(|at| at.types().present() == types);
        match rule.and_then(At::rule) {
            Some(rule) => self.seen.looked(|| holds(rule)),
            None => self.seen.look_at(&self.text, self.at),
        }
    }

    fn look_at_text(&self) {
        self.look(Types::STRING, |rule| rule.takes_text(&self.text));
    }

    #[inline]
    fn visit<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.look_at_text();
        match self.text {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }
}

macro_rules! whole {
    ($($method:ident $visit:ident $number:ty as $wide:ty,)*) => {$(
        #[inline]
        fn $method<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Failure> {
            let number: $number = self.text.parse().map_err(|_| self.seen.unusual())?;
            self.look(Types::INTEGER, |rule| rule.takes_whole(<$wide>::from(number)));
            visitor.$visit(number)
        }
    )*};
}

macro_rules! texts {
    ($($method:ident)*) => {$(
        #[inline]
        fn $method<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Failure> {
            self.visit(visitor)
        }
    )*};
}

impl<'t> Deserializer<'t> for One<'t, '_> {
    type Error = Failure;

    whole! {
        deserialize_i8 visit_i8 i8 as i64,
        deserialize_i16 visit_i16 i16 as i64,
        deserialize_i32 visit_i32 i32 as i64,
        deserialize_i64 visit_i64 i64 as i64,
        deserialize_u8 visit_u8 u8 as u64,
        deserialize_u16 visit_u16 u16 as u64,
        deserialize_u32 visit_u32 u32 as u64,
        deserialize_u64 visit_u64 u64 as u64,
    }

    texts! { deserialize_str deserialize_string deserialize_identifier deserialize_char }

    fn deserialize_f64<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Failure> {
        let number: f64 = self.text.parse().map_err(|_| self.seen.unusual())?;
        if !number.is_finite() {
            return Err(self.seen.unusual());
        }
        self.look(Types::NUMBER, |rule| rule.takes_float(number));
        visitor.visit_f64(number)
    }

    fn deserialize_f32<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Failure> {
        let number: f32 = self.text.parse().map_err(|_| self.seen.unusual())?;
        if !number.is_finite() {
            return Err(self.seen.unusual());
        }
        // As a number of 64 bits it is another one.
        self.seen.look_at(&self.text, self.at);
        visitor.visit_f32(number)
    }

    fn deserialize_bool<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Failure> {
        let boolean = truth(&self.text).ok_or_else(|| self.seen.unusual())?;
        self.look(Types::BOOLEAN, |rule| rule.takes_boolean(boolean));
        visitor.visit_bool(boolean)
    }

    #[inline]
    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Failure> {
        // Without a schema, a blank may stand for nothing.
        if self.at.is_none() && self.text.is_empty() {
            return Err(self.seen.unusual());
        }
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.seen.look_at(&self.text, self.at);
        let item = One {
            at: self.at.and_then(|at| at.item(0)),
            ..self
        };
        visitor.visit_seq(Only(Some(item)))
    }

    fn deserialize_enum<V: Visitor<'t>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.look_at_text();
        let variant: StrDeserializer<'_, Failure> = (*self.text).into_deserializer();
        variant.deserialize_enum(name, variants, visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_unit()
    }

    unusual! {
        deserialize_any deserialize_i128 deserialize_u128 deserialize_bytes deserialize_byte_buf deserialize_unit
        deserialize_map
    }

    unusual_of_a_name! {
        deserialize_unit_struct(&'static str)
        deserialize_tuple(usize)
        deserialize_tuple_struct(&'static str, usize)
        deserialize_struct(&'static str, &'static [&'static str])
    }
}

/// The only item of a list.
struct Only<'t, 's>(Option<One<'t, 's>>);

impl<'t> SeqAccess<'t> for Only<'t, '_> {
    type Error = Failure;

    fn next_element_seed<S: DeserializeSeed<'t>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Failure> {
        self.0.take().map(|item| seed.deserialize(item)).transpose()
    }
}
