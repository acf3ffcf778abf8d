//! A variant of an enum with `#[derive(Responses)]`, rendered as by a route with its status.

use std::marker::PhantomData;

use crate::contract::{
    Contract, Declares, DeclaresOneStatus, DeclaresRedirect, Operation, RouteInfo,
};
use crate::message::Response;
use crate::model::{Everything, Policy};
use crate::outcome::{Answers, AsSet, Unknown};

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

impl<T, P: Policy> DeclaresSet<T> for AsSet<T, P> {
    type Policy = P;
}

// A type that is neither a model nor a kind is reported where it is declared.
impl<T> DeclaresSet<T> for Unknown {
    type Policy = Everything;
}

/// The contract `C` with only the status of one variant.
pub struct At<C, const STATUS: u16>(PhantomData<fn() -> C>);

impl<C: Contract, const STATUS: u16> Contract for At<C, STATUS> {
    const ROUTE: &'static RouteInfo = &RouteInfo {
        statuses: &[STATUS],
        ..*C::ROUTE
    };

    fn describe(operation: &mut Operation<'_>) {
        C::describe(operation);
    }
}

#[diagnostic::do_not_recommend]
impl<C: Contract, const STATUS: u16> Declares<STATUS> for At<C, STATUS> {}
#[diagnostic::do_not_recommend]
impl<C: Contract, const STATUS: u16> DeclaresOneStatus for At<C, STATUS> {}

macro_rules! redirecting {
    ($($status:literal)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<C: Contract> DeclaresRedirect for At<C, $status> {}
    )*};
}

redirecting!(301 302 303 307 308);

/// Returns the function that turns a variant into a response. The arguments are results of probes: see `probe.rs`.
pub fn rendered<C, O: Answers<C, K>, K>(_: PhantomData<C>, _: O, _: K) -> fn(O::V) -> Response {
    O::render
}
