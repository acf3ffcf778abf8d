//! Naming the definitions of a document.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::identity::sanitized;
use super::pointer::unescaped;
use super::refined::CONSTRAINED;
use super::{Component, DESERIALIZED, Key, MODEL, RESPONSES, SERIALIZED};
use crate::model::policy::Fields;

/// Every definition of a document.
pub(super) struct Definitions {
    /// Models come first, then schemars types that are sent, then requests: of equal schemas, the first is kept.
    definitions: Vec<Definition>,
    by_address: BTreeMap<String, usize>,
}

struct Definition {
    role: Role,
    /// Its name, unless another type has the same.
    name: String,
    schema: Value,
}

enum Role {
    Response { key: Key, module: &'static str },
    Sent,
    Request,
}

impl Definitions {
    pub(super) fn new(
        components: Vec<Component>,
        serialized: Map<String, Value>,
        deserialized: Map<String, Value>,
    ) -> Self {
        let mut all = Self {
            definitions: Vec::new(),
            by_address: BTreeMap::new(),
        };
        for (index, component) in components.into_iter().enumerate() {
            let Component {
                key,
                name,
                module,
                schema,
            } = component;
            let role = Role::Response { key, module };
            all.push(format!("{RESPONSES}{index}"), role, name, schema);
        }
        for (name, schema) in serialized {
            all.push(
                format!("{SERIALIZED}{name}"),
                Role::Sent,
                sanitized(&name),
                schema,
            );
        }
        for (name, schema) in deserialized {
            all.push(
                format!("{DESERIALIZED}{name}"),
                Role::Request,
                sanitized(&name),
                schema,
            );
        }
        all
    }

    fn push(&mut self, address: String, role: Role, name: String, schema: Value) {
        self.by_address.insert(address, self.definitions.len());
        self.definitions.push(Definition { role, name, schema });
    }

    /// Returns the definitions that the document needs, by name, and makes the document refer to them.
    pub(super) fn finish(self, document: &mut Value) -> Map<String, Value> {
        let first = self.first_equals();
        let needed = self.needed(document, &first);
        let names = self.names(&needed);
        self.rename(document, &first, &names);
        let mut components: Vec<_> = needed
            .iter()
            .filter_map(|&index| {
                let mut schema = self.definitions.get(index)?.schema.clone();
                self.rename(&mut schema, &first, &names);
                Some((names.get(&index)?.clone(), schema))
            })
            .collect();
        components.sort_by(|(left, _), (right, _)| left.cmp(right));
        components.into_iter().collect()
    }

    fn find(&self, reference: &str) -> Option<usize> {
        // schemars encodes names as JSON pointers in URI fragments.
        let decoded = percent_decode_str(reference).decode_utf8().ok()?;
        let name = unescaped(&decoded);
        self.by_address.get(&name).copied()
    }

    /// For each definition the first one that is equal to it and can replace it.
    fn first_equals(&self) -> Vec<usize> {
        let mut equal = BTreeSet::new();
        for (right, definition) in self.definitions.iter().enumerate() {
            for (left, other) in self.definitions.iter().enumerate().take(right) {
                if other.may_stand_for(definition) {
                    equal.insert((left, right));
                }
            }
        }
        // The equality of two schemas may depend on that of the schemas they refer to, even in a cycle: all are taken
        // as equal until some turn out not to be.
        loop {
            let unequal: Vec<_> = equal
                .iter()
                .filter(|(left, right)| {
                    !self.are_equal(
                        &self.definitions[*left].schema,
                        &self.definitions[*right].schema,
                        &equal,
                    )
                })
                .copied()
                .collect();
            if unequal.is_empty() {
                break;
            }
            for pair in unequal {
                equal.remove(&pair);
            }
        }
        let mut first: Vec<usize> = (0..self.definitions.len()).collect();
        for (left, right) in equal {
            if first[right] == right {
                first[right] = first[left];
            }
        }
        first
    }

    fn are_equal(&self, left: &Value, right: &Value, equal: &BTreeSet<(usize, usize)>) -> bool {
        match (left, right) {
            (Value::Object(left), Value::Object(right)) => {
                left.len() == right.len()
                    && left.iter().all(|(keyword, value)| {
                        right.get(keyword).is_some_and(|other| {
                            if keyword == "$ref" {
                                self.refer_to_equals(value, other, equal)
                            } else {
                                self.are_equal(value, other, equal)
                            }
                        })
                    })
            }
            (Value::Array(left), Value::Array(right)) => {
                left.len() == right.len()
                    && left
                        .iter()
                        .zip(right)
                        .all(|(left, right)| self.are_equal(left, right, equal))
            }
            _ => left == right,
        }
    }

    fn refer_to_equals(
        &self,
        left: &Value,
        right: &Value,
        equal: &BTreeSet<(usize, usize)>,
    ) -> bool {
        let find = |value: &Value| value.as_str().and_then(|reference| self.find(reference));
        match (find(left), find(right)) {
            (Some(left), Some(right)) => {
                left == right || equal.contains(&(left.min(right), left.max(right)))
            }
            _ => left == right,
        }
    }

