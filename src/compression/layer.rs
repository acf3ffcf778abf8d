//! [`Compress`]: tower-http's compression, around the completing layer.

use std::convert::Infallible;
use std::fmt;
use std::future::{Ready, ready};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Waker, ready};

use axum::body::Body;
use axum::http::header::{
    ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, IF_RANGE,
    RANGE, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use pin_project_lite::pin_project;
use response_core::message::LOG;
use response_core::message::entity_tag::weakened;
use response_core::message::panic::message_of;
use response_core::message::representation::{DIGESTS, Unsent};
use response_core::problem::Problem;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::Predicate;
use tower_layer::Layer;
use tower_service::Service;

use super::predicate::may_be_encoded;

/// Compresses responses that a [`CompleteLayer`](crate::CompleteLayer) has completed. `Api::compression` installs it; in a
/// router of your own, put it outside of the completing layer:
///
/// ```
/// use steadfast::CompleteLayer;
/// use steadfast::compression::{Compress, CompressionLayer};
///
/// let app: axum::Router = axum::Router::new()
///     .layer(CompleteLayer::new())
///     .layer(Compress::new(CompressionLayer::new()));
/// ```
///
/// [`compression`](super) says what is compressed, and what happens to versions and ranges.
#[derive(Clone)]
pub struct Compress(Arc<dyn Encode>);

impl Compress {
    /// Compresses what this layer of tower-http would compress, as far as it may be.
    pub fn new<P>(layer: CompressionLayer<P>) -> Self
    where
        P: Predicate + Send + Sync + 'static,
    {
        Self(Arc::new(layer))
    }
}

impl fmt::Debug for Compress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Compress").finish_non_exhaustive()
    }
}

impl<S> Layer<S> for Compress {
    type Service = CompressService<S>;

    fn layer(&self, inner: S) -> CompressService<S> {
        CompressService {
            inner,
            compress: self.clone(),
        }
    }
}

/// The service of [`Compress`].
///
/// [`Compress`] has an example.
#[derive(Debug, Clone)]
pub struct CompressService<S> {
    inner: S,
    compress: Compress,
}

impl<S, B> Service<Request<B>> for CompressService<S>
where
    S: Service<Request<B>, Response = Response>,
{
    type Response = Response;
    type Error = S::Error;
    type Future = Compressing<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        let mut accepted = HeaderMap::new();
        for value in request.headers().get_all(ACCEPT_ENCODING) {
            accepted.append(ACCEPT_ENCODING, value.clone());
        }
        let asked = Asked {
            is_head: request.method() == Method::HEAD,
            accepted,
        };
        if self
            .compress
            .has_sent_other_bytes(&asked, request.headers())
        {
            request.headers_mut().remove(RANGE);
        }
        Compressing {
            answering: self.inner.call(request),
            compress: self.compress.clone(),
            asked,
        }
    }
}

/// The parts of a request that its compression depends on.
#[derive(Debug)]
struct Asked {
    is_head: bool,
    accepted: HeaderMap,
}

pin_project! {
    /// The future of [`CompressService`].
    #[derive(Debug)]
    pub struct Compressing<F> {
        #[pin]
        answering: F,
        compress: Compress,
        asked: Asked,
    }
}

impl<F, E> Future for Compressing<F>
where
    F: Future<Output = Result<Response, E>>,
{
    type Output = Result<Response, E>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let response = ready!(this.answering.poll(context))?;
        Poll::Ready(Ok(this.compress.answered(response, this.asked)))
    }
}

impl Compress {
    fn answered(&self, response: Response, asked: &Asked) -> Response {
        match response.status() {
            StatusCode::NOT_MODIFIED | StatusCode::PARTIAL_CONTENT => {
                self.instead_of_the_whole(response, asked)
            }
            status if !may_be_encoded(status, response.headers()) => response,
            _ if asked.is_head => self.without_a_body(response, asked),
            _ => self.encoded(response, asked),
        }
    }

    /// `None` if the predicate of the user panics, which is logged: out here, nothing else would catch it.
    ///
    /// `AssertUnwindSafe` is justified: the response is dropped, and the predicate is only read.
    fn encode(&self, accepted: &HeaderMap, response: Response) -> Option<Response> {
        let encode = AssertUnwindSafe(|| self.0.encode(accepted, response));
        match catch_unwind(encode) {
            Ok(response) => Some(response),
            Err(payload) => {
                let panic = message_of(payload);
                tracing::error!(target: LOG, panic, "the predicate of the compression panicked");
                None
            }
        }
    }

