//! [`Reader`]: a deserializer that records faults and continues.

use std::any::type_name;

use serde::de::value::StrDeserializer;
use serde::de::{self, Deserializer, IntoDeserializer, Visitor};
use serde_json::Value;

use super::access::{Fields, Items, Rest, Variant};
use super::failure::Failure;
use super::node::{self, Node, Step};
use super::pass::Pass;
use super::stand_in;
use super::truth::{truth, truth_in_words};
use crate::extract::schema::{At, Types};
use crate::extract::strict::{ObjectOnly, Strict, visit_whole};

/// Reads a value as serde would. With a pass, a fault is recorded and a stand-in is used for the value; without, the first
/// fault is the failure.
pub(super) struct Reader<'a, 'p> {
    pub node: Node<'a>,
    pub pass: Option<&'p Pass<'p, 'a>>,
}

impl<'a, 'p> Reader<'a, 'p> {
    /// Reads a value up to its first fault.
    pub fn plain(node: Node<'a>) -> Self {
        Self { node, pass: None }
    }

    /// Reads an object. A struct names its fields.
    fn object<V: Visitor<'a>>(
        self,
        mut fields: Vec<(&'a str, Node<'a>)>,
        known: Option<&'static [&'static str]>,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let at = self.node.at();
        let Some(pass) = self.pass else {
            return plain(Rest::Found(fields.into_iter()), at, visitor);
        };
        let of = type_name::<V>();
        pass.spend(fields.len())?;
        let node = self.node;
        if let Some(known) = known
            && let Some(message) = pass.denial(of)
        {
            for (name, _) in fields.extract_if(.., |(name, _)| !known.contains(name)) {
                pass.record_at(name, &message)?;
            }
        }
        if pass.gave_up() {
            let mut kept = Vec::with_capacity(fields.len());
            for (name, node) in fields {
                if !pass.gives_up(Step::Key(name))? {
                    kept.push((name, node));
                }
            }
            fields = kept;
        }
        // The names are only compared once a struct of this type has missed a field.
        let missed = pass.misses(of).then(|| given(node, known));
        for name in missed.iter().flat_map(|given| pass.missing(of, given)) {
            fields.push((name, NESTED));
        }
        if let Some(known) = known {
            const FEW: usize = 16;
            let place = |name: &str| known.iter().position(|known| *known == name);
            match fields.len() {
                ..=FEW => fields.sort_by_key(|(name, _)| place(name)),
                _ => fields.sort_by_cached_key(|(name, _)| place(name)),
            }
        }
        let map = Fields {
            pass: Some(pass),
            rest: Rest::Found(fields.into_iter()),
            value: None,
            is_given: !node.stands_in(),
            at,
        };
        match visitor.visit_map(map) {
            Err(Failure::Missing(field)) if pass.is_bad_at(field) => Err(Failure::Hopeless),
            Err(Failure::Missing(field)) => {
                let given = missed.unwrap_or_else(|| given(node, known));
                Err(pass.learn_missing(of, given, field))
            }
            Err(Failure::Unknown(message)) if known.is_some() => {
                Err(pass.learn_denial(of, message))
            }
            result => result,
        }
    }

    fn tuple<V: Visitor<'a>>(self, len: usize, visitor: V) -> Result<V::Value, Failure> {
        let (given, rest) = match self.node {
            Node::StandIn { .. } => (len, stand_ins(len)),
            node => match node.items() {
                Some(items) => items,
                None => return self.scalar(visitor),
            },
        };
        if given > len {
            return Err(de::Error::invalid_length(given, &visitor));
        }
        visitor.visit_seq(Items {
            pass: self.pass,
            rest,
            is_list: false,
        })
    }

    /// Reads a value that is neither an object nor a list, or is not expected to be.
    fn scalar<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.node {
            Node::Json(Value::Null, _) => visitor.visit_unit(),
            Node::Json(Value::Bool(boolean), _) => visitor.visit_bool(*boolean),
            Node::Json(Value::String(text), _) => visitor.visit_borrowed_str(text),
            Node::Json(value, at) => Ok(Strict::new(value, at).deserialize_any(visitor)?),
            Node::StandIn { attempt, .. } => stand_in::any(attempt, visitor),
            node => match node.text() {
                Some(text) => visitor.visit_borrowed_str(text),
                None => Err(Failure::wrong_type(&visitor)),
            },
        }
    }

    /// Reads a text for a visitor that takes whatever there is: as the schema says what it stands for.
    fn led<V: Visitor<'a>>(self, text: &'a str, at: At, visitor: V) -> Result<V::Value, Failure> {
        let types = at.types();
        if at.takes_text() {
            return visitor.visit_borrowed_str(text);
        }
        if types.has(Types::BOOLEAN)
            && (truth_in_words(text).is_some() || !types.has(Types::INTEGER.with(Types::NUMBER)))
        {
            return self.deserialize_bool(visitor);
        }
        if types.has(Types::INTEGER) {
            if let Ok(number) = text.parse::<i64>() {
                return visit_whole(number, visitor);
            }
            if let Ok(number) = text.parse::<u64>() {
                return visitor.visit_u64(number);
            }
            if !types.has(Types::NUMBER) {
                return Err(match text.parse::<u64>() {
                    Err(error) => de::Error::custom(error),
                    Ok(_) => Failure::wrong_type(&visitor),
                });
            }
        }
        if types.has(Types::NUMBER) {
            return self.deserialize_f64(visitor);
        }
        visitor.visit_borrowed_str(text)
    }
}

