//! Finding what a type could never read, before any request: by reading it from a deserializer that has everything.
//!
//! The deserializer gives each part of the type what it asks for, takes down where it asks for "whatever there is", and
//! compares that with the schema. A part that refuses what it is given is left out the next time, so that the parts after
//! it are reached, and each variant of an enum gets its turn.

use std::any::type_name;
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::de::value::Error;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use super::guide::{At, Types};
use super::key::TextKey;

/// The number of times that a type is read.
const MOST_RUNS: usize = 64;

/// The depth at which lists and options are empty, since a type may contain itself.
const DEEPEST: usize = 8;

/// The number of parts of one run after which they are empty, too: a type may contain itself in many ways.
const MOST_PARTS: usize = 10_000;

/// A part of a type that cannot be read as its schema promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct Unreadable {
    /// The way to the part.
    pub way: Vec<String>,
    pub why: Why,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum Why {
    /// Serde buffers it, and its text may be a string or another value.
    Open,
    /// Serde buffers it, and its buffer holds no number of 128 bits.
    Wide,
    /// It is read as a text where the schema has a list or an object.
    Text,
}

/// A member of an object that is not a [`Field`](response_core::model::Field), so that being left out is not a value of its
/// own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct Unset {
    /// The way to the member.
    pub way: Vec<String>,
    /// The name of its type.
    pub of: &'static str,
}

/// What was found out about a type.
#[derive(Default)]
pub(super) struct Probed {
    pub is_buffered: bool,
    pub unreadable: Vec<Unreadable>,
    pub unset: Vec<Unset>,
    /// The fields that a struct asks for.
    pub fields: &'static [&'static str],
    pub shape: Shape,
}

/// What a type asks for as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::extract) enum Shape {
    /// An object, or whatever there is.
    Names,
    List,
    #[default]
    One,
}

/// Finds out how a type is read.
pub(super) fn probe<T: DeserializeOwned>(root: At) -> Probed {
    let log = Log::default();
    for _ in 0..MOST_RUNS {
        log.goes_on.set(false);
        log.parts.set(0);
        let probe = Probe {
            log: &log,
            at: Some(root),
            depth: 0,
            is_replaced: false,
        };
        // A conversion of the user's may panic over a value that no client sends.
        let result = catch_unwind(AssertUnwindSafe(|| T::deserialize(probe).is_ok()));
        log.way.borrow_mut().clear();
        if result.is_err() || !log.goes_on.get() {
            break;
        }
    }
    Probed {
        is_buffered: log.is_buffered.get(),
        unreadable: log.unreadable.into_inner(),
        unset: log.unset.into_inner(),
        fields: log.fields.get().unwrap_or_default(),
        shape: log.shape.get(),
    }
}

#[derive(Default)]
struct Log {
    /// The way to the part that is read.
    way: RefCell<Vec<String>>,
    is_buffered: Cell<bool>,
    unreadable: RefCell<Vec<Unreadable>>,
    /// The members that tell whether they were given, and those of which serde's buffer does not say it.
    settable: RefCell<HashSet<Vec<String>>>,
    unset: RefCell<Vec<Unset>>,
    fields: Cell<Option<&'static [&'static str]>>,
    shape: Cell<Shape>,
    /// The parts that refuse what they are given.
    refusing: RefCell<HashSet<Vec<String>>>,
    /// How many variants of each enum have had their turn.
    turns: RefCell<HashMap<(&'static str, Vec<String>), usize>>,
    /// How many parts this run has read.
    parts: Cell<usize>,
    /// Whether another run finds more.
    goes_on: Cell<bool>,
}

impl Log {
    fn add(&self, below: &[String], why: Why) {
        let mut way = self.way.borrow().clone();
        way.extend_from_slice(below);
        let unreadable = Unreadable { way, why };
        let mut known = self.unreadable.borrow_mut();
        if !known.contains(&unreadable) {
            known.push(unreadable);
        }
    }

    /// Takes down that the part may be left unset.
    fn may_be_unset(&self) {
        self.settable.borrow_mut().insert(self.way.borrow().clone());
    }

    /// Takes down a member that has been read, unless it may be left unset.
    fn add_unset(&self, of: &'static str) {
        let way = self.way.borrow().clone();
        let is_known = self.settable.borrow().contains(&way);
        let mut unset = self.unset.borrow_mut();
        if !is_known && !unset.iter().any(|known| known.way == way) {
            unset.push(Unset { way, of });
        }
    }

    fn is_refusing(&self, step: &str) -> bool {
        let mut way = self.way.borrow().clone();
        way.push(step.to_owned());
        self.refusing.borrow().contains(&way)
    }

    /// Reads the part one step further.
    fn below<T>(&self, step: &str, read: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
        self.way.borrow_mut().push(step.to_owned());
        let result = read();
        if result.is_err() && self.refusing.borrow_mut().insert(self.way.borrow().clone()) {
            self.goes_on.set(true);
        }
        self.way.borrow_mut().pop();
        result
    }
}

#[derive(Clone, Copy)]
struct Probe<'l> {
    log: &'l Log,
    at: Option<At>,
    depth: usize,
    /// Whether it is within a list or a variant, which a request gives as a whole.
    is_replaced: bool,
}

