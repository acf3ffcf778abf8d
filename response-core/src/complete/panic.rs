//! Panics inside the layer: the response is a 500, and the message goes only to the log.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

use http::Response;
use pin_project_lite::pin_project;

use super::request::Asked;
use super::request_id::X_REQUEST_ID;
use super::{head, problem};
use crate::message::body::Body;
use crate::message::panic::discard;
use crate::problem::Problem;

type Payload = Box<dyn Any + Send>;

pin_project! {
    /// A future that returns the panic of the inner one.
    #[derive(Debug)]
    #[project = CaughtProjection]
    pub(super) enum Caught<F> {
        Answering { #[pin] future: F },
        Panicked { payload: Option<Payload> },
    }
}

impl<F> Caught<F> {
    /// Calls the service. `AssertUnwindSafe` is justified: a service that has panicked is not called again for this
    /// request, and it has to keep what it shares with other requests sound itself, as with tokio's tasks.
    pub fn call(call: impl FnOnce() -> F) -> Self {
        match catch_unwind(AssertUnwindSafe(call)) {
            Ok(future) => Self::Answering { future },
            Err(payload) => Self::Panicked {
                payload: Some(payload),
            },
        }
    }
}

impl<F, RB, E> Future for Caught<F>
where
    F: Future<Output = Result<Response<RB>, E>>,
    RB: From<Body>,
{
    type Output = Result<Response<RB>, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let payload = match self.as_mut().project() {
            CaughtProjection::Answering { future } => {
                match catch_unwind(AssertUnwindSafe(|| future.poll(context))) {
                    Ok(polled) => return polled,
                    Err(payload) => payload,
                }
            }
            CaughtProjection::Panicked { payload } => match payload.take() {
                Some(payload) => payload,
                None => return Poll::Pending,
            },
        };
        let answer = Problem::panicked(payload).into_response();
        // Dropping what has panicked may panic as well.
        let end = AssertUnwindSafe(|| self.set(Self::Panicked { payload: None }));
        if let Err(payload) = catch_unwind(end) {
            discard(payload);
        }
        Poll::Ready(Ok(answer.map(RB::from)))
    }
}

/// Completes a response. If that panics, the response is a plain problem: the code that has panicked may be the app's
/// error format, so it is not asked again.
///
/// `AssertUnwindSafe` is justified: the response is gone with the panic, and nothing else is changed.
pub(super) fn completed<RB>(asked: &Asked, complete: impl FnOnce() -> Response<RB>) -> Response<RB>
where
    RB: http_body::Body + From<Body>,
{
    catch_unwind(AssertUnwindSafe(complete)).unwrap_or_else(|payload| answer(payload, asked))
}

/// The response if completing one has panicked.
#[cold]
pub(super) fn answer<RB>(payload: Payload, asked: &Asked) -> Response<RB>
where
    RB: http_body::Body + From<Body>,
{
    let problem = problem::located(Problem::panicked(payload), asked, &asked.request_id);
    let mut response = problem.into_response().map(RB::from);
    response
        .headers_mut()
        .insert(X_REQUEST_ID, asked.request_id.clone());
    head::complete(response, asked)
}
