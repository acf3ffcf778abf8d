//! [`ApiService`]: an API as a service, with a router of its own.

use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{OriginalUri, Request};
use axum::http::header::ALLOW;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::future::RouteFuture;
use pin_project_lite::pin_project;
use response_core::contract::PathTemplate;
use response_core::message::BoxError;
use tower_service::Service;

use super::direct::{Answering, Completion, Direct, Polled};
use super::{Api, ApiError};
use crate::extract::matched::{MOST, Matched};
use crate::route::Answered;

impl<S> Api<S> {
    /// Builds a service: what [`into_router`](Self::into_router) builds, for a program that adds nothing to it, and faster. A
    /// request goes straight to its handler, without the router of axum.
    ///
    /// ```no_run
    /// use steadfast::prelude::*;
    ///
    /// # #[route(get, "/users", response = Text)]
    /// # async fn list_users() -> Text { Text::from("") }
    /// # async fn main_() -> std::io::Result<()> {
    /// let service = Api::new("Users", "1.0.0").routes(routes![list_users]).into_service();
    ///
    /// let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    /// steadfast::serve(listener, service).await
    /// # }
    /// ```
    ///
    /// It is a tower service of requests with any body, which may be cloned and wrapped in tower layers. It answers as the router
    /// does; an API with a state gets it from [`with_state`](Self::with_state) before. Only what axum's router adds to the extensions of
    /// a request, such as `MatchedPath`, is not there for a [handler of errors](crate::errors), which asks
    /// [`FailedRequest::route`](crate::errors::FailedRequest::route).
    ///
    /// The following still goes through axum's router: the routes that are wrapped by [`layer`](Self::layer), or that take an
    /// extractor that is not one of ours, such as `MatchedPath` or one of yours; the routes of plain routers; the document and
    /// its page; everything, if responses are compressed, or if the service stands inside of another router.
    ///
    /// # Panics
    /// If there is a fault, at the place of the call; [`try_into_service`](Self::try_into_service) returns all of them as an
    /// error.
    #[must_use]
    #[track_caller]
    pub fn into_service(self) -> ApiService
    where
        Self: HasItsState,
    {
        match self.try_into_service() {
            Ok(service) => service,
            Err(error) => panic!("{error}"),
        }
    }

    /// Builds a service: see [`into_service`](Self::into_service).
    ///
    /// # Errors
    /// Those of [`try_into_router`](Self::try_into_router).
    pub fn try_into_service(self) -> Result<ApiService, ApiError>
    where
        Self: HasItsState,
    {
        let built = self.stated().build()?;
        let mut site = Site {
            tree: matchit::Router::new(),
            places: Vec::new(),
            axum: built.router.with_state(()),
            is_whole: built.is_whole,
            completion: built.completion,
        };
        for place in built.places {
            site.add(place, &built.prefixes);
        }
        for path in crate::docs::PATHS {
            site.add(Listed::of_axum(path), &built.prefixes);
        }
        Ok(ApiService(Arc::new(site)))
    }
}

/// An API that needs no state, or has it. The API is `Self`, and not its state, so that rustc infers a state that is still open.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a service before it has its state",
    label = "its handlers take a `State`",
    note = "write `.with_state(state)` before it: `api.with_state(state).into_service()`"
)]
pub trait HasItsState {
    /// The same API.
    fn stated(self) -> Api;
}

impl HasItsState for Api {
    fn stated(self) -> Api {
        self
    }
}

/// An [`Api`] as a tower service: see [`Api::into_service`].
#[derive(Clone)]
pub struct ApiService(Arc<Site>);

impl fmt::Debug for ApiService {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ApiService").finish_non_exhaustive()
    }
}

/// The routes of one path, in their order.
pub(super) struct Listed<S> {
    pub(super) path: String,
    /// The handler of each method; `None` for one that is left to axum.
    pub(super) methods: Vec<(&'static str, Option<Arc<Direct<S>>>)>,
}

impl Listed<()> {
    fn of_axum(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            methods: Vec::new(),
        }
    }
}

/// Everything that the service has.
struct Site {
    tree: matchit::Router<usize>,
    places: Vec<Place>,
    /// All routes, for those that are left to it.
    axum: Router,
    /// Whether the places are all that is served.
    is_whole: bool,
    completion: Arc<Completion>,
}

