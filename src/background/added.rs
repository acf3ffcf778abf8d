//! [`AddToResponse`]: what an extractor adds to the response, and its work when the request has ended.

use std::any::type_name;
use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use response_core::contract::{AfterRefusal, Extractor, Needs, Operation, RequestPart};
use response_core::message::LOG;
#[cfg(feature = "cookies")]
use response_core::message::SetCookie;
use response_core::message::after::{After, Work, function};
use response_core::outcome::Reply;
use response_core::outcome::reply::{DeclaredHeaders, ResponseHeaders};
use tokio::sync::oneshot::{Receiver, channel};
use tracing::{Instrument, Span};

use super::{Background, State};

/// What an extractor adds to the response: FastAPI's `response: Response` in a dependency, and the part after its `yield`.
///
/// `H` is a struct with `#[derive(ResponseHeaders)]`, or `SetCookie`: the document lists its headers at every success of
/// every route that takes the extractor. For two kinds of headers, use two of them.
///
/// ```
/// use axum::{extract::FromRequestParts, http::request::Parts};
/// use steadfast::describe::Operation;
/// use steadfast::extract::{Extractor, RequestPart};
/// use steadfast::prelude::*;
///
/// #[derive(ResponseHeaders)]
/// struct RateLimit {
///     /// How many requests are left.
///     rate_limit_remaining: u32,
/// }
///
/// struct Limited;
///
/// # fn requests_left(_: &Parts) -> Option<u32> { Some(41) }
/// impl<S: Sync> FromRequestParts<S> for Limited {
///     type Rejection = Problem;
///
///     async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
///         let left = requests_left(parts).ok_or_else(|| Fail::<429>::new("too many requests"))?;
///         AddToResponse::of(parts).send(RateLimit { rate_limit_remaining: left });
///         Ok(Self)
///     }
/// }
///
/// impl Extractor for Limited {}
///
/// impl RequestPart for Limited {
///     fn describe(operation: &mut Operation<'_>) {
///         AddToResponse::<RateLimit>::describe(operation);
///         <Fail<429> as ErrorResponse>::describe(operation);
///     }
/// }
///
/// #[route(get, "/greeting", response = Text)]
/// async fn greet(_: Limited) -> Text {
///     Text::from("hello")
/// }
/// # let api: Api = Api::new("Greetings", "1.0.0").routes(routes![greet]);
/// # let headers = &api.openapi()["paths"]["/greeting"]["get"]["responses"]["200"]["headers"];
/// # assert_eq!(headers["Rate-Limit-Remaining"]["required"], true);
/// ```
///
/// Headers are added to successes, redirects among them, and not to errors, as in FastAPI: an error is what its
/// `#[response(header(..))]` says. A header that the handler or the route sets stays as it is; cookies, `Vary` and `Link` are
/// added to those that are there. A header that cannot be sent makes the response a logged 500. `AddToResponse<Option<H>>` is
/// for headers that are not always sent. `ETag` and `Last-Modified` belong to the content, which only a handler knows: return a
/// [`Reply`].
///
/// # Work when the request has ended
///
/// [`after`](Self::after) runs in any case, after a success or an error, and knows which:
///
/// ```
/// use axum::{extract::FromRequestParts, http::request::Parts};
/// use steadfast::extract::{Extractor, RequestPart};
/// use steadfast::prelude::*;
///
/// /// A lease that is given back when the request has ended.
/// struct Lease(u64);
///
/// # async fn give_back(_: u64, _worked: bool) {}
/// impl<S: Sync> FromRequestParts<S> for Lease {
///     type Rejection = std::convert::Infallible;
///
///     async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
///         let lease = 7;
///         AddToResponse::<()>::of(parts)
///             .after(move |ended| async move { give_back(lease, ended.is_success()).await });
///         Ok(Self(lease))
///     }
/// }
///
/// impl Extractor for Lease {}
///
/// impl RequestPart for Lease {
///     fn describe(operation: &mut steadfast::describe::Operation<'_>) {
///         AddToResponse::<()>::describe(operation);
///     }
/// }
/// ```
///
/// It starts when the response has been sent, also that of an error, of a later extractor that refused the request or of a
/// panic, or when the client has left before there was one. The background tasks of the response run first; then the work of
/// the last extractor, and that of the first one last. A panic in one is logged, and the others run. [`Tasks`](crate::Tasks)
/// waits for it when the service stops. The response has been sent by then, so a failure cannot change it: what the client has
/// to know the result of, such as the commit of a transaction, belongs in the handler.
///
/// On a router without the [layer](crate::Tasks::layer), which `Api` installs, nothing is added, and the work starts when the
/// handler is done, without knowing how; a warning is logged.
///
/// A handler adds to its response in the same way, also what the document does not list:
///
/// ```
/// use steadfast::background::Ended;
/// use steadfast::prelude::*;
///
/// #[route(get, "/greeting", response = Text)]
/// async fn greet(add: AddToResponse) -> Text {
///     add.header("x-server", "7");
///     add.cookie(SetCookie::new("greeted", "yes"));
///     add.after(async |ended: Ended| println!("{:?}: {}", ended.status(), ended.is_success()));
///     Text::from("hello")
/// }
/// # let _: axum::Router = Api::new("Greetings", "1.0.0").routes(routes![greet]).into_router();
/// ```
pub struct AddToResponse<H = ()> {
    request: Background,
    headers: PhantomData<fn() -> H>,
}

