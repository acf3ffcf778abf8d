//! [`Socket`]: a connection that must take what is sent to it.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Sleep, sleep};

use super::activity::Activity;
use super::first::{First, Version};

/// How long the rest of a request is read and thrown away before its connection is closed. A socket that is closed with bytes
/// unread is reset, which may take the response away from a client that is still sending (RFC 9112 section 9.6).
const TO_DRAIN: Duration = Duration::from_secs(5);

/// How much of a header section of HTTP/1 is read at once.
const HEAD_PIECE: usize = 8 * 1024;

/// A connection that must take what is sent to it.
pub(super) struct Socket<I> {
    io: I,
    first: First,
    version: Option<Version>,
    activity: Arc<Activity>,
    write_timeout: Option<Duration>,
    /// Whether nothing can be written.
    is_blocked: bool,
    /// For the client to take something.
    time_left: Option<Pin<Box<Sleep>>>,
    /// It runs while the rest is thrown away.
    draining: Option<Pin<Box<Sleep>>>,
    is_shut_down: bool,
    _place: Option<OwnedSemaphorePermit>,
}

impl<I> Socket<I> {
    pub fn new(
        io: I,
        activity: Arc<Activity>,
        write_timeout: Option<Duration>,
        place: Option<OwnedSemaphorePermit>,
    ) -> Self {
        Self {
            io,
            first: First::default(),
            version: None,
            activity,
            write_timeout,
            is_blocked: false,
            time_left: None,
            draining: None,
            is_shut_down: false,
            _place: place,
        }
    }

    fn sent(&self, written: &Poll<io::Result<usize>>) {
        if let Poll::Ready(Ok(bytes)) = written {
            self.activity.sent(*bytes);
        }
    }

    /// Turns a write that waits for too long into an error.
    fn in_time<T>(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if self.is_blocked != written.is_pending() {
            self.is_blocked = written.is_pending();
            self.activity.set_blocked(self.is_blocked);
            let timeout = self.write_timeout.filter(|_| self.is_blocked);
            self.time_left = timeout.map(|timeout| Box::pin(sleep(timeout)));
        }
        let Some(time_left) = &mut self.time_left else {
            return written;
        };
        ready!(time_left.as_mut().poll(context));
        Poll::Ready(Err(io::Error::new(
            io::ErrorKind::TimedOut,
            "the client has read nothing of the response within the write timeout",
        )))
    }
}

impl<I: AsyncRead + Unpin> Socket<I> {
    /// Reads until the version is known. What is read is not lost.
    pub fn poll_version(&mut self, context: &mut Context<'_>) -> Poll<io::Result<Version>> {
        loop {
            if let Some(version) = self.version {
                return Poll::Ready(Ok(version));
            }
            let before = self.first.len();
            let io = Pin::new(&mut self.io);
            ready!(self.first.fill(|rest| io.poll_read(context, rest)))?;
            if self.first.len() == before {
                // The client has sent all that it sends.
                self.version = Some(Version::Http1);
            } else {
                self.version = self.first.version();
                self.activity.received();
            }
        }
    }

    /// hyper compares a header section with its limit after each read, and may have room for more than the limit: what is read at
    /// once is at most by how much a section may be too long.
    fn poll_piece(
        &mut self,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let io = Pin::new(&mut self.io);
        let is_large = into.remaining() > HEAD_PIECE;
        if is_large && self.version == Some(Version::Http1) && self.activity.reads_head() {
            let mut piece = ReadBuf::new(into.initialize_unfilled_to(HEAD_PIECE));
            let read = io.poll_read(context, &mut piece);
            let length = piece.filled().len();
            into.advance(length);
            return read;
        }
        io.poll_read(context, into)
    }

    /// Throws away what still comes, until the client has closed its side or the time is over.
    fn poll_drain(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let time = self
            .draining
            .get_or_insert_with(|| Box::pin(sleep(TO_DRAIN)));
        let mut scratch = [0; 8 * 1024];
        while time.as_mut().poll(context).is_pending() {
            let mut scratch = ReadBuf::new(&mut scratch);
            match ready!(Pin::new(&mut self.io).poll_read(context, &mut scratch)) {
                Ok(()) if !scratch.filled().is_empty() => {}
                _ => break,
            }
        }
        Poll::Ready(())
    }
}

impl<I: AsyncRead + Unpin> AsyncRead for Socket<I> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = into.filled().len();
        self.first.give(into);
        let is_given = into.filled().len() > before;
        let read = match is_given && into.remaining() == 0 {
            true => Poll::Ready(Ok(())),
            // What follows the first bytes comes with them.
            false => self.poll_piece(context, into),
        };
        if into.filled().len() > before {
            self.activity.received();
        }
        match read {
            // What was given may be a whole request; a connection that has failed has ended for the next read as well.
            Poll::Pending | Poll::Ready(Err(_)) if is_given => Poll::Ready(Ok(())),
            read => read,
        }
    }
}

impl<I: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Socket<I> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.io).poll_write(context, bytes);
        self.sent(&written);
        self.in_time(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.io).poll_write_vectored(context, pieces);
        self.sent(&written);
        self.in_time(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.io).poll_flush(context);
        self.in_time(context, flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if !self.is_shut_down {
            let shut_down = Pin::new(&mut self.io).poll_shutdown(context);
            ready!(self.in_time(context, shut_down))?;
            self.is_shut_down = true;
        }
        if self.activity.has_unread() {
            ready!(self.poll_drain(context));
        }
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;

    /// A client that sends these bytes and is gone.
    struct Gone(Option<&'static [u8]>);

    impl AsyncRead for Gone {
        fn poll_read(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
            into: &mut ReadBuf<'_>,
        ) -> Poll<io::Result<()>> {
            Poll::Ready(match self.0.take() {
                Some(bytes) => {
                    into.put_slice(bytes);
                    Ok(())
                }
                None => Err(io::ErrorKind::ConnectionReset.into()),
            })
        }
    }

    #[test]
    fn a_short_request_is_read_although_its_client_is_gone() {
        let request = b"GET / HTTP/1.0\r\n\r\n";
        let mut socket = Socket::new(Gone(Some(request)), Arc::default(), None, None);
        let mut context = Context::from_waker(Waker::noop());
        let version = socket.poll_version(&mut context);
        assert!(matches!(version, Poll::Ready(Ok(Version::Http1))));
        let mut bytes = [0; 100];
        let mut into = ReadBuf::new(&mut bytes);
        let mut read = |into: &mut _| Pin::new(&mut socket).poll_read(&mut context, into);
        assert!(matches!(read(&mut into), Poll::Ready(Ok(()))));
        assert_eq!(into.filled(), request);
        assert!(matches!(read(&mut into), Poll::Ready(Err(_))));
    }
}
