//! What is logged of requests.

use axum::Router;
use axum::extract::Request;
use tower_http::trace::{DefaultOnResponse, TraceLayer};
use tracing::{Level, info_span};

/// Logs each response, with the method and the path of its request.
///
/// The query is left out, since it may contain a secret, as headers and bodies do. A server error is in the log already,
/// with its cause, so it is not reported as a failure again.
pub fn responses<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
    let layer = TraceLayer::new_for_http()
        .make_span_with(|request: &Request| {
            info_span!("http", method = %request.method(), path = %request.uri().path())
        })
        .on_response(DefaultOnResponse::new().level(Level::INFO))
        .on_failure(());
    router.layer(layer)
}
