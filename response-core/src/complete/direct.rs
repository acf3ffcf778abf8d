//! [`Begun`]: a request to a router of our own, which has no layer between the request and the handler.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use http::{Extensions, HeaderValue, Method, Request};
use tracing::Span;

use super::prepared::Prepared;
use super::request::{Asked, Seen};
use super::{CompleteLayer, complete, is_error, length, panic, problem, span};
use crate::message::body::Body;
use crate::outcome::Sent;
use crate::problem::Problem;

/// What a handler answers, before it is completed.
#[derive(Debug)]
pub enum Answered<RB> {
    /// A success.
    Sent(Sent),
    /// An error.
    Refused(Problem),
    /// A response of anything else than a handler, such as a layer.
    Whole(Box<http::Response<RB>>),
}

impl<RB: From<Body>> Answered<RB> {
    /// The response, before it is completed.
    #[must_use]
    pub fn into_response(self) -> http::Response<RB> {
        match self {
            Self::Sent(sent) => sent.into_response().map(RB::from),
            Self::Refused(problem) => problem.into_response().map(RB::from),
            Self::Whole(response) => *response,
        }
    }
}

impl<RB> From<Result<Sent, Problem>> for Answered<RB> {
    fn from(answered: Result<Sent, Problem>) -> Self {
        match answered {
            Ok(sent) => Self::Sent(sent),
            Err(problem) => Self::Refused(problem),
        }
    }
}

impl<RB> From<http::Response<RB>> for Answered<RB> {
    fn from(response: http::Response<RB>) -> Self {
        Self::Whole(Box::new(response))
    }
}

impl<RB> From<Problem> for Answered<RB> {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}

/// A completed response.
#[derive(Debug)]
pub struct Completed<RB> {
    response: http::Response<RB>,
    /// Whether it has `Content-Length` already, if it has a length.
    is_measured: bool,
}

impl<RB: http_body::Body> Completed<RB> {
    /// The extensions of the response.
    #[must_use]
    pub fn extensions(&self) -> &Extensions {
        self.response.extensions()
    }

    /// Changes the response.
    #[must_use]
    pub fn map(self, change: impl FnOnce(http::Response<RB>) -> http::Response<RB>) -> Self {
        Self {
            response: change(self.response),
            is_measured: false,
        }
    }

    /// The response, as a router of axum's completes it further.
    #[must_use]
    pub fn into_response(self) -> http::Response<RB> {
        self.response
    }

    /// The response with the length of its body, if that is known.
    #[must_use]
    #[inline]
    pub fn measured(self) -> http::Response<RB> {
        let mut response = self.response;
        if !self.is_measured {
            length::complete(&mut response);
        }
        response
    }
}

/// A request whose answer is to be completed.
#[derive(Debug)]
pub struct Begun {
    asked: Asked,
    span: Span,
}

impl CompleteLayer {
    /// Begins a request. The template of its path is that of a router of axum's, unless it is given. What it asks is written in
    /// place, since to move it would cost more than to read it.
    ///
    /// The request has its id in its headers only if that is needed: to put it there costs more than to make it.
    #[doc(hidden)]
    pub fn begin<B>(
        &self,
        begun: &mut Begun,
        request: &mut Request<B>,
        template: Option<&Arc<str>>,
        needs_id: bool,
    ) {
        let has_id = needs_id || self.rendering.keeps_requests;
        let seen = Seen { template, has_id };
        begun.asked.begin(request, &self.rendering, seen);
        begun.span = span(&begun.asked);
    }

    /// Completes what was answered. The usual answers get the headers that are prepared, with `Content-Length` if they are to be
    /// measured.
    #[doc(hidden)]
    pub fn complete<RB>(
        &self,
        begun: &mut Begun,
        answered: Answered<RB>,
        prepared: Option<&Prepared>,
        is_measured: bool,
    ) -> Completed<RB>
    where
        RB: http_body::Body + From<Body>,
    {
        let Begun { asked, span } = begun;
        let rendering = &*self.rendering;
        let answered = match (answered, prepared) {
            (Answered::Sent(Sent::Usual(usual)), Some(prepared))
                if asked.is_plain() && !is_error(usual.status) =>
            {
                // Nothing of the app is asked here.
                return Completed {
                    response: prepared.response(usual, asked, is_measured),
                    is_measured,
                };
            }
            (answered, _) => answered,
        };
        let _entered = span.enter();
        let completed = catch_unwind(AssertUnwindSafe(|| {
            let response = match answered {
                Answered::Refused(problem) => {
                    match problem::usual(problem, asked, rendering, is_measured) {
                        Ok(response) => {
                            return Completed {
                                response,
                                is_measured,
                            };
                        }
                        Err(problem) => problem.into_response().map(RB::from),
                    }
                }
                answered => answered.into_response(),
            };
            Completed {
                response: complete(response, asked, rendering),
                is_measured: false,
            }
        }));
        completed.unwrap_or_else(|payload| Completed {
            response: panic::answer(payload, asked),
            is_measured: false,
        })
    }

    /// Answers a request that no handler takes, and completes the answer: see [`complete`](Self::complete).
    #[doc(hidden)]
    pub fn completed<B, RB>(
        &self,
        mut request: Request<B>,
        template: Option<&Arc<str>>,
        is_measured: bool,
        answer: impl FnOnce() -> Answered<RB>,
    ) -> Completed<RB>
    where
        RB: http_body::Body + From<Body>,
    {
        let mut begun = Begun::nothing();
        self.begin(&mut begun, &mut request, template, false);
        let answered = begun.run(|| {
            drop(request);
            answer()
        });
        let answered = answered.unwrap_or_else(Answered::from);
        self.complete(&mut begun, answered, None, is_measured)
    }
}

impl Begun {
    /// No request yet: [`CompleteLayer::begin`] begins one.
    #[must_use]
    #[inline]
    pub const fn nothing() -> Self {
        Self {
            asked: Asked::nothing(),
            span: Span::none(),
        }
    }

    /// The method and the path, as the log names the request, and its id, if it came with one.
    #[must_use]
    pub fn request(&self) -> (&Method, &str, Option<&HeaderValue>) {
        let Asked {
            method, request_id, ..
        } = &self.asked;
        let path = self.asked.template().or(self.asked.path());
        let id = Some(request_id).filter(|_| self.asked.is_id_given);
        (method, path.unwrap_or_default(), id)
    }

    /// Runs a part of what answers the request, in its span.
    ///
    /// `AssertUnwindSafe` is justified: what has panicked is not run again for this request, and it has to keep what it shares
    /// with other requests sound itself, as with tokio's tasks.
    ///
    /// # Errors
    /// The problem of a panic.
    pub fn run<T>(&self, part: impl FnOnce() -> T) -> Result<T, Problem> {
        let _entered = self.span.enter();
        catch_unwind(AssertUnwindSafe(part)).map_err(Problem::panicked)
    }
}