impl Probe<'_> {
    fn to(self, at: Option<At>) -> Self {
        Self {
            at,
            depth: self.depth + 1,
            ..self
        }
    }

    /// For a part of a list or a variant, which a request gives as a whole.
    fn replaced(self) -> Self {
        Self {
            is_replaced: true,
            ..self
        }
    }

    /// Whether what may be empty is empty here.
    fn is_deep(self) -> bool {
        self.log.parts.set(self.log.parts.get() + 1);
        self.depth > DEEPEST || self.log.parts.get() > MOST_PARTS
    }

    fn member(self, name: &str) -> Self {
        self.to(self.at.and_then(|at| at.member(name)))
    }

    /// Takes down what serde's buffer could not hold.
    fn buffer(self) {
        self.log.is_buffered.set(true);
        for (way, at) in self.at.map(At::below).unwrap_or_default() {
            if at.is_open() {
                self.log.add(&way, Why::Open);
            }
            if at.is_wide() {
                self.log.add(&way, Why::Wide);
            }
        }
    }

    /// The members that an object is given.
    fn members(self, fields: &[&'static str]) -> Vec<&'static str> {
        let documented = self.at.map(At::members).unwrap_or_default();
        let documented = documented.into_iter().map(|(name, _)| name);
        let mut names = fields.to_vec();
        names.extend(documented.filter(|name| !fields.contains(name)));
        if self.at.is_some_and(|at| at.others().is_some()) {
            names.push("1");
        }
        names.retain(|name| !self.log.is_refusing(name));
        names
    }

    /// Takes down what the whole asks for.
    fn asks_for(self, shape: Shape) {
        if self.log.way.borrow().is_empty() {
            self.log.shape.set(shape);
        }
    }

    fn object<'de, V: Visitor<'de>>(
        self,
        names: Vec<&'static str>,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.asks_for(Shape::Names);
        visitor.visit_map(Members {
            probe: self,
            rest: names.into_iter(),
            name: "",
        })
    }

    fn list<'de, V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Error> {
        self.asks_for(Shape::List);
        visitor.visit_seq(Items {
            probe: self,
            next: 0,
            length,
        })
    }

    fn text<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let is_structured = self.at.is_some_and(|at| {
            let types = at.types().present();
            types != Types::ANY
                && !types
                    .without(Types::ARRAY.with(Types::OBJECT))
                    .has(Types::ANY)
        });
        if is_structured && !self.log.way.borrow().is_empty() {
            self.log.add(&[], Why::Text);
        }
        visitor.visit_str("")
    }
}

/// Whether the visitor keeps what it is given for a type that serde asks later.
fn is_buffer<V>() -> bool {
    let name = type_name::<V>();
    let is_serdes = name.contains("serde::") || name.contains("serde_core::");
    is_serdes && (name.contains("::content::") || name.contains("::Content"))
}

