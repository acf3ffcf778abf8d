//! How a body that has begun ends when the rest of it cannot be sent.

use std::fmt::Display;
use std::task::{Context, Poll};

use super::log::{Chain, LOG};
use crate::message::body::BoxError;

/// The error in place of the rest of a body. The server closes the connection at it, so that the client can tell.
///
/// When a server meets an error, it drops what it has not flushed yet, including the status. It flushes whenever it has
/// to wait, so it is made to wait once.
pub(crate) struct Broken {
    error: Option<BoxError>,
    is_flushed: bool,
}

impl Broken {
    /// Logs the error with its sources, which the client does not see. A server polls a body after the request is over,
    /// so a body keeps the span in which it was created, and enters it.
    pub(crate) fn new(error: impl Into<BoxError>, what: impl Display) -> Self {
        let error = error.into();
        tracing::error!(
            target: LOG,
            error = %Chain(&*error),
            "{what} cannot be sent to its end: the connection is broken off"
        );
        Self {
            error: Some(error),
            is_flushed: false,
        }
    }

    /// Returns the error, then the end.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<BoxError>> {
        if self.is_flushed {
            return Poll::Ready(self.error.take());
        }
        self.is_flushed = true;
        context.waker().wake_by_ref();
        Poll::Pending
    }
}
