//! How the value of a handler becomes a response: as an outcome, which has its own status, or with the declared status.

use std::marker::PhantomData;

use http::StatusCode;

use super::body::{Fills, copied};
use super::sent::{Sent, described, sent};
use super::statuses::ambiguous_status;
use crate::contract::{Declaration, Operation};
use crate::message::Response;

/// A value that has a status of its own, as [`Created`](crate::Created) does.
pub trait Outcome {}

/// The outcome can respond with this status.
pub trait OutcomeReaches<const STATUS: u16>: Outcome {}

/// How an outcome is rendered under the contract `C` with the body `K`.
pub trait OutcomeOf<C, K> {
    /// Renders the response.
    fn render(self) -> Response;
    /// Renders the response, if need be without the headers of the contract.
    fn sent(self) -> Sent
    where
        Self: Sized,
    {
        self.render().into()
    }
    /// Adds the responses of the outcome to the document.
    fn describe(operation: &mut Operation<'_>);
}

/// The handler returns an outcome, which has a status of its own.
pub struct AsOutcome<V>(pub(crate) PhantomData<fn() -> V>);

/// The handler returns a plain value, which is sent with the declared status.
pub struct AsValue<V>(pub(crate) PhantomData<fn() -> V>);

copied! {
    [V] AsOutcome<V>;
    [V] AsValue<V>;
}

/// How a handler's success is rendered, whether it is an outcome or a plain value.
pub trait Answers<C, K> {
    /// The type of the value.
    type V;
    /// Renders the response.
    fn render(value: Self::V) -> Response {
        Self::sent(value).into_response()
    }
    /// Renders the response, if need be without the headers of the contract.
    fn sent(value: Self::V) -> Sent;
    /// Adds the responses to the document.
    fn describe(operation: &mut Operation<'_>);
}

impl<C, K, O: OutcomeOf<C, K>> Answers<C, K> for AsOutcome<O> {
    type V = O;

    fn sent(outcome: O) -> Sent {
        outcome.sent()
    }

    fn describe(operation: &mut Operation<'_>) {
        O::describe(operation);
    }
}

impl<C, K, V> Answers<C, K> for AsValue<V>
where
    K: Fills<V> + ambiguous_status<C>,
    C: Declaration,
{
    type V = V;

    fn sent(value: V) -> Sent {
        let links = K::links(&value);
        let sent = sent(C::ROUTE, declared_status(C::ROUTE.statuses), K::fill(value));
        let Some(links) = links else {
            return sent;
        };
        let mut response = sent.into_response();
        if response.status().is_success() {
            response.extensions_mut().insert(links);
        }
        response.into()
    }

    fn describe(operation: &mut Operation<'_>) {
        let status = declared_status(C::ROUTE.statuses).as_u16();
        let mut success = described::<K>(operation, status);
        success.headers.extend(K::link_header());
        operation.successes.push(success);
    }
}

/// Returns the first declared status. `#[route]` emits registered statuses only, and at least one.
pub(super) fn declared_status(statuses: &[u16]) -> StatusCode {
    statuses
        .first()
        .and_then(|status| StatusCode::from_u16(*status).ok())
        .unwrap_or(StatusCode::OK)
}
