//! A body that sends comments while its content is silent.

mod seats;
mod ticker;

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame};
use tokio::runtime::Handle;

use crate::message::body::BoxError;
use ticker::{Seat, Silence};

/// The default interval, which the HTML standard suggests because proxies close idle connections.
pub(super) const INTERVAL: Duration = Duration::from_secs(15);

/// A body that sends a comment whenever its content has been silent for an interval.
pub(super) struct KeepAlive<B> {
    content: B,
    interval: Duration,
    /// `None` until the first wait: before that, there may be no runtime.
    seat: Option<Seat>,
    /// Whether the content has sent something since the last wait.
    was_heard: bool,
}

impl<B> KeepAlive<B> {
    pub(super) fn new(content: B, interval: Duration) -> Self {
        Self {
            content,
            interval,
            seat: None,
            was_heard: false,
        }
    }

    /// Whether the content has been silent for an interval.
    fn is_silent(&mut self, context: &Context<'_>) -> bool {
        let was_heard = std::mem::take(&mut self.was_heard);
        if let Some(seat) = &self.seat {
            let silence = match was_heard {
                true => seat.begin(self.interval, context.waker()),
                false => seat.silence(context.waker()),
            };
            match silence {
                Silence::Continues => return false,
                Silence::IsOver => {
                    seat.begin(self.interval, context.waker());
                    return true;
                }
                // The runtime has gone that it was in.
                Silence::Untold => self.seat = None,
            }
        }
        if let Ok(runtime) = Handle::try_current() {
            self.seat = Some(Seat::take(&runtime, self.interval, context.waker()));
        }
        false
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
            this.was_heard = true;
            return Poll::Ready(frame);
        }
        match this.is_silent(context) {
            true => Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b":\n\n"))))),
            false => Poll::Pending,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.content.is_end_stream()
    }
}

#[cfg(test)]
mod tests;
