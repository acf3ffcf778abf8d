//! Naming the definitions of a document.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::bounds::{Seen, holds_values};
use super::identity::sanitized;
use super::pointer::unescaped;
use super::refined::CONSTRAINED;
use super::{Component, DESERIALIZED, Key, MODEL, RESPONSES, SERIALIZED};
use crate::model::policy::Fields;

/// Every definition of a document.
pub(super) struct Definitions {
    /// Models come first, then schemars types that are sent, then requests: of equal schemas, the first is kept.
    definitions: Vec<Definition>,
    /// Those of models are found by their numbers.
    by_address: HashMap<String, usize>,
    models: usize,
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
            by_address: HashMap::new(),
            models: components.len(),
        };
        for component in components {
            let Component {
                key,
                name,
                module,
                schema,
            } = component;
            let role = Role::Response { key, module };
            all.definitions.push(Definition { role, name, schema });
        }
        for (name, schema) in serialized {
            all.push(SERIALIZED, Role::Sent, &name, schema);
        }
        for (name, schema) in deserialized {
            all.push(DESERIALIZED, Role::Request, &name, schema);
        }
        all
    }

    fn push(&mut self, section: &str, role: Role, name: &str, schema: Value) {
        let address = format!("{section}{name}");
        self.by_address.insert(address, self.definitions.len());
        self.definitions.push(Definition {
            role,
            name: sanitized(name),
            schema,
        });
    }

    /// Returns the definitions that the document needs, by name, and makes the document refer to them.
    pub(super) fn finish(mut self, document: &mut Value) -> Map<String, Value> {
        let first = self.first_equals();
        let needed = self.needed(document, &first);
        let names = self.names(&needed);
        let schemas: Vec<_> = needed
            .iter()
            .filter_map(|&index| Some(self.definitions.get_mut(index)?.schema.take()))
            .collect();
        self.settle(document, &first, &names, true);
        let mut components: Vec<_> = needed
            .iter()
            .zip(schemas)
            .filter_map(|(index, mut schema)| {
                self.settle(&mut schema, &first, &names, true);
                Some((names.get(index)?.clone(), schema))
            })
            .collect();
        components.sort_by(|(left, _), (right, _)| left.cmp(right));
        components.into_iter().collect()
    }

    fn find(&self, reference: &str) -> Option<usize> {
        if let Some(index) = reference.strip_prefix(RESPONSES) {
            return index.parse().ok().filter(|index| *index < self.models);
        }
        if !reference.starts_with(SERIALIZED) && !reference.starts_with(DESERIALIZED) {
            return None;
        }
        // schemars encodes names as JSON pointers in URI fragments.
        let decoded = percent_decode_str(reference).decode_utf8().ok()?;
        let name = unescaped(&decoded);
        self.by_address.get(&name).copied()
    }

    /// For each definition the first one that is equal to it and can replace it.
    fn first_equals(&self) -> Vec<usize> {
        let mut equal = self.alike();
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

    /// The pairs of which one definition, the earlier one, can replace the other if their schemas are equal. Two models that only
    /// look alike stay two.
    fn alike(&self) -> BTreeSet<(usize, usize)> {
        let mut of_type: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut models: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut sent: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut alike = BTreeSet::new();
        for (index, definition) in self.definitions.iter().enumerate() {
            let name = definition.name.as_str();
            let earlier = match &definition.role {
                Role::Response { key, .. } => {
                    models.entry(name).or_default().push(index);
                    let known = of_type.entry(&key.identity).or_default();
                    known.push(index);
                    vec![&known[..known.len() - 1]]
                }
                Role::Sent => {
                    sent.entry(name).or_default().push(index);
                    vec![models.get(name).map_or(&[][..], Vec::as_slice)]
                }
                Role::Request => {
                    // schemars numbers types that share a name.
                    let unnumbered = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
                    let of_name = [&models, &sent]
                        .into_iter()
                        .flat_map(|known| [known.get(name), known.get(unnumbered)]);
                    of_name.flatten().map(Vec::as_slice).collect()
                }
            };
            let pairs = earlier.into_iter().flatten();
            alike.extend(pairs.map(|earlier| (*earlier, index)));
        }
        alike
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
        let mut open = Vec::new();
        self.add_references(document, &mut open);
        while let Some(reference) = open.pop() {
            let index = first[reference];
            if needed.insert(index) {
                self.add_references(&self.definitions[index].schema, &mut open);
            }
        }
        needed
    }

    fn add_references(&self, value: &Value, found: &mut Vec<usize>) {
        match value {
            // To look up a name takes longer than to compare it with those of the few members.
            Value::Object(members) => {
                for (keyword, value) in members {
                    match value.as_str().filter(|_| keyword == "$ref") {
                        Some(reference) => found.extend(self.find(reference)),
                        None => self.add_references(value, found),
                    }
                }
            }
            Value::Array(values) => {
                for value in values {
                    self.add_references(value, found);
                }
            }
            _ => {}
        }
    }

    /// Makes what stands here refer to the definitions by their names, drops the marks, and completes the schemas.
    fn settle(
        &self,
        value: &mut Value,
        first: &[usize],
        names: &BTreeMap<usize, String>,
        may_be_schema: bool,
    ) {
        match value {
            Value::Object(members) => {
                for mark in [MODEL, CONSTRAINED] {
                    if members.keys().any(|keyword| keyword == mark) {
                        members.remove(mark);
                    }
                }
                let mut seen = Seen::default();
                for (keyword, value) in members.iter_mut() {
                    if may_be_schema {
                        seen.see(keyword, value);
                    }
                    let name = value
                        .as_str()
                        .filter(|_| keyword == "$ref")
                        .and_then(|reference| self.find(reference))
                        .and_then(|index| names.get(&first[index]));
                    match name {
                        Some(name) => *value = format!("#/components/schemas/{name}").into(),
                        None => {
                            let may_be_schema = may_be_schema && !holds_values(keyword);
                            self.settle(value, first, names, may_be_schema);
                        }
                    }
                }
                seen.complete(members);
            }
            Value::Array(values) => {
                for value in values {
                    self.settle(value, first, names, may_be_schema);
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
    fn full_name(&self) -> String {
        let mut name = self.name.clone();
        if let Role::Response { key, .. } = &self.role {
            name.push_str(match key.fields {
                Fields::All => "",
                Fields::Pick(_) | Fields::Paths { others: false, .. } => "_Pick",
                Fields::Omit(_) | Fields::Paths { others: true, .. } => "_Omit",
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
