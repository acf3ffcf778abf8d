//! Merging documents into that of an API, and what clashes.

use std::collections::BTreeMap;

use response_core::contract::{ApiFault, FaultKind, PathPart, PathTemplate};
use serde_json::{Map, Value, json};

use super::components::{Names, entries};
use super::read::unreadable;
use super::reference::decoded;
use super::rewrite::Rewriting;
use super::{ForeignOperation, Placed, answers};
use crate::openapi::{Layout, Listed, security, unique};

/// What merging documents has found.
pub(in crate::openapi) struct Merged {
    pub(in crate::openapi) faults: Vec<ApiFault>,
    /// The routers that answer what another route answers, so that the router as a whole would be refused for the same reason.
    pub(in crate::openapi) clashing: Vec<usize>,
}

/// Merges the documents, each with the responses that the API adds to its operations.
pub(in crate::openapi) fn merge(
    document: &mut Value,
    listed: &Listed<'_>,
    added: Vec<Value>,
    layout: Layout<'_>,
) -> Merged {
    let mut merging = Merging::beside(listed);
    for (placed, added) in listed.documents.iter().zip(added) {
        merging.add(document, placed, added, layout);
    }
    merging.check_what_is_referred_to(document);
    Merged {
        faults: merging.faults,
        clashing: merging.clashing,
    }
}

/// What has to be unique in the merged document: each key that is taken, with the words of a fault for what has it.
struct Merging {
    /// Paths without the names of their parameters.
    shapes: BTreeMap<String, (String, String)>,
    routes: BTreeMap<(String, String), String>,
    ids: BTreeMap<String, String>,
    /// The operations that links lead to, and the references to parts of operations.
    links: Vec<(String, String)>,
    to_paths: Vec<(String, String)>,
    faults: Vec<ApiFault>,
    clashing: Vec<usize>,
}

impl Merging {
    fn beside(listed: &Listed<'_>) -> Self {
        let mut merging = Self {
            shapes: BTreeMap::new(),
            routes: BTreeMap::new(),
            ids: BTreeMap::new(),
            links: Vec::new(),
            to_paths: Vec::new(),
            faults: Vec::new(),
            clashing: Vec::new(),
        };
        for path in listed.reserved {
            let this = "the document of this API".to_owned();
            let path = PathTemplate::new(path).documented();
            let key = (path.clone(), "GET".to_owned());
            merging.routes.insert(key, this.clone());
            merging.shapes.insert(shape(&path), (path, this));
        }
        for route in &listed.routes {
            let handler = format!("`{}`", route.handler());
            let path = PathTemplate::new(route.path).documented();
            merging.ids.insert(route.id.to_owned(), handler.clone());
            merging
                .shapes
                .insert(shape(&path), (path.clone(), handler.clone()));
            let key = (path, route.info.method.to_owned());
            merging.routes.insert(key, handler);
        }
        for webhook in &listed.webhooks {
            let handler = format!("`{}`", webhook.route.handler());
            merging.ids.insert(webhook.route.id.to_owned(), handler);
        }
        merging
    }

