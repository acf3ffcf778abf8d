//! [`CompleteLayer`]: the layer that completes a response with what only the request knows.

mod accept;
mod conditional;
mod deprecated;
mod direct;
mod encoding;
mod handled;
mod head;
mod length;
mod links;
mod location;
mod mounts;
mod multipart;
mod panic;
mod prepared;
mod problem;
mod range;
mod replaced;
mod request;
mod request_id;
mod root_path;
mod types;

pub use deprecated::{Deprecated, DeprecatedLayer, Deprecating};
#[doc(hidden)]
pub use direct::{Answered, Begun, Completed};
#[doc(hidden)]
pub use prepared::Prepared;
pub use root_path::RootPath;
pub use types::ProblemTypes;

use std::borrow::Cow;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use http::{Request, StatusCode};
use pin_project_lite::pin_project;
use tower_layer::Layer;
use tower_service::Service;
use tracing::Span;
use tracing::field::Empty;

use crate::contract::RouteInfo;
use crate::message::body::Body;
use crate::message::log::LOG;
use crate::problem::ErrorFormat;
use mounts::Mounts;
use panic::Caught;
use request::{Asked, Seen};
pub use request_id::X_REQUEST_ID;

/// Completes responses with what only the request knows:
///
/// - every request has an id: its `x-request-id`, or a new one if that is missing or is not 1 to 128 visible
///   characters. The id goes into the same header of the response, into every problem and into the log;
/// - a panic becomes a [`Problem`](crate::Problem) that reveals nothing;
/// - a [`Problem`](crate::Problem) gets its `instance`, unless the path is longer than 1,024 bytes, and its `request_id`, the app's [`ErrorFormat`], and the media type
///   that the client accepts (RFC 9457 section 3);
/// - an error without a body, as a router or a middleware sends it, becomes a `Problem`;
/// - a [`Page`](crate::Page) and a [`CursorPage`](crate::CursorPage) get a `Link` header (RFC 8288);
/// - a `Location` that was made from a route gets the prefix that the route is nested below, and every `Location` that is
///   a path gets the [`RootPath`] that a proxy has removed;
/// - a 200 that is not the version that `If-Match` or `If-Unmodified-Since` asks for becomes a 412;
/// - a 200 whose `ETag` the client has already, or that has not changed since its `Last-Modified`, becomes a 304 (RFC
///   9110 section 13.1);
/// - a 200 with [`Ranged`](crate::message::ranged::Ranged) content becomes a 206 or a 416, as `Range` and `If-Range`
///   require (RFC 9110 section 14);
/// - the response to a HEAD loses its body and keeps its headers (RFC 9110 section 9.3.2).
///
/// All of this happens in a span, `request`, with the `method`, the `request_id`, the `path` (the template, if axum has
/// matched a route, or the first 256 bytes of the path) and, once a route of ours is matched, its name as `route`; the
/// events of a handler are logged in it. Every 5xx is logged once, with its sources if they are known; a `TraceLayer` of
/// tower-http around this layer would log it again, unless it has `.on_failure(())`. Queries, headers and bodies are not
/// logged. The target is `steadfast`.
///
/// A panic of any of this, such as of the app's own [`ErrorFormat`], is logged, and becomes a problem in the default
/// format.
///
/// `Api` installs the layer. In a router of your own, add it outside of every route, and inside of compression, which is
/// `compression::Compress`: outside of it, ranges would be parts of plain bytes that stand beside compressed ones under
/// one strong `ETag`. Content that a layer inside has encoded is passed on as it is, without ranges; a debug build logs a
/// warning. Whenever a body is replaced, the headers that describe the old one are removed (RFC 9110 section 8).
///
/// ```
/// use steadfast::ErrorFormat;
/// use steadfast::CompleteLayer;
///
/// let layer = CompleteLayer::new().errors(ErrorFormat::Detail);
/// ```
///
/// A router of your own, served below a prefix that a proxy removes:
///
/// ```
/// use axum::routing::get;
/// use steadfast::api::{ProblemTypes, RootPath};
/// use steadfast::prelude::*;
/// use steadfast::{CompleteLayer, ErrorFormat};
///
/// #[route(get, "/users/{id}", response = Text)]
/// async fn get_user(Path(id): Path<i64>) -> String {
///     id.to_string()
/// }
///
/// let [route]: [Route; 1] = routes![get_user];
/// let layer = CompleteLayer::new()
///     .errors(ErrorFormat::Structured)
///     .keep_requests()
///     .problem_types(ProblemTypes::new("https://example.com/problems/{code}"))
///     .root_path(RootPath::new("/shop").unwrap())
///     .trust_forwarded_prefix()
///     .mounted(route.info(), "/v1/users/{id}");
/// let app: axum::Router = axum::Router::new().route("/v1/users/{id}", get(get_user)).layer(layer);
/// ```
#[derive(Debug, Clone, Default)]
pub struct CompleteLayer {
    rendering: Arc<Rendering>,
}

/// How an app renders its errors.
#[derive(Debug, Clone, Default)]
struct Rendering {
    errors: ErrorFormat,
    types: Option<ProblemTypes>,
    mounts: Mounts,
    root: root_path::Root,
    keeps_requests: bool,
}

impl CompleteLayer {
    /// Creates the layer, with errors as problem documents.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the format of every error.
    #[must_use]
    pub fn errors(mut self, format: ErrorFormat) -> Self {
        let rendering = Arc::make_mut(&mut self.rendering);
        rendering.keeps_requests |= format.has_handlers();
        rendering.errors = format;
        self
    }

