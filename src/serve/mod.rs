//! [`serve`](fn@serve): a server with deadlines and limits, for a service that faces a network.
//!
//! ```no_run
//! # async fn main_(app: axum::Router) -> std::io::Result<()> {
//! let listener = tokio::net::TcpListener::bind("0.0.0.0:3000").await?;
//! steadfast::serve(listener, app).await?;
//! # Ok(())
//! # }
//! ```
//!
//! It takes the place of `axum::serve`, also in [`Tasks::serve_until`](crate::Tasks::serve_until):
//!
//! ```no_run
//! # use std::time::Duration;
//! # async fn main_(
//! #     listener: tokio::net::TcpListener, app: axum::Router, tasks: steadfast::Tasks, stop: impl Future<Output = ()>,
//! # ) -> std::io::Result<()> {
//! let server = |stop| steadfast::serve(listener, app).with_graceful_shutdown(stop);
//! tasks.serve_until(stop, Duration::from_secs(30), server).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Limits
//!
//! | what is limited | default | set by | what happens then |
//! |---|---|---|---|
//! | the time until a request's header section is complete, from the connection or its first byte on, with the TLS handshake | 30 s (as hyper) | [`header_timeout`](Serve::header_timeout) | the connection is closed |
//! | the time between two pieces of a request's body | 30 s | [`body_timeout`](Serve::body_timeout) | 408 and the end of the connection, or of the HTTP/2 stream; the handler is dropped |
//! | the time in which a client takes nothing of what is sent (a long response that is read at less than about 12 kB/s can be cut) | 120 s | [`write_timeout`](Serve::write_timeout) | the connection, or the HTTP/2 stream, is closed |
//! | the time between two requests on a connection | 75 s (as nginx; longer than the 60 s of common load balancers) | [`keep_alive`](Serve::keep_alive) | the connection is closed |
//! | the requests on a connection | no limit | [`max_requests_per_connection`](Serve::max_requests_per_connection) | the last response has `Connection: close`; HTTP/2 sends GOAWAY |
//! | the open connections | 3/4 of the files that the process may open; 10,000 where Linux does not tell | [`max_connections`](Serve::max_connections) | new ones wait in the backlog of the listener |
//! | the size of the header section, with the request line | 32 KiB (as nginx) | [`max_header_size`](Serve::max_header_size) | 431 |
//! | the number of header fields (HTTP/1) | 100 (as hyper) | [`max_headers`](Serve::max_headers) | 431 |
//! | the length of the request target | 8 KiB (RFC 9112 section 3 asks for 8,000) | [`max_target_size`](Serve::max_target_size) | 414 |
//! | the streams of an HTTP/2 connection | 100 (RFC 9113 section 6.5.2) | [`http2_max_concurrent_streams`](Serve::http2_max_concurrent_streams) | further streams are refused |
//! | the unread bytes of HTTP/2 request bodies | 256 KiB of a stream, 2 MiB of a connection | [`http2_windows`](Serve::http2_windows) | the client waits |
//! | HTTP/2 streams that the client resets before they are handled (rapid reset, CVE-2023-44487) | 20 (as h2) | [`http2_max_reset_streams`](Serve::http2_max_reset_streams) | the connection is closed |
//! | the time in which an HTTP/2 client answers a PING | 20 s, one PING every 30 s | [`http2_ping`](Serve::http2_ping) | the connection is closed |
//!
//! No limit is on the time of a whole request: a long upload and a stream of events go on as long as both sides do, and a long
//! download as long as the client reads it at more than about 12 kB/s (see [`write_timeout`](Serve::write_timeout)). A stream
//! that has nothing to say is not stalled. The length of a body is limited where it is read, by
//! `axum::extract::DefaultBodyLimit`; one that is announced to be longer is refused with a 413 before it is read.
//!
//! A client that has vanished without a word is noticed by TCP, minutes after something was sent to it; one that speaks HTTP/2,
//! by its PINGs.
//!
//! A connection that is upgraded (a WebSocket) counts as a connection and has the `write_timeout`, and no other limit.
//!
//! # What is refused here
//!
//! The server itself answers 400 for a bad `Host`, 408, 414 and 431, and the app does not see such a request (for a 408, its
//! handler is dropped). A 431 has no body; the others are problems, in the format of [`errors`](Serve::errors).
//!
//! An HTTP/1.1 request without `Host`, and an HTTP/1 request with several or with an invalid one, is a 400 (RFC 9112 section
//! 3.2). HTTP/1.0 may leave it out. HTTP/2 has `:authority` instead, so its `Host` is not checked. If the target of an HTTP/1
//! request is a whole URL (`GET http://host/path`), `Host` is replaced by the host in it (section 3.2.2).
//!
//! # What an app sees
//!
//! The address of the client is always in the request, for `axum::extract::ConnectInfo<SocketAddr>`, if the listener has
//! addresses of that type. `into_make_service_with_connect_info` is not needed, and is not accepted.
//!
//! # Behind a proxy
//!
//! A proxy that buffers requests (as nginx does by default) keeps slow clients away from this server, and its own timeouts
//! come first. Even so the limits here cost nothing. What has to fit together: [`keep_alive`](Serve::keep_alive) longer than the
//! proxy keeps an idle connection (else it may send a request on a connection that is just being closed), and
//! [`max_connections`](Serve::max_connections) above what it opens.
//!
//! The address of the client is then the one of the proxy. `Forwarded`, `X-Forwarded-For` and the like are not read here: anyone
//! can send them, so only an app that knows its proxy may believe them, and only the part that this proxy has added. Bind the
//! listener to an address that only the proxy can reach, or to a Unix socket, which works as well:
//!
//! ```no_run
//! # #[cfg(unix)]
//! # async fn main_(app: axum::Router) -> std::io::Result<()> {
//! let listener = tokio::net::UnixListener::bind("/run/app/http.sock")?;
//! steadfast::serve(listener, app).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # TLS
//!
//! A listener is anything that implements `axum::serve::Listener`. [`Handshaking`] shows one for rustls, whose handshakes wait
//! for nobody else and are part of the `header_timeout`.
//!
//! # What `axum::serve` leaves open
//!
//! It serves the same protocols by the same crates, without these limits: a connection that sends nothing, half a header section
//! or half a body stays open for good, as does one that reads nothing of a response; connections are not counted, so silent
//! ones use up the descriptors of the process; the header section may have 400 kB. Behind a proxy that limits all of this it
//! is enough.

