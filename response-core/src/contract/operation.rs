//! One operation of the document, while it is being described.

use std::borrow::Cow;

use super::{Credential, ErrorAnswer, Parameter, RequestBody, RouteInfo, SecurityScheme, Success};
use crate::schema::Schemas;

/// One operation while it is being described.
#[derive(Debug)]
#[non_exhaustive]
pub struct Operation<'s> {
    /// The route's declaration.
    pub route: &'static RouteInfo,
    /// The whole path, with the prefixes that the route is nested below.
    pub path: Option<Cow<'static, str>>,
    /// The schemas of the document.
    pub schemas: &'s mut Schemas,
    /// What becomes of each argument of the handler once one before it has refused the request.
    pub inputs: Vec<AfterRefusal>,
    /// The types of the handler's arguments, each with how many parameters were written down before it.
    pub arguments: Vec<(&'static str, usize)>,
    /// Path, query, header and cookie parameters.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub request_body: Option<RequestBody>,
    /// The successes that the outcome can answer.
    pub successes: Vec<Success>,
    /// When each success is answered, for people, where its type says so.
    pub descriptions: Vec<(u16, &'static str)>,
    /// The errors that the handler, its extractors and `errors = ..` can answer.
    pub errors: Vec<ErrorAnswer>,
    /// What the extractors need to know who asks.
    pub credentials: Vec<Credential>,
    /// The types of the arguments that say nothing of themselves.
    pub undescribed: Vec<&'static str>,
    /// For each argument that refuses what it does not know in a query, the names that it knows.
    pub closed_queries: Vec<Vec<String>>,
    /// What cannot be right whatever the client sends: the route is not mounted.
    pub faults: Vec<String>,
}

impl<'s> Operation<'s> {
    /// An operation of which nothing is known yet but its declaration.
    #[must_use]
    pub fn new(route: &'static RouteInfo, schemas: &'s mut Schemas) -> Self {
        Self {
            route,
            path: route.path.map(Cow::Borrowed),
            schemas,
            inputs: Vec::new(),
            arguments: Vec::new(),
            parameters: Vec::new(),
            request_body: None,
            successes: Vec::new(),
            descriptions: Vec::new(),
            errors: Vec::new(),
            credentials: Vec::new(),
            undescribed: Vec::new(),
            closed_queries: Vec::new(),
            faults: Vec::new(),
        }
    }
}

impl Operation<'_> {
    /// Says when a status is answered.
    pub fn describe_status(&mut self, status: u16, description: &'static str) {
        self.descriptions.push((status, description));
    }

    /// Notes that the request has to prove who asks.
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

    /// Adds an error, unless another part of the operation has added the same.
    pub fn add_error(&mut self, error: ErrorAnswer) {
        if !self.errors.contains(&error) {
            self.errors.push(error);
        }
    }
}

/// What becomes of an argument of a handler once one before it has refused the request with a 422 `validation_error`.
///
/// No argument is taken twice, whatever stands here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AfterRefusal {
    /// It is asked too, so that its faults are told in the same answer: it only reads the request.
    Ask,
    /// It is left out, and what comes after it is looked at: it could not refuse, or has no faults to tell.
    Skip,
    /// It is left out, and so is what comes after it: it may guard the rest, as a login does.
    Stop,
}
