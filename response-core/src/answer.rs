//! What a handler's function returns: its value, and how its contract renders it.

use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;

use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, StatusCode};

use crate::Response;
use crate::body::Body;
use crate::contract::{Contract, RouteInfo};
use crate::describe::{Operation, Success};
use crate::json;
use crate::kind::Rendered;
use crate::outcome::{Answers, Describes};
use crate::probe::{Asked, Errors, Split};
use crate::problem::Problem;

/// What a `#[route]` function returns: the value of its body, rendered by the contract `C` wherever it is mounted.
///
/// A unit test takes the value back with `into_result()`:
///
/// ```ignore
/// let created = create_user(State(db), Json(new)).await.into_result()?;
/// ```
pub struct Answer<C, R> {
    value: R,
    render: fn(R) -> Response,
    contract: PhantomData<fn() -> C>,
}

impl<C, R> Answer<C, R> {
    /// What the handler returned.
    pub fn into_inner(self) -> R {
        self.value
    }

    /// The response, as the contract renders it.
    pub fn into_response(self) -> Response {
        (self.render)(self.value)
    }
}

impl<C, V, E> Answer<C, Result<V, E>> {
    /// What the handler returned.
    ///
    /// # Errors
    /// The handler's error.
    pub fn into_result(self) -> Result<V, E> {
        self.value
    }
}

/// [`Answer::into_result`] for a handler that cannot fail.
pub trait PlainAnswer {
    /// What the handler returns.
    type Value;

    /// What the handler returned.
    ///
    /// # Errors
    /// None: the handler has no error.
    fn into_result(self) -> Result<Self::Value, Infallible>;
}

impl<C, V> PlainAnswer for Answer<C, V> {
    type Value = V;

    fn into_result(self) -> Result<V, Infallible> {
        Ok(self.value)
    }
}

impl<C: Contract, R: fmt::Debug> fmt::Debug for Answer<C, R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Answer")
            .field("route", &C::ROUTE.name)
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}

/// A value of any type, in code that is never run.
pub fn never<T>() -> T {
    unreachable!("emitted behind `if false`")
}

/// The answer of a handler.
pub fn answer<C, R>(value: R, render: fn(R) -> Response) -> Answer<C, R> {
    Answer {
        value,
        render,
        contract: PhantomData,
    }
}

/// The answer of a handler whose contract does not compile: it is never run.
pub fn unjudged_answer<C, R>(value: R) -> Answer<C, R> {
    answer(value, |_| unjudged())
}

pub(crate) fn unjudged() -> Response {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR)
        .code("internal_server_error")
        .into_response()
}

/// How the handler's value becomes a response. The arguments are answers of probes: see [`probe`](crate::probe).
pub fn renderer<C, S, O, K, E>(_: PhantomData<C>, _: &S, _: O, _: K, _: E) -> fn(S::R) -> Response
where
    S: Split,
    O: Answers<C, K, V = S::V>,
    E: Errors<S::E>,
{
    |returned| match S::split(returned) {
        Ok(value) => O::render(value),
        Err(error) => E::render(error),
    }
}

/// The successes of a handler, for the document; an outcome that does not compile is reported by [`renderer`].
pub struct Successes<C, O, K>(Asked<(C, O, K)>);

impl<C, O, K> Successes<C, O, K> {
    /// The arguments are answers of probes.
    pub fn of(_: PhantomData<C>, _: O, _: K) -> Self {
        Self(PhantomData)
    }
}

impl<C, O: Answers<C, K>, K> Successes<C, O, K> {
    /// Writes them down.
    pub fn describe(&self, operation: &mut Operation<'_>) {
        O::describe(operation);
    }
}

/// The fallback.
pub trait NoSuccesses {
    /// Writes nothing down.
    fn describe(&self, _: &mut Operation<'_>) {}
}

impl<C, O, K> NoSuccesses for Successes<C, O, K> {}

/// A response of this status with the headers of the contract.
pub(crate) fn success(
    route: &RouteInfo,
    status: StatusCode,
    content: Option<Result<Rendered, json::Error>>,
) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    match content {
        None => {}
        Some(Ok(Rendered { content_type, body })) => {
            response.headers_mut().insert(CONTENT_TYPE, content_type);
            *response.body_mut() = body;
        }
        Some(Err(error)) => return unwritable(route, &error),
    }
    let headers = response.headers_mut();
    if let Some(cache) = route.cache_control()
        && let Ok(cache) = HeaderValue::from_str(cache)
    {
        headers.insert(CACHE_CONTROL, cache);
    }
    for (name, value) in route.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(*name), HeaderValue::from_str(value)) {
            headers.append(name, value);
        }
    }
    response
}

/// A model that cannot be written: a clean 500 instead of half a body.
#[cold]
fn unwritable(route: &RouteInfo, error: &json::Error) -> Response {
    tracing::error!(
        route = route.name,
        method = route.method,
        path = route.path,
        %error,
        "the response could not be written"
    );
    unjudged()
}

pub(crate) fn described<K: Describes>(operation: &mut Operation<'_>, status: u16) -> Success {
    Success {
        status,
        headers: Vec::new(),
        content: K::content(operation),
    }
}
