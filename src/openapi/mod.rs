//! The OpenAPI document of an [`Api`](crate::Api), made from the contracts of its routes.

mod custom;
mod errors;
mod examples;
mod fault;
mod head;
mod joined;
mod operation;
mod response;
pub(crate) mod sample;
mod security;
mod shapes;
mod version;

use response_core::complete::ProblemTypes;
use response_core::contract::{Exception, RouteInfo, SecurityRequirement};
use response_core::describe::{Credential, Operation, Place};
use response_core::schema::Schemas;
use response_core::{ErrorFormat, Problem};
use serde_json::{Map, Value, json};

pub use head::Contact;
pub(crate) use head::Head;
pub use version::OpenApiVersion;

/// A route where it is mounted.
pub(crate) struct Mounted<'a> {
    pub(crate) info: &'static RouteInfo,
    /// The whole path.
    pub(crate) path: &'a str,
    /// The operation's id.
    pub(crate) id: &'a str,
    /// What the API asks for where the route itself says nothing.
    pub(crate) security: Option<&'a [SecurityRequirement]>,
    /// The tags of the APIs that the route belongs to.
    pub(crate) tags: Vec<&'a str>,
}

impl Mounted<'_> {
    pub(crate) fn describe<'s>(&self, schemas: &'s mut Schemas) -> Operation<'s> {
        let mut operation = Operation::new(self.info, schemas);
        operation.path = Some(self.path.to_owned().into());
        (self.info.describe)(&mut operation);
        operation
    }

    pub(crate) fn security(&self) -> Option<&[SecurityRequirement]> {
        self.info.security.or(self.security)
    }

    /// Those of the APIs, then the route's own, each once.
    pub(crate) fn tags(&self) -> Vec<&str> {
        let mut tags = Vec::new();
        for tag in self.tags.iter().chain(self.info.tags) {
            if !tags.contains(tag) {
                tags.push(*tag);
            }
        }
        tags
    }

    /// The handler, as an error names it.
    pub(crate) fn handler(&self) -> String {
        format!("{}::{}", self.info.module, self.info.name)
    }
}

/// What is the same for every operation.
#[derive(Clone, Copy)]
pub(crate) struct Layout<'a> {
    pub(crate) version: OpenApiVersion,
    pub(crate) errors: &'a ErrorFormat,
    pub(crate) types: Option<&'a ProblemTypes>,
}

/// Lays out the document: the operations by path, the schemas under `components`.
pub(crate) fn document(head: &Head, routes: &[Mounted<'_>], layout: Layout<'_>) -> Value {
    let mut schemas = Schemas::default();
    let mut paths = Map::new();
    let mut credentials = Vec::new();
    for route in routes {
        let mut operation = route.describe(&mut schemas);
        // Any handler may panic.
        operation.add_error(Problem::untold().described());
        if let Some(types) = layout.types {
            for error in &mut operation.errors {
                types.name(&mut error.type_uri, &error.code);
            }
        }
        let used = std::mem::take(&mut operation.credentials);
        let alternatives = security::alternatives(route.security(), &used);
        credentials.extend(used);
        let mut laid_out = operation::lay_out(operation, route, layout);
        if let Some(alternatives) = alternatives {
            laid_out["security"] = security::requirements(&alternatives);
        }
        let item = paths
            .entry(documented_path(route.path))
            .or_insert_with(|| json!({}));
        item[route.info.method.to_lowercase()] = laid_out;
    }
    let mut document = json!({ "openapi": layout.version.as_str(), "info": head.info });
    if !head.servers.is_empty() {
        document["servers"] = head.servers.clone().into();
    }
    if !head.tags.is_empty() {
        document["tags"] = head.tags().into();
    }
    document["paths"] = paths.into();
    let mut components = Map::new();
    let named = schemas.finish(&mut document);
    if !named.is_empty() {
        components.insert("schemas".to_owned(), named.into());
    }
    if !routes.is_empty() {
        let headers = json!({ response::REQUEST_ID: response::request_id() });
        components.insert("headers".to_owned(), headers);
    }
    let schemes = security::schemes(head, &credentials);
    if !schemes.is_empty() {
        components.insert("securitySchemes".to_owned(), schemes.into());
    }
    if !components.is_empty() {
        document["components"] = components.into();
    }
    if let Some(docs) = &head.external_docs {
        document["externalDocs"] = docs.clone();
    }
    examples::complete(&mut document);
    document
}

/// What cannot be right about a route, whatever is sent to it. What its extractors need is added to what those of the
/// routes before it do.
pub(crate) fn fault(
    head: &Head,
    route: &Mounted<'_>,
    needed: &mut Vec<Credential>,
) -> Option<String> {
    let mut schemas = Schemas::default();
    let mut operation = route.describe(&mut schemas);
    if !operation.faults.is_empty() {
        return Some(operation.faults.swap_remove(0));
    }
    if let Some(name) = refused_parameter(&operation) {
        return Some(format!(
            "reads the query parameter `{name}`, which another argument refuses: its type has `deny_unknown_fields`, so it \
             has to be the only one that reads the query"
        ));
    }
    let alternatives =
        security::alternatives(route.security(), &operation.credentials).unwrap_or_default();
    security::fault(head, &operation, &alternatives, needed)
}

/// A parameter that one argument documents and another refuses.
fn refused_parameter<'o>(operation: &'o Operation<'_>) -> Option<&'o str> {
    let names = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.place == Place::Query)
        .map(|parameter| &parameter.name);
    names
        .into_iter()
        .find(|name| {
            operation
                .closed_queries
                .iter()
                .any(|known| !known.contains(name))
        })
        .map(String::as_str)
}

/// What was switched off in the routes and in what they send.
pub(crate) fn exceptions(routes: impl Iterator<Item = &'static RouteInfo>) -> Vec<Exception> {
    let mut schemas = Schemas::default();
    for route in routes {
        schemas.add_exceptions(route.exceptions);
        (route.describe)(&mut Operation::new(route, &mut schemas));
    }
    schemas.exceptions().to_vec()
}

/// OpenAPI has no wildcard parameters: `{*path}` is documented as `{path}`.
pub(crate) fn documented_path(path: &str) -> String {
    path.replace("{*", "{")
}
