//! What a route declares, as data.

use super::PathTemplate;
use crate::model::Exception;

/// What `#[route]` declares, as data.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct RouteInfo {
    /// The handler's name.
    pub name: &'static str,
    /// The module it stands in.
    pub module: &'static str,
    /// The method, in upper case.
    pub method: &'static str,
    /// The path, where the route names one.
    pub path: Option<&'static str>,
    /// The declared success statuses.
    pub statuses: &'static [u16],
    /// The first paragraph of the doc comment, or `summary`.
    pub summary: Option<&'static str>,
    /// The rest of the doc comment, or `description`.
    pub description: Option<&'static str>,
    /// `response_description`
    pub response_description: Option<&'static str>,
    /// `tags`
    pub tags: &'static [&'static str],
    /// `security(..)`: alternatives, each a list of schemes that are needed together. `None` where nothing is said.
    pub security: Option<&'static [SecurityRequirement]>,
    /// `operation_id`; the handler's name where it is left out.
    pub operation_id: Option<&'static str>,
    /// `deprecated`, or `#[deprecated]` on the handler.
    pub deprecated: bool,
    /// The `Cache-Control` of the successes.
    pub cache: Option<&'static str>,
    /// `media_type`: what bytes, a file or a stream of bytes is sent as.
    pub media_type: Option<&'static str>,
    /// The static headers of the successes.
    pub headers: &'static [(&'static str, &'static str)],
    /// The rules that were switched off here.
    pub exceptions: &'static [Exception],
}

/// The security schemes that a request needs together, and the scopes that are needed of each.
pub type SecurityRequirement = &'static [(&'static str, &'static [&'static str])];

impl RouteInfo {
    /// A route of which nothing is declared but the method.
    #[must_use]
    pub const fn new(name: &'static str, module: &'static str, method: &'static str) -> Self {
        Self {
            name,
            module,
            method,
            path: None,
            statuses: &[],
            summary: None,
            description: None,
            response_description: None,
            tags: &[],
            security: None,
            operation_id: None,
            deprecated: false,
            cache: None,
            media_type: None,
            headers: &[],
            exceptions: &[],
        }
    }

    /// Names the path.
    #[must_use]
    pub const fn path(mut self, path: &'static str) -> Self {
        self.path = Some(path);
        self
    }

    /// Declares the success statuses.
    #[must_use]
    pub const fn statuses(mut self, statuses: &'static [u16]) -> Self {
        self.statuses = statuses;
        self
    }

    /// Says in a line what the operation does.
    #[must_use]
    pub const fn summary(mut self, summary: &'static str) -> Self {
        self.summary = Some(summary);
        self
    }

    /// Says at length what the operation does.
    #[must_use]
    pub const fn description(mut self, description: &'static str) -> Self {
        self.description = Some(description);
        self
    }

    /// Says when the success is answered.
    #[must_use]
    pub const fn response_description(mut self, response_description: &'static str) -> Self {
        self.response_description = Some(response_description);
        self
    }

    /// Gives the operation its tags.
    #[must_use]
    pub const fn tags(mut self, tags: &'static [&'static str]) -> Self {
        self.tags = tags;
        self
    }

    /// Names the security schemes: alternatives, each a list of schemes that are needed together.
    #[must_use]
    pub const fn security(mut self, security: &'static [SecurityRequirement]) -> Self {
        self.security = Some(security);
        self
    }

    /// Gives the operation an id of its own.
    #[must_use]
    pub const fn operation_id(mut self, operation_id: &'static str) -> Self {
        self.operation_id = Some(operation_id);
        self
    }

    /// Marks the operation as deprecated.
    #[must_use]
    pub const fn deprecated(mut self) -> Self {
        self.deprecated = true;
        self
    }

    /// Declares the `Cache-Control` of the successes.
    #[must_use]
    pub const fn cache(mut self, cache: &'static str) -> Self {
        self.cache = Some(cache);
        self
    }

    /// Says what bytes, a file or a stream of bytes is sent as.
    #[must_use]
    pub const fn media_type(mut self, media_type: &'static str) -> Self {
        self.media_type = Some(media_type);
        self
    }

    /// Declares static headers of the successes.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// Lists the rules that were switched off.
    #[must_use]
    pub const fn exceptions(mut self, exceptions: &'static [Exception]) -> Self {
        self.exceptions = exceptions;
        self
    }

    /// The `Cache-Control` of the successes: the declared one; without it, no shared cache keeps a GET or HEAD.
    #[must_use]
    pub fn cache_control(&self) -> Option<&'static str> {
        match self.cache {
            None if matches!(self.method, "GET" | "HEAD") => Some("private, no-cache"),
            cache => cache,
        }
    }

    /// Whether this is the declared path, with something for each of its parameters.
    pub(crate) fn has_path(&self, path: &str) -> bool {
        self.path
            .is_some_and(|declared| PathTemplate::new(declared).takes(path))
    }
}

/// What tells one route from another: its constant may be copied, so its address does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RouteId {
    module: &'static str,
    name: &'static str,
    /// The declared path.
    pub path: &'static str,
}

impl RouteId {
    pub(crate) fn of(route: &RouteInfo) -> Self {
        Self {
            module: route.module,
            name: route.name,
            path: route.path.unwrap_or("/"),
        }
    }
}