/// A path.
struct Place {
    template: Arc<str>,
    names: Arc<[Box<str>]>,
    methods: Vec<(Method, Arc<Direct<()>>)>,
    /// Whether a HEAD is answered by the handler of GET: nothing else may answer it.
    head_is_get: bool,
    /// The methods that it has, if axum has none beside them.
    allow: Option<HeaderValue>,
}

impl Place {
    fn of(&self, method: &Method) -> Option<&Direct<()>> {
        let of = |method: &Method| {
            let mut methods = self.methods.iter();
            let (_, direct) = methods.find(|(known, _)| known == method)?;
            Some(&**direct)
        };
        of(method).or_else(|| match *method {
            Method::HEAD if self.head_is_get => of(&Method::GET),
            _ => None,
        })
    }
}

impl Site {
    /// Adds a path. Where the routes of plain routers are, only axum knows; what one of them could answer as well is left to it.
    fn add(&mut self, listed: Listed<()>, prefixes: &[String]) {
        let Listed { path, methods } = listed;
        let template = PathTemplate::new(&path);
        let names: Arc<[Box<str>]> = template.parameters().map(Box::from).collect();
        // The parameters are found by their names, of which a prefix may have the same.
        let is_repeated = (1..names.len()).any(|place| names[..place].contains(&names[place]));
        let is_left = names.len() > MOST
            || is_repeated
            || prefixes.iter().any(|prefix| may_be_shared(&path, prefix));
        let is_whole = methods.iter().all(|(_, direct)| direct.is_some());
        let has_head = methods.iter().any(|(method, _)| *method == "HEAD");
        let mut allow: Vec<&str> = Vec::new();
        let mut known = Vec::with_capacity(methods.len());
        for (method, direct) in methods {
            let allowed: &[&str] = match method {
                "GET" => &["GET", "HEAD"],
                _ => &[method],
            };
            for method in allowed {
                if !allow.contains(method) {
                    allow.push(method);
                }
            }
            if let (Ok(method), Some(direct)) = (method.parse(), direct)
                && !is_left
            {
                known.push((method, direct));
            }
        }
        let may_answer = self.is_whole && is_whole && !is_left && !known.is_empty();
        let place = Place {
            template: path.as_str().into(),
            names,
            methods: known,
            head_is_get: !has_head && prefixes.is_empty(),
            allow: HeaderValue::try_from(allow.join(","))
                .ok()
                .filter(|_| may_answer),
        };
        // A path that this tree refuses is one that axum answers, or has refused.
        if self.tree.insert(path, self.places.len()).is_ok() {
            self.places.push(place);
        } else {
            self.is_whole = false;
        }
    }

    /// Answers a request, at once if its handler waits for nothing.
    fn answer(&self, asked: &mut Option<Request>, context: &mut Context<'_>) -> Started {
        let request = asked.get_or_insert_default();
        // A router around this one may have matched parameters, and has changed the path.
        if !request.extensions().is_empty() && request.extensions().get::<OriginalUri>().is_some() {
            return self.by_axum(asked);
        }
        let path = request.uri().path();
        let Ok(found) = self.tree.at(path) else {
            return match self.is_whole {
                true => {
                    let request = asked.take().unwrap_or_default();
                    Started::Answered(self.completion.nowhere(request, true).measured())
                }
                false => self.by_axum(asked),
            };
        };
        let place = &self.places[*found.value];
        let matched = || {
            let names = place.names.iter();
            let texts = names.map_while(|name| found.params.get(name));
            Matched::new(&place.names, path, texts)
        };
        let method = request.method();
        let direct = place.of(method).and_then(|direct| match direct.needs.path {
            true => Some((direct, Some(matched()?))),
            false => Some((direct, None)),
        });
        match (direct, &place.allow) {
            (Some((direct, matched)), _) => {
                let is_head = *method == Method::HEAD;
                let place = Some((&place.template, matched));
                match direct.answer(asked, (), place, context, true) {
                    Polled::Answered(completed) => {
                        Started::Answered(sent(completed.measured(), is_head))
                    }
                    Polled::Waiting(answering) => Started::Waiting(answering, is_head),
                }
            }
            (None, Some(allow)) if place.of(method).is_none() => {
                let complete = &self.completion.complete;
                let template = Some(&place.template);
                let request = asked.take().unwrap_or_default();
                let completed = complete.completed(request, template, true, || {
                    Answered::from(StatusCode::METHOD_NOT_ALLOWED.into_response())
                });
                let mut response = completed.measured();
                let headers = response.headers_mut();
                headers.entry(ALLOW).or_insert_with(|| allow.clone());
                Started::Answered(response)
            }
            _ => self.by_axum(asked),
        }
    }

