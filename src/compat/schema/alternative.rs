//! [`Alternative`]: values of one JSON type.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Schema;
use super::equal::Values;
use super::number::Numbers;
use super::opaque::Opaque;

/// Values of one JSON type, as one branch of a schema allows them.
#[derive(Clone)]
pub(in crate::compat) struct Alternative<'d> {
    pub(super) shape: Shape<'d>,
    /// The only values, of `const` or `enum`.
    pub(super) values: Option<Vec<&'d Value>>,
    /// Whether the list of values is marked as one that grows.
    pub(super) grows: bool,
    /// What is not understood.
    pub(super) opaque: Vec<Opaque<'d>>,
    /// Where the branch stands.
    pub(super) place: &'d Value,
    /// Whether the place itself says nothing of the value.
    pub(super) is_vague: bool,
    /// Whether the value is sent as a text that holds it as JSON.
    pub(super) is_held: bool,
}

#[derive(Clone)]
pub(in crate::compat) enum Shape<'d> {
    Null,
    Boolean,
    Number(Numbers<'d>),
    Text(Text<'d>),
    List(List<'d>),
    Object(Box<Object<'d>>),
}

#[derive(Clone, Default)]
pub(in crate::compat) struct Text<'d> {
    pub(super) shortest: u64,
    pub(super) longest: Option<u64>,
    pub(super) patterns: Vec<&'d str>,
    pub(super) formats: Vec<&'d str>,
}

#[derive(Clone)]
pub(in crate::compat) struct List<'d> {
    pub(super) first: Vec<Schema<'d>>,
    pub(super) rest: Schema<'d>,
    pub(super) fewest: u64,
    pub(super) most: Option<u64>,
    pub(super) is_unique: bool,
}

#[derive(Clone)]
pub(in crate::compat) struct Object<'d> {
    pub(super) members: BTreeMap<&'d str, Schema<'d>>,
    pub(super) required: BTreeSet<&'d str>,
    /// Members by a regular expression that their names match.
    pub(super) patterns: Vec<(&'d str, Schema<'d>)>,
    /// All other members. `None` if nothing is said of them.
    pub(super) rest: Option<Schema<'d>>,
    /// Members that other branches of an `anyOf` name: a value may match those branches as well.
    pub(super) beside: Vec<(&'d str, Schema<'d>)>,
    pub(super) fewest: u64,
    pub(super) most: Option<u64>,
}

impl<'d> Object<'d> {
    pub(super) const fn any() -> Self {
        Self {
            members: BTreeMap::new(),
            required: BTreeSet::new(),
            patterns: Vec::new(),
            rest: None,
            beside: Vec::new(),
            fewest: 0,
            most: None,
        }
    }

    fn is_any(&self) -> bool {
        self.members.is_empty() && self.patterns.is_empty() && self.rest.is_none()
    }

    /// What the object says of a member, as far as it says it by the name.
    pub(super) fn member(&self, name: &str) -> Option<&Schema<'d>> {
        let others = self.rest.as_ref().filter(|_| self.patterns.is_empty());
        self.members.get(name).or(others)
    }

    fn and(self, other: Self) -> Self {
        let mut names: BTreeSet<&str> = self.members.keys().copied().collect();
        names.extend(other.members.keys().copied());
        let of = |object: &Self, name: &str| {
            let known = object.members.get(name).or(object.rest.as_ref());
            known.cloned()
        };
        let members = names
            .into_iter()
            .filter_map(|name| Some((name, both(of(&self, name), of(&other, name))?)))
            .collect();
        let mut patterns = self.patterns;
        patterns.extend(other.patterns);
        let mut beside = self.beside;
        beside.extend(other.beside);
        let mut required = self.required;
        required.extend(other.required);
        Self {
            members,
            required,
            patterns,
            rest: both(self.rest, other.rest),
            beside,
            fewest: self.fewest.max(other.fewest),
            most: least(self.most, other.most),
        }
    }
}

fn both<'d>(one: Option<Schema<'d>>, other: Option<Schema<'d>>) -> Option<Schema<'d>> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.and(&other)),
        (one, other) => one.or(other),
    }
}

