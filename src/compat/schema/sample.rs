//! Small values of a schema.

use serde_json::{Map, Value};

use super::alternative::{Alternative, List, Object, Shape, Text};
use super::made::size;
use super::number::Numbers;
use super::{Comparison, Schema, pattern};

/// The longest text, and the most items, that are made to break a limit.
pub(super) const LARGEST: u64 = 20_000;

/// The most items that differ from each other.
const MOST_UNIQUE: usize = 300;

/// How many values of schemas that contain each other are looked for.
const DEEPEST: usize = 40;

impl<'d> Comparison<'d> {
    /// A small value of the schema, if one is found.
    pub(in crate::compat) fn sample(&mut self, schema: &Schema<'d>) -> Option<Value> {
        let key = schema.key();
        if let Some(known) = self.sampled.get(&key) {
            return self.made.may_make(size(known)).then(|| known.clone());
        }
        if self.sampling.len() > DEEPEST || !self.step() || !self.sampling.insert(key.clone()) {
            return None;
        }
        let alternatives = self.alternatives(schema).ok();
        let sample = alternatives.and_then(|alternatives| {
            alternatives
                .iter()
                .find_map(|alternative| self.sample_one(alternative))
        });
        self.sampling.remove(&key);
        if let Some(sample) = &sample {
            self.sampled.insert(key, sample.clone());
        }
        sample
    }

    pub(super) fn sample_one(&mut self, alternative: &Alternative<'d>) -> Option<Value> {
        if let Some(values) = &alternative.values {
            return values
                .iter()
                .find(|value| self.holds_one(value, alternative) != Some(false))
                .map(|value| (*value).clone());
        }
        match &alternative.shape {
            Shape::Null => Some(Value::Null),
            Shape::Boolean => Some(Value::Bool(true)),
            Shape::Number(numbers) => sample_number(numbers),
            Shape::Text(text) => self.sample_text(text),
            Shape::List(list) => self.sample_list(list, list.fewest),
            Shape::Object(object) => self.sample_object(object),
        }
    }

    fn sample_text(&mut self, text: &Text<'d>) -> Option<Value> {
        self.texts_of(text).into_iter().next().map(Value::from)
    }

    /// Texts that hold.
    pub(super) fn texts_of(&mut self, text: &Text<'d>) -> Vec<String> {
        let shortest = usize::try_from(text.shortest).unwrap_or(usize::MAX);
        let mut candidates: Vec<String> = Vec::new();
        for of in &text.patterns {
            candidates.extend(pattern::candidates(of, shortest));
        }
        for format in &text.formats {
            candidates.extend(of_format(format).map(str::to_owned));
        }
        if candidates.is_empty() || text.patterns.is_empty() {
            candidates.push("a".to_owned());
            candidates.push(String::new());
        }
        if text.shortest <= LARGEST {
            candidates.push("a".repeat(shortest));
            let longer: Vec<String> = candidates
                .iter()
                .filter(|known| known.chars().count() < shortest && !known.is_empty())
                .map(|known| known.chars().cycle().take(shortest).collect())
                .collect();
            candidates.extend(longer);
        }
        candidates.retain(|candidate| self.holds_text(candidate, text) == Some(true));
        candidates
    }

    pub(super) fn sample_list(&mut self, list: &List<'d>, length: u64) -> Option<Value> {
        if length > LARGEST {
            return None;
        }
        let length = usize::try_from(length).ok()?;
        if list.is_unique && length > MOST_UNIQUE {
            return None;
        }
        let mut parts = 1;
        let mut items: Vec<Value> = Vec::with_capacity(length.min(64));
        for index in 0..length {
            let mut item = self.sample(list.item(index))?;
            if list.is_unique && items.contains(&item) {
                item = self.another(list.item(index), &items)?;
            }
            if !self.made.has_room(&mut parts, size(&item)) {
                return None;
            }
            items.push(item);
        }
        Some(items.into())
    }

    /// A value that is not among the others.
    fn another(&mut self, schema: &Schema<'d>, others: &[Value]) -> Option<Value> {
        let alternatives = self.alternatives(schema).ok()?;
        alternatives.iter().find_map(|alternative| {
            let mut candidates: Vec<Value> = match (&alternative.values, &alternative.shape) {
                (Some(values), _) => values.iter().map(|value| (*value).clone()).collect(),
                (None, Shape::Number(numbers)) => {
                    let start = numbers.near();
                    start
                        .into_iter()
                        .chain((0..=others.len()).map(Value::from))
                        .collect()
                }
                (None, Shape::Text(text)) => {
                    let known = self.texts_of(text);
                    let numbered = (0..=others.len()).map(|number| format!("a{number}"));
                    known.into_iter().chain(numbered).map(Value::from).collect()
                }
                (None, Shape::Boolean) => vec![true.into(), false.into()],
                _ => Vec::new(),
            };
            candidates.retain(|value| !others.contains(value));
            candidates
                .into_iter()
                .find(|value| self.holds_one(value, alternative) == Some(true))
        })
    }

    fn sample_object(&mut self, object: &Object<'d>) -> Option<Value> {
        let mut members = Map::new();
        let mut parts = 1;
        for name in &object.required {
            let sample = match object.member(name) {
                Some(member) => self.sample(member)?,
                None => Value::Null,
            };
            if !self.made.has_room(&mut parts, size(&sample)) {
                return None;
            }
            members.insert((*name).to_owned(), sample);
        }
        let missing = |members: &Map<String, Value>| (members.len() as u64) < object.fewest;
        for (name, member) in &object.members {
            if missing(&members)
                && !members.contains_key(*name)
                && let Some(sample) = self.sample(member)
            {
                if !self.made.has_room(&mut parts, size(&sample)) {
                    return None;
                }
                members.insert((*name).to_owned(), sample);
            }
        }
        let mut number = 0;
        while missing(&members) && number < LARGEST {
            let name = format!("key{number}");
            number += 1;
            let sample = match &object.rest {
                Some(rest) => self.sample(rest)?,
                None => Value::Null,
            };
            if !self.made.has_room(&mut parts, size(&sample)) {
                return None;
            }
            members.insert(name, sample);
        }
        (!missing(&members)).then(|| members.into())
    }
}

fn sample_number(numbers: &Numbers<'_>) -> Option<Value> {
    numbers.near().into_iter().find(|value| match value {
        Value::Number(number) => numbers.has(number),
        _ => false,
    })
}

/// Texts of the formats of JSON Schema (Validation 2020-12, section 7.3).
fn of_format(format: &str) -> impl Iterator<Item = &'static str> {
    let texts: &[&str] = match format {
        "date" => &["2026-01-31"],
        "date-time" => &["2026-01-31T12:00:00Z"],
        "time" => &["12:00:00Z"],
        "duration" => &["P1D"],
        "email" | "idn-email" => &["a@example.org"],
        "hostname" | "idn-hostname" => &["example.org"],
        "ipv4" | "ip" => &["192.0.2.1"],
        "ipv6" => &["2001:db8::1"],
        "uri" | "iri" => &["https://example.org/"],
        "uri-reference" | "iri-reference" => &["/a"],
        "uri-template" => &["/{a}"],
        "uuid" => &["00000000-0000-4000-8000-000000000000"],
        "json-pointer" => &["/a"],
        "relative-json-pointer" => &["0"],
        _ => &[],
    };
    texts.iter().copied()
}