    fn add(&mut self, document: &mut Value, placed: &Placed<'_>, added: Value, layout: Layout<'_>) {
        let foreign = placed.document;
        if foreign.version > layout.version {
            let what = format!(
                "the document `{}` is of OpenAPI {}, and that of this API of OpenAPI {}",
                foreign.title,
                foreign.version.as_str(),
                layout.version.as_str()
            );
            self.faults.push(
                unreadable(what)
                    .advising("add `.openapi_version(OpenApiVersion::V3_2)` to the API"),
            );
            return;
        }
        let names = Names::of(&foreign.referred["components"], &document["components"]);
        let mut rewriting = Rewriting::new(placed, &names);
        for (section, name, component) in entries(&foreign.referred["components"]) {
            if !names.is_shared(section, name) {
                let component = rewriting.component(section, component);
                let name = names.renamed(section, name).unwrap_or(name);
                document["components"][section][name] = component;
            }
        }
        self.take_ids(
            rewriting.take_ids(),
            &format!("a component of the document `{}`", foreign.title),
        );
        if let Some(schemas) = document.pointer_mut("/components/schemas") {
            sort(schemas);
        }
        let added = match added {
            Value::Array(added) => added,
            _ => Vec::new(),
        };
        for (operation, added) in foreign.operations.iter().zip(added) {
            let path = placed.path_of(operation);
            if self.clashes(&path, operation, placed) {
                self.clashing.push(placed.router);
                continue;
            }
            let object = rewriting.operation(operation.object.clone());
            let told = format!(
                "{} of the document `{}`",
                operation.told(&path),
                foreign.title
            );
            self.take_ids(rewriting.take_ids(), &told);
            let object = completed(object, &path, placed, added);
            document["paths"][path][&operation.method] = object;
        }
        for webhook in &foreign.webhooks {
            let (name, method) = (webhook.path.as_str(), webhook.method.as_str());
            let object = rewriting.operation(webhook.object.clone());
            let ids = rewriting.take_ids();
            match document["webhooks"]
                .get(name)
                .and_then(|known| known.get(method))
            {
                // A part that is nested twice has its webhooks once.
                Some(known) if is_same(known, &object) => {}
                Some(_) => {
                    let what = format!(
                        "the webhook `{name}` with {} is described by the document `{}` and by this API",
                        method.to_uppercase(),
                        foreign.title
                    );
                    self.faults.push(
                        ApiFault::new(FaultKind::DuplicateWebhook, what).advising(
                            "drop it from the document, or give one of them another name",
                        ),
                    );
                }
                None => {
                    let told = format!("the webhook `{name}` of the document `{}`", foreign.title);
                    self.take_ids(ids, &told);
                    document["webhooks"][name][method] = object.into();
                }
            }
        }
        let of_document = |targets: Vec<String>| {
            let title = foreign.title.clone();
            targets
                .into_iter()
                .map(move |target| (target, title.clone()))
        };
        self.links.extend(of_document(rewriting.links));
        self.to_paths.extend(of_document(rewriting.to_paths));
        self.faults.extend(unknown_schemes(document, placed));
    }

    /// Whether something answers the same requests as the operation, or could not be told apart from it.
    fn clashes(&mut self, path: &str, operation: &ForeignOperation, placed: &Placed<'_>) -> bool {
        let title = &placed.document.title;
        let this = format!("the document `{title}`");
        let key = (path.to_owned(), operation.method.to_uppercase());
        if let Some(other) = self.routes.get(&key) {
            let what = format!("{other} and {this} both answer {}", operation.told(path));
            self.faults.push(ApiFault::new(FaultKind::DuplicateRoute, what).advising(
                "drop the operation from the document and its route from the router, since it has moved; or give one of them \
                 another path",
            ));
            return true;
        }
        let (known, other) = self
            .shapes
            .entry(shape(path))
            .or_insert_with(|| (path.to_owned(), this.clone()));
        if known.as_str() != path {
            let what = format!("{this} at {path} cannot be told apart from {other} at {known}");
            let fault = ApiFault::new(FaultKind::AmbiguousPath, what).advising(format!(
                "name the parameters of both as in {known}, in the router as well"
            ));
            // The methods of a path have one name for each parameter.
            if !self.faults.contains(&fault) {
                self.faults.push(fault);
            }
            return true;
        }
        self.routes.insert(key, this);
        false
    }

    fn take_ids(&mut self, ids: Vec<String>, told: &str) {
        for id in ids {
            if let Some(other) = self.ids.get(&id) {
                let what = format!("{other} and {told} have the same operation id, `{id}`");
                self.faults.push(ApiFault::new(FaultKind::DuplicateOperationId, what).advising(
                    "give one of them another `operation_id`; or merge the router as a part with a prefix for all of them: \
                     `.merge(Api::new(\"Old\", \"1\").operation_id_prefix(\"old_\").merge(router))`",
                ));
            } else {
                self.ids.insert(id, told.to_owned());
            }
        }
    }

