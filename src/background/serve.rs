//! [`Tasks::serve_until`]: a graceful shutdown with a limit.

use std::fmt;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use response_core::message::LOG;
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};

use super::report::Report;
use super::tasks::Tasks;

impl Tasks {
    /// Serves until `stop`, then stops within `limit`: first the server, which completes the responses it has begun,
    /// and then the tasks, with the rest of the time. Returns what has become of the tasks.
    ///
    /// ```no_run
    /// use std::time::Duration;
    ///
    /// use steadfast::prelude::*;
    ///
    /// # async fn stop_signal() {}
    /// # async fn main_(listener: tokio::net::TcpListener, app: axum::Router, tasks: Tasks) -> std::io::Result<()> {
    /// let limit = Duration::from_secs(30);
    /// let server = |stop| axum::serve(listener, app).with_graceful_shutdown(stop);
    /// let report = tasks.serve_until(stop_signal(), limit, server).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// A graceful shutdown by itself waits forever for a client that stops sending its request, or stops reading its
    /// response. This one waits at most `limit`, counted from `stop`. After that, the report says so
    /// ([`connections_cut_off`](Report::connections_cut_off)), each request without a response is logged when the
    /// runtime drops it, and the remaining tasks are given up as in [`shutdown`](Self::shutdown). The service itself
    /// has to end an endless response, such as a stream of events: `stop` is the place for it.
    ///
    /// `server` is called with a future that tells it when to stop. It may be anything that ends in a `Result`; if it
    /// ends by itself, the whole limit is left for the tasks.
    ///
    /// # Errors
    /// Those of the server, once the tasks have been waited for.
    ///
    /// # Panics
    /// Outside of a tokio runtime with a clock (`enable_time`).
    pub async fn serve_until<S, E>(
        &self,
        stop: impl Future<Output = ()>,
        limit: Duration,
        server: impl FnOnce(Stop) -> S,
    ) -> Result<Report, E>
    where
        S: IntoFuture<Output = Result<(), E>>,
    {
        let token = CancellationToken::new();
        let told = Stop(Box::pin(token.clone().cancelled_owned()));
        // A block, so that a server that does not end is dropped, with its listener, before the tasks are waited for.
        let (ended, stopped) = {
            let (mut server, mut stop) = (pin!(server(told).into_future()), pin!(stop));
            let ended = poll_fn(|context| match server.as_mut().poll(context) {
                Poll::Ready(ended) => Poll::Ready(Some(ended)),
                Poll::Pending => stop.as_mut().poll(context).map(|()| None),
            });
            let ended = ended.await;
            let stopped = Instant::now();
            token.cancel();
            match ended {
                Some(ended) => (Some(ended), stopped),
                None => (tokio::time::timeout(limit, server).await.ok(), stopped),
            }
        };
        if ended.is_none() {
            tracing::error!(
                target: LOG,
                ?limit,
                "connections are cut off: their clients did not come to an end"
            );
        }
        let left = limit.saturating_sub(stopped.elapsed());
        let mut report = self.finish(left).await;
        report.connections_cut_off = ended.is_none();
        tracing::info!(target: LOG, "{report}");
        ended.transpose().map(|_| report)
    }
}

/// A future that ends when a server has to stop: [`Tasks::serve_until`] passes it to the server.
pub struct Stop(Pin<Box<WaitForCancellationFutureOwned>>);

impl Future for Stop {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        self.0.as_mut().poll(context)
    }
}

impl fmt::Debug for Stop {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Stop").finish_non_exhaustive()
    }
}
