//! What a reply adds to the response of its value.

use std::marker::PhantomData;

use http::header::CONTENT_ENCODING;
use http::{Extensions, HeaderMap, HeaderName, HeaderValue};

use super::Reply;
use super::declared::DeclaredHeaders;
use crate::contract::{Header, RouteInfo, Success};
use crate::message::Response;
use crate::message::after::After;
use crate::message::body::BoxError;
use crate::message::headers;
use crate::message::representation::EncodedByRoute;
use crate::message::validator::{Unconditional, Unversioned, has_validator};
use crate::outcome::sent::Sent;
use crate::problem::{ErrorOrigin, Problem, logged};

/// What a reply adds to its value.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) headers: HeaderMap,
    pub(super) extensions: Extensions,
    /// Whether the document says that the response can be a 304.
    pub(super) may_validate: bool,
    /// The first error, if something cannot be sent.
    fault: Option<BoxError>,
}

impl Parts {
    pub(super) fn add<E>(&mut self, header: Result<(HeaderName, HeaderValue), E>)
    where
        E: std::error::Error + Send + Sync + 'static,
    {
        match header {
            Ok((name, value)) => {
                self.headers.append(name, value);
            }
            Err(error) => {
                self.fault.get_or_insert_with(|| error.into());
            }
        }
    }
}

/// What is added to the response of a value. Not for users.
pub trait Adds {
    /// Adds it to the response.
    fn add_to(self, response: Response, route: &RouteInfo) -> Response;
    /// Adds it to a response that may lack the headers of its contract.
    fn add(self, sent: Sent, route: &RouteInfo) -> Sent;
}

/// What is added to the document. Not for users.
pub trait Describes {
    /// Documents it at each of the responses.
    fn describe(successes: &mut [Success]);
}

/// A value that is not a reply adds nothing.
impl Adds for () {
    fn add_to(self, response: Response, _: &RouteInfo) -> Response {
        response
    }

    fn add(self, sent: Sent, _: &RouteInfo) -> Sent {
        sent
    }
}

impl Describes for () {
    fn describe(_: &mut [Success]) {}
}

/// What a reply adds, and the headers of it that the document lists.
pub struct Additions<H>(Option<Box<Parts>>, PhantomData<fn() -> H>);

impl<H> Additions<H> {
    pub(super) fn new(parts: Option<Box<Parts>>) -> Self {
        Self(parts, PhantomData)
    }
}

impl<H> Adds for Additions<H> {
    fn add_to(self, response: Response, route: &RouteInfo) -> Response {
        match self.0 {
            Some(parts) => add(*parts, response, route),
            None => response,
        }
    }

    fn add(self, sent: Sent, route: &RouteInfo) -> Sent {
        match self.0 {
            Some(parts) => add(*parts, sent.into_response(), route).into(),
            None => sent,
        }
    }
}

impl<H: DeclaredHeaders> Describes for Additions<H> {
    fn describe(successes: &mut [Success]) {
        let mut headers = Vec::new();
        H::describe(&mut headers);
        for success in successes {
            for header in &headers {
                let is_known = |known: &Header| known.name.eq_ignore_ascii_case(header.name);
                if !success.headers.iter().any(is_known) {
                    success.headers.push(header.clone());
                }
            }
            let of_replies = success.reply_headers.get_or_insert_default();
            of_replies.extend(headers.iter().cloned());
        }
    }
}

impl Reply<()> {
    /// Adds the headers to a response that may have got headers from another reply. Those stay; further cookies, links and
    /// names in `Vary` are added beside them.
    ///
    /// # Errors
    /// A header cannot be sent: a problem for the response, which is logged.
    #[doc(hidden)]
    pub fn add_to<B>(self, response: &mut http::Response<B>, route: &str) -> Result<(), Problem> {
        let Some(parts) = self.parts else {
            return Ok(());
        };
        if let Some(error) = parts.fault {
            let error = format_args!("what is added to `{route}` could not be sent: {error}");
            return Err(logged(Problem::untold(), &error).out_of(ErrorOrigin::Handler));
        }
        headers::add_missing(response.headers_mut(), parts.headers);
        Ok(())
    }
}

/// If the value could not be written, the response is a problem already and gets none of the headers.
///
/// The work is passed on even then: the background layer sees that the response is an error, and logs the work as not
/// run.
fn add(mut parts: Parts, response: Response, route: &RouteInfo) -> Response {
    let after = parts.extensions.remove::<After>();
    let mut response = add_headers(parts, response, route);
    if let Some(after) = after {
        // A variant of a set may hold a reply, inside the reply around the set.
        let inner = response.extensions().get::<After>();
        for work in inner.map_or_else(Vec::new, After::take) {
            after.push(work);
        }
        response.extensions_mut().insert(after);
    }
    response
}

fn add_headers(parts: Parts, mut response: Response, route: &RouteInfo) -> Response {
    if let Some(error) = parts.fault {
        let error = format_args!("the reply of `{}` could not be sent: {error}", route.name);
        return logged(Problem::untold(), &error)
            .out_of(ErrorOrigin::Handler)
            .into_response();
    }
    if response.status().is_server_error() {
        return response;
    }
    let is_documented = parts.may_validate || has_validator(response.headers());
    if parts.headers.contains_key(CONTENT_ENCODING) {
        response.extensions_mut().insert(EncodedByRoute);
    }
    headers::add_all(response.headers_mut(), parts.headers);
    match has_validator(response.headers()) {
        true if !is_documented => {
            response.extensions_mut().insert(Unconditional);
        }
        false if is_documented => {
            response.extensions_mut().insert(Unversioned);
        }
        _ => {}
    }
    response.extensions_mut().extend(parts.extensions);
    response
}
