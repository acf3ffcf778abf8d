//! How what a handler returns is answered: by an outcome, which names its own status, or as a value, with the declared one.

use std::marker::PhantomData;

use http::StatusCode;

use super::body::{Fills, OneStatus};
use super::sent::{described, success};
use crate::contract::{Contract, Operation};
use crate::message::Response;

/// A value that names its own status, as [`Created`] does.
pub trait Outcome {}

/// This outcome can answer this status.
#[diagnostic::on_unimplemented(
    message = "{STATUS} is declared, but this handler never answers it [unreachable_status]",
    label = "never answered",
    note = "a client would be told of an answer that it never gets",
    note = "drop {STATUS} from `status`, or return an outcome that can answer it"
)]
pub trait OutcomeReaches<const STATUS: u16>: Outcome {}

/// How an outcome is answered under the contract `C` with the body `K`.
pub trait OutcomeOf<C, K> {
    /// The response.
    fn render(self) -> Response;
    /// What the document says of it.
    fn describe(operation: &mut Operation<'_>);
}

/// What a handler returns names its own status.
pub struct AsOutcome<V>(pub(crate) PhantomData<fn() -> V>);

/// What a handler returns is answered with the declared status.
pub struct AsValue<V>(pub(crate) PhantomData<fn() -> V>);

/// What a handler's success is answered with, outcome or plain value.
pub trait Answers<C, K> {
    /// The value.
    type V;
    /// The response.
    fn render(value: Self::V) -> Response;
    /// What the document says of it.
    fn describe(operation: &mut Operation<'_>);
}

impl<C, K, O: OutcomeOf<C, K>> Answers<C, K> for AsOutcome<O> {
    type V = O;

    fn render(outcome: O) -> Response {
        outcome.render()
    }

    fn describe(operation: &mut Operation<'_>) {
        O::describe(operation);
    }
}

impl<C, K, V> Answers<C, K> for AsValue<V>
where
    K: Fills<V> + OneStatus<C>,
    C: Contract,
{
    type V = V;

    fn render(value: V) -> Response {
        let links = K::links(&value);
        let mut response = success(
            C::ROUTE,
            declared_status(C::ROUTE.statuses),
            Some(K::fill(value)),
        );
        if let Some(links) = links
            && response.status().is_success()
        {
            response.extensions_mut().insert(links);
        }
        response
    }

    fn describe(operation: &mut Operation<'_>) {
        let status = declared_status(C::ROUTE.statuses).as_u16();
        let mut success = described::<K>(operation, status);
        success.headers.extend(K::link_header());
        operation.successes.push(success);
    }
}

/// `#[route]` emits registered statuses only, and at least one.
pub(super) fn declared_status(statuses: &[u16]) -> StatusCode {
    statuses
        .first()
        .and_then(|status| StatusCode::from_u16(*status).ok())
        .unwrap_or(StatusCode::OK)
}