macro_rules! given {
    ($($method:ident $visit:ident $value:expr;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.$visit($value)
        }
    )*};
}

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = Error;

    given! {
        deserialize_bool visit_bool false;
        deserialize_i8 visit_i8 0;
        deserialize_i16 visit_i16 0;
        deserialize_i32 visit_i32 0;
        deserialize_i64 visit_i64 0;
        deserialize_i128 visit_i128 0;
        deserialize_u8 visit_u8 0;
        deserialize_u16 visit_u16 0;
        deserialize_u32 visit_u32 0;
        deserialize_u64 visit_u64 0;
        deserialize_u128 visit_u128 0;
        deserialize_f32 visit_f32 0.0;
        deserialize_f64 visit_f64 0.0;
        deserialize_char visit_char 'a';
        deserialize_bytes visit_bytes &[];
        deserialize_byte_buf visit_bytes &[];
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if is_buffer::<V>() {
            self.log.may_be_unset();
            self.buffer();
        }
        self.asks_for(Shape::Names);
        let types = self.at.map_or(Types::ANY, At::types);
        if types == Types::ANY || self.is_deep() {
            visitor.visit_unit()
        } else if types.has(Types::OBJECT) {
            self.object(self.members(&[]), visitor)
        } else if types.has(Types::ARRAY) {
            self.list(1, visitor)
        } else if types.has(Types::STRING) {
            visitor.visit_str("")
        } else if types.has(Types::INTEGER) {
            visitor.visit_u64(0)
        } else if types.has(Types::NUMBER) {
            visitor.visit_f64(0.0)
        } else if types.has(Types::BOOLEAN) {
            visitor.visit_bool(false)
        } else {
            visitor.visit_unit()
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.text(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.text(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.is_deep() {
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        // serde_json's `RawValue`.
        if name.starts_with("$serde_json::private") {
            return Err(refused());
        }
        // The name under which a `Field` reads itself.
        if name == "Field" {
            self.log.may_be_unset();
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let is_deep = self.is_deep() || self.log.is_refusing("[]");
        self.list(usize::from(!is_deep), visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Error> {
        self.list(len, visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.list(len, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let names = if self.is_deep() {
            Vec::new()
        } else {
            self.members(&[])
        };
        self.object(names, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if self.log.way.borrow().is_empty() && self.log.fields.get().is_none() {
            self.log.fields.set(Some(fields));
        }
        let mut names = self.members(fields);
        // What the schema has beside them is not read.
        names.retain(|name| fields.contains(name));
        self.object(names, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if self.is_deep() {
            return Err(refused());
        }
        let turn = {
            let mut turns = self.log.turns.borrow_mut();
            let turn = turns
                .entry((name, self.log.way.borrow().clone()))
                .or_default();
            let now = *turn % variants.len().max(1);
            *turn += 1;
            if *turn < variants.len() {
                self.log.goes_on.set(true);
            }
            now
        };
        match variants.get(turn) {
            Some(variant) => visitor.visit_enum(Variant {
                probe: self,
                name: variant,
            }),
            None => Err(refused()),
        }
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str("")
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}

fn refused() -> Error {
    Error::custom("there is no such value")
}

struct Members<'l> {
    probe: Probe<'l>,
    rest: std::vec::IntoIter<&'static str>,
    name: &'static str,
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let Some(name) = self.rest.next() else {
            return Ok(None);
        };
        self.name = name;
        let name = TextKey::<Error>::new(name, false);
        // A key that the map refuses: nothing is read below it.
        Ok(seed.deserialize(name).ok())
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let Probe { log, .. } = self.probe;
        let is_named = self.probe.at.is_some_and(|at| at.names(self.name));
        log.below(self.name, || {
            let read = seed.deserialize(self.probe.member(self.name));
            if is_named && !self.probe.is_replaced {
                log.add_unset(read_type::<S>());
            }
            read
        })
    }
}

/// The name of the type that a seed reads.
fn read_type<S>() -> &'static str {
    let name = type_name::<S>();
    let inner = name.strip_prefix("core::marker::PhantomData<");
    inner
        .and_then(|inner| inner.strip_suffix('>'))
        .unwrap_or(name)
}

struct Items<'l> {
    probe: Probe<'l>,
    next: usize,
    length: usize,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        if self.next >= self.length {
            return Ok(None);
        }
        let item = self.probe.at.and_then(|at| at.item(self.next));
        self.next += 1;
        let read = || seed.deserialize(self.probe.to(item).replaced());
        self.probe.log.below("[]", read).map(Some)
    }
}

struct Variant<'l> {
    probe: Probe<'l>,
    name: &'static str,
}

impl<'de, 'l> EnumAccess<'de> for Variant<'l> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Error> {
        Ok((
            seed.deserialize(TextKey::<Error>::new(self.name, false))?,
            self,
        ))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        let Probe { log, .. } = self.probe;
        let content = self.probe.member(self.name).replaced();
        log.below(self.name, || seed.deserialize(content))
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Error> {
        let Probe { log, .. } = self.probe;
        log.below(self.name, || {
            let content = self.probe.member(self.name).replaced();
            content.list(len, visitor)
        })
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let Probe { log, .. } = self.probe;
        log.below(self.name, || {
            let content = self.probe.member(self.name).replaced();
            content.deserialize_struct("", fields, visitor)
        })
    }
}

#[cfg(test)]
mod tests {
    use schemars::JsonSchema;
    use serde::Deserialize;
    use serde_json::json;

    use super::*;
    use crate::extract::schema::Guide;

    fn probed<T: DeserializeOwned>(schema: &serde_json::Value) -> Probed {
        probe::<T>(Box::leak(Box::new(Guide::new(schema))).root())
    }

    #[test]
    fn a_type_that_contains_itself_in_many_ways_is_read_in_little_time() {
        #[derive(Deserialize, JsonSchema)]
        #[allow(dead_code)]
        struct Many {
            a: Option<Box<Many>>,
            b: Option<Box<Many>>,
            c: Option<Box<Many>>,
            d: Option<Box<Many>>,
            e: Vec<Many>,
            f: Vec<Many>,
            g: Vec<Many>,
            h: Either,
        }
        #[derive(Deserialize, JsonSchema)]
        #[allow(dead_code)]
        enum Either {
            One(Vec<Many>),
            Two(Vec<Many>, Vec<Many>),
            Three,
        }
        assert!(!probed::<Many>(&json!(true)).is_buffered);
    }

    #[test]
    fn a_conversion_that_panics_finds_nothing() {
        #[derive(Deserialize)]
        #[serde(from = "String")]
        struct Panics;

        impl From<String> for Panics {
            fn from(_: String) -> Self {
                panic!("not this one")
            }
        }
        assert!(
            probed::<Panics>(&json!({ "type": "string" }))
                .unreadable
                .is_empty()
        );
    }

    #[test]
    fn every_variant_has_its_turn() {
        #[derive(Deserialize)]
        #[allow(dead_code)]
        enum Outer {
            Plain(u8),
            Buffered(Inner),
        }
        #[derive(Deserialize)]
        #[serde(untagged)]
        #[allow(dead_code)]
        enum Inner {
            Number(u8),
        }
        assert!(probed::<Outer>(&json!(true)).is_buffered);
    }
}
