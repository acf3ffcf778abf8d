//! Running plain functions as handlers.

use std::any::type_name;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use response_core::message::after::function;
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
    let body = move || {
        let _running = Running::enter(function(type_name::<F>()));
        tracing::dispatcher::with_default(&log, || span.in_scope(body))
    };
    match AbortOnDropHandle::new(tokio::task::spawn_blocking(body)).await {
        Ok(returned) => returned,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // It is aborted when nothing waits for it any more, or while the runtime shuts down.
            Err(_) => std::future::pending().await,
        },
    }
}

/// The handlers that run on the blocking pool at this moment. There are at most as many as the pool has threads.
static RUNNING: Mutex<Vec<(Instant, &'static str)>> = Mutex::new(Vec::new());

/// A handler while it runs.
struct Running(Instant, &'static str);

impl Running {
    fn enter(name: &'static str) -> Self {
        let begun = Instant::now();
        running().push((begun, name));
        Self(begun, name)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let mut running = running();
        // Two that have begun at the same time and have the same name are alike.
        let this = running.iter().position(|other| *other == (self.0, self.1));
        if let Some(this) = this {
            running.swap_remove(this);
        }
    }
}

fn running() -> MutexGuard<'static, Vec<(Instant, &'static str)>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The plain functions that run as handlers, the oldest first, and for how long.
pub(crate) fn still_running() -> Vec<(&'static str, Duration)> {
    let mut running = running().clone();
    running.sort_unstable();
    let since = |(begun, name): (Instant, &'static str)| (name, begun.elapsed());
    running.into_iter().map(since).collect()
}
