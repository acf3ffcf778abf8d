//! [`BackgroundLayer`]: the layer that starts the work of a response once it has been sent.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use axum::http::Request;
use axum::response::Response;
use pin_project_lite::pin_project;
use response_core::complete::X_REQUEST_ID;
use response_core::message::after::After;
use tower::{Layer, Service};

use super::asked::Asked;
use super::sent::SentBody;
use super::{Background, Ended, Tasks, refuse};

/// Starts the background tasks of a response once it has been sent. `Api` installs it. For a router of your own, create
/// it with [`Tasks::layer`] and put it outside of every layer that changes the response.
///
/// [`Tasks`](super::Tasks) has an example.
#[derive(Debug, Clone)]
pub struct BackgroundLayer(Tasks);

impl Tasks {
    /// The layer that runs the tasks of a router's responses. `Api` installs it: see
    /// [`Api::background`](crate::Api::background).
    #[must_use]
    pub fn layer(&self) -> BackgroundLayer {
        BackgroundLayer(self.clone())
    }
}

impl<S> Layer<S> for BackgroundLayer {
    type Service = BackgroundService<S>;

    fn layer(&self, inner: S) -> BackgroundService<S> {
        BackgroundService {
            inner,
            tasks: self.0.clone(),
        }
    }
}

/// The service of [`BackgroundLayer`].
#[derive(Debug, Clone)]
pub struct BackgroundService<S> {
    inner: S,
    tasks: Tasks,
}

impl<S, B> Service<Request<B>> for BackgroundService<S>
where
    S: Service<Request<B>, Response = Response>,
{
    type Response = Response;
    type Error = S::Error;
    type Future = Answering<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        Answering {
            watch: Some(Watch::begin(&self.tasks, &mut request, None)),
            answering: self.inner.call(request),
        }
    }
}

pin_project! {
    /// The future of [`BackgroundService`].
    pub struct Answering<F> {
        watch: Option<Watch>,
        #[pin]
        answering: F,
    }

    impl<F> PinnedDrop for Answering<F> {
        fn drop(this: Pin<&mut Self>) {
            if let Some(watch) = this.project().watch.take() {
                watch.given_up();
            }
        }
    }
}

impl<F, E> Future for Answering<F>
where
    F: Future<Output = Result<Response, E>>,
{
    type Output = Result<Response, E>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let response = ready!(this.answering.poll(context))?;
        Poll::Ready(Ok(match this.watch.take() {
            Some(watch) => watch.answered(response),
            None => response,
        }))
    }
}

pub(crate) struct Watch {
    background: Background,
    asked: Asked,
    tasks: Tasks,
}

impl Watch {
    pub(super) fn new(tasks: Tasks, background: Background, asked: Asked) -> Self {
        Self {
            background,
            asked,
            tasks,
        }
    }

    /// Lets the extractors of a request add to its response.
    pub(super) fn begin<B>(
        tasks: &Tasks,
        request: &mut Request<B>,
        template: Option<&Arc<str>>,
    ) -> Self {
        let background = Background::new();
        request.extensions_mut().insert(background.clone());
        Self::new(tasks.clone(), background, Asked::of(request, template))
    }

    /// Refuses the work, since there is no response. A client that disconnects is not a fault; a service that abandons
    /// its client is.
    pub(super) fn given_up(mut self) {
        self.background
            .refused("the request was given up before it was answered");
        let ended = Ended::given_up();
        if let Some(added) = self.background.take_added(ended) {
            let works = added.into_works(ended, Vec::new());
            drop(self.tasks.accept(works, &self.asked));
        }
        if self.tasks.gives_up_requests() {
            self.asked.log_cut_off();
        }
    }

    pub(super) fn answered(mut self, mut response: Response) -> Response {
        let after = response.extensions_mut().remove::<After>();
        let after = after.map(|after| after.take()).unwrap_or_default();
        if let Some(id) = response.headers().get(X_REQUEST_ID) {
            self.asked.answered_as(id.clone());
        }
        let mut added = self.background.take_added(Ended::with(response.status()));
        if let Some(added) = &mut added {
            // The headers for a handler that was mounted by hand.
            response = added.complete(response, &self.asked.route());
        }
        let ended = Ended::with(response.status());
        let mut works = Vec::new();
        if ended.is_success() {
            works = self.background.answered(&self.tasks, &self.asked);
            works.extend(after);
        } else {
            let why = "the handler failed";
            self.background.refused(why);
            for work in after {
                refuse(work, why);
            }
        }
        if let Some(added) = added {
            works = added.into_works(ended, works);
        }
        if works.is_empty() {
            return response;
        }
        let waiting = self.tasks.accept(works, &self.asked);
        response.map(|body| SentBody::wrap(body, waiting))
    }
}
