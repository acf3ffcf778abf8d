//! Running plain functions as handlers.

/// Runs the body of a plain `fn` on the blocking pool, as FastAPI runs a `def`. A panic in it becomes the handler's,
/// and its events are logged in the span of the request.
pub async fn blocking<R, F>(body: F) -> R
where
    R: Send + 'static,
    F: FnOnce() -> R + Send + 'static,
{
    let span = tracing::Span::current();
    let log = tracing::dispatcher::get_default(Clone::clone);
    let body = move || tracing::dispatcher::with_default(&log, || span.in_scope(body));
    match tokio::task::spawn_blocking(body).await {
        Ok(returned) => returned,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // The task is never aborted, so this happens only while the runtime shuts down, when nothing waits for it.
            Err(_) => std::future::pending().await,
        },
    }
}