impl<H> AddToResponse<H> {
    /// For use in an extractor: what is added to the response of this request. A handler takes `add: AddToResponse<H>`.
    #[must_use]
    pub fn of(parts: &mut Parts) -> Self {
        Self {
            request: Background::of(&mut parts.extensions),
            headers: PhantomData,
        }
    }

    /// Adds the headers that the type declares.
    pub fn send(&self, headers: H)
    where
        H: ResponseHeaders,
    {
        const {
            assert!(
                !H::VALIDATES,
                "`ETag` and `Last-Modified` belong to the content: return a `Reply<V, ETag>`"
            );
        }
        self.add(|reply| reply.typed_header(headers));
    }

    /// Adds a header that the document does not list.
    pub fn header<T>(&self, name: impl AsRef<str>, value: T)
    where
        HeaderValue: TryFrom<T>,
    {
        self.add(|reply| reply.header(name, value));
    }

    /// Sets a cookie. `AddToResponse<SetCookie>` documents it, and [`send`](Self::send)s it.
    #[cfg(feature = "cookies")]
    pub fn cookie(&self, cookie: SetCookie) {
        self.add(|reply| reply.cookie(cookie));
    }

    fn add(&self, header: impl FnOnce(Reply<()>) -> Reply<()>) {
        let mut shared = self.request.state();
        if shared.ended.is_some() {
            tracing::warn!(target: LOG, "a header is left out: the response has been sent");
            return;
        }
        let added = shared.added.get_or_insert_default();
        let reply = added.reply.take().unwrap_or_else(|| Reply::new(()));
        added.reply = Some(header(reply));
    }

    /// Runs work when the request has ended, whether it has succeeded or not.
    pub fn after<W, F>(&self, work: W)
    where
        W: FnOnce(Ended) -> F + Send + 'static,
        F: Future<Output = ()> + Send + 'static,
    {
        let ending = Ending {
            name: function(type_name::<W>()),
            span: Span::current(),
            run: Box::new(|ended| Box::pin(async move { work(ended).await })),
        };
        let mut shared = self.request.state();
        let Some(ended) = shared.ended else {
            shared.added.get_or_insert_default().endings.push(ending);
            return;
        };
        let works = in_order(vec![ending], ended, Vec::new());
        if let State::Answered(tasks, asked) = &shared.state {
            drop(tasks.accept(works, asked));
        } else {
            drop(shared);
            drop(After::new(works));
        }
    }
}

impl<H> Clone for AddToResponse<H> {
    fn clone(&self) -> Self {
        Self {
            request: self.request.clone(),
            headers: PhantomData,
        }
    }
}

impl<H> fmt::Debug for AddToResponse<H> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("AddToResponse")
            .finish_non_exhaustive()
    }
}

