//! A route's contract as data.

use crate::describe::Operation;

/// What `#[route]` declares, as data.
#[derive(Debug, Clone, Copy)]
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
    /// Writes down what the handler's types bring: parameters, bodies, errors.
    pub describe: fn(&mut Operation<'_>),
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
            describe: |_| {},
        }
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
        self.path.is_some_and(|declared| {
            let (declared, given) = (declared.split('/'), path.split('/'));
            declared.clone().count() == given.clone().count()
                && declared
                    .zip(given)
                    .all(|(one, other)| one.starts_with('{') || one == other)
        })
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

/// `allow(rule, reason = "...")`: a rule that was switched off, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exception {
    /// Where: a handler, a model, a field, a variant.
    pub subject: &'static str,
    /// The slug of the rule.
    pub rule: &'static str,
    /// Why it does not apply here.
    pub reason: &'static str,
}

/// The marker of a handler, through which its contract is read from its return type.
pub trait Contract {
    /// The declaration.
    const ROUTE: &'static RouteInfo;
}

/// The route declares this status as a success.
#[diagnostic::on_unimplemented(
    message = "this handler can answer {STATUS}, which the route does not declare [undeclared_status]",
    label = "can answer {STATUS}",
    note = "a client that trusts the document does not expect a {STATUS}",
    note = "declare it: `status = {STATUS}`, or add it to the list: `status = [.., {STATUS}]`"
)]
pub trait Declares<const STATUS: u16>: Contract {}

/// The route declares exactly one success status, so that a plain value need not say which it is answered with.
#[diagnostic::on_unimplemented(
    message = "a plain value cannot say which of the declared statuses it is answered with [ambiguous_status]",
    label = "several statuses are declared",
    note = "declare one status, or return an outcome that names its own: `Created`, `Upserted`, `MaybeContent`, `Accepted`, or an enum with `#[derive(Responses)]`"
)]
pub trait DeclaresOneStatus: Contract {}

/// The route declares a status that sends the client elsewhere.
#[diagnostic::on_unimplemented(
    message = "the handler returns a `Redirect`, but no redirecting status is declared [redirect_without_location]",
    label = "no 3xx status is declared",
    note = "RFC 9110 section 15.4: a redirect is a 3xx status and the `Location` to go to",
    note = "declare `status = 308` (moved for good), `307` (moved for now) or `303` (look elsewhere)"
)]
pub trait DeclaresRedirect: Contract {}

/// The route names its path, so that `routes![]` can mount it.
#[diagnostic::on_unimplemented(
    message = "this handler names no path, so that `routes![]` cannot mount it",
    label = "has no path",
    note = "name it: `#[route(get, \"/path\", ..)]`, or mount the handler by hand: `.route(\"/path\", get(handler))`"
)]
pub trait HasPath: Contract {
    /// How many parameters it has: a [`Parameters`].
    type Parameters;
}

/// So many parameters.
pub struct Parameters<const COUNT: usize>;