mod activity;
mod connection;
mod deadline;
mod first;
mod handler;
mod handshaking;
mod host;
mod request_body;
mod response_body;
mod served;
mod serving;
mod settings;
mod socket;
mod streams;
mod time;
mod turn;

use std::any::Any;
use std::error::Error;
use std::fmt;
use std::future::{Pending, pending, poll_fn};
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::serve::Listener;
use response_core::message::LOG;
use response_core::problem::ErrorFormat;
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

pub use handshaking::Handshaking;
pub use served::Served;

use settings::Settings;
pub use time::Time;

type BoxError = Box<dyn Error + Send + Sync>;

/// Serves HTTP/1 and HTTP/2 on a listener, with [deadlines and limits](self#limits).
///
/// `service` is an `axum::Router`, or any other tower service of requests: a router inside a layer, for example. An error of the
/// service is logged and is a 500.
///
/// ```no_run
/// use std::time::Duration;
///
/// # async fn main_(app: axum::Router) -> std::io::Result<()> {
/// let listener = tokio::net::TcpListener::bind("0.0.0.0:3000").await?;
/// steadfast::serve(listener, app)
///     .header_timeout(Duration::from_secs(10))
///     .max_connections(5_000)
///     .await?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// None so far: the server runs until [`with_graceful_shutdown`](Serve::with_graceful_shutdown) ends it. When the process has no
/// descriptor left for a new connection, the listener waits and tries again.
///
/// # Panics
/// When it is awaited outside of a tokio runtime with a clock and I/O (`enable_all`).
pub fn serve<L, T>(listener: L, service: impl Served<Service = T>) -> Serve<L, T> {
    Serve {
        listener,
        service: service.into_served(),
        settings: Settings::default(),
        stop: pending(),
    }
}

