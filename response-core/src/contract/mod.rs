//! What a route declares, what the types of its handler add, and how the document describes both.
//!
//! The parts of a contract (extractors, outcomes, models, errors) each add to an [`Operation`]; the facade writes the
//! result as OpenAPI.

mod answer;
mod completed;
mod deprecation;
mod described;
mod extractor;
mod fault;
mod header;
mod operation;
mod paging;
mod related;
mod request;
mod route;
mod security;
mod template;

pub use answer::{Content, ErrorAnswer, Success};
pub use completed::describe_preconditions;
pub(crate) use completed::describe_ranges;
pub use deprecation::Deprecation;
#[doc(hidden)]
pub use extractor::Needs;
pub use extractor::{Extractor, RequestPart};
pub use fault::{ApiFault, FaultKind};
pub use header::Header;
pub(crate) use header::meaning;
pub use operation::{AfterRefusal, Operation};
pub use related::{Callback, Link};
pub use request::{Credential, Parameter, ParameterStyle, Place, RequestBody};
pub(crate) use route::RouteId;
pub use route::{RouteInfo, SecurityRequirement};
pub use security::{OAuthFlows, SecurityScheme};
#[doc(hidden)]
pub use template::PathTemplates;
pub use template::{PathPart, PathTemplate};

/// What a route declares: a type whose implementations repeat the `#[route]`.
pub trait Declaration {
    /// The declaration of the route.
    const ROUTE: &'static RouteInfo;

    /// Adds to a described operation what is declared of it beside [`ROUTE`](Self::ROUTE).
    fn complete(operation: &mut Operation<'_>) {
        let _ = operation;
    }
}

/// The contract of a handler: what its route declares, and the description of its types. It is read from the handler's
/// return type.
pub trait Contract: Declaration {
    /// Adds what the handler's types bring: parameters, bodies, successes, errors.
    fn describe(operation: &mut Operation<'_>);
}

/// The route declares this status as a success.
pub trait Declares<const STATUS: u16>: Declaration {}

/// The route declares exactly one success status, so a plain value has only one status it can be sent with.
pub trait DeclaresOneStatus: Declaration {}

/// The route declares a status that redirects the client.
pub trait DeclaresRedirect: Declaration {}

/// The route has a path, so that `routes![]` can mount it.
#[diagnostic::on_unimplemented(
    message = "this handler has no path, so `routes![]` cannot mount it",
    label = "has no path",
    note = "write one: `#[route(get, \"/path\", ..)]`, or mount the handler by hand: `.route(\"/path\", get(handler))`"
)]
pub trait HasPath: Declaration {
    /// The number of parameters in the path, as a [`Parameters`].
    type Parameters;
}

/// A number of path parameters, as a type.
pub struct Parameters<const COUNT: usize>;