    /// What the document refers to, directly or indirectly, in order.
    fn needed(&self, document: &Value, first: &[usize]) -> BTreeSet<usize> {
        let mut needed = BTreeSet::new();
        let mut open = self.references(document);
        while let Some(reference) = open.pop() {
            let index = first[reference];
            if needed.insert(index) {
                open.extend(self.references(&self.definitions[index].schema));
            }
        }
        needed
    }

    fn references(&self, value: &Value) -> Vec<usize> {
        match value {
            Value::Object(members) => {
                let own = members
                    .get("$ref")
                    .and_then(Value::as_str)
                    .and_then(|reference| self.find(reference));
                let inner = members.values().flat_map(|value| self.references(value));
                own.into_iter().chain(inner).collect()
            }
            Value::Array(values) => values
                .iter()
                .flat_map(|value| self.references(value))
                .collect(),
            _ => Vec::new(),
        }
    }

    fn rename(&self, value: &mut Value, first: &[usize], names: &BTreeMap<usize, String>) {
        match value {
            Value::Object(members) => {
                members.remove(MODEL);
                members.remove(CONSTRAINED);
                for (keyword, value) in members {
                    let name = value
                        .as_str()
                        .filter(|_| keyword == "$ref")
                        .and_then(|reference| self.find(reference))
                        .and_then(|index| names.get(&first[index]));
                    match name {
                        Some(name) => *value = format!("#/components/schemas/{name}").into(),
                        None => self.rename(value, first, names),
                    }
                }
            }
            Value::Array(values) => {
                for value in values {
                    self.rename(value, first, names);
                }
            }
            _ => {}
        }
    }

    fn names(&self, needed: &BTreeSet<usize>) -> BTreeMap<usize, String> {
        let mut names = Names::default();
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut requests = Vec::new();
        for &index in needed {
            match self.definitions[index].role {
                Role::Request => requests.push(index),
                _ => groups
                    .entry(self.definitions[index].full_name())
                    .or_default()
                    .push(index),
            }
        }
        // A name that only one type has is kept, whatever the other names are.
        let (alone, shared): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(_, group)| group.len() == 1);
        for (name, group) in alone {
            for index in group {
                names.give(index, &name);
            }
        }
        for (name, group) in shared {
            for (index, name) in self.qualified(&name, &group) {
                names.give(index, &name);
            }
        }
        for index in requests {
            let name = self.definitions[index].full_name();
            let name = if names.taken.contains(&name) {
                format!("{name}Input")
            } else {
                name
            };
            names.give(index, &name);
        }
        names.given
    }

    /// Names for types that share one: with as many segments of the module as it takes to distinguish them.
    fn qualified(&self, name: &str, group: &[usize]) -> Vec<(usize, String)> {
        let modules: Vec<Vec<&str>> = group
            .iter()
            .map(|&index| match self.definitions[index].role {
                Role::Response { module, .. } => module.split("::").collect(),
                _ => Vec::new(),
            })
            .collect();
        let longest = modules.iter().map(Vec::len).max().unwrap_or(0);
        let with_segments = |count: usize| -> Vec<String> {
            modules
                .iter()
                .map(|module| {
                    let start = module.len().saturating_sub(count);
                    let segments = module[start..].iter().copied().chain([name]);
                    sanitized(&segments.collect::<Vec<_>>().join("_"))
                })
                .collect()
        };
        let names = (1..=longest)
            .map(with_segments)
            .find(|names| names.iter().collect::<BTreeSet<_>>().len() == names.len())
            .unwrap_or_else(|| with_segments(0));
        group.iter().copied().zip(names).collect()
    }
}

impl Definition {
    /// Whether one definition can replace the other if their schemas are equal. Two models that only look alike stay
    /// two.
    fn may_stand_for(&self, other: &Self) -> bool {
        match (&self.role, &other.role) {
            (Role::Response { key, .. }, Role::Response { key: other, .. }) => {
                key.identity == other.identity
            }
            (Role::Request, _) | (Role::Sent, Role::Response { .. } | Role::Sent) => false,
            (_, Role::Sent) => self.name == other.name,
            (_, Role::Request) => {
                // schemars numbers types that share a name.
                self.name
                    == other
                        .name
                        .trim_end_matches(|letter: char| letter.is_ascii_digit())
                    || self.name == other.name
            }
        }
    }

    fn full_name(&self) -> String {
        let mut name = self.name.clone();
        if let Role::Response { key, .. } = &self.role {
            name.push_str(match key.fields {
                Fields::All => "",
                Fields::Pick(_) => "_Pick",
                Fields::Omit(_) => "_Omit",
            });
            if key.exclude_none || key.exclude_own_none {
                name.push_str("_ExcludeNone");
            }
            if key.exclude_defaults || key.exclude_own_defaults {
                name.push_str("_ExcludeDefaults");
            }
        }
        name
    }
}

#[derive(Default)]
struct Names {
    given: BTreeMap<usize, String>,
    taken: BTreeSet<String>,
}

impl Names {
    fn give(&mut self, index: usize, wanted: &str) {
        let mut name = wanted.to_owned();
        let mut number = 2;
        while !self.taken.insert(name.clone()) {
            name = format!("{wanted}_{number}");
            number += 1;
        }
        self.given.insert(index, name);
    }
}
