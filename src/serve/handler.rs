//! [`Handler`]: what is done for a request before and after the service.

use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use axum::body::Body;
use axum::extract::ConnectInfo;
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONNECTION, CONTENT_TYPE};
use http::uri::Uri;
use http::{HeaderValue, Method, Request, Response, StatusCode, Version};
use http_body::Body as _;
use hyper::body::Incoming;
use pin_project_lite::pin_project;
use response_core::message::LOG;
use response_core::problem::Problem;
use tower::util::Oneshot;
use tower_service::Service;

use super::BoxError;
use super::activity::{Activity, Open};
use super::host;
use super::request_body::RequestBody;
use super::response_body::ResponseBody;
use super::settings::Settings;
use super::turn;

/// The service of a connection.
pub(super) struct Handler<S> {
    service: S,
    peer: Option<SocketAddr>,
    activity: Arc<Activity>,
    settings: Arc<Settings>,
}

impl<S> Handler<S> {
    pub fn new(
        service: S,
        peer: Option<SocketAddr>,
        activity: Arc<Activity>,
        settings: Arc<Settings>,
    ) -> Self {
        Self {
            service,
            peer,
            activity,
            settings,
        }
    }

    /// The problem of a request that the service does not see.
    fn refusal(&self, request: &mut Request<Incoming>) -> Option<Problem> {
        if length(request.uri()) > self.settings.max_target_size {
            return Some(Problem::of_status(StatusCode::URI_TOO_LONG));
        }
        let why = host::judge(request).err()?;
        Some(
            Problem::new(StatusCode::BAD_REQUEST)
                .code("invalid_host")
                .detail(why),
        )
    }
}

/// The length of the request target.
fn length(uri: &Uri) -> usize {
    let scheme = uri
        .scheme_str()
        .map_or(0, |scheme| scheme.len() + "://".len());
    let authority = uri
        .authority()
        .map_or(0, |authority| authority.as_str().len());
    let path = uri.path_and_query().map_or(0, |path| path.as_str().len());
    scheme + authority + path
}

impl<S, B> hyper::service::Service<Request<Incoming>> for Handler<S>
where
    S: Service<Request<Body>, Response = Response<B>, Error: Into<BoxError>> + Clone,
    B: http_body::Body,
{
    type Response = Response<ResponseBody<B>>;
    type Error = BoxError;
    type Future = Answering<S>;

    fn call(&self, mut request: Request<Incoming>) -> Answering<S> {
        let open = self.activity.open();
        let is_http1 = request.version() <= Version::HTTP_11;
        let requests = self.activity.begin(!is_http1);
        let most = self.settings.max_requests;
        let is_head = request.method() == Method::HEAD;
        let state = match self.refusal(&mut request) {
            Some(problem) => {
                if !request.body().is_end_stream() {
                    self.activity.leave_unread();
                }
                State::Refused {
                    problem: Some(problem),
                }
            }
            None => {
                if let Some(peer) = self.peer {
                    request.extensions_mut().insert(ConnectInfo(peer));
                }
                let timeout = self.settings.body_timeout;
                let request = request.map(|body| {
                    if body.is_end_stream() {
                        Body::empty()
                    } else {
                        let activity = Arc::clone(&self.activity);
                        Body::new(RequestBody::new(body, timeout, activity))
                    }
                });
                State::Asked {
                    service: Oneshot::new(self.service.clone(), request),
                }
            }
        };
        Answering {
            state,
            open: Some(open),
            is_last: is_http1 && most.is_some_and(|most| requests >= most),
            is_http1,
            is_head,
            settings: Arc::clone(&self.settings),
        }
    }
}

pin_project! {
    /// The response to a request.
    pub(super) struct Answering<S: Service<Request<Body>>> {
        #[pin]
        state: State<S>,
        open: Option<Open>,
        is_last: bool,
        is_http1: bool,
        is_head: bool,
        settings: Arc<Settings>,
    }
}

pin_project! {
    #[project = StateProjection]
    enum State<S: Service<Request<Body>>> {
        Asked { #[pin] service: Oneshot<S, Request<Body>> },
        Refused { problem: Option<Problem> },
    }
}

impl<S, B> Future for Answering<S>
where
    S: Service<Request<Body>, Response = Response<B>, Error: Into<BoxError>>,
{
    type Output = Result<Response<ResponseBody<B>>, BoxError>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        let answered = match this.state.as_mut().project() {
            StateProjection::Refused { problem } => {
                Err(problem.take().unwrap_or_else(Problem::untold))
            }
            StateProjection::Asked { service } => {
                let (polled, is_stalled) = turn::of_service(|| service.poll(context));
                if is_stalled {
                    // The service is dropped here.
                    this.state.set(State::Refused { problem: None });
                    tracing::debug!(target: LOG, "a client has sent nothing more of a body within the body timeout");
                    Err(Problem::of_status(StatusCode::REQUEST_TIMEOUT))
                } else {
                    if polled.is_pending() {
                        turn::response_did(turn::Response::Waits);
                    }
                    match ready!(polled) {
                        Ok(response) => Ok(response),
                        Err(error) => {
                            let error: BoxError = error.into();
                            Err(Problem::internal(error.as_ref()))
                        }
                    }
                }
            }
        };
        // It is there until the response is.
        let Some(open) = this.open.take() else {
            return Poll::Pending;
        };
        let mut response = match answered {
            Ok(response) => response.map(|body| ResponseBody::of_service(body, open)),
            Err(problem) => {
                *this.is_last |= *this.is_http1;
                own(&problem, this.settings, *this.is_head)
                    .map(|body| ResponseBody::own(body, open))
            }
        };
        if *this.is_last {
            let close = HeaderValue::from_static("close");
            response.headers_mut().insert(CONNECTION, close);
        }
        Poll::Ready(Ok(response))
    }
}

/// A response of the server's own.
fn own(problem: &Problem, settings: &Settings, is_head: bool) -> Response<Bytes> {
    let rendered = settings.errors.render(problem);
    let body = if is_head { Bytes::new() } else { rendered.body };
    let mut response = Response::new(body);
    *response.status_mut() = problem.status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, rendered.media_type);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
