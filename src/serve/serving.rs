//! [`Serving`]: a connection that hyper serves, in the version that its first bytes tell.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use http::{Request, Response};
use hyper::body::Incoming;
use hyper::rt::bounds::Http2ServerConnExec;
use hyper::server::conn::{http1, http2};
use hyper::service::{HttpService, Service};
use hyper_util::rt::TokioIo;
use pin_project_lite::pin_project;
use tokio::io::{AsyncRead, AsyncWrite};

use super::BoxError;
use super::activity::Activity;
use super::first::Version;
use super::settings::Settings;
use super::socket::Socket;
use super::streams::Streams;

pin_project! {
    /// A connection that hyper serves.
    ///
    /// hyper-util does the same, at twice the memory: it hands on the first bytes alone, so hyper makes room for the others behind
    /// them, 8 KiB that stay as long as the connection; and it keeps as much for HTTP/1 as HTTP/2 needs.
    #[project = ServingProjection]
    pub(super) enum Serving<I, H>
    where
        H: HttpService<Incoming>,
    {
        Begun {
            // `None` if it is to end.
            begun: Option<(Socket<I>, H)>,
        },
        Http1 {
            #[pin]
            connection: http1::UpgradeableConnection<TokioIo<Socket<I>>, H>,
        },
        Http2 {
            connection: Pin<Box<http2::Connection<TokioIo<Socket<I>>, H, Streams>>>,
        },
    }
}

impl<I, H, B> Serving<I, H>
where
    I: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    H: Service<Request<Incoming>, Response = Response<B>, Error: Into<BoxError>, Future: 'static>,
    B: http_body::Body<Error: Into<BoxError>> + 'static,
    Streams: Http2ServerConnExec<H::Future, B>,
{
    pub fn new(socket: Socket<I>, handler: H) -> Self {
        Self::Begun {
            begun: Some((socket, handler)),
        }
    }

    /// Ends with the connection.
    pub fn poll(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        settings: &Settings,
        activity: &Arc<Activity>,
    ) -> Poll<Result<(), BoxError>> {
        loop {
            let begun = match self.as_mut().project() {
                ServingProjection::Begun { begun } => begun,
                ServingProjection::Http1 { connection } => {
                    return connection.poll(context).map_err(Into::into);
                }
                ServingProjection::Http2 { connection } => {
                    return connection.as_mut().poll(context).map_err(Into::into);
                }
            };
            let Some((socket, _)) = begun else {
                return Poll::Ready(Ok(()));
            };
            let version = ready!(socket.poll_version(context))?;
            let Some((socket, handler)) = begun.take() else {
                return Poll::Ready(Ok(()));
            };
            let io = TokioIo::new(socket);
            self.set(match version {
                Version::Http1 => Self::Http1 {
                    connection: settings
                        .http1()
                        .serve_connection(io, handler)
                        .with_upgrades(),
                },
                Version::Http2 => {
                    let streams = Streams::new(Arc::clone(activity), settings.write_timeout);
                    let builder = settings.http2(streams);
                    Self::Http2 {
                        connection: Box::pin(builder.serve_connection(io, handler)),
                    }
                }
            });
        }
    }

    /// Ends it as soon as its requests are answered.
    pub fn graceful_shutdown(self: Pin<&mut Self>) {
        match self.project() {
            ServingProjection::Begun { begun } => *begun = None,
            ServingProjection::Http1 { connection } => connection.graceful_shutdown(),
            ServingProjection::Http2 { connection } => connection.as_mut().graceful_shutdown(),
        }
    }
}
