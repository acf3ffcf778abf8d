//! A variant of an enum with `#[derive(Responses)]`, rendered as by a route with its status.

use std::marker::PhantomData;

use super::Asked;
use crate::contract::{Declaration, Declares, DeclaresOneStatus, DeclaresRedirect, RouteInfo};
use crate::message::Response;
use crate::model::{Everything, Policy};
use crate::outcome::{Answers, AsOutcome, AsSet, AsValue, Unknown};
use crate::problem::Problem;

/// The declared body is this enum of responses.
#[diagnostic::on_unimplemented(
    message = "`{T}` is returned, which is not what the route declares [wrong_model]",
    label = "not the declared response",
    note = "each of its variants has its own response, so declare the enum: `response = {T}`"
)]
pub trait DeclaresSet<T> {
    /// The policy of the models: which fields are sent.
    type Policy: Policy;
}

impl<T, P: Policy, S> DeclaresSet<T> for AsSet<T, P, S> {
    type Policy = P;
}

// A type that is neither a model nor a kind is reported where it is declared.
impl<T> DeclaresSet<T> for Unknown {
    type Policy = Everything;
}

/// The contract `C` with only the status of one variant.
pub struct At<C, const STATUS: u16>(PhantomData<fn() -> C>);

impl<C: Declaration, const STATUS: u16> Declaration for At<C, STATUS> {
    const ROUTE: &'static RouteInfo = &RouteInfo {
        statuses: &[STATUS],
        ..*C::ROUTE
    };
}

#[diagnostic::do_not_recommend]
impl<C: Declaration, const STATUS: u16> Declares<STATUS> for At<C, STATUS> {}
#[diagnostic::do_not_recommend]
impl<C: Declaration, const STATUS: u16> DeclaresOneStatus for At<C, STATUS> {}

macro_rules! redirecting {
    ($($status:literal)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<C: Declaration> DeclaresRedirect for At<C, $status> {}
    )*};
}

redirecting!(301 302 303 307 308);

/// How a variant is rendered: the results of probes, see `probe.rs`.
pub struct RenderingVariant<C, O, K>(Asked<(C, O, K)>);

impl<C, O, K> RenderingVariant<C, O, K> {
    /// Takes the results of probes.
    pub fn of(_: PhantomData<C>, _: O, _: K) -> Self {
        Self(PhantomData)
    }
}

impl<C, O: Answers<C, K>, K> RenderingVariant<C, O, K> {
    /// Returns the function that turns the variant's value into a response.
    pub fn renderer(&self) -> fn(O::V) -> Response {
        O::render
    }
}

/// The fallback for a variant whose outcome does not fit its contract, which the bounds of the rules report.
pub trait UnrenderedVariant<V> {
    /// Returns a function that never runs.
    fn renderer(&self) -> fn(V) -> Response {
        |_| Problem::untold().into_response()
    }
}

impl<C, V, K> UnrenderedVariant<V> for RenderingVariant<C, AsOutcome<V>, K> {}
impl<C, V, K> UnrenderedVariant<V> for RenderingVariant<C, AsValue<V>, K> {}
