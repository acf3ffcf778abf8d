//! [`Stub`]: a service that knows only its contract. Witnesses that no schema decides are replayed against it.

use std::collections::BTreeSet;

use response_core::message::media_type::takes_in;
use serde_json::{Map, Value};

use super::document::Document;
use super::read::content::{Found, content, find};
use super::read::credentials::{Credentials, alternatives};
use super::read::mounted::{Mounted, all};
use super::read::{answer, parameter};
use super::template;

/// A request, by what a contract says of it outside of schemas.
#[derive(Debug, Clone, Default)]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) path: String,
    /// The parameters that are given, by what identifies them.
    pub(super) parameters: BTreeSet<String>,
    pub(super) credentials: Credentials,
    /// The media type of the body, if there is a body.
    pub(super) body: Option<String>,
    /// The only media type that the client takes of a status, if it says so.
    pub(super) accept: Option<(u16, String)>,
}

/// Why a request is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    NotFound,
    MethodNotAllowed,
    Unauthorized,
    /// A parameter is missing, by what identifies it.
    Missing(String),
    WithoutBody,
    UnsupportedMediaType,
    NotAcceptable,
}

/// An answer, by what a contract says of it outside of schemas.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// The names of its headers, in lower case.
    pub(super) headers: BTreeSet<String>,
    /// The media type of the body, if there is a body.
    pub(super) body: Option<String>,
}

/// Why an answer is not one of the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Denial {
    Status,
    /// A header is missing, by its name in lower case.
    Missing(String),
    WithoutBody,
    MediaType,
}

/// The contract of one operation.
#[derive(Clone, Copy)]
pub(super) struct Stub<'d> {
    document: &'d Document,
    operation: Mounted<'d>,
}

/// Whether the operation has the method and the path of a request.
pub(super) fn is_of(mounted: &Mounted<'_>, request: &Request) -> bool {
    // The documented GET also describes HEAD.
    let is_head = request.method.eq_ignore_ascii_case("head") && mounted.method == "get";
    template::takes(mounted.path, &request.path)
        && (is_head || mounted.method.eq_ignore_ascii_case(&request.method))
}

/// Why no operation of the document has the method and the path of a request.
pub(super) fn route(document: &Document, request: &Request) -> Result<(), Refusal> {
    let all = all(document, "paths");
    if all.iter().any(|mounted| is_of(mounted, request)) {
        return Ok(());
    }
    let is_path = |mounted: &Mounted<'_>| template::takes(mounted.path, &request.path);
    Err(match all.iter().any(is_path) {
        true => Refusal::MethodNotAllowed,
        false => Refusal::NotFound,
    })
}

impl<'d> Stub<'d> {
    pub(super) const fn new(document: &'d Document, operation: Mounted<'d>) -> Self {
        Self {
            document,
            operation,
        }
    }

    fn body(&self) -> &'d Value {
        let body = &self.operation.operation["requestBody"];
        self.document.resolved(body)
    }

    /// A request that has what it needs, and nothing else. The path is for the caller to say.
    pub(super) fn least_request(&self) -> Request {
        let parameters = parameter::of(self.document, &self.operation);
        let needed = parameters
            .into_iter()
            .filter(parameter::Parameter::is_required);
        let body = self.body();
        let types = content(body).filter(|_| body["required"] == true);
        Request {
            method: self.operation.method.to_owned(),
            path: String::new(),
            parameters: needed.map(|parameter| parameter.key).collect(),
            credentials: alternatives(self.document, self.operation.operation)
                .into_iter()
                .next()
                .unwrap_or_default(),
            body: types.and_then(|types| types.keys().next().cloned()),
            accept: None,
        }
    }

    /// Everything for which a request to this operation is refused.
    pub(super) fn refusals(&self, request: &Request) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        let is_let_in = alternatives(self.document, self.operation.operation)
            .iter()
            .any(|alternative| {
                alternative.iter().all(|(scheme, (scopes, _))| {
                    let given = request.credentials.get(scheme);
                    given.is_some_and(|(granted, _)| granted.is_superset(scopes))
                })
            });
        if !is_let_in {
            refusals.push(Refusal::Unauthorized);
        }
        for parameter in parameter::of(self.document, &self.operation) {
            if parameter.is_required() && !request.parameters.contains(&parameter.key) {
                refusals.push(Refusal::Missing(parameter.key));
            }
        }
        let body = self.body();
        match (content(body), &request.body) {
            (Some(_), None) if body["required"] == true => refusals.push(Refusal::WithoutBody),
            (Some(types), Some(sent)) if !is_listed(types, sent) => {
                refusals.push(Refusal::UnsupportedMediaType);
            }
            _ => {}
        }
        if let Some((status, name)) = &request.accept {
            let types = self.said(*status).and_then(content);
            // A range in `Accept` with parameters takes only media types that have them (RFC 9110 section 12.5.1).
            let is_there =
                |types| find(types, name).is_some_and(|(_, found)| found != Found::Alike);
            if types.is_some_and(|types| !is_there(types)) {
                refusals.push(Refusal::NotAcceptable);
            }
        }
        refusals
    }

    /// What is said of a status.
    fn said(&self, status: u16) -> Option<&'d Value> {
        let responses = &self.operation.operation["responses"];
        let said = answer::documented(responses, &status.to_string())?;
        Some(self.document.resolved(said))
    }

    /// An answer that has what it needs, and nothing else.
    pub(super) fn least_answer(&self, status: u16) -> Option<Answer> {
        let said = self.said(status)?;
        Some(Answer {
            status,
            headers: self.required_headers(said).collect(),
            body: content(said).and_then(|types| types.keys().next().cloned()),
        })
    }

    fn required_headers(&self, said: &'d Value) -> impl Iterator<Item = String> {
        let headers = answer::headers(said).into_iter();
        headers
            .filter(|(_, header)| self.document.resolved(header)["required"] == true)
            .map(|(name, _)| name.to_ascii_lowercase())
    }

    /// Everything that the contract does not have in an answer.
    pub(super) fn denials(&self, given: &Answer) -> Vec<Denial> {
        let Some(said) = self.said(given.status) else {
            return vec![Denial::Status];
        };
        let mut denials: Vec<Denial> = self
            .required_headers(said)
            .filter(|name| !given.headers.contains(name))
            .map(Denial::Missing)
            .collect();
        match (content(said), &given.body) {
            (Some(_), None) => denials.push(Denial::WithoutBody),
            (Some(types), Some(sent)) if !is_listed(types, sent) => {
                denials.push(Denial::MediaType);
            }
            _ => {}
        }
        denials
    }
}

/// Whether a media type is one of those that are listed, or in a range of them.
fn is_listed(types: &Map<String, Value>, name: &str) -> bool {
    types.keys().any(|known| takes_in(known, name))
}
