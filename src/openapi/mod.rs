//! The OpenAPI 3.1 document of an [`Api`](crate::Api), made from the contracts of its routes.

mod errors;
mod operation;
mod response;
pub(crate) mod sample;
mod shapes;

use response_core::complete::ProblemTypes;
use response_core::contract::{Exception, RouteInfo};
use response_core::describe::Operation;
use response_core::schema::Schemas;
use response_core::{ErrorFormat, Problem};
use serde_json::{Map, Value, json};

/// The head of a document.
pub(crate) struct Info<'a> {
    pub(crate) title: &'a str,
    pub(crate) version: &'a str,
    pub(crate) description: Option<&'a str>,
}

/// Lays out the document: the operations by path, the schemas under `components`.
pub(crate) fn document(
    info: &Info<'_>,
    routes: &[&'static RouteInfo],
    errors: &ErrorFormat,
    types: Option<&ProblemTypes>,
) -> Value {
    let mut schemas = Schemas::default();
    let mut paths = Map::new();
    for route in routes {
        let mut operation = Operation::new(route, &mut schemas);
        (route.describe)(&mut operation);
        // Any handler may panic.
        operation.add_error(Problem::untold().described());
        if let Some(types) = types {
            for error in &mut operation.errors {
                types.name(&mut error.type_uri, &error.code);
            }
        }
        let laid_out = operation::lay_out(operation, errors);
        let item = paths
            .entry(documented_path(route.path.unwrap_or("/")))
            .or_insert_with(|| json!({}));
        item[route.method.to_lowercase()] = laid_out;
    }
    let mut head = json!({ "title": info.title, "version": info.version });
    if let Some(description) = info.description {
        head["description"] = description.into();
    }
    let mut document = json!({ "openapi": "3.1.0", "info": head, "paths": paths });
    let components = schemas.finish(&mut document);
    if !components.is_empty() {
        document["components"] = json!({ "schemas": components });
    }
    errors::complete_examples(&mut document);
    document
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
fn documented_path(path: &str) -> String {
    path.replace("{*", "{")
}
