//! Operations to which another one leads: [`Link`] and [`Callback`].

use std::fmt;

use serde_json::Value;

use super::{Operation, RouteInfo};

/// A link from the successes of an operation to another operation: OpenAPI's Link Object.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Link {
    /// The name of the link; `None` for that of the handler.
    pub name: Option<&'static str>,
    /// The route of the other operation.
    pub target: &'static RouteInfo,
    /// The parameters of the other operation, each with a constant or a runtime expression: `$response.body#/id`.
    pub parameters: Vec<(&'static str, Value)>,
}

impl Link {
    /// A link to a route, without parameters.
    #[must_use]
    pub const fn new(target: &'static RouteInfo) -> Self {
        Self {
            name: None,
            target,
            parameters: Vec::new(),
        }
    }
}

/// A request that the service sends because of another one: an entry of OpenAPI's Callback Object.
#[derive(Clone)]
#[non_exhaustive]
pub struct Callback {
    /// The URL of the request, with runtime expressions: `{$request.body#/callback_url}`.
    pub expression: &'static str,
    /// The route that describes it, and is never mounted.
    pub route: &'static RouteInfo,
    /// Describes the types of that route.
    pub describe: fn(&mut Operation<'_>),
}

impl Callback {
    /// A request to this URL.
    #[must_use]
    pub const fn new(
        expression: &'static str,
        route: &'static RouteInfo,
        describe: fn(&mut Operation<'_>),
    ) -> Self {
        Self {
            expression,
            route,
            describe,
        }
    }
}

impl fmt::Debug for Callback {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Callback")
            .field("expression", &self.expression)
            .field("route", &self.route.name)
            .finish_non_exhaustive()
    }
}