    /// Links and references that lead to operations: one may have moved, so this is known only in the end.
    fn check_what_is_referred_to(&mut self, document: &Value) {
        for (id, title) in &self.links {
            if !self.ids.contains_key(id) {
                let what = format!(
                    "the document `{title}` has a link to the operation `{id}`, which is not one of this API"
                );
                self.faults
                    .push(ApiFault::new(FaultKind::BrokenLink, what).advising(format!(
                        "give the handler that has taken its place `operation_id = \"{id}\"`"
                    )));
            }
        }
        for (target, title) in &self.to_paths {
            let pointer = target.strip_prefix('#').map(decoded).unwrap_or_default();
            if document.pointer(&pointer).is_none() {
                let what = format!(
                    "the document `{title}` refers to `{target}`, which is not in the document of this API"
                );
                self.faults.push(
                    ApiFault::new(FaultKind::BrokenReference, what)
                        .advising("refer to a component instead: operations move"),
                );
            }
        }
    }
}

/// Whether both are the same operation, whatever its id.
fn is_same(known: &Value, operation: &Map<String, Value>) -> bool {
    let members = |of: &Map<String, Value>| {
        let mut members = of.clone();
        members.remove("operationId");
        members
    };
    known
        .as_object()
        .is_some_and(|known| members(known) == members(operation))
}

/// The path without the names of its parameters.
fn shape(path: &str) -> String {
    PathTemplate::new(path).filled(|part| match part {
        PathPart::Text(text) => text.into(),
        PathPart::Parameter(_) | PathPart::Rest(_) => "{}".into(),
    })
}

/// The operation with what the API says of all its operations.
fn completed(
    mut object: Map<String, Value>,
    path: &str,
    placed: &Placed<'_>,
    added: Value,
) -> Value {
    let own = object
        .get("tags")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let all = placed
        .tags
        .iter()
        .copied()
        .chain(own.filter_map(Value::as_str));
    let tags = json!(unique(all));
    if tags != json!([]) {
        object.insert("tags".to_owned(), tags);
    }
    if !object.contains_key("security")
        && let Some(alternatives) = security::alternatives(placed.security, &[])
    {
        object.insert("security".to_owned(), security::requirements(&alternatives));
    }
    let of_the_prefix = PathTemplate::new(placed.prefix).parameters();
    let of_the_prefix: Vec<Value> = of_the_prefix
        .filter(|name| PathTemplate::new(path).parameters().any(|known| known == *name))
        .map(|name| {
            json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } })
        })
        .collect();
    if !of_the_prefix.is_empty() {
        let parameters = object.entry("parameters").or_insert_with(|| json!([]));
        if let Value::Array(parameters) = parameters {
            parameters.splice(0..0, of_the_prefix);
        }
    }
    if let Value::Object(added) = added {
        answers::complete(&mut object, added);
    }
    object.into()
}

/// The security schemes that the operations need and nothing describes.
fn unknown_schemes(document: &Value, placed: &Placed<'_>) -> Vec<ApiFault> {
    let known = &document["components"]["securitySchemes"];
    let mut told: Vec<&str> = Vec::new();
    let mut faults = Vec::new();
    for operation in &placed.document.operations {
        let needed = operation.object.get("security").and_then(Value::as_array);
        let needed = needed
            .into_iter()
            .flatten()
            .filter_map(Value::as_object)
            .flatten();
        for (name, _) in needed {
            if known.get(name).is_none() && !told.contains(&name.as_str()) {
                told.push(name);
                let what = format!(
                    "{} of the document `{}` needs the security scheme `{name}`, which neither it nor this API describes",
                    operation.told(&placed.path_of(operation)),
                    placed.document.title
                );
                faults.push(
                    ApiFault::new(FaultKind::UnknownSecurityScheme, what).advising(format!(
                        "add `.security_scheme({name:?}, SecurityScheme::bearer(\"JWT\"))` to the API"
                    )),
                );
            }
        }
    }
    faults
}

/// Sorts the members by name, as those of the API are.
fn sort(members: &mut Value) {
    if let Value::Object(members) = members {
        let mut sorted: Vec<_> = std::mem::take(members).into_iter().collect();
        sorted.sort_by(|(one, _), (other, _)| one.cmp(other));
        members.extend(sorted);
    }
}