/// A server that has not started: `.await` runs it. [`serve`](fn@serve) makes it.
///
/// `None` in place of a `Duration` removes that limit.
///
/// ```no_run
/// use std::time::Duration;
///
/// use steadfast::ErrorFormat;
///
/// # async fn main_(app: axum::Router) -> std::io::Result<()> {
/// let listener = tokio::net::TcpListener::bind("0.0.0.0:3000").await?;
/// let server = steadfast::serve(listener, app)
///     .header_timeout(Duration::from_secs(10))
///     .body_timeout(Duration::from_secs(10))
///     .write_timeout(Duration::from_secs(60))
///     .keep_alive(None)                                       // no limit
///     .max_connections(5_000)
///     .max_requests_per_connection(1_000)
///     .max_header_size(16_384)
///     .max_headers(64)
///     .max_target_size(4_096)
///     .http2_max_concurrent_streams(50)
///     .http2_ping(Duration::from_secs(60), Duration::from_secs(10))
///     .http2_windows(256 * 1024, 1024 * 1024)
///     .http2_max_reset_streams(10)
///     .tcp_nodelay(true)
///     .errors(ErrorFormat::Detail);
/// println!("http://{}", server.local_addr()?);
/// server
///     .with_graceful_shutdown(async { tokio::signal::ctrl_c().await.expect("a signal handler") })
///     .await
/// # }
/// ```
#[must_use = "a server does nothing unless it is awaited"]
pub struct Serve<L, S, F = Pending<()>> {
    listener: L,
    service: S,
    settings: Settings,
    stop: F,
}

impl<L, S, F> Serve<L, S, F> {
    /// Stops when `stop` ends: the listener and the idle connections are closed at once, and the requests that are in flight are
    /// completed, with `Connection: close` or GOAWAY.
    ///
    /// That may take as long as a response does: [`Tasks::serve_until`](crate::Tasks::serve_until) has a limit.
    pub fn with_graceful_shutdown<F2>(self, stop: F2) -> Serve<L, S, F2>
    where
        F2: Future<Output = ()> + Send + 'static,
    {
        Serve {
            listener: self.listener,
            service: self.service,
            settings: self.settings,
            stop,
        }
    }

    /// The time in which a client has to send the header section of a request, from its first byte on; on a new connection,
    /// from the connection on. By default 30 seconds.
    pub fn header_timeout(mut self, timeout: impl Time) -> Self {
        self.settings.header_timeout = timeout.limit();
        self
    }

    /// The time between two pieces of the body of a request, while the service waits for it. By default 30 seconds.
    ///
    /// If no response has begun, the client gets a 408 and the service is dropped; otherwise reading the body fails.
    pub fn body_timeout(mut self, timeout: impl Time) -> Self {
        self.settings.body_timeout = timeout.limit();
        self
    }

    /// The time in which a client has to take at least something of what is sent to it. By default 120 seconds.
    ///
    /// Linux tells that there is room for more only when about a third of its send buffer is free, which grows up to 4 MiB
    /// (`net.ipv4.tcp_wmem`). So by default a client that reads less than about 12 kB/s of a long response can be cut, though it
    /// reads steadily. For such clients, set a longer time, or `None`.
    pub fn write_timeout(mut self, timeout: impl Time) -> Self {
        self.settings.write_timeout = timeout.limit();
        self
    }

    /// The time between two requests after which a connection is closed. By default 75 seconds.
    pub fn keep_alive(mut self, timeout: impl Time) -> Self {
        self.settings.keep_alive = timeout.limit();
        self
    }

