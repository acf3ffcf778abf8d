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
use response_core::complete::{Begun, CompleteLayer, Completed, Prepared};
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
    pub(super) needs: Needs,
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

    /// Takes a request and answers it, if its handler waits for nothing. A router of axum's has matched it, unless the template is
    /// given; with it come the parameters, if the handler reads them.
    pub(super) fn answer(
        &self,
        request: &mut Option<Request>,
        state: S,
        place: Option<(&Arc<str>, Option<Matched>)>,
        context: &mut Context<'_>,
        is_measured: bool,
    ) -> Polled {
        let completion = &self.completion;
        let (template, matched) = place.unzip();
        let matched = matched.flatten();
        let given = request.get_or_insert_default();
        let Completion {
            complete, tasks, ..
        } = &**completion;
        let watch = tasks.watch(given, template, self.needs);
        let mut begun = Begun::nothing();
        complete.begin(&mut begun, given, template, self.needs.request_id);
        let mut handling = None;
        let polled = begun.run(|| {
            let handling = handling.insert(self.endpoint.call(request, state, matched));
            handling.poll_answered(context)
        });
        match answered(polled, &mut handling) {
            Poll::Ready(answered) => {
                let prepared = self.prepared.as_deref();
                let completed = complete.complete(&mut begun, answered, prepared, is_measured);
                Polled::Answered(tasks.answered(&begun, watch, completed))
            }
            Poll::Pending => Polled::Waiting(Box::new(Answering {
                watched: Watched::new(begun, watch, tasks),
                handling,
                completion: Arc::clone(completion),
                prepared: self.prepared.clone(),
                is_measured,
            })),
        }
    }
}

/// What a handler answers, if it has been polled to its end or has panicked.
fn answered(
    polled: Result<Poll<Answered>, Problem>,
    handling: &mut Option<Handling>,
) -> Poll<Answered> {
    polled.unwrap_or_else(|problem| {
        // Dropping what has panicked may panic as well.
        discard(handling.take());
        Poll::Ready(problem.into())
    })
}

/// A request whose handler was polled once.
#[allow(
    clippy::large_enum_variant,
    reason = "it is passed on at once, and a box would be an allocation for each request"
)]
pub(super) enum Polled {
    Answered(Completed<Body>),
    Waiting(Box<Answering>),
}

/// A request that waits for its handler.
pub(super) struct Answering {
    // First, since a handler that is given up is dropped after its work was refused.
    watched: Watched,
    /// `None` once it has panicked.
    handling: Option<Handling>,
    completion: Arc<Completion>,
    prepared: Option<Arc<Prepared>>,
    /// Whether a usual answer gets `Content-Length` at once.
    is_measured: bool,
}

impl Answering {
    /// The completed response.
    pub(super) fn poll_completed(&mut self, context: &mut Context<'_>) -> Poll<Completed<Body>> {
        let Some(handling) = &mut self.handling else {
            return Poll::Pending;
        };
        let begun = self.watched.begun();
        let polled = begun.run(|| handling.poll_answered(context));
        let answered = ready!(answered(polled, &mut self.handling));
        let complete = &self.completion.complete;
        let prepared = self.prepared.as_deref();
        let completed = complete.complete(begun, answered, prepared, self.is_measured);
        Poll::Ready(self.watched.answered(completed))
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

impl<S> Clone for Straight<S> {
    fn clone(&self) -> Self {
        Self {
            direct: Arc::clone(&self.direct),
            segments: self.segments.clone(),
        }
    }
}

impl<S: Send + 'static> Handler<(), S> for Straight<S> {
    type Future = Certain<Going<S>>;

    fn call(self, request: Request, state: S) -> Self::Future {
        Certain::new(Going::new(self, request, state))
    }
}

impl Service<Request> for Straight<()> {
    type Response = Response;
    type Error = Infallible;
    type Future = Going<()>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Going<()> {
        Going::new(self.clone(), request, ())
    }
}

/// A request on its way to a handler, as a route of axum's answers it.
#[allow(
    clippy::large_enum_variant,
    reason = "the box of what waits is only needed where something waits"
)]
pub(super) enum Going<S> {
    Asked {
        straight: Straight<S>,
        request: Option<Request>,
        state: Option<S>,
    },
    Waiting(Box<Answering>),
}

// Nothing in it is pinned.
impl<S> Unpin for Going<S> {}

impl<S> Going<S> {
    const fn new(straight: Straight<S>, request: Request, state: S) -> Self {
        Self::Asked {
            straight,
            request: Some(request),
            state: Some(state),
        }
    }
}

impl<S> Future for Going<S> {
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        // The router adds the length, outside of the layers around it.
        let completed = match &mut *self {
            Self::Asked {
                straight: Straight { direct, segments },
                request,
                state,
            } => {
                let (Some(given), Some(state)) = (&request, state.take()) else {
                    return Poll::Pending;
                };
                let segments = segments.as_deref().filter(|_| direct.needs.path);
                let place = segments.and_then(|segments| {
                    let matched = segments.matched(given)?;
                    Some((&segments.template, Some(matched)))
                });
                match direct.answer(request, state, place, context, false) {
                    Polled::Answered(completed) => completed,
                    Polled::Waiting(answering) => {
                        *self = Self::Waiting(answering);
                        return Poll::Pending;
                    }
                }
            }
            Self::Waiting(answering) => ready!(answering.poll_completed(context)),
        };
        Poll::Ready(Ok(completed.into_response()))
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
