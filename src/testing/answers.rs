//! [`Answers`]: what the test client can call.

use std::fmt;

use axum::body::{Body, HttpBody};
use axum::http::{Request, Response};
use bytes::Bytes;
use tower::{Service, ServiceExt};

use super::body;

/// A service of requests that needs nothing more: an `axum::Router` that has its state, or any other tower service.
///
/// ```
/// use steadfast::testing::{Answers, Client};
///
/// fn client_of(service: impl Answers) -> Client {
///     Client::new(service)
/// }
///
/// client_of(axum::Router::new());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be called yet",
    label = "not a service of requests",
    note = "a `Router<AppState>` still needs its state: `app.with_state(state)`",
    note = "an `Api` becomes a service with `.into_service()`, or a router with `.into_router()`; either is given as it is, without `.into_make_service()`"
)]
pub trait Answers: Clone + Send + Sync + 'static {
    /// Answers a request, with the whole body.
    fn answer(self, request: Request<Body>) -> impl Future<Output = Response<Bytes>> + Send;
}

#[diagnostic::do_not_recommend]
impl<S, B> Answers for S
where
    S: Service<Request<Body>, Response = Response<B>> + Clone + Send + Sync + 'static,
    S::Error: fmt::Display,
    S::Future: Send,
    B: HttpBody + Send + 'static,
    B::Data: Send,
    B::Error: fmt::Display,
{
    async fn answer(self, request: Request<Body>) -> Response<Bytes> {
        let response = match self.oneshot(request).await {
            Ok(response) => response,
            Err(error) => panic!("the service has failed: {error}"),
        };
        let (parts, body) = response.into_parts();
        match body::read(&parts, body).await {
            Ok(body) => Response::from_parts(parts, body),
            Err(error) => panic!("the body of the answer has failed: {error}"),
        }
    }
}
