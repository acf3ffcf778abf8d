//! [`Streams`]: the tasks of HTTP/2 streams, which end if their client takes nothing.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::rt::Executor;
use pin_project_lite::pin_project;
use response_core::message::LOG;
use tokio::time::{Sleep, sleep};

use super::activity::{Activity, Open};
use super::turn::{self, Response};

/// Spawns what hyper runs beside a connection: the streams of HTTP/2.
#[derive(Debug, Clone)]
pub(super) struct Streams {
    activity: Arc<Activity>,
    timeout: Option<Duration>,
}

impl Streams {
    pub fn new(activity: Arc<Activity>, timeout: Option<Duration>) -> Self {
        Self { activity, timeout }
    }
}

impl<F> Executor<F> for Streams
where
    F: Future<Output = ()> + Send + 'static,
{
    fn execute(&self, future: F) {
        tokio::spawn(Stream {
            future,
            timeout: self.timeout,
            sleep: None,
            open: self.activity.open(),
        });
    }
}

pin_project! {
    /// A stream. The socket may take what is sent while the client leaves the window of a stream closed (RFC 9113 section 5.2),
    /// so that its response is kept: that is a stall as well.
    struct Stream<F> {
        #[pin]
        future: F,
        timeout: Option<Duration>,
        // It runs while the last piece of the body waits for the client.
        sleep: Option<Pin<Box<Sleep>>>,
        open: Open,
    }
}

impl<F: Future<Output = ()>> Future for Stream<F> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let this = self.project();
        let (polled, did) = turn::of_stream(|| this.future.poll(context));
        if polled.is_ready() {
            return Poll::Ready(());
        }
        match did {
            Response::Waits => *this.sleep = None,
            Response::Gave => *this.sleep = this.timeout.map(|timeout| Box::pin(sleep(timeout))),
            Response::Untouched => {}
        }
        let Some(sleep) = this.sleep else {
            return Poll::Pending;
        };
        if sleep.as_mut().poll(context).is_pending() {
            return Poll::Pending;
        }
        tracing::debug!(target: LOG, "an HTTP/2 client has read nothing of a response within the write timeout");
        // Dropped with its response, the stream is reset.
        Poll::Ready(())
    }
}