    /// The number of requests after which a connection is closed, so that clients spread again over the instances of a service.
    /// By default there is no limit; 0 counts as 1.
    pub fn max_requests_per_connection(mut self, requests: impl Into<Option<usize>>) -> Self {
        self.settings.max_requests = requests.into();
        self
    }

    /// The number of connections that are open at a time. Further clients wait, unaccepted, in the backlog of the listener; that
    /// the limit is reached is a warning in the log.
    ///
    /// By default three quarters of the files that the process may open (`ulimit -n`), so that the rest is left for a database and
    /// for files; 10,000 where `/proc/self/limits` does not tell. 0 counts as 1.
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.settings.max_connections = connections;
        self
    }

    /// The size of the header section of a request in bytes, for HTTP/1 with the request line. By default 32,768; at least 8,192.
    ///
    /// It is also the size up to which a connection's buffers grow.
    pub fn max_header_size(mut self, bytes: usize) -> Self {
        self.settings.max_header_size = bytes;
        self
    }

    /// The number of header fields of an HTTP/1 request. By default 100; above 100, each request costs allocations.
    pub fn max_headers(mut self, fields: usize) -> Self {
        self.settings.max_headers = Some(fields);
        self
    }

    /// The length of the request target (path and query, or the whole URL) in bytes. By default 8,192.
    pub fn max_target_size(mut self, bytes: usize) -> Self {
        self.settings.max_target_size = bytes;
        self
    }

    /// The number of streams that are open at a time on an HTTP/2 connection (`SETTINGS_MAX_CONCURRENT_STREAMS`). By default 100.
    pub fn http2_max_concurrent_streams(mut self, streams: u32) -> Self {
        self.settings.http2_max_streams = streams;
        self
    }

    /// How often an HTTP/2 client gets a PING, and the time in which it has to answer. By default every 30 seconds, and 20
    /// seconds. Without an interval there are no PINGs.
    pub fn http2_ping(mut self, interval: impl Time, timeout: Duration) -> Self {
        self.settings.http2_ping_interval = interval.limit();
        self.settings.http2_ping_timeout = timeout;
        self
    }

    /// The bytes of request bodies that an HTTP/2 client may send before they are read, on a stream and on the whole connection
    /// (RFC 9113 section 5.2). By default 256 KiB and 2 MiB; at most 2^31-1.
    ///
    /// A handler that does not read its upload keeps a stream window's worth of the connection's: if both are equal, it holds up
    /// the other uploads of the connection, which then end in a 408.
    pub fn http2_windows(mut self, stream: u32, connection: u32) -> Self {
        self.settings.http2_stream_window = stream;
        self.settings.http2_connection_window = connection;
        self
    }

    /// The number of HTTP/2 streams that a client may reset before they have been handled. By default 20.
    pub fn http2_max_reset_streams(mut self, streams: usize) -> Self {
        self.settings.http2_max_reset_streams = streams;
        self
    }

    /// Whether `TCP_NODELAY` is set. By default it is: without it, the last packet of a response may wait for the client to
    /// acknowledge the one before, which takes up to 40 ms (Nagle's algorithm against delayed acknowledgements), and hyper already
    /// writes in large pieces. It is set on a `TcpStream` only, not inside of another type of connection.
    pub fn tcp_nodelay(mut self, is_set: bool) -> Self {
        self.settings.tcp_nodelay = is_set;
        self
    }

    /// The format of [what the server itself refuses](self#what-is-refused-here): the one of
    /// [`Api::errors`](crate::Api::errors). By default [`ErrorFormat::Problem`].
    pub fn errors(mut self, format: ErrorFormat) -> Self {
        self.settings.errors = format;
        self
    }
}

impl<L: Listener, S, F> Serve<L, S, F> {
    /// The address of the listener.
    ///
    /// # Errors
    /// Those of the listener.
    pub fn local_addr(&self) -> io::Result<L::Addr> {
        self.listener.local_addr()
    }
}

