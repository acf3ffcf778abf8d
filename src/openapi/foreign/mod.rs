//! A document that something else has made: it describes the routes of a plain router, and is merged into that of an API.

mod answers;
mod components;
mod from_3_0;
mod merge;
mod operations;
mod part;
mod read;
mod reference;
mod rewrite;

use response_core::contract::{PathTemplate, SecurityRequirement, SecurityScheme};
use serde_json::{Map, Value};

use super::OpenApiVersion;
use crate::deadline::Timeout;
use crate::route::DescribeErrors;
pub(super) use answers::added;
pub(super) use merge::merge;

/// A document, read and without the faults that it could have by itself.
#[derive(Debug)]
pub(crate) struct Foreign {
    title: String,
    /// The version; 3.1 for a document of OpenAPI 3.0, which has been converted.
    version: OpenApiVersion,
    /// The operations of `paths`.
    operations: Vec<ForeignOperation>,
    /// Those of `webhooks`, with the names of the webhooks as their paths.
    webhooks: Vec<ForeignOperation>,
    /// The document's `components` and nothing else, without the security schemes.
    referred: Value,
    pub(crate) schemes: Vec<(String, SecurityScheme)>,
    /// The Tag Objects of the document.
    pub(crate) tags: Vec<Value>,
}

/// An operation of a document. It has everything that its Path Item Object says of it.
#[derive(Debug)]
struct ForeignOperation {
    path: String,
    /// In lower case.
    method: String,
    object: Map<String, Value>,
}

impl ForeignOperation {
    /// The operation, as a fault names it.
    fn told(&self, path: &str) -> String {
        format!("{} {path}", self.method.to_uppercase())
    }
}

impl Foreign {
    pub(crate) fn title(&self) -> &str {
        &self.title
    }
}

/// A document at its place in an API.
pub(crate) struct Placed<'a> {
    pub(crate) document: &'a Foreign,
    /// The index of its router among the plain ones.
    pub(crate) router: usize,
    /// The prefix that its router is nested below.
    pub(crate) prefix: &'a str,
    /// The tags of the APIs that it belongs to.
    pub(crate) tags: Vec<&'a str>,
    /// The security requirements of those APIs, for operations that declare none.
    pub(crate) security: Option<&'a [SecurityRequirement]>,
    /// The prefix of their operation ids.
    pub(crate) id_prefix: String,
    /// The functions that describe the errors of those APIs.
    pub(crate) errors: Vec<DescribeErrors>,
    /// How long a request may take.
    pub(crate) timeout: Option<Timeout>,
}

impl Placed<'_> {
    /// The path of an operation in the document of the API.
    fn path_of(&self, operation: &ForeignOperation) -> String {
        self.whole(&operation.path)
    }

    fn whole(&self, path: &str) -> String {
        let whole = match path {
            "/" if !self.prefix.is_empty() => self.prefix.to_owned(),
            path => format!("{}{path}", self.prefix),
        };
        PathTemplate::new(&whole).documented()
    }

    /// The path and the method of each operation.
    pub(crate) fn places(&self) -> impl Iterator<Item = (String, String)> {
        let operations = self.document.operations.iter();
        operations.map(|operation| (self.path_of(operation), operation.method.to_uppercase()))
    }
}
