//! [`Timeout`]: how long a request may take, and the layer that ends it.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use pin_project_lite::pin_project;
use response_core::problem::Problem;
use tokio::time::{Instant, Sleep, sleep_until};
use tower_layer::Layer;
use tower_service::Service;

/// How long a request may take, and with which status it is answered at the deadline: see
/// [`Api::timeout`](crate::Api::timeout). A `Duration` is one with the status 503.
///
/// ```
/// use std::time::Duration;
///
/// use steadfast::prelude::*;
/// use steadfast::api::Timeout;
///
/// // Each request waits for another service.
/// let api: Api = Api::new("Rates", "1.0.0").timeout(Timeout::of_gateway(Duration::from_secs(10)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeout {
    limit: Duration,
    status: StatusCode,
}

impl Timeout {
    /// 503 at the deadline: the service itself is too slow, because it is overloaded or one of its parts hangs (RFC 9110
    /// section 15.6.4).
    #[must_use]
    pub const fn new(limit: Duration) -> Self {
        Self {
            limit,
            status: StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// 504 at the deadline: the service is a gateway, and the server behind it is too slow (RFC 9110 section 15.6.5).
    #[must_use]
    pub const fn of_gateway(limit: Duration) -> Self {
        Self {
            limit,
            status: StatusCode::GATEWAY_TIMEOUT,
        }
    }

    /// The problem, for the document.
    pub(crate) fn problem(self) -> Problem {
        Problem::deadline_exceeded(self.status)
    }
}

impl From<Duration> for Timeout {
    fn from(limit: Duration) -> Self {
        Self::new(limit)
    }
}

/// The time limit that an API, or a part of one, sets for its requests.
#[derive(Debug, Clone, Copy)]
pub(crate) enum TimeLimit {
    Unlimited,
    Within(Timeout),
}

impl TimeLimit {
    /// That of a part, or that of the whole if the part has none of its own.
    pub(crate) fn timeout(of_part: Option<Self>, of_whole: Option<Self>) -> Option<Timeout> {
        match of_part.or(of_whole)? {
            Self::Unlimited => None,
            Self::Within(timeout) => Some(timeout),
        }
    }
}

/// When a request has to be answered; in its extensions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline {
    at: Instant,
    timeout: Timeout,
}

impl Deadline {
    pub(crate) fn of(request: &Request) -> Option<Self> {
        request.extensions().get::<Self>().copied()
    }

    pub(crate) fn is_over(self) -> bool {
        Instant::now() >= self.at
    }

    /// The response in place of the handler's.
    #[cold]
    pub(crate) fn overdue(self) -> Response {
        let Timeout { limit, status } = self.timeout;
        IntoResponse::into_response(Problem::overdue(status, limit))
    }
}

/// Ends a request at its deadline.
///
/// This layer stands outside of those that the app adds, so that it ends them as well. But their headers, such as those
/// of CORS, belong to the response: so a handler is woken at the deadline and itself looks at the clock, and only if that
/// does not end the request, because a layer hangs, this layer does.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TimeoutLayer(pub(crate) Timeout);

impl<S> Layer<S> for TimeoutLayer {
    type Service = Timed<S>;

    fn layer(&self, inner: S) -> Timed<S> {
        Timed {
            inner,
            timeout: self.0,
        }
    }
}

/// The service of [`TimeoutLayer`].
#[derive(Debug, Clone)]
pub(crate) struct Timed<S> {
    inner: S,
    timeout: Timeout,
}

impl<S> Service<Request> for Timed<S>
where
    S: Service<Request, Response = Response>,
{
    type Response = Response;
    type Error = S::Error;
    type Future = Timing<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        // A limit beyond the end of the clock is none.
        let at = Instant::now().checked_add(self.timeout.limit);
        let timeout = self.timeout;
        let deadline = at.map(|at| Deadline { at, timeout });
        if let Some(deadline) = deadline {
            request.extensions_mut().insert(deadline);
        }
        Timing {
            deadline,
            alarm: None,
            answering: Some(self.inner.call(request)),
        }
    }
}

pin_project! {
    /// The future of [`Timed`].
    pub(crate) struct Timing<F> {
        deadline: Option<Deadline>,
        // Set when there is something to wait for: most requests are answered at once.
        #[pin]
        alarm: Option<Sleep>,
        #[pin]
        answering: Option<F>,
    }
}

impl<F, E> Future for Timing<F>
where
    F: Future<Output = Result<Response, E>>,
{
    type Output = Result<Response, E>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        let Some(answering) = this.answering.as_mut().as_pin_mut() else {
            return Poll::Pending;
        };
        if let Poll::Ready(answered) = answering.poll(context) {
            return Poll::Ready(answered);
        }
        let Some(deadline) = *this.deadline else {
            return Poll::Pending;
        };
        if this.alarm.is_none() {
            this.alarm.set(Some(sleep_until(deadline.at)));
        }
        if let Some(alarm) = this.alarm.as_pin_mut() {
            ready!(alarm.poll(context));
        }
        if let Some(answering) = this.answering.as_mut().as_pin_mut()
            && let Poll::Ready(answered) = answering.poll(context)
        {
            return Poll::Ready(answered);
        }
        this.answering.set(None);
        Poll::Ready(Ok(deadline.overdue()))
    }
}
