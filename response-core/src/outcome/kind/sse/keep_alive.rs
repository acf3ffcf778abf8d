//! A body that sends comments while its content is silent.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame};
use tokio::runtime::Handle;
use tokio::time::{Instant, Sleep, sleep};

use crate::message::body::BoxError;

/// The default interval, which the HTML standard suggests because proxies close idle connections.
pub(super) const INTERVAL: Duration = Duration::from_secs(15);

/// A body that sends a comment whenever its content has been silent for an interval.
pub(super) struct KeepAlive<B> {
    content: B,
    interval: Duration,
    /// `None` until the first wait: before that, there may be no runtime.
    waiting: Option<Pin<Box<Sleep>>>,
}

impl<B> KeepAlive<B> {
    pub(super) fn new(content: B, interval: Duration) -> Self {
        Self {
            content,
            interval,
            waiting: None,
        }
    }
}

impl<B> Body for KeepAlive<B>
where
    B: Body<Data = Bytes, Error = BoxError> + Unpin,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        if let Poll::Ready(frame) = Pin::new(&mut this.content).poll_frame(context) {
            this.waiting = None;
            return Poll::Ready(frame);
        }
        if this.waiting.is_none() && Handle::try_current().is_ok() {
            this.waiting = Some(Box::pin(sleep(this.interval)));
        }
        let Some(waiting) = &mut this.waiting else {
            return Poll::Pending;
        };
        if waiting.as_mut().poll(context).is_pending() {
            return Poll::Pending;
        }
        waiting.as_mut().reset(Instant::now() + this.interval);
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b":\n\n")))))
    }

    fn is_end_stream(&self) -> bool {
        self.content.is_end_stream()
    }
}