    /// Keeps a copy of each request, without its body, until it is answered: for an error type whose own `format` has
    /// [handlers](ErrorFormat::on). [`errors`](Self::errors) does it if the format has some, and `Api` in both cases.
    #[must_use]
    pub fn keep_requests(mut self) -> Self {
        Arc::make_mut(&mut self.rendering).keeps_requests = true;
        self
    }

    /// Sets the `type` of problems that have none.
    #[must_use]
    pub fn problem_types(mut self, types: ProblemTypes) -> Self {
        Arc::make_mut(&mut self.rendering).types = Some(types);
        self
    }

    /// Sets the path below which a proxy serves the app.
    #[must_use]
    pub fn root_path(mut self, path: RootPath) -> Self {
        Arc::make_mut(&mut self.rendering).root.fixed = Some(path);
        self
    }

    /// Believes the `X-Forwarded-Prefix` of a request, which a proxy has to set or remove.
    #[must_use]
    pub fn trust_forwarded_prefix(mut self) -> Self {
        Arc::make_mut(&mut self.rendering).root.trusts_proxy = true;
        self
    }

    /// Sets the path at which a route is served, with the prefixes that it is nested below. A `Location` of the route
    /// leads there.
    #[must_use]
    pub fn mounted(mut self, route: &RouteInfo, path: impl Into<Cow<'static, str>>) -> Self {
        let rendering = Arc::make_mut(&mut self.rendering);
        rendering.mounts.add(route, path.into());
        self
    }
}

impl<S> Layer<S> for CompleteLayer {
    type Service = Complete<S>;

    fn layer(&self, inner: S) -> Complete<S> {
        Complete {
            inner,
            rendering: Arc::clone(&self.rendering),
        }
    }
}

/// The service of [`CompleteLayer`].
#[derive(Debug, Clone)]
pub struct Complete<S> {
    inner: S,
    rendering: Arc<Rendering>,
}

impl<S, B, RB> Service<Request<B>> for Complete<S>
where
    S: Service<Request<B>, Response = http::Response<RB>>,
    RB: http_body::Body + From<Body>,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Completing<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        let seen = Seen {
            template: None,
            has_id: true,
        };
        let mut asked = Asked::nothing();
        asked.begin(&mut request, &self.rendering, seen);
        let span = span(&asked);
        let answering = span.in_scope(|| Caught::call(|| self.inner.call(request)));
        Completing {
            asked,
            rendering: Arc::clone(&self.rendering),
            span,
            answering,
        }
    }
}

/// The span in which a request is answered.
fn span(asked: &Asked) -> Span {
    tracing::error_span!(
        target: LOG,
        "request",
        method = asked.method.as_str(),
        path = asked.logged_path(),
        route = Empty,
        request_id = asked.request_id.to_str().ok(),
    )
}

pin_project! {
    /// The future of [`Complete`].
    #[derive(Debug)]
    pub struct Completing<F> {
        asked: Asked,
        rendering: Arc<Rendering>,
        span: Span,
        #[pin]
        answering: Caught<F>,
    }
}

impl<F, RB, E> Future for Completing<F>
where
    F: Future<Output = Result<http::Response<RB>, E>>,
    RB: http_body::Body + From<Body>,
{
    type Output = Result<http::Response<RB>, E>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let _entered = this.span.enter();
        let response = ready!(this.answering.poll(context))?;
        let (asked, rendering) = (&*this.asked, &**this.rendering);
        let completed = panic::completed(asked, || complete(response, asked, rendering));
        Poll::Ready(Ok(completed))
    }
}

/// Each step takes the result of the previous one, in the order of RFC 9110 section 13.2.2: what the client has is not
/// sent in parts, a range out of bounds is a problem, and a HEAD hides the body of any response.
fn complete<RB>(
    response: http::Response<RB>,
    asked: &Asked,
    rendering: &Rendering,
) -> http::Response<RB>
where
    RB: http_body::Body + From<Body>,
{
    let mut response = response;
    if is_usual(&response, asked) {
        add_request_id(&mut response, asked);
        return response;
    }
    problem::log(&response);
    let response = links::complete(response, asked);
    let response = location::complete(response, asked, &rendering.mounts);
    let response = root_path::complete(response, asked.root.as_ref());
    #[cfg(debug_assertions)]
    encoding::warn(&response, asked, rendering);
    let response = encoding::complete(response);
    let response = conditional::complete(response, asked);
    let response = range::complete(response, asked);
    let mut response = problem::complete(response, asked, rendering);
    add_request_id(&mut response, asked);
    head::complete(response, asked)
}

fn add_request_id<RB>(response: &mut http::Response<RB>, asked: &Asked) {
    response
        .headers_mut()
        .entry(X_REQUEST_ID)
        .or_insert_with(|| asked.request_id.clone());
}

fn is_error(status: StatusCode) -> bool {
    status.is_client_error() || status.is_server_error()
}

/// Whether a response needs nothing but its id: most are successes to which no part of it has attached anything, for
/// requests that ask for nothing special.
fn is_usual<RB>(response: &http::Response<RB>, asked: &Asked) -> bool {
    // Only a debug build looks for content that a layer has encoded.
    let may_be_encoded = cfg!(debug_assertions)
        && response
            .headers()
            .contains_key(http::header::CONTENT_ENCODING);
    !is_error(response.status())
        && asked.is_plain()
        && response.extensions().is_empty()
        && !may_be_encoded
}
