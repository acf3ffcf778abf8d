//! [`Handshaking`]: a connection whose handshake is still to be done.

use std::fmt;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A connection whose handshake is done when it is first read, for listeners with TLS.
///
/// A listener that waits for the handshake in `accept` lets one slow client keep all others out. This type carries the handshake
/// to the task of its connection, where it is a part of the [`header_timeout`](super::Serve::header_timeout) and counts as a
/// connection. With `tokio-rustls`:
///
/// ```ignore
/// use std::net::SocketAddr;
///
/// use axum::serve::Listener;
/// use steadfast::serve::Handshaking;
/// use tokio::net::{TcpListener, TcpStream};
/// use tokio_rustls::{Accept, TlsAcceptor, server::TlsStream};
///
/// struct Tls {
///     tcp: TcpListener,
///     acceptor: TlsAcceptor, // from a `rustls::ServerConfig`; `alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()]`
/// }
///
/// impl Listener for Tls {
///     type Io = Handshaking<Accept<TcpStream>, TlsStream<TcpStream>>;
///     type Addr = SocketAddr;
///
///     async fn accept(&mut self) -> (Self::Io, SocketAddr) {
///         let (tcp, client) = Listener::accept(&mut self.tcp).await; // without a free descriptor it waits
///         let _ = tcp.set_nodelay(true);
///         (Handshaking::new(self.acceptor.accept(tcp)), client)
///     }
///
///     fn local_addr(&self) -> std::io::Result<SocketAddr> {
///         self.tcp.local_addr()
///     }
/// }
/// ```
pub struct Handshaking<F, I>(State<F, I>);

enum State<F, I> {
    Before(Pin<Box<F>>),
    Done(I),
    Failed,
}

impl<F, I> Handshaking<F, I>
where
    F: Future<Output = io::Result<I>>,
{
    /// Creates a connection that can be used once `handshake` has completed.
    pub fn new(handshake: F) -> Self {
        Self(State::Before(Box::pin(handshake)))
    }

    fn poll_done(&mut self, context: &mut Context<'_>) -> Poll<io::Result<&mut I>> {
        if let State::Before(handshake) = &mut self.0 {
            match ready!(handshake.as_mut().poll(context)) {
                Ok(io) => self.0 = State::Done(io),
                Err(error) => {
                    self.0 = State::Failed;
                    return Poll::Ready(Err(error));
                }
            }
        }
        match &mut self.0 {
            State::Done(io) => Poll::Ready(Ok(io)),
            _ => Poll::Ready(Err(io::ErrorKind::NotConnected.into())),
        }
    }
}

impl<F, I> AsyncRead for Handshaking<F, I>
where
    F: Future<Output = io::Result<I>>,
    I: AsyncRead + Unpin,
{
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let io = ready!(self.poll_done(context))?;
        Pin::new(io).poll_read(context, into)
    }
}

impl<F, I> AsyncWrite for Handshaking<F, I>
where
    F: Future<Output = io::Result<I>>,
    I: AsyncWrite + Unpin,
{
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let io = ready!(self.poll_done(context))?;
        Pin::new(io).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let io = ready!(self.poll_done(context))?;
        Pin::new(io).poll_write_vectored(context, pieces)
    }

    /// Before the handshake, it is not known: a TLS stream gathers the pieces itself.
    fn is_write_vectored(&self) -> bool {
        match &self.0 {
            State::Done(io) => io.is_write_vectored(),
            _ => true,
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let io = ready!(self.poll_done(context))?;
        Pin::new(io).poll_flush(context)
    }

    /// Without a handshake there is nothing to be said in the end.
    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.0 {
            State::Done(io) => Pin::new(io).poll_shutdown(context),
            _ => Poll::Ready(Ok(())),
        }
    }
}

impl<F, I> fmt::Debug for Handshaking<F, I> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Handshaking")
            .finish_non_exhaustive()
    }
}
