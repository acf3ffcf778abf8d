//! A connection, from its first byte to its last.

use std::future::poll_fn;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use axum::extract::Request;
use http::Response;
use response_core::message::LOG;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::OwnedSemaphorePermit;
use tokio_util::sync::CancellationToken;
use tower_service::Service;

use super::BoxError;
use super::activity::{Activity, Phase};
use super::deadline::Deadline;
use super::handler::Handler;
use super::serving::Serving;
use super::settings::Settings;
use super::socket::Socket;

/// Serves a connection until either side ends it. `place` is given up with the socket, which an upgrade may outlive.
pub(super) async fn run<I, S, B>(
    io: I,
    peer: Option<SocketAddr>,
    service: S,
    settings: Arc<Settings>,
    stop: CancellationToken,
    place: Option<OwnedSemaphorePermit>,
) where
    I: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    S: Service<Request, Response = Response<B>, Error: Into<BoxError>, Future: Send>
        + Clone
        + Send
        + 'static,
    B: http_body::Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
{
    let activity = Arc::new(Activity::default());
    let socket = Socket::new(io, Arc::clone(&activity), settings.write_timeout, place);
    let handler = Handler::new(service, peer, Arc::clone(&activity), Arc::clone(&settings));

    let mut served = pin!(Serving::new(socket, handler));
    let mut stop = pin!(stop.cancelled());
    let mut ended = pin!(activity.ended.notified());
    let mut deadline = Deadline::new(Arc::clone(&activity), Arc::clone(&settings));
    let mut is_closing = false;
    poll_fn(|context| {
        loop {
            if !is_closing && stop.as_mut().poll(context).is_ready() {
                is_closing = true;
                served.as_mut().graceful_shutdown();
            }
            if let Poll::Ready(result) = served.as_mut().poll(context, &settings, &activity) {
                activity.end();
                if let Err(error) = result {
                    tracing::debug!(target: LOG, ?peer, error, "a connection has ended");
                }
                return Poll::Ready(());
            }
            let requests = activity.requests();
            if !is_closing && settings.max_requests.is_some_and(|most| requests >= most.max(1)) {
                is_closing = true;
                served.as_mut().graceful_shutdown();
                continue;
            }
            if activity.is_http2() {
                while ended.as_mut().poll(context).is_ready() {
                    ended.set(activity.ended.notified());
                }
            }
            match deadline.poll(context, is_closing) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Phase::Idle) if !is_closing => {
                    is_closing = true;
                    served.as_mut().graceful_shutdown();
                }
                Poll::Ready(_) => {
                    let requests = activity.requests();
                    tracing::debug!(target: LOG, ?peer, requests, "a client has sent no request in time");
                    return Poll::Ready(());
                }
            }
        }
    })
    .await;
}
