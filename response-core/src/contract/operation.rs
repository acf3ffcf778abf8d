//! [`Operation`]: one operation of the document, while it is described.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{
    ApiFault, Callback, Credential, ErrorAnswer, Header, Link, Needs, Parameter, RequestBody,
    RouteInfo, SecurityScheme, Success,
};
use crate::problem::{ErrorOrigin, ErrorSource};
use crate::schema::Schemas;

/// One operation of the document, while it is described.
#[derive(Debug)]
#[non_exhaustive]
pub struct Operation<'s> {
    /// The route's declaration.
    pub route: &'static RouteInfo,
    /// The whole path, with the prefixes that the route is nested below.
    pub path: Option<Cow<'static, str>>,
    /// Whether the service sends this request itself, as a webhook or a callback. What an extractor refuses is then not among
    /// the responses.
    pub is_sent: bool,
    /// The schemas of the document.
    pub schemas: &'s mut Schemas,
    /// For each argument of the handler, what happens to it after an earlier one has refused the request.
    pub inputs: Vec<AfterRefusal>,
    /// Whether the handler reads a body that axum's `DefaultBodyLimit` limits, by an extractor that does not look at the
    /// announced length itself.
    pub has_limited_body: bool,
    /// What the arguments of the handler need beside the head of the request, as the client has sent it.
    #[doc(hidden)]
    pub needs: Needs,
    /// The type of each argument of the handler, and the index of its first parameter in `parameters`.
    pub arguments: Vec<(&'static str, usize)>,
    /// Path, query, header and cookie parameters.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub request_body: Option<RequestBody>,
    /// The success responses.
    pub successes: Vec<Success>,
    /// The headers that the arguments of the handler add to every success; `None` if none of them can add headers.
    pub added_headers: Option<Vec<Header>>,
    /// The descriptions of successes, by status, if their types give them.
    pub descriptions: Vec<(u16, &'static str)>,
    /// The errors of the handler, of its extractors and of `errors = ..`.
    pub errors: Vec<ErrorAnswer>,
    /// The credentials that the extractors need to identify the client.
    pub credentials: Vec<Credential>,
    /// The types of the arguments that do not describe themselves.
    pub undescribed: Vec<&'static str>,
    /// The types of the arguments that document a 401 without `WWW-Authenticate`.
    pub unchallenged: Vec<&'static str>,
    /// For each argument that refuses unknown query parameters, the names that it knows.
    pub closed_queries: Vec<Vec<String>>,
    /// The operations to which its successes lead.
    pub links: Vec<Link>,
    /// The requests that the service sends because of this one.
    pub callbacks: Vec<Callback>,
    /// Members of the operation that OpenAPI does not know, by name: `x-internal`.
    pub extensions: Map<String, Value>,
    /// Errors in the declaration that no request can avoid: the router is not built. Each is the rest of a sentence that begins
    /// with the handler: `operation.faults.push("reads a cookie that no path has".into())`, or an [`ApiFault`] that also says
    /// what to write.
    pub faults: Vec<ApiFault>,
    /// Where the errors that are added now come from.
    source: ErrorSource,
}

impl<'s> Operation<'s> {
    /// An operation with only its declaration.
    #[must_use]
    pub fn new(route: &'static RouteInfo, schemas: &'s mut Schemas) -> Self {
        Self {
            route,
            path: route.path.map(Cow::Borrowed),
            is_sent: false,
            schemas,
            inputs: Vec::new(),
            has_limited_body: false,
            needs: Needs::NOTHING,
            arguments: Vec::new(),
            parameters: Vec::new(),
            request_body: None,
            successes: Vec::new(),
            added_headers: None,
            descriptions: Vec::new(),
            errors: Vec::new(),
            credentials: Vec::new(),
            undescribed: Vec::new(),
            unchallenged: Vec::new(),
            closed_queries: Vec::new(),
            links: Vec::new(),
            callbacks: Vec::new(),
            extensions: Map::new(),
            faults: Vec::new(),
            source: ErrorSource::new(ErrorOrigin::Handler),
        }
    }
}

impl Operation<'_> {
    /// Describes when a status is sent.
    pub fn describe_status(&mut self, status: u16, description: &'static str) {
        self.descriptions.push((status, description));
    }

    /// Adds a credential that the request needs, to identify the client.
    ///
    /// ```
    /// use steadfast::describe::{Operation, SecurityScheme};
    /// use steadfast::extract::{Extractor, RequestPart};
    ///
    /// struct CurrentUser;
    ///
    /// impl Extractor for CurrentUser {}
    ///
    /// impl RequestPart for CurrentUser {
    ///     fn describe(operation: &mut Operation<'_>) {
    ///         operation.needs("session", SecurityScheme::cookie("session"));
    ///     }
    /// }
    /// ```
    pub fn needs(&mut self, name: impl Into<Cow<'static, str>>, scheme: SecurityScheme) {
        self.credentials.push(Credential::new(name, scheme));
    }

    /// Adds to each success the headers that arguments of the handler add, unless it has one of that name.
    pub fn complete_successes(&mut self) {
        for header in self.added_headers.iter().flatten() {
            let is_same = |known: &str| known.eq_ignore_ascii_case(header.name);
            if self.route.headers.iter().any(|(name, _)| is_same(name)) {
                continue;
            }
            for success in &mut self.successes {
                if !success.headers.iter().any(|known| is_same(known.name)) {
                    success.headers.push(header.clone());
                }
            }
        }
    }

    /// Adds an error, unless it has been added already.
    pub fn add_error(&mut self, mut error: ErrorAnswer) {
        let sources = match std::mem::take(&mut error.sources) {
            none if none.is_empty() => vec![self.source],
            known => known,
        };
        match self.errors.iter().position(|known| known.is_same(&error)) {
            Some(known) => {
                let known = &mut self.errors[known].sources;
                known.extend(
                    sources
                        .iter()
                        .filter(|source| !known.contains(source))
                        .copied()
                        .collect::<Vec<_>>(),
                );
            }
            None => self.errors.push(ErrorAnswer { sources, ..error }),
        }
    }

    /// Says where the errors that are added from now on come from. Returns what was said before.
    #[doc(hidden)]
    pub fn set_origin(&mut self, origin: ErrorOrigin) -> ErrorSource {
        std::mem::replace(&mut self.source, ErrorSource::new(origin))
    }

    /// Says which type declares the errors that are added from now on. Returns what was said before.
    #[doc(hidden)]
    pub fn set_error_type(&mut self, error_type: &'static str) -> ErrorSource {
        let source = ErrorSource {
            error_type: Some(error_type),
            ..self.source
        };
        std::mem::replace(&mut self.source, source)
    }

    /// Restores the source that [`set_origin`](Self::set_origin) or [`set_error_type`](Self::set_error_type) has returned.
    #[doc(hidden)]
    pub fn restore_source(&mut self, source: ErrorSource) {
        self.source = source;
    }
}

/// What happens to an argument of a handler after an earlier one has refused the request with a 422 `validation_error`.
///
/// In every case, no argument is read twice.
///
/// ```
/// use axum::extract::FromRequestParts;
/// use axum::http::request::Parts;
/// use steadfast::describe::Operation;
/// use steadfast::extract::{AfterRefusal, Extractor, RequestPart};
///
/// /// It only reads the request, so its faults are reported together with those of the others.
/// struct Language(String);
///
/// impl<S: Sync> FromRequestParts<S> for Language {
///     type Rejection = std::convert::Infallible;
///
///     async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
///         let language = parts.headers.get("accept-language").and_then(|value| value.to_str().ok());
///         Ok(Self(language.unwrap_or("en").to_owned()))
///     }
/// }
///
/// impl Extractor for Language {}
///
/// impl RequestPart for Language {
///     const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Ask;
///
///     fn describe(_: &mut Operation<'_>) {}
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AfterRefusal {
    /// It is read too, so that its faults are reported in the same response: it only reads the request.
    Ask,
    /// It is left out, and later arguments are considered: it could not refuse the request, or has no faults to report.
    Skip,
    /// It is left out, and so are later arguments: it may guard them, as a login does.
    Stop,
}
