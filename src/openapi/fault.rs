//! The example of a fault that a request to an operation can have.

use response_core::contract::{Operation, Parameter, Place};
use response_core::problem::{Fault, Loc};

/// The fault in the example of a 422: the first part of the request that can be missing, or else invalid.
pub(super) fn example(operation: &Operation<'_>) -> Fault {
    let missing = |loc: Vec<Loc>| Fault::new(loc, "field required", "missing");
    let content = operation.request_body.iter().flat_map(|body| &body.content);
    for content in content {
        if let Some(name) = operation.schemas.first_field(&content.schema) {
            return missing(vec!["body".into(), name.into()]);
        }
    }
    let at =
        |parameter: &Parameter| vec![parameter.place.name().into(), parameter.name.clone().into()];
    let parameters = &operation.parameters;
    if let Some(needed) = parameters
        .iter()
        .find(|parameter| parameter.required && parameter.place != Place::Path)
    {
        return missing(at(needed));
    }
    if let Some(number) = parameters
        .iter()
        .find(|parameter| parameter.schema["type"] == "integer")
    {
        return Fault::new(at(number), "expected an integer", "int_parsing");
    }
    match parameters.first() {
        Some(first) => Fault::new(at(first), "invalid value", "value_error"),
        None => missing(vec!["body".into()]),
    }
}

/// The values in an example that differ for every request.
#[derive(Clone, Copy)]
pub(super) struct Sample<'a> {
    pub path: &'a str,
    pub fault: &'a Fault,
}
