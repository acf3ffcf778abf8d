//! Handlers that are plain functions.

/// Runs the body of a plain `fn` on the blocking pool, as FastAPI runs a `def`. Its panic is the handler's, and what it
/// logs is logged in the span of its request.
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
            // The task is never aborted, so it ends unfinished only while the runtime is shut down, and nobody waits.
            Err(_) => std::future::pending().await,
        },
    }
}
