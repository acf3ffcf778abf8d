//! [`ErrorHandler`]: a function of the app's own that answers errors, and what it declares to answer.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use http::header::{
    ALLOW, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, PROXY_AUTHENTICATE,
    TRANSFER_ENCODING, UPGRADE, WWW_AUTHENTICATE,
};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use super::error_reply::{IntoErrorReply, Written};
use super::failed::FailedRequest;
use super::format::RenderedProblem;
use crate::message::media_type::is_json;
use crate::model::ResponseModel;
use crate::model::shape::Shape;

/// A handler of errors: a function from a [`FailedRequest`] to a response model, with the statuses and the headers that it may
/// answer. [`ErrorFormat::on`](super::ErrorFormat::on) says which errors it answers: FastAPI's `@app.exception_handler(RequestValidationError)`.
///
/// ```
/// use steadfast::errors::{ErrorHandler, ErrorKind, FailedRequest};
/// use steadfast::prelude::*;
///
/// #[derive(ResponseModel)]
/// struct Invalid { message: String, fields: Vec<String> }
///
/// fn invalid(failed: &FailedRequest<'_>) -> Invalid {
///     let fields = failed.problem().errors.iter().map(|fault| fault.msg.to_string()).collect();
///     Invalid { message: format!("invalid {} request", failed.method()), fields }
/// }
///
/// # #[route(get, "/items/{id}", response = Text)]
/// # async fn get_item(Path(_): Path<u32>) -> Text { Text::from("") }
/// let api: Api = Api::new("Items", "1.0.0")
///     .routes(routes![get_item])
///     .errors(ErrorFormat::Detail.on(ErrorKind::INVALID, ErrorHandler::new(invalid).status(400)));
///
/// let responses = &api.openapi()["paths"]["/items/{id}"]["get"]["responses"];
/// assert!(responses["422"].is_null());
/// let body = &responses["400"]["content"]["application/json"];
/// assert_eq!(body["schema"]["$ref"], "#/components/schemas/Invalid");
/// ```
///
/// # What it may answer
///
/// What it declares is in the document, with the status, the headers and the model, in place of the errors that it answers.
/// Without [`status`](Self::status), an error keeps its own. The headers of an error stay: the `Allow` of a 405,
/// `WWW-Authenticate`, `Retry-After`, and what layers have set; a header that the function sends takes the place of one of
/// its name, but for `Link`, `Set-Cookie` and `Vary`, which are added. An answer that is not declared, and a model that
/// cannot be written, is a logged 500 in the format of the other errors, without the headers of the error. So is a panic of
/// the function.
///
/// The function is called when the response is completed, so it does not wait and must not block. It is also called for the
/// examples in the document, with a request that has only a method and a path; if it panics there, the example is a sample
/// of the model. What it answers where no route has the path, or not with the method, stands among the components of the
/// document, as `UnknownPath` and `UnsupportedMethod`.
///
/// A function that decides by itself returns an [`ErrorReply`](super::ErrorReply):
///
/// ```
/// use steadfast::errors::{ErrorHandler, ErrorKind, ErrorReply, FailedRequest};
/// use steadfast::prelude::*;
///
/// #[derive(ResponseModel)]
/// struct Sorry { message: String }
///
/// let teapot = ErrorHandler::new(|failed: &FailedRequest<'_>| {
///     let message = failed.problem().title.to_string();
///     let reply = ErrorReply::new(Sorry { message });
///     match failed.uri().path().starts_with("/tea") {
///         true => reply.status(418).header("x-pot", "short and stout"),
///         false => reply,
///     }
/// })
/// .status(404)
/// .status(418)
/// .optional_header("X-Pot", "What the pot is like");
/// let format = ErrorFormat::Problem.on(ErrorKind::ROUTER, teapot);
/// ```
///
/// # What it costs
///
/// An app whose format has a handler keeps a copy of the method, the URI, the headers and the extensions of each request until it
/// is answered; other apps do not.
#[derive(Clone)]
pub struct ErrorHandler {
    answer: Answering,
    shape: &'static Shape,
    media_type: &'static str,
    statuses: Vec<u16>,
    headers: Vec<DeclaredHeader>,
}

/// The headers that follow from the body.
const OF_THE_BODY: [HeaderName; 4] = [
    CONTENT_ENCODING,
    CONTENT_LENGTH,
    CONTENT_TYPE,
    TRANSFER_ENCODING,
];

