//! [`Served`]: what can be served.

use axum::body::Body;
use axum::extract::Request;
use http::Response;
use tower_service::Service;

use super::BoxError;

/// A service of requests that needs nothing more: an `axum::Router` that has its state, or any other tower service.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be served yet",
    label = "not a service of requests",
    note = "a `Router<AppState>` still needs its state: `app.with_state(state)`",
    note = "an `Api` becomes a router with `.into_router()`"
)]
pub trait Served {
    /// The service itself.
    type Service;

    /// The service itself.
    fn into_served(self) -> Self::Service;
}

#[diagnostic::do_not_recommend]
impl<S, B> Served for S
where
    S: Service<Request<Body>, Response = Response<B>, Error: Into<BoxError>, Future: Send>
        + Clone
        + Send
        + 'static,
    B: http_body::Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
{
    type Service = S;

    fn into_served(self) -> S {
        self
    }
}
