//! [`Endpoint`]: a handler of any type. [`Target`]: where the requests of a route lead.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::extract::Request;
use axum::handler::Handler;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, Route, on};
use tower_layer::Layer;
use tower_service::Service;

use super::Answered;
use super::handling::{Certain, Handling};
use crate::extract::matched::Matched;

/// A handler of any type, which answers requests of a service with the state `S`.
pub(crate) trait Endpoint<S>: Send + Sync {
    /// Calls it with the request, which is taken. The parameters of the path are those that a router of ours has matched, if it
    /// has; a router of axum's has put its own into the request.
    fn call(&self, request: &mut Option<Request>, state: S, matched: Option<Matched>) -> Handling;
}

/// Where the requests of a route lead.
#[allow(
    clippy::large_enum_variant,
    reason = "there are few, and only while the router is built"
)]
pub(crate) enum Target<S> {
    /// To a handler of ours.
    Own(Arc<dyn Endpoint<S>>),
    /// Through layers of the app.
    Layered(MethodRouter<S>),
}

impl<S: Clone + Send + Sync + 'static> Target<S> {
    /// As axum routes it.
    pub(crate) fn into_method_router(self, filter: MethodFilter) -> MethodRouter<S> {
        match self {
            Self::Own(endpoint) => on(filter, ByAxum(endpoint)),
            Self::Layered(router) => router,
        }
    }

    /// Gives the handler its state.
    pub(crate) fn with_state<S2>(self, state: S) -> Target<S2> {
        match self {
            Self::Own(endpoint) => Target::Own(Arc::new(Stated { endpoint, state })),
            Self::Layered(router) => Target::Layered(router.with_state(state)),
        }
    }

    /// Puts a layer of ours around the handler, and not around the 405 for a method that the path does not have.
    pub(crate) fn around<L>(self, layer: L) -> Self
    where
        L: Layer<Route> + Layer<Calling<S>> + Clone + Send + Sync + 'static,
        <L as Layer<Route>>::Service:
            Service<Request, Error = Infallible, Future: Send> + Clone + Send + Sync + 'static,
        <<L as Layer<Route>>::Service as Service<Request>>::Response: IntoResponse + 'static,
        <<L as Layer<Route>>::Service as Service<Request>>::Future: 'static,
        <L as Layer<Calling<S>>>::Service: Service<Request, Error = Infallible>,
        <<L as Layer<Calling<S>>>::Service as Service<Request>>::Response: IntoResponse,
        <<L as Layer<Calling<S>>>::Service as Service<Request>>::Future: Send + 'static,
    {
        match self {
            Self::Own(endpoint) => Self::Own(Arc::new(Around { endpoint, layer })),
            Self::Layered(router) => Self::Layered(router.route_layer(layer)),
        }
    }
}

/// An endpoint that has its state.
struct Stated<S> {
    endpoint: Arc<dyn Endpoint<S>>,
    state: S,
}

impl<S: Clone + Send + Sync, S2> Endpoint<S2> for Stated<S> {
    fn call(&self, request: &mut Option<Request>, _: S2, matched: Option<Matched>) -> Handling {
        self.endpoint.call(request, self.state.clone(), matched)
    }
}

/// An endpoint inside of a layer.
struct Around<S, L> {
    endpoint: Arc<dyn Endpoint<S>>,
    layer: L,
}

impl<S, L> Endpoint<S> for Around<S, L>
where
    L: Layer<Calling<S>> + Send + Sync,
    L::Service: Service<Request, Error = Infallible>,
    <L::Service as Service<Request>>::Response: IntoResponse,
    <L::Service as Service<Request>>::Future: Send + 'static,
{
    fn call(&self, request: &mut Option<Request>, state: S, matched: Option<Matched>) -> Handling {
        let request = request.take().unwrap_or_default();
        let answering = self.layer.layer(Calling {
            endpoint: Arc::clone(&self.endpoint),
            state,
            matched,
        });
        let answering = { answering }.call(request);
        Handling::by(async move {
            let Ok(response) = answering.await;
            Answered::from(response.into_response())
        })
    }
}

/// The service inside of such a layer: the endpoint, for one request.
#[derive(Clone)]
pub(crate) struct Calling<S> {
    endpoint: Arc<dyn Endpoint<S>>,
    state: S,
    matched: Option<Matched>,
}

impl<S: Clone> Service<Request> for Calling<S> {
    type Response = Response;
    type Error = Infallible;
    type Future = Handling;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Handling {
        let (state, matched) = (self.state.clone(), self.matched.clone());
        self.endpoint.call(&mut Some(request), state, matched)
    }
}

/// An endpoint as axum calls it.
struct ByAxum<S>(Arc<dyn Endpoint<S>>);

impl<S> Clone for ByAxum<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S: Clone + Send + Sync + 'static> Handler<(), S> for ByAxum<S> {
    type Future = Certain<Handling>;

    fn call(self, request: Request, state: S) -> Self::Future {
        Certain::new(self.0.call(&mut Some(request), state, None))
    }
}
