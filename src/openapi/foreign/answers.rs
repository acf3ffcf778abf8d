//! The errors that an API adds to the responses of a plain router: of panics, of its time limit, of its layers, and the bodies
//! of errors that have none.

use http::StatusCode;
use response_core::contract::{ErrorAnswer, Operation, RouteInfo};
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
        // The completing layer takes a bare 405 for one of the router.
        described.set_origin(match status {
            StatusCode::METHOD_NOT_ALLOWED => ErrorOrigin::Router,
            _ => ErrorOrigin::Layer,
        });
        described.add_error(Problem::bare(status).described());
    }
    if let Some(types) = layout.types {
        for error in &mut described.errors {
            types.name(&mut error.type_uri, &error.code);
        }
    }
    let method = foreign.method.to_uppercase();
    handled::replace(&mut described, &method, layout.errors);
    let is_declared = |error: &&ErrorAnswer| {
        let mut sources = error.sources.iter();
        sources.any(|source| source.error_type.is_some())
    };
    let declared: Vec<String> = described
        .errors
        .iter()
        .filter(is_declared)
        .map(|error| error.status.to_string())
        .collect();
    let fault = fault::example(&described);
    let mut responses = operation::responses(described, &fault, layout, None);
    for status in declared {
        responses[status][DECLARED] = true.into();
    }
    responses
}

/// A member of a response until it is added: it is declared for every operation, so that a response of the operation to a
/// range of statuses, or to all others, does not describe it.
const DECLARED: &str = "steadfast-declared";

/// The error statuses that are documented without a body.
fn bare_errors(operation: &ForeignOperation) -> impl Iterator<Item = StatusCode> {
    let responses = operation.object.get("responses").and_then(Value::as_object);
    let responses = responses
        .filter(|_| operation.method != "head")
        .into_iter()
        .flatten();
    responses
        .filter(|(_, response)| !has_body(response))
        .filter_map(|(status, _)| status.parse().ok())
        .filter(|status: &StatusCode| status.is_client_error() || status.is_server_error())
}

/// Whether a response, which may be a reference, has a body.
pub(super) fn has_body(response: &Value) -> bool {
    let content = response["content"].as_object();
    response.get("$ref").is_some() || content.is_some_and(|content| !content.is_empty())
}

/// Adds the responses to those of the operation. Where it says itself what a status has, that remains, and what is added may
/// be sent instead.
pub(super) fn complete(operation: &mut Map<String, Value>, added: Map<String, Value>) {
    let responses = operation.entry("responses").or_insert_with(|| json!({}));
    let Some(responses) = responses.as_object_mut() else {
        return;
    };
    for (status, mut response) in added {
        let is_declared = response
            .as_object_mut()
            .is_some_and(|response| response.remove(DECLARED).is_some());
        let range = format!("{}XX", status.get(..1).unwrap_or_default());
        if let Some(known) = responses.get_mut(&status) {
            if known.get("$ref").is_some() {
                continue;
            }
            let Some(known) = known.as_object_mut() else {
                continue;
            };
            if is_declared {
                add_headers(known, response["headers"].take());
            }
            let content = known.entry("content").or_insert_with(|| json!({}));
            if let Some(content) = content.as_object_mut()
                && let Value::Object(more) = response["content"].take()
            {
                for (media_type, body) in more {
                    content.entry(media_type).or_insert(body);
                }
            }
        } else if is_declared
            || !responses.contains_key("default") && !responses.contains_key(&range)
        {
            responses.insert(status, response);
        }
    }
}

/// Adds headers that the response may have: each is sent with one of the errors of this status only.
fn add_headers(known: &mut Map<String, Value>, more: Value) {
    let Value::Object(more) = more else {
        return;
    };
    let headers = known.entry("headers").or_insert_with(|| json!({}));
    let Some(headers) = headers.as_object_mut() else {
        return;
    };
    for (name, mut header) in more {
        if headers
            .keys()
            .any(|known| known.eq_ignore_ascii_case(&name))
        {
            continue;
        }
        if let Some(required) = header.get_mut("required") {
            *required = false.into();
        }
        headers.insert(name, header);
    }
}
