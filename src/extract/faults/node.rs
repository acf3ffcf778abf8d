//! [`Node`]: a value from the request, or a stand-in.

use std::borrow::Cow;
use std::slice;

use serde_json::{Number, Value};

use super::truth::{truth, truth_in_words};
use crate::extract::schema::{At, Found, Types};
use crate::extract::texts::{Given, Pair, Texts};
use response_core::problem::Loc;

/// The value that is read, and what the schema says of it.
#[derive(Clone, Copy)]
pub(in crate::extract) enum Node<'a> {
    Json(&'a Value, Option<At>),
    /// Names with what was given under each: a query, a form, path parameters.
    Named(&'a [(Cow<'a, str>, Given<'a>)], Option<At>),
    /// Names with their texts, in the order of the request.
    Pairs(&'a [Pair<'a>]),
    /// One of those pairs.
    Pair(&'a Pair<'a>),
    /// The texts that were given under one name.
    Texts(&'a [Cow<'a, str>], Option<At>),
    /// A stand-in, for a value that is missing or bad.
    StandIn {
        attempt: usize,
        nested: bool,
    },
}

/// A step from a value to a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

impl From<Step<'_>> for Loc {
    fn from(step: Step<'_>) -> Self {
        match step {
            Step::Key(key) => Self::chosen(key),
            Step::Index(index) => Self::from(index),
        }
    }
}

impl<'a> Node<'a> {
    /// What was given in texts.
    pub fn of(given: &'a Texts<'a>, at: Option<At>) -> Self {
        match given {
            Texts::Named(named) => Self::Named(named, at),
            Texts::Pairs(pairs) => Self::Pairs(pairs),
        }
    }

    /// What was given under one name.
    pub fn given(given: &'a Given<'a>, at: Option<At>) -> Self {
        match given {
            Given::Text(text) => Self::Texts(slice::from_ref(text), at),
            Given::Texts(texts) => Self::Texts(texts, at),
            Given::Named(named) => Self::Named(named, at),
        }
    }

    /// The JSON that texts stand for, as the schema says.
    pub fn instance(self) -> Value {
        match self {
            Self::Json(value, _) => value.clone(),
            Self::Texts([text], at) if !at.is_some_and(At::is_list) => scalar(text, at),
            Self::Named(_, at) if !at.is_some_and(At::is_list) => {
                let fields = self.fields().unwrap_or_default();
                let fields = fields.into_iter();
                fields
                    .map(|(name, node)| (name.to_owned(), node.instance()))
                    .collect()
            }
            _ => match self.items() {
                Some((_, items)) => items.map(|(_, node)| node.instance()).collect(),
                None => Value::Null,
            },
        }
    }