fn least(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

impl<'d> Text<'d> {
    fn and(mut self, other: Self) -> Self {
        self.shortest = self.shortest.max(other.shortest);
        self.longest = least(self.longest, other.longest);
        for pattern in other.patterns {
            if !self.patterns.contains(&pattern) {
                self.patterns.push(pattern);
            }
        }
        for format in other.formats {
            if !self.formats.contains(&format) {
                self.formats.push(format);
            }
        }
        self
    }
}

impl<'d> List<'d> {
    pub(super) fn item(&self, index: usize) -> &Schema<'d> {
        self.first.get(index).unwrap_or(&self.rest)
    }

    fn and(&self, other: &Self) -> Self {
        let length = self.first.len().max(other.first.len());
        Self {
            first: (0..length)
                .map(|index| self.item(index).and(other.item(index)))
                .collect(),
            rest: self.rest.and(&other.rest),
            fewest: self.fewest.max(other.fewest),
            most: least(self.most, other.most),
            is_unique: self.is_unique || other.is_unique,
        }
    }
}

impl<'d> Alternative<'d> {
    /// The name of its type.
    pub(super) const fn name(&self) -> &'static str {
        match &self.shape {
            Shape::Null => "null",
            Shape::Boolean => "a boolean",
            Shape::Number(numbers) if numbers.is_integer => "an integer",
            Shape::Number(_) => "a number",
            Shape::Text(_) => "a string",
            Shape::List(_) => "an array",
            Shape::Object(_) => "an object",
        }
    }

    pub(super) const fn is_like(&self, other: &Self) -> bool {
        matches!(
            (&self.shape, &other.shape),
            (Shape::Null, Shape::Null)
                | (Shape::Boolean, Shape::Boolean)
                | (Shape::Number(_), Shape::Number(_))
                | (Shape::Text(_), Shape::Text(_))
                | (Shape::List(_), Shape::List(_))
                | (Shape::Object(_), Shape::Object(_))
        )
    }

    /// Whether it allows no value at all, as far as it says itself.
    pub(super) fn is_empty(&self) -> bool {
        if self.values.as_ref().is_some_and(Vec::is_empty) {
            return true;
        }
        match &self.shape {
            Shape::Null | Shape::Boolean => false,
            Shape::Number(numbers) => numbers.is_empty(),
            Shape::Text(text) => text.longest.is_some_and(|longest| longest < text.shortest),
            Shape::List(list) => {
                list.most.is_some_and(|most| most < list.fewest)
                    || (0..list.first.len().max(1))
                        .take(usize::try_from(list.fewest).unwrap_or(usize::MAX))
                        .any(|index| list.item(index).is_never())
            }
            Shape::Object(object) => {
                object.most.is_some_and(|most| most < object.fewest)
                    || object
                        .required
                        .iter()
                        .any(|name| object.member(name).is_some_and(Schema::is_never))
            }
        }
    }

    /// The values of both.
    pub(super) fn and(self, other: Self) -> Option<Self> {
        let other_place = other.place;
        // A list of values says more than the type beside it.
        let is_by_values = self.values.is_none() && other.values.is_some();
        let mut opaque = self.opaque;
        opaque.extend(other.opaque);
        // Which of the patterns a name matches is asked only of a single schema.
        if let (Shape::Object(one), Shape::Object(other)) = (&self.shape, &other.shape)
            && let Some((_, member)) = one.patterns.first().or(other.patterns.first())
            && !(one.is_any() || other.is_any())
        {
            let place = if one.patterns.is_empty() {
                other_place
            } else {
                self.place
            };
            opaque.push(Opaque {
                document: member.document,
                keyword: "patternProperties",
                value: place,
                within: place,
            });
        }
        let shape = match (self.shape, other.shape) {
            (Shape::Null, Shape::Null) => Shape::Null,
            (Shape::Boolean, Shape::Boolean) => Shape::Boolean,
            (Shape::Number(one), Shape::Number(other)) => Shape::Number(one.and(other)),
            (Shape::Text(one), Shape::Text(other)) => Shape::Text(one.and(other)),
            (Shape::List(one), Shape::List(other)) => Shape::List(one.and(&other)),
            (Shape::Object(one), Shape::Object(other)) => Shape::Object(Box::new(one.and(*other))),
            _ => return None,
        };
        let values = match (self.values, other.values) {
            (Some(one), Some(other)) => {
                let other = Values::of(&other);
                Some(one.into_iter().filter(|value| other.have(value)).collect())
            }
            (one, other) => one.or(other),
        };
        let both = Self {
            shape,
            values,
            grows: self.grows || other.grows,
            opaque,
            place: if self.is_vague || is_by_values {
                other.place
            } else {
                self.place
            },
            is_vague: self.is_vague && other.is_vague,
            is_held: self.is_held || other.is_held,
        };
        (!both.is_empty()).then_some(both)
    }
}
