//! The rule `redirect_without_location`: a redirect status needs a `Redirect`.

use super::{Fits, Misfits};
use crate::outcome::{AsKind, AsModel, AsOutcome, AsSet, NoModel, Redirect, Responses, Unknown};

/// The handler returns an outcome that can redirect, if it fits its contract.
#[diagnostic::on_unimplemented(
    message = "a redirect status is declared, but the handler does not return a `Redirect` [redirect_without_location]",
    label = "nothing says where to go",
    note = "RFC 9110 section 15.4: a redirect is a 3xx status with a `Location`",
    note = "return `Redirect::to(uri)`"
)]
pub trait GoesElsewhere {}

impl GoesElsewhere for Misfits {}
impl<O: LeadsElsewhere, K> GoesElsewhere for Fits<AsOutcome<O>, K> {}

/// The outcome can redirect.
#[diagnostic::on_unimplemented(
    message = "a redirect status is declared, but the handler does not return a `Redirect` [redirect_without_location]",
    label = "nothing says where to go",
    note = "RFC 9110 section 15.4: a redirect is a 3xx status with a `Location`",
    note = "return `Redirect::to(uri)`"
)]
pub trait LeadsElsewhere {}

impl LeadsElsewhere for Redirect {}
// Each variant of a `Responses` enum is checked at the variant.
impl<T: Responses> LeadsElsewhere for T {}

/// Asserts that the handler returns a `Redirect` for a redirect status.
pub fn assert_redirect<F: GoesElsewhere>(_: &F) {}

/// The route declares no redirect, so it needs no redirect status.
#[diagnostic::on_unimplemented(
    message = "`response = Redirect` is declared, but no redirect status [redirect_without_location]",
    label = "needs a 3xx status",
    note = "RFC 9110 section 15.4: a redirect is a 3xx status with a `Location`",
    note = "declare `status = 307` (moved temporarily), `308` (moved permanently) or `303` (look elsewhere)"
)]
pub trait StaysHere {}

macro_rules! stays {
    ($([$($parameter:ident),*] $body:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($parameter),*> StaysHere for $body {}
    )*};
}

stays!([M, P] AsModel<M, P>, [K, P] AsKind<K, P>, [T, P] AsSet<T, P>, [] NoModel, [] Unknown);

/// Asserts that a route without a redirect status does not declare a `Redirect`.
pub fn assert_stays<B: StaysHere>(_: B) {}