impl<S: Sync, H> FromRequestParts<S> for AddToResponse<H> {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts))
    }
}

#[diagnostic::do_not_recommend]
impl<H> Extractor for AddToResponse<H> {}

#[diagnostic::do_not_recommend]
impl<H: DeclaredHeaders> RequestPart for AddToResponse<H> {
    const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Skip;
    const NEEDS: Needs = Needs {
        background: true,
        ..Needs::NOTHING
    };

    fn describe(operation: &mut Operation<'_>) {
        let headers = operation.added_headers.get_or_insert_default();
        H::describe(headers);
    }
}

/// How a request has ended.
///
/// [`AddToResponse`] has an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended(Option<StatusCode>);

impl Ended {
    pub(super) const fn with(status: StatusCode) -> Self {
        Self(Some(status))
    }

    /// There is no response: the client has left.
    pub(super) const fn given_up() -> Self {
        Self(None)
    }

    /// The status of the response; `None` if the request was given up before there was one.
    #[must_use]
    pub const fn status(self) -> Option<StatusCode> {
        self.0
    }

    /// Whether there is a response that is not a 4xx or a 5xx.
    #[must_use]
    pub fn is_success(self) -> bool {
        let is_error = |status: StatusCode| status.is_client_error() || status.is_server_error();
        self.0.is_some_and(|status| !is_error(status))
    }
}

/// What extractors have added to a response.
#[derive(Default)]
pub(super) struct Added {
    /// The headers, until they are added.
    reply: Option<Reply<()>>,
    endings: Vec<Ending>,
}

type Run = Box<dyn FnOnce(Ended) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send>;

/// Work that runs when the request has ended.
struct Ending {
    name: &'static str,
    span: Span,
    run: Run,
}

impl Background {
    /// Adds the headers to a response that is a success.
    pub(crate) fn complete(&self, response: Response, route: &str) -> Response {
        match &mut self.state().added {
            Some(added) => added.complete(response, route),
            None => response,
        }
    }
}

impl Added {
    /// Adds the headers to a response that is a success, if they have not been added yet.
    pub(super) fn complete(&mut self, mut response: Response, route: &str) -> Response {
        if !Ended::with(response.status()).is_success() {
            return response;
        }
        let reply = self.reply.take();
        match reply.map(|reply| reply.add_to(&mut response, route)) {
            Some(Err(problem)) => {
                // The layer sees that it is an error, and does not run the tasks.
                let after = response.extensions_mut().remove::<After>();
                let mut failed = IntoResponse::into_response(problem);
                if let Some(after) = after {
                    failed.extensions_mut().insert(after);
                }
                failed
            }
            _ => response,
        }
    }

    /// Whether there is a header that no response has got.
    pub(super) const fn has_headers(&self) -> bool {
        self.reply.is_some()
    }

    /// All work: these background tasks, and behind them that of the extractors.
    pub(super) fn into_works(self, ended: Ended, tasks: Vec<Work>) -> Vec<Work> {
        in_order(self.endings, ended, tasks)
    }
}

/// The tasks, and behind them the endings, of which the last one comes first.
fn in_order(endings: Vec<Ending>, ended: Ended, tasks: Vec<Work>) -> Vec<Work> {
    if endings.is_empty() {
        return tasks;
    }
    let mut before = Vec::new();
    let mut works = Vec::with_capacity(tasks.len() + endings.len());
    for task in tasks {
        let (done, next) = channel::<()>();
        before.push(next);
        let name = task.name();
        let running = task.into_future();
        works.push(Work::that_may_fail(name, async move {
            let _done = done;
            running.await
        }));
    }
    for Ending { name, span, run } in endings.into_iter().rev() {
        let (done, next) = channel::<()>();
        let before: Vec<Receiver<()>> = std::mem::replace(&mut before, vec![next]);
        let work = async move {
            let _done = done;
            for task in before {
                // One that panics or is not run drops its sender, and is over as well.
                let _ = task.await;
            }
            run(ended).await;
            Ok(())
        };
        works.push(Work::that_may_fail(name, work.instrument(span)));
    }
    works
}
