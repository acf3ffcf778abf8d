//! Rewriting what a document refers to: components with new names, paths below a prefix, operations with prefixed ids.

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use response_core::schema::pointer::{escaped, unescaped};
use serde_json::{Map, Value, json};

use super::Placed;
use super::components::{Names, component, entries};
use super::part::{Part, each, each_mut};
use super::reference::decoded;

/// What is encoded in the segments of a reference (RFC 3986 section 2.3).
const NOT_UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

pub(super) struct Rewriting<'a> {
    placed: &'a Placed<'a>,
    names: &'a Names,
    /// The ids of the document's own operations.
    own_ids: BTreeSet<String>,
    /// The ids of the operations that have been rewritten, as they are now.
    ids: Vec<String>,
    /// The ids of the operations that links lead to.
    pub(super) links: Vec<String>,
    /// The references to parts of operations.
    pub(super) to_paths: Vec<String>,
}

impl<'a> Rewriting<'a> {
    pub(super) fn new(placed: &'a Placed<'a>, names: &'a Names) -> Self {
        let foreign = placed.document;
        let mut own_ids = BTreeSet::new();
        for operation in foreign.operations.iter().chain(&foreign.webhooks) {
            own_ids.extend(id(&operation.object));
            for (name, value) in &operation.object {
                if name == "callbacks" {
                    each(
                        value,
                        Part::Objects,
                        &mut String::new(),
                        &mut |_, members, part| {
                            own_ids.extend(id(members).filter(|_| part == Part::Object));
                        },
                    );
                }
            }
        }
        for (_, _, component) in entries(&foreign.referred["components"]) {
            own_ids.extend(component.as_object().and_then(id));
        }
        Self {
            placed,
            names,
            own_ids,
            ids: Vec::new(),
            links: Vec::new(),
            to_paths: Vec::new(),
        }
    }

    /// The ids of the operations since the last call.
    pub(super) fn take_ids(&mut self) -> Vec<String> {
        std::mem::take(&mut self.ids)
    }

    pub(super) fn operation(&mut self, operation: Map<String, Value>) -> Map<String, Value> {
        let mut value = Value::Object(operation);
        self.rewrite(&mut value, Part::Object);
        match value {
            Value::Object(operation) => operation,
            _ => Map::new(),
        }
    }

    pub(super) fn component(&mut self, section: &str, component: &Value) -> Value {
        // As in a document, so that each part is known by where it stands.
        let mut around = json!({ section: { "": component } });
        self.rewrite(&mut around, Part::Object);
        around[section][""].take()
    }

    fn rewrite(&mut self, value: &mut Value, part: Part) {
        each_mut(value, part, &mut |members, part| {
            if part == Part::Schema {
                self.discriminate(members);
            }
            for keyword in ["$ref", "$dynamicRef"] {
                self.refer(members, keyword);
            }
            match part {
                Part::Link => {
                    self.refer(members, "operationRef");
                    if let Some(target) = id(members) {
                        let target = match self.own_ids.contains(&target) {
                            true => format!("{}{target}", self.placed.id_prefix),
                            false => target,
                        };
                        members.insert("operationId".to_owned(), target.as_str().into());
                        self.links.push(target);
                    }
                }
                Part::Object => {
                    if let Some(own) = id(members) {
                        let own = format!("{}{own}", self.placed.id_prefix);
                        members.insert("operationId".to_owned(), own.as_str().into());
                        self.ids.push(own);
                    }
                }
                _ => {}
            }
        });
    }

    fn refer(&mut self, members: &mut Map<String, Value>, keyword: &str) {
        let Some(target) = members.get(keyword).and_then(Value::as_str) else {
            return;
        };
        if let Some(new) = self.names.rewritten(target) {
            members.insert(keyword.to_owned(), new.into());
        } else if let Some(rest) = target.strip_prefix("#/paths/") {
            let (path, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            let path = escaped(&self.placed.whole(&unescaped(&decoded(path))));
            let path = utf8_percent_encode(&path, NOT_UNRESERVED);
            let new = format!("#/paths/{path}{rest}");
            members.insert(keyword.to_owned(), new.as_str().into());
            self.to_paths.push(new);
        }
    }

    /// A discriminator names schemas, also those that are only branches: the value that stands for one remains when it is
    /// renamed.
    fn discriminate(&self, members: &mut Map<String, Value>) {
        if !members.get("discriminator").is_some_and(Value::is_object) {
            return;
        }
        let branches = ["anyOf", "oneOf"].into_iter();
        let branches = branches.filter_map(|keyword| members.get(keyword)?.as_array());
        let mut unnamed: Vec<(String, String)> = branches
            .flatten()
            .filter_map(|branch| {
                let (section, name, _) = component(branch["$ref"].as_str()?)?;
                let renamed = self.names.renamed(section, &name)?;
                Some((name, format!("#/components/{section}/{renamed}")))
            })
            .collect();
        let Some(Value::Object(discriminator)) = members.get_mut("discriminator") else {
            return;
        };
        if let Some(Value::Object(mapping)) = discriminator.get_mut("mapping") {
            for (_, target) in mapping {
                let Some(text) = target.as_str() else {
                    continue;
                };
                let name = match component(text) {
                    Some((_, name, _)) => name,
                    None => text.to_owned(),
                };
                unnamed.retain(|(unnamed, _)| *unnamed != name);
                if let Some(new) = self.names.renamed("schemas", &name) {
                    *target = format!("#/components/schemas/{new}").into();
                }
            }
        }
        if !unnamed.is_empty() {
            let mapping = discriminator.entry("mapping").or_insert_with(|| json!({}));
            if let Value::Object(mapping) = mapping {
                mapping.extend(
                    unnamed
                        .into_iter()
                        .map(|(name, target)| (name, target.into())),
                );
            }
        }
    }
}

fn id(members: &Map<String, Value>) -> Option<String> {
    members
        .get("operationId")
        .and_then(Value::as_str)
        .map(str::to_owned)
}