/// The names that an object is given, of those that a struct has.
fn given(node: Node<'_>, known: Option<&'static [&'static str]>) -> String {
    let mut names: Vec<&str> = match (node, known) {
        (Node::StandIn { .. }, known) => known.unwrap_or_default().to_vec(),
        (node, known) => {
            let fields = node.fields().into_iter().flatten().map(|(name, _)| name);
            let is_known = |name: &&str| known.is_none_or(|known| known.contains(name));
            fields.filter(is_known).collect()
        }
    };
    names.sort_unstable();
    names.join("\0")
}

/// Reads an object up to its first fault.
fn plain<'a, V: Visitor<'a>>(
    rest: Rest<'a>,
    at: Option<At>,
    visitor: V,
) -> Result<V::Value, Failure> {
    visitor.visit_map(Fields {
        pass: None,
        rest,
        value: None,
        is_given: true,
        at,
    })
}

/// A stand-in within a stand-in.
const NESTED: Node<'static> = Node::StandIn {
    attempt: 0,
    nested: true,
};

fn stand_ins<'a>(len: usize) -> node::Items<'a> {
    Box::new((0..len).map(|index| (Step::Index(index), NESTED)))
}

macro_rules! numbers {
    ($($method:ident $visit:ident $number:ty,)*) => {$(
        fn $method<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Failure> {
            match self.node {
                Node::Json(value @ Value::Number(_), at) => {
                    Ok(Strict::new(value, at).$method(visitor)?)
                }
                Node::Json(..) => Err(Failure::wrong_type(&visitor)),
                Node::StandIn { attempt, .. } => visitor.$visit(stand_in::integer(attempt) as $number),
                node => match node.text().map(str::parse::<$number>) {
                    Some(Ok(number)) if !is_finite(number as f64) => {
                        Err(de::Error::custom("invalid float literal"))
                    }
                    Some(Ok(number)) => visitor.$visit(number),
                    Some(Err(error)) => Err(de::Error::custom(error)),
                    None => Err(Failure::wrong_type(&visitor)),
                },
            }
        }
    )*};
}

macro_rules! texts {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Failure> {
            match self.node {
                Node::Json(Value::String(text), _) => visitor.visit_borrowed_str(text),
                Node::Json(..) => Err(Failure::wrong_type(&visitor)),
                Node::StandIn { attempt, .. } => visitor.visit_borrowed_str(stand_in::text(attempt)),
                _ => self.scalar(visitor),
            }
        }
    )*};
}

macro_rules! bytes {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Failure> {
            match self.node {
                Node::Json(value, _) => Ok(value.$method(visitor)?),
                Node::StandIn { attempt, .. } => visitor.visit_borrowed_str(stand_in::text(attempt)),
                _ => self.scalar(visitor),
            }
        }
    )*};
}

impl<'a> Deserializer<'a> for Reader<'a, '_> {
    type Error = Failure;

    numbers! {
        deserialize_i8 visit_i8 i8,
        deserialize_i16 visit_i16 i16,
        deserialize_i32 visit_i32 i32,
        deserialize_i64 visit_i64 i64,
        deserialize_i128 visit_i128 i128,
        deserialize_u8 visit_u8 u8,
        deserialize_u16 visit_u16 u16,
        deserialize_u32 visit_u32 u32,
        deserialize_u64 visit_u64 u64,
        deserialize_u128 visit_u128 u128,
        deserialize_f32 visit_f32 f32,
        deserialize_f64 visit_f64 f64,
    }

    texts! { deserialize_str deserialize_string deserialize_identifier }

