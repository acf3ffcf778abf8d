//! [`BackgroundLayer`]: the layer that starts the work of a response once it has been sent.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::http::Request;
use axum::response::Response;
use pin_project_lite::pin_project;
use response_core::complete::X_REQUEST_ID;
use response_core::message::LOG;
use response_core::message::after::After;
use tower::{Layer, Service};

use super::asked::Asked;
use super::sent::SentBody;
use super::{Background, Tasks, refuse};

/// Starts the background tasks of a response once it has been sent. `Api` installs it. For a router of your own, create
/// it with [`Tasks::layer`] and put it outside of every layer that changes the response.
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
        let background = Background::new();
        request.extensions_mut().insert(background.clone());
        let watch = Watch {
            asked: Asked::of(&request),
            background,
            tasks: self.tasks.clone(),
        };
        Answering {
            watch: Some(watch),
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

struct Watch {
    background: Background,
    asked: Asked,
    tasks: Tasks,
}

impl Watch {
    /// Refuses the work, since there is no response. A client that disconnects is not a fault; a service that abandons
    /// its client is.
    fn given_up(self) {
        self.background
            .refused("the request was given up before it was answered");
        if self.tasks.gives_up_requests() {
            tracing::error!(
                target: LOG,
                route = self.asked.route(),
                request_id = self.asked.request_id(),
                "this request is cut off: the service has stopped"
            );
        }
    }

    fn answered(mut self, mut response: Response) -> Response {
        let after = response.extensions_mut().remove::<After>();
        let after = after.map(|after| after.take()).unwrap_or_default();
        if response.status().is_client_error() || response.status().is_server_error() {
            let why = "the handler failed";
            self.background.refused(why);
            for work in after {
                refuse(work, why);
            }
            return response;
        }
        if let Some(id) = response.headers().get(X_REQUEST_ID) {
            self.asked.answered_as(id.clone());
        }
        let mut works = self.background.answered(&self.tasks, &self.asked);
        if works.is_empty() && after.is_empty() {
            return response;
        }
        works.extend(after);
        let waiting = self.tasks.accept(works, &self.asked);
        response.map(|body| SentBody::wrap(body, waiting))
    }
}
