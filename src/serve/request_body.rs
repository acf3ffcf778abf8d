//! [`RequestBody`]: the body of a request, which must not stall.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use tokio::time::{Sleep, sleep};

use super::BoxError;
use super::activity::Activity;
use super::turn;

/// The body of a request. If nothing comes for too long while it is read, the server answers for the service; what is read by
/// another task than that of the service gets an error.
pub(super) struct RequestBody {
    incoming: Incoming,
    timeout: Option<Duration>,
    /// It runs while the body is waited for.
    sleep: Option<Pin<Box<Sleep>>>,
    is_whole: bool,
    activity: Arc<Activity>,
}

impl RequestBody {
    pub fn new(incoming: Incoming, timeout: Option<Duration>, activity: Arc<Activity>) -> Self {
        Self {
            incoming,
            timeout,
            sleep: None,
            is_whole: false,
            activity,
        }
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        if let Poll::Ready(frame) = Pin::new(&mut this.incoming).poll_frame(context) {
            this.sleep = None;
            this.is_whole = frame.is_none();
            return Poll::Ready(frame.map(|frame| frame.map_err(BoxError::from)));
        }
        let Some(timeout) = this.timeout else {
            return Poll::Pending;
        };
        let sleep = this.sleep.get_or_insert_with(|| Box::pin(sleep(timeout)));
        if sleep.as_mut().poll(context).is_pending() {
            return Poll::Pending;
        }
        this.sleep = None;
        if turn::request_stalls() {
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(BoxError::from(Stalled))))
    }

    fn is_end_stream(&self) -> bool {
        self.incoming.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.incoming.size_hint()
    }
}

impl Drop for RequestBody {
    fn drop(&mut self) {
        if !self.is_whole && !self.incoming.is_end_stream() {
            self.activity.leave_unread();
        }
    }
}

/// The client has sent nothing of a body for too long.
#[derive(Debug)]
struct Stalled;

impl fmt::Display for Stalled {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the client has sent nothing more of the body in time")
    }
}

impl std::error::Error for Stalled {}
