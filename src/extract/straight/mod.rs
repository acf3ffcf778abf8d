//! The usual query or form, read straight from its text: each name once, and no part of an object. And the usual parameter of a
//! path.
//!
//! What is not usual, what cannot be read and what the schema forbids is left to [`texts`](super::texts), which reads the text
//! again and says why.

mod one;

use std::borrow::Cow;
use std::cell::Cell;
use std::marker::PhantomData;
use std::slice;

use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, Visitor};

use super::faults::{Failure, Node};
use super::schema::{At, Found, Plan, Rule, TextKey};
use super::texts;
use one::One;

macro_rules! unusual {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'t>>(self, _: V) -> Result<V::Value, Failure> {
            Err(self.seen.unusual())
        }
    )*};
}

macro_rules! unusual_of_a_name {
    ($($method:ident($($argument:ty),*))*) => {$(
        fn $method<V: Visitor<'t>>(self, $(_: $argument,)* _: V) -> Result<V::Value, Failure> {
            Err(self.seen.unusual())
        }
    )*};
}
use {unusual, unusual_of_a_name};

/// The number of names that the schema does not have, and that are compared with one another.
const MOST_OTHERS: usize = 4;

/// Reads `a=1&b=2`, if that is usual and faultless.
pub(super) fn read<T: DeserializeOwned>(text: &str, plan: &Plan) -> Option<T> {
    let at = plan.root();
    let seen = Seen::new(plan);
    let mut pairs = Pairs {
        rest: text,
        at,
        value: None,
        names: 0,
        members: 0,
        others: [""; MOST_OTHERS],
        seen: &seen,
    };
    let value = T::deserialize(&mut pairs).ok()?;
    let holds = || {
        at.rule()
            .is_some_and(|rule| rule.takes_object(pairs.members))
    };
    let is_whole = pairs.rest.is_empty() && pairs.value.is_none();
    (is_whole && !seen.is_doubted.get() && (!seen.is_checked || holds())).then_some(value)
}

/// Reads one text, if that is usual and faultless.
pub(super) fn one<T: DeserializeOwned>(text: &str, plan: &Plan) -> Option<T> {
    if plan.checker.is_some() && !plan.is_exact() {
        return None;
    }
    let seen = Seen::new(plan);
    let raw = Raw {
        text,
        is_encoded: false,
        at: Some(plan.root()),
    };
    let value = seen.value(PhantomData::<T>, raw).ok()?;
    (!seen.is_doubted.get()).then_some(value)
}

/// What is seen of the values.
struct Seen {
    /// Whether the schema is asked of them.
    is_checked: bool,
    /// Whether the schema may forbid one.
    is_doubted: Cell<bool>,
    /// Whether the schema was asked of the last one.
    is_looked_at: Cell<bool>,
}

/// Names with texts.
struct Pairs<'t, 's> {
    rest: &'t str,
    at: At,
    /// The value of the name that was read last.
    value: Option<Raw<'t>>,
    /// The members of the schema that are named, each the bit of its place.
    names: u64,
    /// The same, without those that were left blank.
    members: u64,
    others: [&'t str; MOST_OTHERS],
    seen: &'s Seen,
}

/// A text, and what the schema says of it.
#[derive(Clone, Copy)]
struct Raw<'t> {
    text: &'t str,
    is_encoded: bool,
    at: Option<At>,
}

impl<'t> Raw<'t> {
    fn decoded(self) -> Option<Cow<'t, str>> {
        if self.is_encoded {
            texts::decoded(self.text.as_bytes())
        } else {
            Some(Cow::Borrowed(self.text))
        }
    }
}

