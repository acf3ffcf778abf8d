//! [`Activity`]: what happens on a connection, so that its deadlines can be told.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use tokio::sync::Notify;

/// What an HTTP/2 client can have for the asking, the answer to a PING (RFC 9113 section 6.7), is not a piece of a response.
const LONGEST_ANSWER: usize = 9 + 8;

/// What happens on a connection. Its socket, its requests and its streams report it.
#[derive(Debug, Default)]
pub(super) struct Activity {
    /// The requests whose responses are not complete.
    open: AtomicUsize,
    requests: AtomicUsize,
    is_http2: AtomicBool,
    /// Whether something was read since the last header section or the last response.
    has_received: AtomicBool,
    /// Whether the socket does not take what is sent.
    is_blocked: AtomicBool,
    /// How often a piece of a response was written to the socket.
    sent: AtomicUsize,
    /// Whether hyper is done: who has the socket now has upgraded the connection.
    is_over: AtomicBool,
    /// Whether a response has waited for more of its body.
    has_waited: AtomicBool,
    /// Whether a part of a request body is left that nobody wants to read.
    has_unread: AtomicBool,
    /// A stream of HTTP/2, which is a task of its own, has ended.
    pub ended: Notify,
}

/// What a connection is waiting for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// For the header section of a request: the first one, or one that has begun.
    Head,
    /// For a response, or for the client to take it.
    Busy,
    /// For another request.
    Idle,
}

impl Activity {
    pub fn phase(&self) -> Phase {
        if self.open.load(Ordering::Acquire) > 0 || self.is_blocked.load(Ordering::Relaxed) {
            Phase::Busy
        } else if self.requests() == 0 {
            Phase::Head
        } else if self.is_http2() {
            // What is received may be a PING.
            Phase::Idle
        } else if self.has_received.load(Ordering::Relaxed) {
            Phase::Head
        } else {
            Phase::Idle
        }
    }

    /// How many requests there have been.
    pub fn requests(&self) -> usize {
        self.requests.load(Ordering::Relaxed)
    }

    pub fn is_http2(&self) -> bool {
        self.is_http2.load(Ordering::Relaxed)
    }

    /// Changes whenever a piece of a response is written to the socket.
    pub fn progress(&self) -> usize {
        self.sent.load(Ordering::Relaxed)
    }

    pub fn has_unread(&self) -> bool {
        self.has_unread.load(Ordering::Relaxed)
    }

    pub fn received(&self) {
        self.has_received.store(true, Ordering::Relaxed);
    }

    pub fn sent(&self, bytes: usize) {
        if bytes > LONGEST_ANSWER {
            self.sent.fetch_add(1, Ordering::Relaxed);
        }
    }

    pub fn set_blocked(&self, is_blocked: bool) {
        self.is_blocked.store(is_blocked, Ordering::Relaxed);
    }

    /// hyper is done with the connection.
    pub fn end(&self) {
        self.is_over.store(true, Ordering::Relaxed);
    }

    /// Whether what is read belongs to the header section of a request.
    pub fn reads_head(&self) -> bool {
        !self.is_over.load(Ordering::Relaxed) && self.phase() != Phase::Busy
    }

    /// A response waits for more of its body.
    pub fn wait(&self) {
        self.has_waited.store(true, Ordering::Relaxed);
    }

    /// Whether a response has waited for more of its body since the last call.
    pub fn take_waited(&self) -> bool {
        self.has_waited.load(Ordering::Relaxed) && self.has_waited.swap(false, Ordering::Relaxed)
    }

    /// The rest of a request body will not be read.
    pub fn leave_unread(&self) {
        if !self.is_http2() {
            self.has_unread.store(true, Ordering::Relaxed);
        }
    }

    /// The header section of a request is complete. Returns how many there have been, with this one.
    pub fn begin(&self, is_http2: bool) -> usize {
        if is_http2 {
            self.is_http2.store(true, Ordering::Relaxed);
        }
        self.has_received.store(false, Ordering::Relaxed);
        self.has_unread.store(false, Ordering::Relaxed);
        self.requests.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Counts as open until it is dropped.
    pub fn open(self: &Arc<Self>) -> Open {
        self.open.fetch_add(1, Ordering::Relaxed);
        Open(Arc::clone(self))
    }
}

/// A request, or a stream, that is open.
#[derive(Debug)]
pub(super) struct Open(Arc<Activity>);

impl Open {
    pub fn activity(&self) -> &Arc<Activity> {
        &self.0
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.has_received.store(false, Ordering::Relaxed);
        let was_last = self.0.open.fetch_sub(1, Ordering::Release) == 1;
        if was_last && self.0.is_http2() {
            self.0.ended.notify_one();
        }
    }
}
