//! What a route adds to the document beside its types: extensions, links and callbacks.

use serde_json::Value;

use crate::contract::{Callback, Contract, Link, Operation};
use crate::outcome::Handler;

/// Adds members that OpenAPI does not know.
pub fn describe_extensions(extensions: Vec<(&'static str, Value)>, operation: &mut Operation<'_>) {
    for (name, value) in extensions {
        operation.extensions.insert(name.to_owned(), value);
    }
}

/// Adds a link to a handler.
pub fn describe_link<A, H: Handler<A>>(
    _: H,
    name: Option<&'static str>,
    parameters: Vec<(&'static str, Value)>,
    operation: &mut Operation<'_>,
) {
    operation.links.push(Link {
        name,
        parameters,
        ..Link::new(<H::Contract as Contract>::ROUTE)
    });
}

/// Adds a request that a handler describes, and that the service sends to this URL.
pub fn describe_callback<A, H: Handler<A>>(
    expression: &'static str,
    _: H,
    operation: &mut Operation<'_>,
) {
    let route = <H::Contract as Contract>::ROUTE;
    let describe = <H::Contract as Contract>::describe;
    operation
        .callbacks
        .push(Callback::new(expression, route, describe));
}
