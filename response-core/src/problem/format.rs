//! [`ErrorFormat`]: the format of an app's errors.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::HeaderValue;

use super::details::Problem;
use super::handler::ErrorHandler;
use super::origin::{ErrorFacts, ErrorKind};
use super::written;
use crate::model::shape::Shape;
use crate::model::{ResponseModel, to_vec};

/// The format of an app's errors, wherever they come from.
///
/// ```
/// use http::StatusCode;
/// use steadfast::{ErrorFormat, Problem};
///
/// let format = ErrorFormat::custom(|problem: &Problem| {
///     ("text/plain; charset=utf-8", format!("{problem}\n"))
/// });
/// assert_eq!(format.render(&Problem::new(StatusCode::GONE)).body, "410: Gone\n");
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub enum ErrorFormat {
    /// `application/problem+json` (RFC 9457): `type title status detail instance code request_id errors` and the
    /// extension members. A client that accepts only `application/json` gets the same bytes under that media type.
    #[default]
    Problem,
    /// FastAPI's format: `{"detail": "user 7 not found"}`, and `{"detail": [{"loc": .., "msg": .., "type": ..}]}` for
    /// an invalid request. Extension members are sent beside `detail`.
    Detail,
    /// `{"error": "Not Found", "detail": .., "code": "user_not_found", "request_id": ..}`, with `errors` and the
    /// extension members if there are any.
    Structured,
    /// The app's own format: see [`ErrorFormat::model`] and [`ErrorFormat::custom`].
    Custom(CustomFormat),
    /// Handlers for some errors, and a format for the others: see [`ErrorFormat::on`].
    Handled(HandledErrors),
}

/// A function that renders errors: see [`ErrorFormat::custom`] and [`ErrorFormat::model`].
#[derive(Clone)]
pub struct CustomFormat {
    render: Arc<dyn Fn(&Problem) -> RenderedProblem + Send + Sync>,
    model: Option<&'static Shape>,
}

impl CustomFormat {
    /// The shape of the body, if a model describes it.
    #[must_use]
    pub fn model(&self) -> Option<&'static Shape> {
        self.model
    }
}

/// Handlers for some errors, and a format for the others: see [`ErrorFormat::on`].
#[derive(Clone)]
pub struct HandledErrors(Arc<Handled>);

struct Handled {
    handlers: Vec<(ErrorKind, ErrorHandler)>,
    otherwise: ErrorFormat,
}

/// A [`Problem`] in the format of an app.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RenderedProblem {
    /// The `Content-Type`.
    pub media_type: HeaderValue,
    /// The body.
    pub body: Bytes,
}

impl ErrorFormat {
    /// A format of the app's own: a function from a [`Problem`] to a response model, sent as `application/json` and
    /// documented with its schema.
    ///
    /// ```
    /// use http::StatusCode;
    /// use steadfast::{ErrorFormat, Problem};
    ///
    /// // Any model will do; an app has a struct with `#[derive(ResponseModel)]`.
    /// let format = ErrorFormat::model(|problem: &Problem| problem.title.to_string());
    /// assert_eq!(format.render(&Problem::new(StatusCode::GONE)).body, "\"Gone\"");
    /// ```
    ///
    /// If the model cannot be written, the error is sent as [`ErrorFormat::Structured`].
    pub fn model<F, M>(render: F) -> Self
    where
        F: Fn(&Problem) -> M + Send + Sync + 'static,
        M: ResponseModel,
    {
        Self::Custom(CustomFormat {
            render: Arc::new(move |problem| match to_vec(&render(problem)) {
                Ok(body) => RenderedProblem {
                    media_type: HeaderValue::from_static("application/json"),
                    body: body.into(),
                },
                Err(_) => Self::Structured.render(problem),
            }),
            model: Some(M::shape()),
        })
    }

