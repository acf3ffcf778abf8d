//! [`RouteInfo`]: what a route declares, as data.

use std::panic::Location;

use super::{Deprecation, PathTemplate};
use crate::model::Exception;

/// What `#[route]` declares, as data.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct RouteInfo {
    /// The handler's name.
    pub name: &'static str,
    /// The module that contains the handler.
    pub module: &'static str,
    /// The method, in upper case.
    pub method: &'static str,
    /// The path, if the route has one.
    pub path: Option<&'static str>,
    /// The declared success statuses.
    pub statuses: &'static [u16],
    /// The first paragraph of the doc comment, or `summary`.
    pub summary: Option<&'static str>,
    /// The rest of the doc comment, or `description`.
    pub description: Option<&'static str>,
    /// The description of the success response.
    pub response_description: Option<&'static str>,
    /// The tags of the operation.
    pub tags: &'static [&'static str],
    /// The security requirements: alternatives, each a list of schemes that are needed together. `None` if not
    /// declared.
    pub security: Option<&'static [SecurityRequirement]>,
    /// The id of the operation; if it is left out, the handler's name is used.
    pub operation_id: Option<&'static str>,
    /// Since when the operation is deprecated, by `deprecated` or by `#[deprecated]` on the handler; `None` if it is not.
    pub deprecated: Option<Deprecation>,
    /// The `Cache-Control` of the successes.
    pub cache: Option<&'static str>,
    /// The media type of a response of bytes, a file or a stream of bytes.
    pub media_type: Option<&'static str>,
    /// The static headers of the successes.
    pub headers: &'static [(&'static str, &'static str)],
    /// The rules that were switched off for the route.
    pub exceptions: &'static [Exception],
    /// Where it is declared.
    pub(crate) declared_at: &'static Location<'static>,
}

/// The security schemes that a request needs together, each with the required scopes.
pub type SecurityRequirement = &'static [(&'static str, &'static [&'static str])];

impl RouteInfo {
    /// A route that declares only its method, and is declared where this is called.
    #[must_use]
    #[track_caller]
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
            deprecated: None,
            cache: None,
            media_type: None,
            headers: &[],
            exceptions: &[],
            declared_at: Location::caller(),
        }
    }

    /// Sets the path.
    #[must_use]
    pub const fn path(mut self, path: &'static str) -> Self {
        self.path = Some(path);
        self
    }

    /// Sets the success statuses.
    #[must_use]
    pub const fn statuses(mut self, statuses: &'static [u16]) -> Self {
        self.statuses = statuses;
        self
    }

    /// Sets the summary: what the operation does, in a line.
    #[must_use]
    pub const fn summary(mut self, summary: &'static str) -> Self {
        self.summary = Some(summary);
        self
    }

    /// Sets the description: what the operation does, at length.
    #[must_use]
    pub const fn description(mut self, description: &'static str) -> Self {
        self.description = Some(description);
        self
    }

    /// Sets the description of the success response.
    #[must_use]
    pub const fn response_description(mut self, response_description: &'static str) -> Self {
        self.response_description = Some(response_description);
        self
    }

    /// Sets the tags of the operation.
    #[must_use]
    pub const fn tags(mut self, tags: &'static [&'static str]) -> Self {
        self.tags = tags;
        self
    }

    /// Sets the security requirements: alternatives, each a list of schemes that are needed together.
    #[must_use]
    pub const fn security(mut self, security: &'static [SecurityRequirement]) -> Self {
        self.security = Some(security);
        self
    }

    /// Sets the id of the operation.
    #[must_use]
    pub const fn operation_id(mut self, operation_id: &'static str) -> Self {
        self.operation_id = Some(operation_id);
        self
    }

    /// Marks the operation as deprecated.
    #[must_use]
    pub const fn deprecated(mut self, deprecation: Deprecation) -> Self {
        self.deprecated = Some(deprecation);
        self
    }

    /// Sets the `Cache-Control` of the successes.
    #[must_use]
    pub const fn cache(mut self, cache: &'static str) -> Self {
        self.cache = Some(cache);
        self
    }

    /// Sets the media type of a response of bytes, a file or a stream of bytes.
    #[must_use]
    pub const fn media_type(mut self, media_type: &'static str) -> Self {
        self.media_type = Some(media_type);
        self
    }

    /// Sets static headers of the successes.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// Sets the rules that were switched off.
    #[must_use]
    pub const fn exceptions(mut self, exceptions: &'static [Exception]) -> Self {
        self.exceptions = exceptions;
        self
    }

    /// Whether both are the declaration of the same handler. Its address does not tell, since a constant may be copied.
    #[must_use]
    pub fn is_of(&self, other: &Self) -> bool {
        RouteId::of(self) == RouteId::of(other)
    }

    /// The id of the operation, without the prefix of an API.
    #[must_use]
    pub fn id(&self) -> &'static str {
        match self.operation_id {
            Some(id) => id,
            None => self.name,
        }
    }

    /// The `Cache-Control` of the successes: the declared one, or for GET and HEAD a default that shared caches do not
    /// store.
    #[must_use]
    pub fn cache_control(&self) -> Option<&'static str> {
        match self.cache {
            None if matches!(self.method, "GET" | "HEAD") => Some("private, no-cache"),
            cache => cache,
        }
    }

    /// Whether the path matches the declared one, with a value for each parameter.
    pub(crate) fn has_path(&self, path: &str) -> bool {
        self.path
            .is_some_and(|declared| PathTemplate::new(declared).takes(path))
    }
}

/// Identifies a route. The address of its constant does not, since the constant may be copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct RouteId {
    module: &'static str,
    name: &'static str,
    /// The declared path.
    pub path: &'static str,
    method: &'static str,
    /// Two `impl`s of one module may have handlers of the same name.
    pub(crate) declared_at: &'static Location<'static>,
}

impl RouteId {
    pub(crate) fn of(route: &RouteInfo) -> Self {
        Self {
            module: route.module,
            name: route.name,
            path: route.path.unwrap_or("/"),
            method: route.method,
            declared_at: route.declared_at,
        }
    }

    pub(crate) fn handler(self) -> String {
        format!("{}::{}", self.module, self.name)
    }
}
