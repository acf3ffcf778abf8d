//! Headers and cookies: a request has many, of which a type names a few.

use percent_encoding::{NON_ALPHANUMERIC, percent_encode};
use response_core::problem::Problem;
use serde::de::value::Error;
use serde::de::{DeserializeOwned, Deserializer, Error as _, Visitor};
use serde::forward_to_deserialize_any;

use super::parameters;

/// Reads the values of the names that the type asks for.
pub(super) fn parse<'r, T: DeserializeOwned, V: AsRef<[u8]>>(
    part: &'static str,
    given: impl Iterator<Item = (&'r str, V)>,
    is_same: impl Fn(&str, &str) -> bool,
) -> Result<T, Problem> {
    let fields = fields_of::<T>();
    let mut text = String::new();
    for (name, value) in given {
        let field = match fields {
            Some(fields) => fields.iter().find(|field| is_same(field, name)).copied(),
            None => Some(name),
        };
        if let Some(field) = field {
            let name = percent_encode(field.as_bytes(), NON_ALPHANUMERIC);
            let value = percent_encode(value.as_ref(), NON_ALPHANUMERIC);
            let separator = if text.is_empty() { "" } else { "&" };
            text.extend([separator, &name.to_string(), "=", &value.to_string()]);
        }
    }
    parameters::parse(part, text.as_bytes()).map_err(Problem::invalid)
}

/// The fields that a type asks for; `None` if it takes everything.
fn fields_of<T: DeserializeOwned>() -> Option<&'static [&'static str]> {
    let mut fields = None;
    // Deserialization always fails; the listener only records the names.
    let _ = T::deserialize(Listener(&mut fields));
    fields
}

struct Listener<'l>(&'l mut Option<&'static [&'static str]>);

impl<'de> Deserializer<'de> for Listener<'_> {
    type Error = Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        *self.0 = Some(fields);
        Err(nothing())
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(nothing())
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq
        tuple tuple_struct map enum identifier ignored_any
    }
}

fn nothing() -> Error {
    Error::custom("there is no value")
}
