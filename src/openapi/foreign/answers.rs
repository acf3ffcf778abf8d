//! The errors that an API adds to the responses of a plain router: of panics, of its time limit, of its layers, and the bodies
//! of errors that have none.

use response_core::contract::{Operation, RouteInfo};
use response_core::problem::{ErrorOrigin, Problem};
use response_core::schema::Schemas;
use serde_json::{Map, Value, json};

use super::{ForeignOperation, Placed};
use crate::openapi::{Layout, fault, handled, operation};

/// The route of an operation that no handler declares.
static ROUTE: RouteInfo = RouteInfo::new("", "", "GET");

/// For each operation of the document, the responses that the API adds.
pub(in crate::openapi) fn added(
    placed: &Placed<'_>,
    schemas: &mut Schemas,
    layout: Layout<'_>,
) -> Value {
    let operations = placed.document.operations.iter();
    let all = operations.map(|operation| of_operation(operation, placed, schemas, layout));
    all.collect()
}

fn of_operation(
    foreign: &ForeignOperation,
    placed: &Placed<'_>,
    schemas: &mut Schemas,
    layout: Layout<'_>,
) -> Value {
    let mut described = Operation::new(&ROUTE, schemas);
    described.path = Some(placed.path_of(foreign).into());
    // Any handler may panic.
    described.set_origin(ErrorOrigin::Panic);
    described.add_error(Problem::untold().described());
    if let Some(timeout) = placed.timeout {
        described.set_origin(ErrorOrigin::Deadline);
        described.add_error(timeout.problem().described());
    }
    described.set_origin(ErrorOrigin::Layer);
    for describe in &placed.errors {
        describe(&mut described);
    }
    for status in bare_errors(foreign) {
        described.add_error(Problem::bare(status).described());
    }
    if let Some(types) = layout.types {
        for error in &mut described.errors {
            types.name(&mut error.type_uri, &error.code);
        }
    }
    handled::replace(&mut described, layout.errors);
    let fault = fault::example(&described);
    operation::responses(described, &fault, layout)
}

/// The error statuses that are documented without a body.
fn bare_errors(operation: &ForeignOperation) -> impl Iterator<Item = http::StatusCode> {
    let responses = operation.object.get("responses").and_then(Value::as_object);
    let responses = responses
        .filter(|_| operation.method != "head")
        .into_iter()
        .flatten();
    responses
        .filter(|(_, response)| !has_body(response))
        .filter_map(|(status, _)| status.parse().ok())
        .filter(|status: &http::StatusCode| status.is_client_error() || status.is_server_error())
}

/// Whether a response, which may be a reference, has a body.
pub(super) fn has_body(response: &Value) -> bool {
    let content = response["content"].as_object();
    response.get("$ref").is_some() || content.is_some_and(|content| !content.is_empty())
}

/// Adds the responses to those of the operation. Where it says itself what a status has, that remains.
pub(super) fn complete(operation: &mut Map<String, Value>, added: Map<String, Value>) {
    let responses = operation.entry("responses").or_insert_with(|| json!({}));
    let Some(responses) = responses.as_object_mut() else {
        return;
    };
    for (status, mut response) in added {
        let range = format!("{}XX", status.get(..1).unwrap_or_default());
        if let Some(known) = responses.get_mut(&status) {
            if known.get("$ref").is_some() {
                continue;
            }
            let known = known.as_object_mut();
            let content = known.map(|known| known.entry("content").or_insert_with(|| json!({})));
            if let Some(Value::Object(content)) = content
                && let Value::Object(more) = response["content"].take()
            {
                for (media_type, body) in more {
                    content.entry(media_type).or_insert(body);
                }
            }
        } else if !responses.contains_key("default") && !responses.contains_key(&range) {
            responses.insert(status, response);
        }
    }
}