    /// A format of the app's own: a function from a [`Problem`] to a media type and a body. The document can only show
    /// what it returns for samples; [`model`](Self::model) documents what is sent.
    pub fn custom<F, B>(render: F) -> Self
    where
        F: Fn(&Problem) -> (&'static str, B) + Send + Sync + 'static,
        B: Into<Bytes>,
    {
        Self::Custom(CustomFormat {
            render: Arc::new(move |problem| {
                let (media_type, body) = render(problem);
                RenderedProblem {
                    media_type: HeaderValue::from_str(media_type)
                        .unwrap_or(HeaderValue::from_static("application/octet-stream")),
                    body: body.into(),
                }
            }),
            model: None,
        })
    }

    /// Has a handler answer the errors of a kind: it sees the request, and may choose the status. Of several handlers for one
    /// error, the one that was added first answers; this format is that of all errors without a handler.
    ///
    /// FastAPI's `@app.exception_handler(RequestValidationError)`:
    ///
    /// ```
    /// use steadfast::errors::{ErrorHandler, ErrorKind, FailedRequest};
    /// use steadfast::prelude::*;
    ///
    /// #[derive(ResponseModel)]
    /// struct Invalid { message: String }
    ///
    /// fn invalid(failed: &FailedRequest<'_>) -> Invalid {
    ///     let faults: Vec<_> = failed.problem().errors.iter().map(ToString::to_string).collect();
    ///     Invalid { message: faults.join("; ") }
    /// }
    ///
    /// let errors = ErrorFormat::Detail.on(ErrorKind::INVALID, ErrorHandler::new(invalid).status(400));
    /// let api: Api = Api::new("Items", "1.0.0").errors(errors);
    /// ```
    ///
    /// An error with a [model of its own](Problem::model) is not handled: its body is part of its declaration.
    #[must_use]
    pub fn on(self, kind: ErrorKind, handler: ErrorHandler) -> Self {
        let (mut handlers, otherwise) = match self {
            Self::Handled(HandledErrors(known)) => {
                (known.handlers.clone(), known.otherwise.clone())
            }
            otherwise => (Vec::new(), otherwise),
        };
        handlers.push((kind, handler));
        Self::Handled(HandledErrors(Arc::new(Handled {
            handlers,
            otherwise,
        })))
    }

    /// The handler that answers an error.
    #[doc(hidden)]
    #[must_use]
    pub fn handler(&self, error: ErrorFacts<'_>) -> Option<&ErrorHandler> {
        let Self::Handled(HandledErrors(known)) = self else {
            return None;
        };
        let mut handlers = known.handlers.iter();
        let (_, handler) = handlers.find(|(kind, _)| kind.has(error))?;
        Some(handler)
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn has_handlers(&self) -> bool {
        matches!(self, Self::Handled(_))
    }

    /// The format of the errors without a handler.
    #[doc(hidden)]
    #[must_use]
    pub fn without_handlers(&self) -> &Self {
        match self {
            Self::Handled(HandledErrors(known)) => &known.otherwise,
            other => other,
        }
    }

    /// Renders a problem, without asking the handlers of errors, which need the request.
    #[must_use]
    pub fn render(&self, problem: &Problem) -> RenderedProblem {
        match self {
            Self::Handled(_) => self.without_handlers().render(problem),
            Self::Problem => written(written::MEDIA_TYPE, written::document(problem)),
            Self::Detail => written("application/json", written::detail(problem)),
            Self::Structured => written("application/json", written::structured(problem)),
            Self::Custom(CustomFormat { render, .. }) => render(problem),
        }
    }
}

fn written(media_type: &'static str, body: Bytes) -> RenderedProblem {
    RenderedProblem {
        media_type: HeaderValue::from_static(media_type),
        body,
    }
}

/// Equal if they are the same handlers, not ones with the same behaviour.
impl PartialEq for HandledErrors {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for HandledErrors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Handled {
            handlers,
            otherwise,
        } = &*self.0;
        formatter
            .debug_struct("HandledErrors")
            .field("handlers", handlers)
            .field("otherwise", otherwise)
            .finish()
    }
}

/// Equal if it is the same function, not one with the same behaviour.
impl PartialEq for CustomFormat {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.render, &other.render)
    }
}

impl fmt::Debug for CustomFormat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("CustomFormat(..)")
    }
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::*;
    use crate::problem::Fault;

    fn invalid() -> Problem {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY)
            .code("validation_error")
            .errors([Fault::new(["body"], "field required", "missing")])
    }

    #[test]
    fn detail_is_fastapis() {
        let missing = Problem::new(StatusCode::NOT_FOUND);
        assert_eq!(
            ErrorFormat::Detail.render(&missing).body,
            r#"{"detail":"Not Found"}"#
        );
        assert_eq!(
            ErrorFormat::Detail
                .render(&missing.detail("no user 7"))
                .body,
            r#"{"detail":"no user 7"}"#
        );
        assert_eq!(
            ErrorFormat::Detail.render(&invalid()).body,
            r#"{"detail":[{"loc":["body"],"msg":"field required","type":"missing"}]}"#
        );
    }

    #[test]
    fn what_an_error_adds_stands_beside_its_detail() {
        let refused = Problem::new(StatusCode::CONFLICT)
            .detail("taken")
            .extension("by", 7);
        assert_eq!(
            ErrorFormat::Detail.render(&refused).body,
            r#"{"detail":"taken","by":7}"#
        );
    }

    #[test]
    fn structured_always_has_its_four_members() {
        let missing = Problem::new(StatusCode::NOT_FOUND)
            .extension("id", 7)
            .extension("error", "mine");
        let rendered = ErrorFormat::Structured.render(&missing);
        assert_eq!(
            rendered.body,
            r#"{"error":"Not Found","detail":"Not Found","code":null,"request_id":null,"id":7}"#
        );
        assert_eq!(rendered.media_type, "application/json");
    }
}
