//! [`DeprecatedLayer`]: the headers of a deprecated route on whatever answers in its place.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use http::{Request, Response};
use pin_project_lite::pin_project;
use tower_layer::Layer;
use tower_service::Service;

use super::panic::Caught;
use crate::contract::Deprecation;
use crate::message::body::Body;

/// Adds `Deprecation` and `Sunset` to every response of a route: that of its handler has them already, but a layer or an
/// extractor may answer instead, and a panic is a response too.
#[derive(Debug, Clone, Copy)]
pub struct DeprecatedLayer {
    deprecation: Deprecation,
}

impl DeprecatedLayer {
    /// Creates the layer of a route that is deprecated like this.
    #[must_use]
    pub const fn new(deprecation: Deprecation) -> Self {
        Self { deprecation }
    }
}

impl<S> Layer<S> for DeprecatedLayer {
    type Service = Deprecated<S>;

    fn layer(&self, inner: S) -> Deprecated<S> {
        Deprecated {
            inner,
            deprecation: self.deprecation,
        }
    }
}

/// The service of [`DeprecatedLayer`].
#[derive(Debug, Clone)]
pub struct Deprecated<S> {
    inner: S,
    deprecation: Deprecation,
}

impl<S, B, RB> Service<Request<B>> for Deprecated<S>
where
    S: Service<Request<B>, Response = Response<RB>>,
    RB: From<Body>,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Deprecating<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        Deprecating {
            answering: Caught::call(|| self.inner.call(request)),
            deprecation: self.deprecation,
        }
    }
}

pin_project! {
    /// The future of [`Deprecated`].
    #[derive(Debug)]
    pub struct Deprecating<F> {
        #[pin]
        answering: Caught<F>,
        deprecation: Deprecation,
    }
}

impl<F, RB, E> Future for Deprecating<F>
where
    F: Future<Output = Result<Response<RB>, E>>,
    RB: From<Body>,
{
    type Output = Result<Response<RB>, E>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let mut response = ready!(this.answering.poll(context))?;
        this.deprecation.add_to(response.headers_mut());
        Poll::Ready(Ok(response))
    }
}