impl<L, S, F> Serve<L, S, F>
where
    L: Listener,
    S: Served,
    F: Future<Output = ()>,
{
    async fn run(self) {
        let Self {
            mut listener,
            service,
            settings,
            stop,
        } = self;
        let places = Arc::new(Semaphore::new(settings.places()));
        let settings = Arc::new(settings);
        let told = CancellationToken::new();
        // Dropped with this future, it aborts them.
        let mut connections = JoinSet::new();
        let mut stop = pin!(stop);
        let mut are_full = false;
        while let Some(place) = unless(
            stop.as_mut(),
            &mut connections,
            place(&places, &mut are_full),
        )
        .await
        {
            let accepted = unless(stop.as_mut(), &mut connections, listener.accept()).await;
            let Some((io, peer)) = accepted else {
                break;
            };
            if settings.tcp_nodelay
                && let Some(tcp) = (&io as &dyn Any).downcast_ref::<TcpStream>()
                && let Err(error) = tcp.set_nodelay(true)
            {
                tracing::debug!(target: LOG, %error, "TCP_NODELAY could not be set");
            }
            let peer = (&peer as &dyn Any).downcast_ref::<SocketAddr>().copied();
            let (service, settings) = (service.clone(), Arc::clone(&settings));
            let served = connection::run(io, peer, service, settings, told.clone(), place);
            connections.spawn(served);
        }
        drop(listener);
        told.cancel();
        while connections.join_next().await.is_some() {}
    }
}

/// A future, unless another one ends before. Meanwhile, connections that have ended are forgotten.
async fn unless<T>(
    mut stop: Pin<&mut impl Future<Output = ()>>,
    connections: &mut JoinSet<()>,
    future: impl Future<Output = T>,
) -> Option<T> {
    let mut future = pin!(future);
    poll_fn(|context| {
        while let Poll::Ready(Some(_)) = connections.poll_join_next(context) {}
        match stop.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(None),
            Poll::Pending => future.as_mut().poll(context).map(Some),
        }
    })
    .await
}

/// Waits until there may be one more connection. Reaching the limit is logged once, and again only after a connection was accepted
/// without waiting.
async fn place(places: &Arc<Semaphore>, are_full: &mut bool) -> Option<OwnedSemaphorePermit> {
    if let Ok(place) = Arc::clone(places).try_acquire_owned() {
        *are_full = false;
        return Some(place);
    }
    if !*are_full {
        *are_full = true;
        tracing::warn!(target: LOG, "the limit of connections is reached: new connections wait");
    }
    Arc::clone(places).acquire_owned().await.ok()
}

impl<L, S, F> IntoFuture for Serve<L, S, F>
where
    L: Listener,
    S: Served,
    F: Future<Output = ()> + Send + 'static,
{
    type Output = io::Result<()>;
    type IntoFuture = Serving;

    fn into_future(self) -> Serving {
        Serving(Box::pin(self.run()))
    }
}

/// A running server: the future of a [`Serve`].
///
/// When it is dropped, its connections are closed and the requests that are in flight are dropped.
///
/// ```no_run
/// use std::future::IntoFuture;
///
/// use steadfast::serve::Serving;
///
/// # async fn main_(app: axum::Router) -> std::io::Result<()> {
/// let listener = tokio::net::TcpListener::bind("0.0.0.0:3000").await?;
/// let serving: Serving = steadfast::serve(listener, app).into_future();
/// tokio::spawn(serving).await?
/// # }
/// ```
#[must_use = "a server does nothing unless it is awaited"]
pub struct Serving(Pin<Box<dyn Future<Output = ()> + Send>>);

impl Future for Serving {
    type Output = io::Result<()>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.0.as_mut().poll(context).map(Ok)
    }
}

impl fmt::Debug for Serving {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Serving").finish_non_exhaustive()
    }
}

impl<L: fmt::Debug, S, F> fmt::Debug for Serve<L, S, F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Serve")
            .field("listener", &self.listener)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
