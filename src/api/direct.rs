//! [`Direct`]: a handler to which a request is given without a layer in between.

use std::future::{Ready, ready};
use std::sync::Arc;

use axum::extract::{MatchedPath, Request};
use axum::handler::Handler;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use response_core::complete::CompleteLayer;
use response_core::contract::Needs;
use response_core::problem::{ErrorOrigin, Problem};

use super::slashes::SlashLayer;
use crate::background::{Tasks, Watched};
use crate::extract::matched::Matched;
use crate::route::{Certain, Endpoint, Handling};

/// What every response of an API gets: what its layers add to the others.
pub(super) struct Completion {
    pub(super) complete: CompleteLayer,
    pub(super) tasks: Tasks,
    pub(super) slashes: Option<SlashLayer>,
}

impl Completion {
    /// The answer to a request that no route matches.
    pub(super) fn nowhere(&self, request: Request) -> Response {
        let is_matched = request.extensions().get::<MatchedPath>().is_some();
        let slashes = self.slashes.as_ref().filter(|_| !is_matched);
        let location = slashes.and_then(|slashes| slashes.location(&request));
        self.complete.completed(request, None, || match location {
            Some(location) => {
                (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, location)]).into_response()
            }
            None => IntoResponse::into_response(Problem::not_found().out_of(ErrorOrigin::Router)),
        })
    }
}

/// A handler with what completes its responses.
pub(super) struct Direct<S> {
    endpoint: Arc<dyn Endpoint<S>>,
    needs: Needs,
    completion: Arc<Completion>,
}

impl<S> Direct<S> {
    pub(super) fn new(
        endpoint: Arc<dyn Endpoint<S>>,
        needs: Needs,
        completion: Arc<Completion>,
    ) -> Self {
        Self {
            endpoint,
            needs,
            completion,
        }
    }

    /// Answers a request. A router of axum's has matched it, unless the template and the parameters are given.
    pub(super) fn answer(
        &self,
        request: Request,
        state: S,
        place: Option<(&Arc<str>, Matched)>,
    ) -> Watched<Handling> {
        let Completion {
            complete, tasks, ..
        } = &*self.completion;
        let (template, matched) = place.unzip();
        tasks.watch(request, template, self.needs.background, |request| {
            complete.completing(request, template, self.needs.request_id, |request| {
                self.endpoint.call(request, state, matched)
            })
        })
    }
}

/// A handler as a route of axum's.
pub(super) struct Straight<S>(pub(super) Arc<Direct<S>>);

impl<S> Clone for Straight<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S: Send + 'static> Handler<(), S> for Straight<S> {
    type Future = Certain<Watched<Handling>>;

    fn call(self, request: Request, state: S) -> Self::Future {
        Certain::new(self.0.answer(request, state, None))
    }
}

/// The fallback of a router.
#[derive(Clone)]
pub(super) struct Nowhere(pub(super) Arc<Completion>);

impl<S> Handler<(), S> for Nowhere {
    type Future = Ready<Response>;

    fn call(self, request: Request, _: S) -> Ready<Response> {
        ready(self.0.nowhere(request))
    }
}
