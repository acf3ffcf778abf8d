//! Whether a schema allows a value, as far as the schema is understood.

use std::cmp::Ordering;

use serde_json::{Map, Value};

use super::alternative::{Alternative, List, Object, Shape, Text};
use super::equal::{Values, equal_values};
use super::texts::is_only_named;
use super::{Comparison, Schema};

impl<'d> Comparison<'d> {
    /// Whether the schema allows the value; `None` if that is not known.
    pub(in crate::compat) fn holds(&mut self, value: &Value, schema: &Schema<'d>) -> Option<bool> {
        if !self.step() {
            return None;
        }
        let alternatives = self.alternatives(schema).ok()?;
        self.holds_any(value, &alternatives)
    }

    pub(super) fn holds_any(
        &mut self,
        value: &Value,
        alternatives: &[Alternative<'d>],
    ) -> Option<bool> {
        let mut known = Some(false);
        for alternative in alternatives {
            match self.holds_one(value, alternative) {
                Some(true) => return Some(true),
                Some(false) => {}
                None => known = None,
            }
        }
        known
    }

    pub(super) fn holds_one(
        &mut self,
        value: &Value,
        alternative: &Alternative<'d>,
    ) -> Option<bool> {
        // A long list counts as several steps.
        let length = alternative.values.as_ref().map_or(0, Vec::len);
        if !self.steps_of(length / 256) {
            return None;
        }
        if let Some(values) = &alternative.values
            && !values.iter().any(|known| equal_values(known, value))
        {
            return Some(false);
        }
        let own = match (&alternative.shape, value) {
            (Shape::Null, Value::Null) | (Shape::Boolean, Value::Bool(_)) => Some(true),
            (Shape::Number(numbers), Value::Number(number)) => Some(numbers.has(number)),
            (Shape::Text(text), Value::String(value)) => self.holds_text(value, text),
            (Shape::List(list), Value::Array(items)) => self.holds_list(items, list),
            (Shape::Object(object), Value::Object(members)) => self.holds_object(members, object),
            _ => Some(false),
        };
        own.filter(|holds| !holds || alternative.opaque.is_empty())
    }

    pub(super) fn holds_text(&mut self, value: &str, text: &Text<'d>) -> Option<bool> {
        let length = value.chars().count() as u64;
        if length < text.shortest || text.longest.is_some_and(|longest| length > longest) {
            return Some(false);
        }
        let mut all = Some(true);
        for pattern in &text.patterns {
            all = and(all, self.texts.matches(pattern, value));
        }
        for format in text.formats.iter().filter(|format| !is_only_named(format)) {
            all = and(all, self.texts.has_format(format, value));
        }
        all
    }

    fn holds_list(&mut self, items: &[Value], list: &List<'d>) -> Option<bool> {
        let length = items.len() as u64;
        if length < list.fewest || list.most.is_some_and(|most| length > most) {
            return Some(false);
        }
        let mut known = Values::default();
        if list.is_unique && !items.iter().all(|item| known.add(item)) {
            return Some(false);
        }
        let mut all = Some(true);
        for (index, item) in items.iter().enumerate() {
            all = and(all, self.holds(item, list.item(index)));
        }
        all
    }

    fn holds_object(&mut self, members: &Map<String, Value>, object: &Object<'d>) -> Option<bool> {
        let length = members.len() as u64;
        if length < object.fewest || object.most.is_some_and(|most| length > most) {
            return Some(false);
        }
        if object
            .required
            .iter()
            .any(|name| !members.contains_key(*name))
        {
            return Some(false);
        }
        let mut all = Some(true);
        for (name, value) in members {
            let mut is_named = false;
            if let Some(schema) = object.members.get(name.as_str()) {
                is_named = true;
                all = and(all, self.holds(value, schema));
            }
            for (pattern, schema) in &object.patterns {
                match self.texts.matches(pattern, name) {
                    Some(true) => {
                        is_named = true;
                        all = and(all, self.holds(value, schema));
                    }
                    Some(false) => {}
                    None => all = and(all, None),
                }
            }
            if let Some(rest) = object.rest.as_ref().filter(|_| !is_named) {
                all = and(all, self.holds(value, rest));
            }
        }
        all
    }
}

pub(super) fn and(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), other) => other,
        (None, _) => None,
    }
}

/// A value as the texts that stand for it may be read: `5` and `"5"` are the same there.
pub(in crate::compat) fn readings(value: &Value) -> Vec<Value> {
    let mut readings = vec![value.clone(), as_text(value), as_read(value)];
    readings.sort_by(|one, other| match one == other {
        true => Ordering::Equal,
        false => one.to_string().cmp(&other.to_string()),
    });
    readings.dedup();
    readings
}

fn as_text(value: &Value) -> Value {
    match value {
        Value::Number(number) => number.to_string().into(),
        Value::Bool(flag) => flag.to_string().into(),
        Value::Array(items) => items.iter().map(as_text).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| (name.clone(), as_text(member)))
            .collect::<Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

fn as_read(value: &Value) -> Value {
    match value {
        Value::String(text) => match serde_json::from_str(text) {
            Ok(scalar @ (Value::Bool(_) | Value::Number(_))) => scalar,
            _ => value.clone(),
        },
        Value::Array(items) => items.iter().map(as_read).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| (name.clone(), as_read(member)))
            .collect::<Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}
