//! A variant of an enum with `#[derive(Responses)]`, rendered as by a route with its status.

use std::convert::Infallible;
use std::marker::PhantomData;

use super::{Asked, Split};
use crate::contract::{Declaration, Declares, DeclaresOneStatus, DeclaresRedirect, RouteInfo};
use crate::message::Response;
use crate::model::{Everything, Policy};
use crate::outcome::reply::Adds;
use crate::outcome::{Answers, AsSet, Unknown};
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
pub struct RenderingVariant<C, S, O, K>(Asked<(C, S, O, K)>);

impl<C, S, O, K> RenderingVariant<C, S, O, K> {
    /// Takes the results of probes.
    pub fn of(_: PhantomData<C>, _: &S, _: O, _: K) -> Self {
        Self(PhantomData)
    }
}

impl<C, S, O, K> RenderingVariant<C, S, O, K>
where
    C: Declaration,
    S: Split<E = Infallible>,
    O: Answers<C, K, V = S::V>,
{
    /// Returns the function that turns what the variant holds into a response.
    pub fn renderer(&self) -> fn(S::R) -> Response {
        |held| match S::split(held) {
            Ok((value, additions)) => additions.add_to(O::render(value), C::ROUTE),
            Err(never) => match never {},
        }
    }
}

/// The fallback for a variant whose outcome does not fit its contract, which the bounds of the rules report.
pub trait UnrenderedVariant<R> {
    /// Returns a function that never runs.
    fn renderer(&self) -> fn(R) -> Response {
        |_| Problem::untold().into_response()
    }
}

impl<C, S: Split, O, K> UnrenderedVariant<S::R> for RenderingVariant<C, S, O, K> {}