    bytes! { deserialize_bytes deserialize_byte_buf }

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.node {
            Node::Json(Value::Array(_), _) | Node::Pairs(_) | Node::Pair(_) => {
                self.deserialize_seq(visitor)
            }
            Node::Json(Value::Object(_), _) | Node::Named(..) => self.deserialize_map(visitor),
            Node::Texts(texts, at) if texts.len() != 1 || at.is_some_and(At::is_list) => {
                self.deserialize_seq(visitor)
            }
            Node::Texts([text], Some(at)) => self.led(text, at, visitor),
            _ => self.scalar(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.node {
            Node::Json(Value::Bool(boolean), _) => visitor.visit_bool(*boolean),
            Node::Json(..) => Err(Failure::wrong_type(&visitor)),
            Node::StandIn { attempt, .. } => visitor.visit_bool(attempt % 2 == 1),
            node => match node.text().and_then(truth) {
                Some(boolean) => visitor.visit_bool(boolean),
                // The words of `bool::from_str`.
                None => Err(de::Error::custom(
                    "provided string was not `true` or `false`",
                )),
            },
        }
    }

    fn deserialize_char<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.node {
            Node::StandIn { .. } => visitor.visit_char('~'),
            _ => self.scalar(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.node {
            Node::Json(Value::Null, _) | Node::StandIn { nested: true, .. } => visitor.visit_none(),
            Node::StandIn { attempt, .. } if attempt + 1 == stand_in::ATTEMPTS => {
                visitor.visit_none()
            }
            node if node.at().is_none()
                && node.text() == Some("")
                && is_empty_as_none::<V::Value>() =>
            {
                visitor.visit_none()
            }
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.node {
            Node::Json(value, _) => Ok(value.deserialize_unit(visitor)?),
            Node::StandIn { .. } => visitor.visit_unit(),
            _ => self.scalar(visitor),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        match self.node {
            // serde_json's `RawValue`.
            Node::Json(value, _) if name.starts_with("$serde_json::private") => {
                Ok(value.deserialize_newtype_struct(name, visitor)?)
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Failure> {
        let (_, rest) = match self.node {
            Node::StandIn { attempt, .. } => (0, stand_ins(attempt % 2)),
            node => match node.items() {
                Some(items) => items,
                None => return self.scalar(visitor),
            },
        };
        visitor.visit_seq(Items {
            pass: self.pass,
            rest,
            is_list: true,
        })
    }

    fn deserialize_tuple<V: Visitor<'a>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.tuple(len, visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.tuple(len, visitor)
    }

    fn deserialize_map<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.node {
            Node::StandIn { .. } => self.object(Vec::new(), None, visitor),
            Node::Named(named, at) if self.pass.is_none() => {
                plain(Rest::Given(named.iter(), at), at, visitor)
            }
            node => match node.fields() {
                Some(fields) => self.object(fields, None, visitor),
                None => self.scalar(visitor),
            },
        }
    }

    fn deserialize_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        match self.node {
            Node::StandIn { .. } => {
                let fields = known.iter().map(|name| (*name, NESTED)).collect();
                self.object(fields, Some(known), visitor)
            }
            Node::Named(named, at) if self.pass.is_none() => {
                plain(Rest::Given(named.iter(), at), at, visitor)
            }
            node => match node.fields() {
                Some(fields) => self.object(fields, Some(known), visitor),
                None => self.scalar(ObjectOnly::new(visitor)),
            },
        }
    }

    fn deserialize_enum<V: Visitor<'a>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        match self.node {
            Node::StandIn { attempt, .. } => match variants.get(attempt % variants.len().max(1)) {
                Some(name) => visitor.visit_enum(Variant {
                    pass: self.pass,
                    name,
                    content: NESTED,
                }),
                None => Err(Failure::Hopeless),
            },
            Node::Json(Value::Object(fields), at) if fields.len() == 1 => {
                match fields.iter().next() {
                    Some((name, content)) => visitor.visit_enum(Variant {
                        pass: self.pass,
                        name,
                        content: Node::Json(content, at.and_then(|at| at.member(name))),
                    }),
                    None => Err(Failure::Hopeless),
                }
            }
            Node::Json(value, _) => Ok(value.deserialize_enum(name, variants, visitor)?),
            node => match node.text() {
                Some(text) => {
                    let variant: StrDeserializer<'_, Failure> = text.into_deserializer();
                    variant.deserialize_enum(name, variants, visitor)
                }
                None => Err(Failure::wrong_type(&visitor)),
            },
        }
    }

    fn deserialize_ignored_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_unit()
    }
}

/// Whether an empty number or checkbox counts as not given. For a type with a schema, the schema says so.
fn is_empty_as_none<O>() -> bool {
    let of = type_name::<O>();
    let inner = of
        .strip_prefix("core::option::Option<")
        .and_then(|inner| inner.strip_suffix('>'));
    inner.is_some_and(|inner| {
        inner == "bool"
            || inner.contains("NonZero")
            || matches!(inner.as_bytes(), [b'i' | b'u' | b'f', rest @ ..]
                if rest == b"size" || rest.iter().all(u8::is_ascii_digit))
    })
}

/// JSON has no infinity and no "not a number".
fn is_finite(number: f64) -> bool {
    number.is_finite()
}
