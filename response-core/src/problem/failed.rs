//! [`FailedRequest`]: a request that is answered with an error, as a handler of errors sees it.

use http::request::Parts;
use http::{Extensions, HeaderMap, Method, Uri};

use super::details::Problem;
#[cfg(feature = "tower")]
use super::origin::ErrorFacts;
use super::origin::{ErrorOrigin, ErrorSource};

/// A request that is answered with an error, and the error: the argument of an [`ErrorHandler`](super::ErrorHandler).
///
/// The request is as the completing layer got it: what layers around the whole router have added to its extensions is there, what
/// layers inside have added is not. Its body has been read or dropped.
#[derive(Debug, Clone, Copy)]
pub struct FailedRequest<'r> {
    parts: &'r Parts,
    route: Option<&'r str>,
    problem: &'r Problem,
    source: ErrorSource,
}

impl<'r> FailedRequest<'r> {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        parts: &'r Parts,
        route: Option<&'r str>,
        problem: &'r Problem,
        source: ErrorSource,
    ) -> Self {
        Self {
            parts,
            route,
            problem,
            source,
        }
    }

    /// The method of the request.
    #[must_use]
    pub const fn method(&self) -> &'r Method {
        &self.parts.method
    }

    /// The URI that the client sent, with the prefixes of nested routers.
    #[must_use]
    pub const fn uri(&self) -> &'r Uri {
        &self.parts.uri
    }

    /// The path template of the route, `/users/{id}`, if there is one and the framework says which.
    #[must_use]
    pub const fn route(&self) -> Option<&'r str> {
        self.route
    }

    /// The headers of the request.
    #[must_use]
    pub const fn headers(&self) -> &'r HeaderMap {
        &self.parts.headers
    }

    /// The extensions of the request.
    #[must_use]
    pub const fn extensions(&self) -> &'r Extensions {
        &self.parts.extensions
    }

    /// All parts of the request.
    #[must_use]
    pub const fn parts(&self) -> &'r Parts {
        self.parts
    }

    /// The error: its status, code, detail and faults.
    #[must_use]
    pub const fn problem(&self) -> &'r Problem {
        self.problem
    }

    /// Where the error comes from.
    #[must_use]
    pub const fn origin(&self) -> ErrorOrigin {
        self.source.origin
    }

    /// The type that declares the error, as [`type_name`](std::any::type_name) has it: an enum with `#[derive(ErrorResponse)]`, or
    /// a `Fail<404>`. The variant is the [code](super::Members::code) of the problem.
    #[must_use]
    pub const fn error_type(&self) -> Option<&'static str> {
        self.source.error_type
    }

    /// The facts by which the handler is chosen.
    #[cfg(feature = "tower")]
    pub(crate) fn facts(&self) -> ErrorFacts<'r> {
        ErrorFacts {
            status: self.problem.status,
            code: self.problem.code.as_deref().unwrap_or_default(),
            source: self.source,
        }
    }
}