    /// Encodes a response, if it is to be, and says so in its headers.
    fn encoded(&self, response: Response, asked: &Asked) -> Response {
        let status = response.status();
        let Some(mut response) = self.encode(&asked.accepted, response) else {
            return IntoResponse::into_response(Problem::untold());
        };
        // tower-http answers 406 if the client accepts nothing. The handler has run, so its response is sent: a server may
        // disregard the header (RFC 9110 section 12.5.3).
        *response.status_mut() = status;
        let headers = response.headers_mut();
        if headers.contains_key(CONTENT_ENCODING) {
            if let Some(weak) = headers.get(ETAG).and_then(weakened) {
                headers.insert(ETAG, weak);
            }
            for name in DIGESTS {
                headers.remove(name);
            }
        }
        response
    }

    /// The response to a HEAD has the headers of the GET (RFC 9110 section 9.3.2), and never another `Content-Length`
    /// (section 8.6).
    fn without_a_body(&self, response: Response, asked: &Asked) -> Response {
        let length = response.headers().get(CONTENT_LENGTH);
        let length = length.and_then(|length| length.to_str().ok()?.parse().ok());
        let (head, body) = response.into_parts();
        let whole = Response::from_parts(head, Body::new(OfLength(length)));
        let response = self.encoded(whole, asked);
        let is_encoded = response.headers().contains_key(CONTENT_ENCODING);
        let nothing = || Body::new(response_core::message::Body::of_no_length());
        let body = if is_encoded { nothing() } else { body };
        response.map(|_| body)
    }

    /// A 304 has the `ETag` and the `Vary` that the 200 would have had (RFC 9110 section 15.4.5), and a 206 the `Vary`
    /// (section 15.3.7); its own tag is that of the plain content.
    fn instead_of_the_whole(&self, mut response: Response, asked: &Asked) -> Response {
        let Some(unsent) = response.extensions_mut().remove::<Unsent>() else {
            return response;
        };
        let is_known = response.status() == StatusCode::NOT_MODIFIED;
        let mut whole = Response::new(Body::new(OfLength(unsent.length)));
        *whole.headers_mut() = response.headers().clone();
        let headers = whole.headers_mut();
        for name in [CONTENT_RANGE, CONTENT_LENGTH] {
            headers.remove(name);
        }
        set(headers, CONTENT_TYPE, unsent.content_type);
        set(headers, CONTENT_ENCODING, unsent.content_encoding);
        if !may_be_encoded(whole.status(), whole.headers()) {
            return response;
        }
        let whole = self.encoded(whole, asked);
        let headers = response.headers_mut();
        headers.remove(VARY);
        for value in whole.headers().get_all(VARY) {
            headers.append(VARY, value.clone());
        }
        if is_known {
            set(headers, ETAG, whole.headers().get(ETAG).cloned());
        }
        response
    }

    /// Whether the first part of what this request continues may have been compressed: a date does not tell the
    /// compressed content from the plain one. Then the whole is sent.
    fn has_sent_other_bytes(&self, asked: &Asked, headers: &HeaderMap) -> bool {
        let is_date = |version: &HeaderValue| !version.as_bytes().ends_with(b"\"");
        headers.contains_key(RANGE) && headers.get(IF_RANGE).is_some_and(is_date) && {
            let mut any = Response::new(Body::new(OfLength(None)));
            let text = HeaderValue::from_static("text/plain");
            any.headers_mut().insert(CONTENT_TYPE, text);
            let any = self.encode(&asked.accepted, any);
            any.is_some_and(|any| any.headers().contains_key(CONTENT_ENCODING))
        }
    }
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: Option<HeaderValue>) {
    match value {
        Some(value) => {
            headers.insert(name, value);
        }
        None => {
            headers.remove(name);
        }
    }
}

/// Encodes a response for a request with this `Accept-Encoding`, or passes it on.
trait Encode: Send + Sync {
    fn encode(&self, accepted: &HeaderMap, response: Response) -> Response;
}

impl<P: Predicate + Send + Sync> Encode for CompressionLayer<P> {
    /// The layer gets a service that has answered already, so that its future is ready at once.
    fn encode(&self, accepted: &HeaderMap, response: Response) -> Response {
        let mut request = Request::new(());
        request.headers_mut().clone_from(accepted);
        let answering = self.layer(Answered(Some(response))).call(request);
        match pin!(answering).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(Ok(response)) => response.map(Body::new),
            Poll::Pending => Response::default(),
        }
    }
}

/// A service with one response.
struct Answered(Option<Response>);

impl Service<Request<()>> for Answered {
    type Response = Response;
    type Error = Infallible;
    type Future = Ready<Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Request<()>) -> Self::Future {
        ready(Ok(self.0.take().unwrap_or_default()))
    }
}

/// Stands in for a body of this length.
struct OfLength(Option<u64>);

impl http_body::Body for OfLength {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(None)
    }

    fn size_hint(&self) -> SizeHint {
        self.0.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
