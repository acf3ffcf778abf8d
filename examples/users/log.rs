//! What is logged of requests.

use axum::extract::Request;
use tower_http::classify::{ServerErrorsAsFailures, SharedClassifier};
use tower_http::trace::{
    DefaultOnBodyChunk, DefaultOnEos, DefaultOnRequest, DefaultOnResponse, TraceLayer,
};
use tracing::{Level, Span, info_span};

/// The layer that logs each response.
pub type Responses = TraceLayer<
    SharedClassifier<ServerErrorsAsFailures>,
    fn(&Request) -> Span,
    DefaultOnRequest,
    DefaultOnResponse,
    DefaultOnBodyChunk,
    DefaultOnEos,
    (),
>;

/// Logs each response, with the method and the path of its request.
///
/// The query is left out, since it may contain a secret, as headers and bodies do. A server error is in the log already,
/// with its cause, so it is not reported as a failure again.
pub fn responses() -> Responses {
    let span: fn(&Request) -> Span =
        |request| info_span!("http", method = %request.method(), path = %request.uri().path());
    TraceLayer::new_for_http()
        .make_span_with(span)
        .on_response(DefaultOnResponse::new().level(Level::INFO))
        .on_failure(())
}
