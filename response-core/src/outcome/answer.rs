//! [`Answer`]: what a handler's function returns, a value and how its contract renders it.

use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;

use super::sent::Sent;
use crate::contract::Declaration;
use crate::message::Response;
use crate::problem::Problem;

/// What a `#[route]` function returns: the value of its body, rendered by the contract `C` wherever it is mounted.
///
/// A unit test gets the value back without HTTP: `create_user(State(db), Json(new)).await.into_result()`.
///
/// ```
/// use steadfast::prelude::*;
///
/// #[derive(Debug, PartialEq, ResponseModel)]
/// struct UserOut { name: String }
///
/// #[route(get, "/users/{id}", response = UserOut)]
/// async fn get_user(Path(id): Path<i64>) -> Result<UserOut, Fail<404>> {
///     if id == 7 { Ok(UserOut { name: "Ada".to_owned() }) } else { Err(Fail::new("no such user")) }
/// }
///
/// # async fn test() {
/// let ada = get_user(Path(7)).await.into_result().unwrap();
/// assert_eq!(ada.name, "Ada");
/// assert!(get_user(Path(8)).await.into_inner().is_err());            // the `Result` itself
/// assert_eq!(get_user(Path(8)).await.into_response().status(), 404);
/// # }
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(test());
/// ```
pub struct Answer<C, R> {
    value: R,
    render: fn(R) -> Result<Sent, Problem>,
    contract: PhantomData<fn() -> C>,
}

impl<C, R> Answer<C, R> {
    /// Pairs the value of a handler with the function by which its contract renders it.
    pub(crate) fn new(value: R, render: fn(R) -> Result<Sent, Problem>) -> Self {
        Self {
            value,
            render,
            contract: PhantomData,
        }
    }

    /// Returns what the handler returned.
    pub fn into_inner(self) -> R {
        self.value
    }

    /// Renders the response by the contract.
    pub fn into_response(self) -> Response {
        match self.outcome() {
            Ok(sent) => sent.into_response(),
            Err(problem) => problem.into_response(),
        }
    }

    /// Renders the success, or returns the problem, for whoever completes both.
    #[doc(hidden)]
    pub fn outcome(self) -> Result<Sent, Problem> {
        (self.render)(self.value)
    }
}

impl<C, V, E> Answer<C, Result<V, E>> {
    /// Returns what the handler returned.
    ///
    /// # Errors
    /// The handler's error.
    pub fn into_result(self) -> Result<V, E> {
        self.value
    }
}

/// [`Answer::into_result`] for a handler that cannot fail.
///
/// ```
/// use steadfast::prelude::*;
///
/// #[route(get, "/greeting", response = Text)]
/// async fn greeting() -> Text {
///     Text::from("hello")
/// }
///
/// # async fn test() {
/// let Ok(text) = greeting().await.into_result();
/// assert_eq!(text, Text::new("hello"));
/// # }
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(test());
/// ```
pub trait PlainAnswer {
    /// The type of the value that the handler returns.
    type Value;

    /// Returns what the handler returned.
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

impl<C: Declaration, R: fmt::Debug> fmt::Debug for Answer<C, R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Answer")
            .field("route", &C::ROUTE.name)
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}
