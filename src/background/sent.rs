//! [`SentBody`]: a body that starts work once it has been sent.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::{Body, Bytes, HttpBody};
use http_body::{Frame, SizeHint};

use super::tasks::Waiting;

/// A body that starts work at its end or when it is dropped, whichever comes first: an empty body, and that of a HEAD,
/// is never read.
pub(super) struct SentBody {
    body: Body,
    waiting: Vec<Waiting>,
}

impl SentBody {
    pub(super) fn wrap(body: Body, waiting: Vec<Waiting>) -> Body {
        Body::new(Self { body, waiting })
    }
}

impl HttpBody for SentBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if !matches!(frame, Some(Ok(_))) {
            self.waiting.clear();
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