    fn by_axum(&self, asked: &mut Option<Request>) -> Started {
        let request = asked.take().unwrap_or_default();
        Started::ByAxum(Box::pin(self.axum.clone().call(request)))
    }
}

/// A request after its first poll, or on its way through axum's router.
#[allow(
    clippy::large_enum_variant,
    reason = "it is passed on at once, and a box would be an allocation for each request"
)]
enum Started {
    Answered(Response),
    /// A handler that waits, and whether the request is a HEAD.
    Waiting(Box<Answering>, bool),
    ByAxum(Pin<Box<RouteFuture<Infallible>>>),
}

/// Whether a plain router below a prefix may have a route that a request for this path leads to.
fn may_be_shared(path: &str, prefix: &str) -> bool {
    let is_fixed = |segment: &str| !PathTemplate::new(segment).has_parameters();
    if is_fixed(path) {
        // A method that both have is a fault of the API.
        return false;
    }
    let segments = path.split('/').zip(prefix.split('/'));
    segments
        .filter(|(one, other)| is_fixed(one) && is_fixed(other))
        .all(|(one, other)| one == other)
}

impl<B> Service<http::Request<B>> for ApiService
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = ServiceFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<B>) -> ServiceFuture {
        ServiceFuture {
            state: State::Asked {
                site: Arc::clone(&self.0),
                request: Some(request.map(Body::new)),
            },
        }
    }
}

/// For `axum::serve`.
#[cfg(feature = "serve")]
impl<L: axum::serve::Listener> Service<axum::serve::IncomingStream<'_, L>> for ApiService {
    type Response = Self;
    type Error = Infallible;
    type Future = std::future::Ready<Result<Self, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: axum::serve::IncomingStream<'_, L>) -> Self::Future {
        std::future::ready(Ok(self.clone()))
    }
}

pin_project! {
    /// The response of an [`ApiService`].
    pub struct ServiceFuture {
        #[pin]
        state: State,
    }
}

pin_project! {
    #[project = StateProjection]
    enum State {
        // Nothing is done before the first poll, so that a span or a task-local of whoever polls is there.
        Asked {
            site: Arc<Site>,
            request: Option<Request>,
        },
        Direct {
            answering: Box<Answering>,
            is_head: bool,
        },
        Axum {
            answering: Pin<Box<RouteFuture<Infallible>>>,
        },
    }
}

impl Future for ServiceFuture {
    type Output = Result<Response, Infallible>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut state = self.project().state;
        if let StateProjection::Asked { site, request } = state.as_mut().project() {
            if request.is_none() {
                return Poll::Pending;
            }
            match site.answer(request, context) {
                Started::Answered(response) => return Poll::Ready(Ok(response)),
                Started::Waiting(answering, is_head) => {
                    state.set(State::Direct { answering, is_head });
                    return Poll::Pending;
                }
                Started::ByAxum(answering) => state.set(State::Axum { answering }),
            }
        }
        match state.project() {
            StateProjection::Direct { answering, is_head } => {
                let completed = ready!(answering.poll_completed(context));
                Poll::Ready(Ok(sent(completed.measured(), *is_head)))
            }
            StateProjection::Axum { answering } => answering.as_mut().poll(context),
            StateProjection::Asked { .. } => Poll::Pending,
        }
    }
}

impl fmt::Debug for ServiceFuture {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ServiceFuture")
            .finish_non_exhaustive()
    }
}

/// The body of a HEAD is dropped with what waits for its end.
#[inline]
fn sent(mut response: Response, is_head: bool) -> Response {
    if is_head {
        *response.body_mut() = Body::empty();
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_router_may_share_what_is_not_fixed() {
        assert!(may_be_shared("/users/{id}", ""));
        assert!(may_be_shared("/users/{id}", "/users/me"));
        assert!(may_be_shared("/{a}/{b}", "/users"));
        assert!(!may_be_shared("/users/{id}", "/assets"));
        assert!(!may_be_shared("/users", ""));
    }
}
