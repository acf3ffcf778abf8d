//! [`Way`]: what the schema is asked of a value while it is read.

use std::cell::Cell;
use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{Error, IntoDeserializer, Visitor};

use crate::extract::schema::{At, Found, Rule};

/// What the schema is asked of a value.
#[derive(Clone, Copy)]
pub(super) enum Way<'c> {
    Nothing,
    /// What is expected, where serde buffers and does not say it.
    Led(At),
    /// Whether the value is as the schema says.
    Watched(Watch<'c>),
}

/// What a value has to be. It is only doubted, not refused, if that cannot be seen here.
#[derive(Clone, Copy)]
pub(super) struct Watch<'c> {
    /// What the schema says of the value; `None` if it may be anything.
    pub at: Option<At>,
    pub is_doubted: &'c Cell<bool>,
}

macro_rules! watched {
    ($($(#[$doc:meta])* $method:ident($($value:ident: $type:ty)?) $takes:ident;)*) => {$(
        $(#[$doc])*
        #[inline]
        pub fn $method(self $(, $value: $type)?) {
            if let Self::Watched(Watch { at: Some(at), is_doubted }) = self
                && !at.rule().is_some_and(|rule| rule.$takes($($value)?))
            {
                is_doubted.set(true);
            }
        }
    )*};
}

impl<'c> Way<'c> {
    pub fn led(at: Option<At>) -> Self {
        at.map_or(Self::Nothing, Self::Led)
    }

    watched! {
        /// The value is this one.
        text(text: &str) takes_text;
        unsigned(number: u64) takes_whole;
        signed(number: i64) takes_whole;
        float(number: f64) takes_float;
        boolean(boolean: bool) takes_boolean;
        null() takes_null;
        /// The value is a list of this many items.
        list(items: usize) takes_list;
        /// The value is an object with these of the members that the schema names.
        object(members: u64) takes_object;
    }

    /// Not all of the value is seen.
    #[inline]
    pub fn doubt(self) {
        if let Self::Watched(watch) = self {
            watch.is_doubted.set(true);
        }
    }

    /// Doubts a value that could not be read, of which no visitor need have seen anything: whatever asked for it may have another
    /// value in its place.
    #[inline]
    pub fn or_doubt<T, E>(self, read: Result<T, E>) -> Result<T, E> {
        if read.is_err() {
            self.doubt();
        }
        read
    }

    /// The way of an item.
    #[inline]
    pub fn item(self, place: usize) -> Self {
        match self {
            Self::Nothing => Self::Nothing,
            Self::Led(at) => Self::led(at.item(place)),
            Self::Watched(watch) => Self::Watched(Watch {
                at: watch.at.and_then(|at| at.item(place)),
                ..watch
            }),
        }
    }

    /// The way of a member that was found, which is counted among `members`.
    #[inline]
    pub fn member(self, found: Found, members: &mut u64) -> Self {
        match self {
            Self::Nothing => Self::Nothing,
            Self::Led(at) => Self::led(match found {
                Found::Nothing => at.others(),
                Found::Member(_, member) => Some(member),
                Found::Other(others) => others,
            }),
            Self::Watched(watch) => {
                let is_closed = || {
                    let rule = watch.at.and_then(At::rule);
                    rule.is_none_or(Rule::is_closed)
                };
                let at = match found {
                    Found::Member(place, member) => {
                        // A rule with more members than bits has none that is required.
                        *members |= 1_u64.checked_shl(place as u32).unwrap_or_default();
                        Some(member)
                    }
                    Found::Other(None) if !is_closed() => None,
                    Found::Other(others @ Some(_)) => others,
                    Found::Nothing | Found::Other(None) => {
                        self.doubt();
                        None
                    }
                };
                Self::Watched(Watch { at, ..watch })
            }
        }
    }

    /// The way of a member before any name is read.
    #[inline]
    pub fn member_of_nothing(self) -> Self {
        match self {
            Self::Nothing | Self::Led(_) => Self::Nothing,
            Self::Watched(watch) => Self::Watched(Watch { at: None, ..watch }),
        }
    }

    /// Whether an integer is expected where serde takes any number.
    #[inline]
    pub fn is_led_to_whole(self) -> bool {
        matches!(self, Self::Led(at) if at.is_whole())
    }

    /// What the schema says of an object, where the names of its members are of interest, and whether it leads.
    #[inline]
    pub fn named(self) -> Option<(At, bool)> {
        match self {
            Self::Nothing => None,
            Self::Led(at) => Some((at, true)),
            Self::Watched(watch) => watch.at.map(|at| (at, false)),
        }
    }

    /// Whether only a text can be right here.
    #[inline]
    pub fn is_text(self) -> bool {
        match self {
            Self::Watched(watch) => {
                let rule = watch.at.and_then(At::rule);
                rule.is_some_and(Rule::is_text)
            }
            _ => false,
        }
    }
}

/// The visitor of an enum whose variants are texts: the name of a variant is seen, and `{"name": null}` is not read.
pub(super) struct Choice<'c, V> {
    pub inner: V,
    pub way: Way<'c>,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Choice<'_, V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(formatter)
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<V::Value, E> {
        self.way.text(name);
        let variant: StrDeserializer<'_, E> = name.into_deserializer();
        self.inner.visit_enum(variant)
    }
}
