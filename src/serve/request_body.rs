//! [`RequestBody`]: the body of a request, which must not stall.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use pin_project_lite::pin_project;
use tokio::time::{Sleep, sleep};

use super::BoxError;
use super::activity::Activity;
use super::turn;

pin_project! {
    /// The body of a request. If nothing comes for too long while it is read, the server answers for the service; what is read by
    /// another task than that of the service gets an error.
    pub(super) struct RequestBody {
        incoming: Incoming,
        timeout: Option<Duration>,
        // It runs while the body is waited for. It stands here, not on the heap, as most bodies are waited for.
        #[pin]
        sleep: Option<Sleep>,
        is_whole: bool,
        activity: Arc<Activity>,
    }

    impl PinnedDrop for RequestBody {
        fn drop(this: Pin<&mut Self>) {
            if !this.is_whole && !this.incoming.is_end_stream() {
                this.activity.leave_unread();
            }
        }
    }
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
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let mut this = self.project();
        if let Poll::Ready(frame) = Pin::new(this.incoming).poll_frame(context) {
            this.sleep.set(None);
            *this.is_whole = frame.is_none();
            return Poll::Ready(frame.map(|frame| frame.map_err(BoxError::from)));
        }
        let Some(timeout) = *this.timeout else {
            return Poll::Pending;
        };
        if this.sleep.is_none() {
            this.sleep.set(Some(sleep(timeout)));
        }
        let ended = this.sleep.as_mut().as_pin_mut();
        if ended.is_some_and(|sleep| sleep.poll(context).is_pending()) {
            return Poll::Pending;
        }
        this.sleep.set(None);
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

/// The client has sent nothing of a body for too long.
#[derive(Debug)]
struct Stalled;

impl fmt::Display for Stalled {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the client has sent nothing more of the body within the body timeout")
    }
}

impl std::error::Error for Stalled {}
