//! [`Served`]: what can be served.

use axum::body::Body;
use axum::extract::Request;
use http::Response;
use tower_service::Service;

use super::BoxError;

/// A service of requests that needs nothing more: an `axum::Router` that has its state, or any other tower service.
///
/// ```
/// use axum::Router;
/// use steadfast::serve::Served;
/// use tower_http::trace::TraceLayer;
/// use tower::Layer;
///
/// fn takes(service: impl Served) {}
///
/// takes(Router::new());
/// takes(TraceLayer::new_for_http().layer(Router::new()));       // layers around the whole router
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be served yet",
    label = "not a service of requests",
    note = "a `Router<AppState>` still needs its state: `app.with_state(state)`",
    note = "an `Api` becomes a service with `.into_service()`, or a router with `.into_router()`; either is given as it is, without `.into_make_service()`"
)]
pub trait Served:
    Service<Request<Body>, Response = Response<Self::Body>, Error: Into<BoxError>, Future: Send>
    + Clone
    + Send
    + 'static
{
    /// The body of a response.
    type Body: http_body::Body<Data: Send, Error: Into<BoxError>> + Send + 'static;

    /// The service itself.
    type Service;

    /// The service itself.
    fn into_served(self) -> Self::Service;
}

/// A type, as long as another one is known. What `serve` returns is not known if the service is refused, so nothing is said of
/// its `.await` as well.
pub trait Kept<Known> {
    /// The same type.
    type This;
}

impl<T, B> Kept<Response<B>> for T {
    type This = T;
}

// With a single implementation, rustc would not need to know the other type.
impl<T> Kept<()> for T {
    type This = T;
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
    type Body = B;
    type Service = <S as Kept<S::Response>>::This;

    fn into_served(self) -> S {
        self
    }
}