    /// Whether the rules of the schema hold for the JSON that texts stand for.
    pub fn holds(self) -> bool {
        let Some(at) = self.at() else {
            return matches!(self, Self::Texts([_], None));
        };
        let Some(rule) = at.rule() else {
            return false;
        };
        match self {
            Self::Texts([text], _) if !at.is_list() => {
                if at.takes_text() {
                    return rule.takes_text(text);
                }
                match scalar(text, Some(at)) {
                    Value::Bool(boolean) => rule.takes_boolean(boolean),
                    Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                        (Some(whole), _) => rule.takes_whole(whole),
                        (None, Some(whole)) => rule.takes_whole(whole),
                        (None, None) => {
                            let float = number.as_f64();
                            float.is_some_and(|float| rule.takes_float(float))
                        }
                    },
                    _ => false,
                }
            }
            Self::Named(named, _) if !at.is_list() => {
                let mut members = 0;
                let each = named.iter().all(|(name, given)| match at.find(name) {
                    Found::Member(place, member) => {
                        members |= 1_u64.checked_shl(place as u32).unwrap_or_default();
                        Self::given(given, Some(member)).holds()
                    }
                    Found::Other(Some(member)) => Self::given(given, Some(member)).holds(),
                    Found::Other(None) => !rule.is_closed(),
                    Found::Nothing => false,
                });
                each && rule.takes_object(members)
            }
            _ => match self.items() {
                Some((length, mut items)) => {
                    rule.takes_list(length) && items.all(|(_, item)| item.holds())
                }
                None => false,
            },
        }
    }

    /// What the schema says of the value.
    pub(super) fn at(self) -> Option<At> {
        match self {
            Self::Json(_, at) | Self::Named(_, at) | Self::Texts(_, at) => at,
            Self::Pairs(_) | Self::Pair(_) | Self::StandIn { .. } => None,
        }
    }

    /// The work of reading the value itself, without its parts: a long text counts as several parts.
    pub(super) fn work(self) -> usize {
        const AT_ONCE: usize = 256;
        let length = match self {
            Self::Json(Value::String(text), _) => text.len(),
            Self::Texts(texts, _) => texts.iter().map(|text| text.len()).sum(),
            Self::Pair((name, text)) => name.len() + text.len(),
            _ => 0,
        };
        1 + length / AT_ONCE
    }

    pub(super) fn stands_in(self) -> bool {
        matches!(self, Self::StandIn { .. })
    }

    /// The text, if there is exactly one.
    pub(super) fn text(self) -> Option<&'a str> {
        match self {
            Self::Texts([only], _) => Some(only),
            _ => None,
        }
    }

    /// The fields, if the value has any.
    pub(super) fn fields(self) -> Option<Vec<(&'a str, Self)>> {
        match self {
            Self::Json(Value::Object(fields), at) => Some(
                fields
                    .iter()
                    .map(|(name, value)| (name.as_str(), Self::Json(value, member(at, name))))
                    .collect(),
            ),
            Self::Named(named, at) => Some(
                named
                    .iter()
                    .map(|(name, given)| (&**name, Self::given(given, member(at, name))))
                    .collect(),
            ),
            Self::Pairs(pairs) => Some(
                pairs
                    .iter()
                    .map(|(name, text)| (&**name, Self::Texts(slice::from_ref(text), None)))
                    .collect(),
            ),
            _ => None,
        }
    }

    /// The items and their number, if the value is a list.
    pub(super) fn items(self) -> Option<(usize, Items<'a>)> {
        Some(match self {
            Self::Json(Value::Array(items), at) => {
                let each =
                    move |(index, value)| (Step::Index(index), Self::Json(value, item(at, index)));
                (items.len(), Box::new(items.iter().enumerate().map(each)))
            }
            Self::Named(named, at) => {
                let each = move |(index, (name, given)): (usize, &'a (Cow<'a, str>, Given<'a>))| {
                    (Step::Key(name), Self::given(given, item(at, index)))
                };
                (named.len(), Box::new(named.iter().enumerate().map(each)))
            }
            Self::Pairs(pairs) => {
                let each = |pair: &'a Pair<'a>| (Step::Key(&pair.0), Self::Pair(pair));
                (pairs.len(), Box::new(pairs.iter().map(each)))
            }
            Self::Pair((name, text)) => {
                let each =
                    |(index, text)| (Step::Index(index), Self::Texts(slice::from_ref(text), None));
                (2, Box::new([name, text].into_iter().enumerate().map(each)))
            }
            Self::Texts(texts, at) => {
                let each = move |(index, text)| {
                    (
                        Step::Index(index),
                        Self::Texts(slice::from_ref(text), item(at, index)),
                    )
                };
                (texts.len(), Box::new(texts.iter().enumerate().map(each)))
            }
            _ => return None,
        })
    }
}

/// The JSON that a text stands for. One that cannot be what the schema says stays a string, which the schema refuses.
fn scalar(text: &str, at: Option<At>) -> Value {
    let types = at.map_or(Types::STRING, At::types);
    let read = || {
        if types.has(Types::STRING) {
            return None;
        }
        if types.has(Types::BOOLEAN) {
            let boolean = if types.has(Types::INTEGER.with(Types::NUMBER)) {
                truth_in_words(text)
            } else {
                truth(text)
            };
            if let Some(boolean) = boolean {
                return Some(boolean.into());
            }
        }
        let is_digits = text
            .trim_start_matches(['-', '+'])
            .bytes()
            .all(|byte| byte.is_ascii_digit());
        let integer = || {
            text.parse::<i64>()
                .map(Value::from)
                .or_else(|_| text.parse::<u64>().map(Value::from))
                .ok()
        };
        let number = || {
            text.parse::<f64>()
                .ok()
                .and_then(Number::from_f64)
                .map(Value::Number)
        };
        if types.has(Types::INTEGER) && is_digits {
            return integer().or_else(number);
        }
        types.has(Types::NUMBER).then(number).flatten()
    };
    read().unwrap_or_else(|| text.into())
}

fn member(at: Option<At>, name: &str) -> Option<At> {
    at.and_then(|at| at.member(name))
}

/// A list that is given once, as one text, is described by its item.
fn item(at: Option<At>, index: usize) -> Option<At> {
    at.and_then(|at| at.item(index))
}

pub(super) type Items<'a> = Box<dyn Iterator<Item = (Step<'a>, Node<'a>)> + 'a>;
