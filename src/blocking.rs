//! Running plain functions as handlers.

use tokio_util::task::AbortOnDropHandle;

/// Runs the body of a plain `fn` on the blocking pool, as FastAPI runs a `def`. A panic in it becomes the handler's,
/// and its events are logged in the span of the request.
///
/// A body that waits for a thread is not started any more when the future is dropped, because the client has left or the
/// deadline has passed. One that runs cannot be stopped.
pub async fn blocking<R, F>(body: F) -> R
where
    R: Send + 'static,
    F: FnOnce() -> R + Send + 'static,
{
    let span = tracing::Span::current();
    let log = tracing::dispatcher::get_default(Clone::clone);
    let body = move || tracing::dispatcher::with_default(&log, || span.in_scope(body));
    match AbortOnDropHandle::new(tokio::task::spawn_blocking(body)).await {
        Ok(returned) => returned,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // It is aborted when nothing waits for it any more, or while the runtime shuts down.
            Err(_) => std::future::pending().await,
        },
    }
}
