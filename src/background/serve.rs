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
    /// Sets how long the server still accepts connections after the signal to stop, while [`Health`](crate::Health) already
    /// says that the service is not ready. The default is zero, which suits tests and development.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use steadfast::Tasks;
    ///
    /// let tasks = Tasks::new()
    ///     .shutdown_delay(Duration::from_secs(10))
    ///     .exit_when_stuck(Duration::from_secs(5));
    /// ```
    ///
    /// A load balancer keeps sending requests until it notices that the service is not ready. Without a delay, those requests
    /// meet a closed port. So the delay has to be as long as that can take:
    ///
    /// - for a load balancer that asks `/readyz` itself, its interval times the number of failures that it wants to see,
    ///   and the timeout of a probe;
    /// - for Kubernetes, which takes a pod out of its services as soon as it stops it, without asking: the time until every
    ///   node and ingress controller knows, commonly 5 to 10 seconds. A `preStop` hook that sleeps does the same, and needs
    ///   no delay beside it.
    ///
    /// Kubernetes kills the process after `terminationGracePeriodSeconds` (30 if unset), counted from the beginning of the
    /// `preStop` hook. That has to be longer than this delay, the limit of [`serve_until`](Self::serve_until), and the
    /// margin of [`exit_when_stuck`](Self::exit_when_stuck) together: 10 + 30 + 5 seconds need at least 46.
    #[must_use]
    pub fn shutdown_delay(self, delay: Duration) -> Self {
        self.stopping().delay = delay;
        self
    }

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
    /// let server = |stop| steadfast::serve(listener, app).with_graceful_shutdown(stop);
    /// let report = tasks.serve_until(stop_signal(), limit, server).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// From `stop` on, [`Health`](crate::Health) says that the service is not ready. With a
    /// [`shutdown_delay`](Self::shutdown_delay), the server goes on for that time before it stops, so that the load balancer
    /// learns of it; `limit` begins after it.
    ///
    /// A graceful shutdown by itself waits forever for a client that stops sending its request, or stops reading its
    /// response. This one waits at most `limit`. After that, the report says so
    /// ([`connections_cut_off`](Report::connections_cut_off)), each request without a response is logged when it
    /// is dropped (`steadfast::serve` does that at once, `axum::serve` leaves it to the runtime), and the remaining tasks are given up as in [`shutdown`](Self::shutdown). The service itself
    /// has to end an endless response, such as a stream of events, when the server is told to stop:
    ///
    /// ```no_run
    /// # use std::time::Duration;
    /// # use steadfast::Tasks;
    /// # use steadfast::background::Stop;
    /// # struct Events;
    /// # impl Events { fn close(&self) {} }
    /// # async fn stop_signal() {}
    /// # async fn main_(
    /// #     listener: tokio::net::TcpListener, app: axum::Router, tasks: Tasks, events: Events, limit: Duration,
    /// # ) -> std::io::Result<()> {
    /// let server = |stop: Stop| {
    ///     let stop = async move {
    ///         stop.await;
    ///         events.close();
    ///     };
    ///     steadfast::serve(listener, app).with_graceful_shutdown(stop)
    /// };
    /// let report = tasks.serve_until(stop_signal(), limit, server).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// What does not end even then, because it never waits, keeps the process: see
    /// [`exit_when_stuck`](Self::exit_when_stuck).
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
        // Also cancelled when this future is dropped.
        let stopping = token.clone().drop_guard();
        self.hear_signals(token.clone());
        let told = Stop(Box::pin(token.clone().cancelled_owned()));
        // A block, so that a server that does not end is dropped, with its listener, before the tasks are waited for.
        let (ended, stopped) = {
            let (mut server, mut stop) = (pin!(server(told).into_future()), pin!(stop));
            let ended = poll_fn(|context| match server.as_mut().poll(context) {
                Poll::Ready(ended) => Poll::Ready(Some(ended)),
                Poll::Pending => stop.as_mut().poll(context).map(|()| None),
            });
            let mut ended = ended.await;
            self.begin_to_stop();
            let delay = self.stopping().delay;
            self.watch_end(if ended.is_none() {
                delay.saturating_add(limit)
            } else {
                limit
            });
            if ended.is_none() && !delay.is_zero() {
                tracing::info!(target: LOG, ?delay, "stopping: not ready any more, and still accepting requests");
                ended = tokio::time::timeout(delay, server.as_mut()).await.ok();
            }
            let stopped = Instant::now();
            drop(stopping);
            match ended {
                Some(ended) => (Some(ended), stopped),
                None => {
                    let ended = tokio::time::timeout(limit, server.as_mut()).await.ok();
                    if ended.is_none() {
                        // Before the server is dropped, which drops its requests.
                        self.begin_to_cut_off();
                        tracing::error!(
                            target: LOG,
                            ?limit,
                            "connections are cut off: their clients did not come to an end"
                        );
                    }
                    (ended, stopped)
                }
            }
        };
        let left = limit.saturating_sub(stopped.elapsed());
        let mut report = self.finish(left).await;
        report.connections_cut_off = ended.is_none();
        tracing::info!(target: LOG, "{report}");
        ended.transpose().map(|_| report)
    }
}

/// A future that ends when a server has to stop: [`Tasks::serve_until`] passes it to the server.
///
/// [`Tasks`](super::Tasks) has an example.
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
