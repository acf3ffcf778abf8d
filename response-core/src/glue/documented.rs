//! What a route adds to the document beside its types: extensions, links and callbacks.

use std::marker::PhantomData;

use serde_json::Value;

use super::description::Description;
use super::probe::Asked;
use crate::contract::{Callback, Contract, Declaration, Link, Operation};
use crate::outcome::Handler;

/// Adds members that OpenAPI does not know.
pub fn describe_extensions(extensions: Vec<(&'static str, Value)>, operation: &mut Operation<'_>) {
    for (name, value) in extensions {
        operation.extensions.insert(name.to_owned(), value);
    }
}

/// A link to a handler, whose name and parameters are added by [`complete_links`].
pub struct LinkTo<A, H>(Asked<(A, H)>);

/// Describes a link.
pub fn describe_link<A, H: Handler<A>>(_: H) -> LinkTo<A, H> {
    LinkTo(PhantomData)
}

impl<A, H: Handler<A>> Description for LinkTo<A, H> {
    fn add_to(operation: &mut Operation<'_>) {
        let target = <H::Contract as Declaration>::ROUTE;
        operation.links.push(Link::new(target));
    }
}

/// The name and the parameters of a link.
type DeclaredLink = (Option<&'static str>, Vec<(&'static str, Value)>);

/// Adds to each link its name and its parameters.
pub fn complete_links(declared: Vec<DeclaredLink>, operation: &mut Operation<'_>) {
    for (link, (name, parameters)) in operation.links.iter_mut().zip(declared) {
        link.name = name;
        link.parameters = parameters;
    }
}

/// Adds a request that a handler describes, and that the service sends to this URL.
pub fn add_callback<A, H: Handler<A, Contract: Contract>>(
    expression: &'static str,
    _: H,
    operation: &mut Operation<'_>,
) {
    let route = <H::Contract as Declaration>::ROUTE;
    let describe = <H::Contract as Contract>::describe;
    operation
        .callbacks
        .push(Callback::new(expression, route, describe));
}

/// A request that a handler describes. Its URL is added by [`complete_callbacks`].
pub struct CallbackTo<A, H>(Asked<(A, H)>);

/// Describes a request that is sent.
pub fn describe_callback<A, H: Handler<A, Contract: Contract>>(_: H) -> CallbackTo<A, H> {
    CallbackTo(PhantomData)
}

impl<A, H: Handler<A, Contract: Contract>> Description for CallbackTo<A, H> {
    fn add_to(operation: &mut Operation<'_>) {
        let route = <H::Contract as Declaration>::ROUTE;
        let describe = <H::Contract as Contract>::describe;
        operation.callbacks.push(Callback::new("", route, describe));
    }
}

/// Adds to each callback its URL.
pub fn complete_callbacks(expressions: &[&'static str], operation: &mut Operation<'_>) {
    for (callback, expression) in operation.callbacks.iter_mut().zip(expressions) {
        callback.expression = expression;
    }
}