impl<'t> Pairs<'t, '_> {
    /// The next name and its text, as they were sent, and whether the text is encoded; `None` where nothing stands before the `&`.
    #[inline]
    fn pair(&mut self) -> Result<Option<(&'t str, &'t str, bool)>, Failure> {
        let given = self.rest;
        let bytes = given.as_bytes();
        // The first comparison is enough for most bytes, which are lower-case letters.
        let ends_name =
            |byte: &u8| *byte < b'a' && matches!(byte, b'&' | b'=' | b'+' | b'%' | b'[');
        let name = bytes.iter().position(ends_name).unwrap_or(bytes.len());
        let mut end = name;
        let mut is_encoded = false;
        match bytes.get(name) {
            Some(b'&') if name == 0 => {
                self.rest = given.get(1..).unwrap_or_default();
                return Ok(None);
            }
            None | Some(b'&') => {}
            Some(b'=') => {
                end += 1;
                while let Some(byte) = bytes.get(end) {
                    match byte {
                        b'0'.. => {}
                        b'&' => break,
                        byte => is_encoded |= matches!(byte, b'+' | b'%'),
                    }
                    end += 1;
                }
            }
            Some(_) => return Err(self.seen.unusual()),
        }
        self.rest = given.get(end + 1..).unwrap_or_default();
        let text = given.get(name + 1..end).unwrap_or_default();
        let name = given.get(..name).unwrap_or_default();
        Ok(Some((name, text, is_encoded)))
    }

    /// The next name with its text, as it was sent.
    fn next(&mut self) -> Result<Option<(&'t str, Raw<'t>)>, Failure> {
        while !self.rest.is_empty() {
            let Some((name, text, is_encoded)) = self.pair()? else {
                continue;
            };
            let at = match self.at.find(name) {
                Found::Member(place, at) => {
                    let bit = 1_u64.checked_shl(place as u32);
                    let bit = bit.ok_or_else(|| self.seen.unusual())?;
                    if self.names & bit != 0 {
                        return Err(self.seen.unusual());
                    }
                    self.names |= bit;
                    // A field that was left blank may be left out.
                    if text.is_empty() && !at.takes_blank() && !self.at.requires(name) {
                        continue;
                    }
                    self.members |= bit;
                    Some(at)
                }
                _ => {
                    self.other(name)?;
                    None
                }
            };
            let raw = Raw {
                text,
                is_encoded,
                at,
            };
            return Ok(Some((name, raw)));
        }
        Ok(None)
    }

    /// Another name than those of the schema, which is the only one of its kind.
    #[cold]
    fn other(&mut self, name: &'t str) -> Result<(), Failure> {
        if self.seen.is_checked && self.at.rule().is_none_or(Rule::is_closed) {
            self.seen.is_doubted.set(true);
        }
        let is_free = |known: &&mut &str| known.is_empty();
        let is_known = name.is_empty() || self.others.contains(&name);
        match self.others.iter_mut().find(is_free) {
            Some(free) if !is_known => {
                *free = name;
                Ok(())
            }
            _ => Err(self.seen.unusual()),
        }
    }
}

impl<'t> MapAccess<'t> for &mut Pairs<'t, '_> {
    type Error = Failure;

    #[inline]
    fn next_key_seed<S: DeserializeSeed<'t>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Failure> {
        match self.next()? {
            None => Ok(None),
            Some((name, raw)) => {
                self.value = Some(raw);
                seed.deserialize(TextKey::<Failure>::new(name, false))
                    .map(Some)
            }
        }
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<S::Value, Failure> {
        let raw = self.value.take().ok_or_else(|| self.seen.unusual())?;
        self.seen.value(seed, raw)
    }
}

impl<'t> Deserializer<'t> for &mut Pairs<'t, '_> {
    type Error = Failure;

    fn deserialize_map<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_map(self)
    }

    fn deserialize_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        visitor.visit_map(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        visitor.visit_newtype_struct(self)
    }

    unusual! {
        deserialize_any deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32 deserialize_f64
        deserialize_char deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf deserialize_option
        deserialize_unit deserialize_seq deserialize_identifier deserialize_ignored_any
    }

    unusual_of_a_name! {
        deserialize_unit_struct(&'static str)
        deserialize_tuple(usize)
        deserialize_tuple_struct(&'static str, usize)
        deserialize_enum(&'static str, &'static [&'static str])
    }
}

impl Seen {
    fn new(plan: &Plan) -> Self {
        Self {
            is_checked: plan.checker.is_some(),
            is_doubted: Cell::new(false),
            is_looked_at: Cell::new(false),
        }
    }

    /// Reads a value, of which the schema is asked.
    #[inline]
    fn value<'t, S: DeserializeSeed<'t>>(
        &self,
        seed: S,
        raw: Raw<'t>,
    ) -> Result<S::Value, Failure> {
        self.is_looked_at.set(!self.is_checked || raw.at.is_none());
        let value = seed.deserialize(One {
            text: raw.decoded().ok_or_else(|| self.unusual())?,
            at: raw.at,
            seen: self,
        })?;
        if !self.is_looked_at.get() {
            self.look_at(&raw.decoded().ok_or_else(|| self.unusual())?, raw.at);
        }
        Ok(value)
    }

    /// The failure of what is not usual. A type may take something else for a value that fails: then what was read is not used.
    #[cold]
    fn unusual(&self) -> Failure {
        self.is_doubted.set(true);
        Failure::Hopeless
    }

    /// Asks the schema of a text.
    fn look_at(&self, text: &str, at: Option<At>) {
        let text = Cow::Borrowed(text);
        self.looked(|| Node::Texts(slice::from_ref(&text), at).holds());
    }

    #[inline]
    fn looked(&self, holds: impl FnOnce() -> bool) {
        if !self.is_looked_at.replace(true) && !holds() {
            self.is_doubted.set(true);
        }
    }
}

#[cfg(test)]
mod tests;
