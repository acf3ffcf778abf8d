//! How a body that has begun ends when the rest of it cannot be had.

use std::fmt::Display;
use std::task::{Context, Poll};

use super::log::{Chain, LOG};
use crate::message::body::BoxError;

/// The error in place of the rest of a body. The server breaks the connection off at it, so that the client can tell.
///
/// A server that meets an error forgets what it has not flushed yet, the status included. It flushes whenever it has to
/// wait, so it is made to, once.
pub(crate) struct Broken {
    error: Option<BoxError>,
    is_flushed: bool,
}

impl Broken {
    /// Logs the error with its sources: the client does not learn it. A server asks for a body when the request is over,
    /// so that a body keeps the span that it was made in, and enters it.
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

    /// The error, and then the end.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<BoxError>> {
        if self.is_flushed {
            return Poll::Ready(self.error.take());
        }
        self.is_flushed = true;
        context.waker().wake_by_ref();
        Poll::Pending
    }
}
