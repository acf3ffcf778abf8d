//! [`Direct`]: a handler to which a request is given without a layer in between.

use std::any::Any;
use std::convert::Infallible;
use std::future::{self, Ready};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use axum::body::Body;
use axum::extract::{MatchedPath, Request};
use axum::handler::Handler;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter};
use response_core::complete::{CompleteLayer, Completed, Prepared};
use response_core::contract::Needs;
use response_core::message::panic::discard;
use response_core::problem::{ErrorOrigin, Problem};
use tower_service::Service;

use super::segments::Segments;
use super::slashes::SlashLayer;
use crate::background::{Tasks, Watched};
use crate::extract::matched::Matched;
use crate::route::{Answered, Certain, Endpoint, Handling};

/// What every response of an API gets: what its layers add to the others.
pub(super) struct Completion {
    pub(super) complete: CompleteLayer,
    pub(super) tasks: Tasks,
    pub(super) slashes: Option<SlashLayer>,
}

impl Completion {
    /// The answer to a request that no route matches.
    pub(super) fn nowhere(&self, request: Request, is_measured: bool) -> Completed<Body> {
        let is_matched = request.extensions().get::<MatchedPath>().is_some();
        let slashes = self.slashes.as_ref().filter(|_| !is_matched);
        let location = slashes.and_then(|slashes| slashes.location(&request));
        self.complete
            .completed(request, None, is_measured, || match location {
                Some(location) => Answered::from(
                    (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, location)]).into_response(),
                ),
                None => Problem::not_found().out_of(ErrorOrigin::Router).into(),
            })
    }
}

/// A handler with what completes its responses.
pub(super) struct Direct<S> {
    endpoint: Arc<dyn Endpoint<S>>,
    needs: Needs,
    completion: Arc<Completion>,
    /// The headers of its usual answers.
    prepared: Option<Arc<Prepared>>,
}

impl<S> Direct<S> {
    pub(super) fn new(
        endpoint: Arc<dyn Endpoint<S>>,
        needs: Needs,
        completion: Arc<Completion>,
        prepared: Option<Arc<Prepared>>,
    ) -> Self {
        Self {
            endpoint,
            needs,
            completion,
            prepared,
        }
    }

    /// Begins to answer a request. A router of axum's has matched it, unless the template and the parameters are given.
    pub(super) fn answer(
        &self,
        mut request: Request,
        state: S,
        place: Option<(&Arc<str>, Matched)>,
    ) -> Answering {
        let Completion {
            complete, tasks, ..
        } = &*self.completion;
        let (template, matched) = place.unzip();
        let mut watched = tasks.watch(complete, &mut request, template, self.needs);
        let called = watched
            .begun()
            .run(|| self.endpoint.call(request, state, matched));
        let handling = called.unwrap_or_else(|problem| Handling::by(future::ready(problem.into())));
        Answering {
            watched,
            handling: Some(handling),
            prepared: self.prepared.clone(),
        }
    }
}

/// A request that a handler answers.
pub(super) struct Answering {
    // First, since a handler that is given up is dropped after its work was refused.
    watched: Watched,
    /// `None` once it has panicked.
    handling: Option<Handling>,
    prepared: Option<Arc<Prepared>>,
}

impl Answering {
    /// The completed response. A usual one gets `Content-Length` at once, if it is to be measured.
    fn poll_completed(
        &mut self,
        context: &mut Context<'_>,
        is_measured: bool,
    ) -> Poll<Completed<Body>> {
        let Some(handling) = &mut self.handling else {
            return Poll::Pending;
        };
        let begun = self.watched.begun();
        let answered = match begun.run(|| handling.poll_answered(context)) {
            Ok(polled) => ready!(polled),
            Err(problem) => {
                // Dropping what has panicked may panic as well.
                discard(self.handling.take());
                problem.into()
            }
        };
        let completed = begun.complete(answered, self.prepared.as_deref(), is_measured);
        Poll::Ready(self.watched.answered(completed))
    }

    /// The response as it is sent, with the length of its body.
    pub(super) fn poll_sent(&mut self, context: &mut Context<'_>) -> Poll<Response> {
        let completed = ready!(self.poll_completed(context, true));
        Poll::Ready(completed.measured())
    }
}

impl Future for Answering {
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        // The router adds the length, outside of the layers around it.
        let completed = ready!(self.poll_completed(context, false));
        Poll::Ready(Ok(completed.into_response()))
    }
}

/// A handler as a route of axum's.
pub(super) struct Straight<S> {
    direct: Arc<Direct<S>>,
    segments: Option<Arc<Segments>>,
}

impl<S: Clone + Send + Sync + 'static> Straight<S> {
    pub(super) const fn new(direct: Arc<Direct<S>>, segments: Option<Arc<Segments>>) -> Self {
        Self { direct, segments }
    }

    /// Adds it to the routes of a path.
    pub(super) fn on(self, routes: MethodRouter<S>, filter: MethodFilter) -> MethodRouter<S> {
        // axum would make a route of a handler for each request. What needs no state can be a route from the beginning.
        let direct: Arc<dyn Any + Send + Sync> = Arc::<Direct<S>>::clone(&self.direct);
        match direct.downcast::<Direct<()>>() {
            Ok(direct) => routes.on_service(filter, Straight::new(direct, self.segments)),
            Err(_) => routes.on(filter, self),
        }
    }
}

impl<S> Straight<S> {
    fn answer(&self, request: Request, state: S) -> Answering {
        let segments = self.segments.as_deref();
        let place = segments.and_then(|segments| {
            let matched = segments.matched(&request)?;
            Some((&segments.template, matched))
        });
        self.direct.answer(request, state, place)
    }
}

impl<S> Clone for Straight<S> {
    fn clone(&self) -> Self {
        Self {
            direct: Arc::clone(&self.direct),
            segments: self.segments.clone(),
        }
    }
}

impl<S: Send + 'static> Handler<(), S> for Straight<S> {
    type Future = Certain<Answering>;

    fn call(self, request: Request, state: S) -> Self::Future {
        Certain::new(self.answer(request, state))
    }
}

impl Service<Request> for Straight<()> {
    type Response = Response;
    type Error = Infallible;
    type Future = Answering;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Answering {
        self.answer(request, ())
    }
}

/// The fallback of a router.
#[derive(Clone)]
pub(super) struct Nowhere(pub(super) Arc<Completion>);

impl<S> Handler<(), S> for Nowhere {
    type Future = Ready<Response>;

    fn call(self, request: Request, _: S) -> Ready<Response> {
        future::ready(self.0.nowhere(request, false).into_response())
    }
}
