//! The OpenAPI document of an [`Api`](crate::Api), made from the contracts of its routes.

mod custom;
mod described;
mod errors;
mod examples;
mod fault;
mod foreign;
mod handled;
mod head;
mod joined;
mod linked;
mod member;
mod operation;
mod parameters;
mod response;
pub(crate) mod sample;
mod security;
mod sent;
mod shapes;
mod shared;
mod version;
mod walk;

use response_core::complete::ProblemTypes;
use response_core::contract::{Operation, RouteInfo, SecurityRequirement};
use response_core::problem::ErrorFormat;
use response_core::schema::Schemas;

use crate::deadline::Timeout;
use crate::route::DescribeErrors;
pub(crate) use described::{Body, Described, Descriptions, Success, describe, model};
pub(crate) use foreign::{Foreign, Placed};
pub use head::Contact;
pub(crate) use head::Head;
pub(crate) use sent::with_path;
pub use version::OpenApiVersion;

/// A route at its place.
pub(crate) struct Mounted<'a> {
    pub(crate) info: &'static RouteInfo,
    /// Describes the handler's types.
    pub(crate) describe: fn(&mut Operation<'_>),
    /// The whole path.
    pub(crate) path: &'a str,
    /// The operation's id.
    pub(crate) id: &'a str,
    /// The security requirements of the API, for routes that declare none.
    pub(crate) security: Option<&'a [SecurityRequirement]>,
    /// The tags of the APIs that the route belongs to.
    pub(crate) tags: Vec<&'a str>,
    /// Describe the errors of the APIs that the route belongs to.
    pub(crate) errors: Vec<DescribeErrors>,
    /// How long a request may take.
    pub(crate) timeout: Option<Timeout>,
    /// Whether the service sends the request itself; then there is no path.
    pub(crate) is_sent: bool,
}

/// Everything that the document lists.
pub(crate) struct Listed<'a> {
    pub(crate) routes: Vec<Mounted<'a>>,
    pub(crate) webhooks: Vec<Webhook<'a>>,
    /// The documents of plain routers.
    pub(crate) documents: Vec<Placed<'a>>,
    /// The paths at which the document itself is served.
    pub(crate) reserved: &'static [&'static str],
}

/// A request that the service sends to whoever has subscribed to it.
pub(crate) struct Webhook<'a> {
    pub(crate) name: &'a str,
    pub(crate) route: Mounted<'a>,
}

impl Mounted<'_> {
    fn describe<'s>(&self, schemas: &'s mut Schemas) -> Operation<'s> {
        let mut operation = Operation::new(self.info, schemas);
        operation.path = Some(self.path.to_owned().into());
        operation.is_sent = self.is_sent;
        (self.describe)(&mut operation);
        for describe in &self.errors {
            describe(&mut operation);
        }
        operation
    }

    pub(crate) fn security(&self) -> Option<&[SecurityRequirement]> {
        self.info.security.or(self.security)
    }

    /// The tags of the APIs, then the route's own, without duplicates.
    pub(crate) fn tags(&self) -> Vec<&str> {
        unique(self.tags.iter().chain(self.info.tags).copied())
    }

    /// The name of the handler in error messages.
    pub(crate) fn handler(&self) -> String {
        format!("{}::{}", self.info.module, self.info.name)
    }
}

/// What all operations have in common.
#[derive(Clone, Copy)]
pub(crate) struct Layout<'a> {
    pub(crate) version: OpenApiVersion,
    pub(crate) errors: &'a ErrorFormat,
    pub(crate) types: Option<&'a ProblemTypes>,
    /// Whether responses may be compressed.
    pub(crate) is_compressed: bool,
    /// Whether the responses to errors that several operations have are components.
    pub(crate) shares_responses: bool,
}

/// Each text once, in the order in which they come first.
pub(crate) fn unique<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut unique = Vec::new();
    for text in texts {
        if !unique.contains(&text) {
            unique.push(text);
        }
    }
    unique
}
