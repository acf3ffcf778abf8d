//! [`ErrorReply`]: what a handler of errors returns.

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::json;
use crate::message::headers::add;
use crate::model::{ResponseModel, to_vec};

/// What a handler returned, once its model is written.
pub(super) struct Written {
    pub body: Result<Vec<u8>, json::Error>,
    pub status: Option<u16>,
    pub headers: Result<HeaderMap, String>,
}

/// An answer to an error that chooses its status or sets headers, of those that the [`ErrorHandler`](super::ErrorHandler) declares.
#[derive(Debug)]
pub struct ErrorReply<M> {
    model: M,
    status: Option<u16>,
    headers: Result<HeaderMap, String>,
}

impl<M> ErrorReply<M> {
    /// An answer with this model.
    pub fn new(model: M) -> Self {
        Self {
            model,
            status: None,
            headers: Ok(HeaderMap::new()),
        }
    }

    /// Sets the status.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// Sets a header, in place of one that the error has, but for `Link`, `Set-Cookie` and `Vary`: each of these is added to
    /// those that are there. A value that no header can hold makes the answer a logged 500.
    #[must_use]
    pub fn header<V>(mut self, name: &'static str, value: V) -> Self
    where
        HeaderValue: TryFrom<V>,
    {
        if let Ok(headers) = &mut self.headers {
            match (
                HeaderName::from_bytes(name.as_bytes()),
                HeaderValue::try_from(value),
            ) {
                (Ok(name), Ok(value)) => add(headers, name, value),
                _ => {
                    self.headers = Err(format!("sets `{name}` to a value that no header can hold"));
                }
            }
        }
        self
    }
}

impl<M: ResponseModel> ErrorReply<M> {
    pub(super) fn written(self) -> Written {
        Written {
            body: to_vec(&self.model),
            status: self.status,
            headers: self.headers,
        }
    }
}

/// What a handler of errors returns: a model, or an [`ErrorReply`] of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an answer to an error",
    label = "neither a response model nor an `ErrorReply`",
    note = "return a struct with `#[derive(ResponseModel)]`, or such a struct in an `ErrorReply::new(model).status(400)`"
)]
pub trait IntoErrorReply {
    /// The model, which the document shows.
    type Model: ResponseModel;

    /// Converts the value to the answer.
    fn into_error_reply(self) -> ErrorReply<Self::Model>;
}

#[diagnostic::do_not_recommend]
impl<M: ResponseModel> IntoErrorReply for M {
    type Model = M;

    fn into_error_reply(self) -> ErrorReply<M> {
        ErrorReply::new(self)
    }
}

#[diagnostic::do_not_recommend]
impl<M: ResponseModel> IntoErrorReply for ErrorReply<M> {
    type Model = M;

    fn into_error_reply(self) -> Self {
        self
    }
}