type Answering = Arc<dyn Fn(&FailedRequest<'_>) -> Written + Send + Sync>;

/// A header that a handler of errors may answer.
#[doc(hidden)]
#[derive(Debug, Clone)]
pub struct DeclaredHeader {
    pub name: &'static str,
    pub description: Cow<'static, str>,
    pub is_required: bool,
}

/// An answer as it is declared.
#[doc(hidden)]
#[derive(Debug)]
pub struct Handled {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub rendered: RenderedProblem,
}

impl ErrorHandler {
    /// A handler that answers as this function does: it returns a model, or an [`ErrorReply`](super::ErrorReply) of one.
    pub fn new<F, R>(answer: F) -> Self
    where
        F: Fn(&FailedRequest<'_>) -> R + Send + Sync + 'static,
        R: IntoErrorReply,
    {
        Self {
            answer: Arc::new(move |failed| answer(failed).into_error_reply().written()),
            shape: R::Model::shape(),
            media_type: "application/json",
            statuses: Vec::new(),
            headers: Vec::new(),
        }
    }

    /// Adds a status that it may answer, a 4xx or a 5xx. If the function chooses none, the answer has that of the error
    /// if it is declared, or else the first one that is.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.statuses.push(status);
        self
    }

    /// Adds a header that every answer has, with its description for the document.
    #[must_use]
    pub fn header(self, name: &'static str, description: impl Into<Cow<'static, str>>) -> Self {
        self.declare(name, description.into(), true)
    }

    /// Adds a header that an answer may have.
    #[must_use]
    pub fn optional_header(
        self,
        name: &'static str,
        description: impl Into<Cow<'static, str>>,
    ) -> Self {
        self.declare(name, description.into(), false)
    }

    fn declare(
        mut self,
        name: &'static str,
        description: Cow<'static, str>,
        is_required: bool,
    ) -> Self {
        self.headers.push(DeclaredHeader {
            name,
            description,
            is_required,
        });
        self
    }

    /// Sets the media type, if it is not `application/json`: `application/vnd.shop+json`.
    #[must_use]
    pub fn media_type(mut self, media_type: &'static str) -> Self {
        self.media_type = media_type;
        self
    }

    /// Answers an error. Fails if the answer is not one that the handler declares.
    #[doc(hidden)]
    pub fn handle(&self, failed: &FailedRequest<'_>) -> Result<Handled, String> {
        let Written {
            body,
            status,
            headers,
        } = (self.answer)(failed);
        let own = failed.problem().status;
        let status = status.unwrap_or_else(|| self.usual_status(own));
        let headers = headers?;
        if !self.may_answer(status, own) {
            return Err(format!("answers {status}, which it does not declare"));
        }
        let declares = |name: &HeaderName| {
            let mut declared = self.headers.iter();
            declared.any(|declared| name.as_str().eq_ignore_ascii_case(declared.name))
        };
        if let Some(name) = headers.keys().find(|name| !declares(name)) {
            return Err(format!("answers with `{name}`, which it does not declare"));
        }
        let mut required = self.headers.iter().filter(|header| header.is_required);
        if let Some(missing) = required.find(|header| !headers.contains_key(header.name)) {
            return Err(format!(
                "declares `{}`, and answers without it",
                missing.name
            ));
        }
        let is_sent = |name: &HeaderName| {
            headers.contains_key(name) || failed.problem().headers.contains_key(name)
        };
        if let Some(needed) =
            needed_header(status).filter(|name| status != own.as_u16() && !is_sent(name))
        {
            return Err(format!("answers {status} without `{needed}`"));
        }
        let status = StatusCode::from_u16(status).map_err(|error| error.to_string())?;
        let body =
            body.map_err(|error| format!("has a model that could not be written: {error}"))?;
        let media_type =
            HeaderValue::from_str(self.media_type).map_err(|error| error.to_string())?;
        Ok(Handled {
            status,
            headers,
            rendered: RenderedProblem {
                media_type,
                body: body.into(),
            },
        })
    }

    fn usual_status(&self, own: StatusCode) -> u16 {
        let own = own.as_u16();
        match self.statuses.first() {
            Some(first) if !self.statuses.contains(&own) => *first,
            _ => own,
        }
    }

    fn may_answer(&self, status: u16, own: StatusCode) -> bool {
        match self.statuses.is_empty() {
            true => own == status,
            false => self.statuses.contains(&status),
        }
    }

    /// The statuses that it may answer an error of this status with.
    #[doc(hidden)]
    #[must_use]
    pub fn statuses(&self, own: u16) -> Vec<u16> {
        match self.statuses.as_slice() {
            [] => vec![own],
            declared => declared.to_vec(),
        }
    }

    #[doc(hidden)]
    #[must_use]
    pub fn headers(&self) -> &[DeclaredHeader] {
        &self.headers
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn shape(&self) -> &'static Shape {
        self.shape
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn content_type(&self) -> &'static str {
        self.media_type
    }

    /// What is wrong with what it declares.
    #[doc(hidden)]
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let statuses = self
            .statuses
            .iter()
            .filter(|status| !(400..600).contains(*status))
            .map(|status| format!("declares the status {status}, which is not an error"));
        let headers = self.headers.iter().filter_map(|header| {
            let name = header.name;
            match HeaderName::from_bytes(name.as_bytes()) {
                Err(_) => Some(format!("declares the header `{name}`, which is not a name")),
                Ok(known) if OF_THE_BODY.contains(&known) => Some(format!(
                    "declares the header `{name}`, which follows from the body"
                )),
                Ok(_) => None,
            }
        });
        let media_type = (!is_json(self.media_type)).then(|| {
            format!(
                "declares the media type `{}`, but a model is sent as JSON",
                self.media_type
            )
        });
        statuses.chain(headers).chain(media_type).collect()
    }
}

/// The header that a response with this status must have (RFC 9110 section 15.5).
#[doc(hidden)]
#[must_use]
pub fn needed_header(status: u16) -> Option<HeaderName> {
    Some(match status {
        401 => WWW_AUTHENTICATE,
        405 => ALLOW,
        407 => PROXY_AUTHENTICATE,
        416 => CONTENT_RANGE,
        426 => UPGRADE,
        _ => return None,
    })
}

impl fmt::Debug for ErrorHandler {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ErrorHandler")
            .field("statuses", &self.statuses)
            .field("headers", &self.headers)
            .field("media_type", &self.media_type)
            .finish_non_exhaustive()
    }
}
