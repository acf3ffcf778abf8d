//! The rule `redirect_without_location`: a redirect status needs a `Redirect`.

use super::Undetermined;
use crate::glue::Asked;
use crate::outcome::{AsKind, AsModel, AsSet, NoModel, Redirect, Responses, Unknown};

/// The handler returns an outcome that can redirect, if it fits its contract.
#[diagnostic::on_unimplemented(
    message = "a redirect status is declared, but the handler does not return a `Redirect` [redirect_without_location]",
    label = "nothing says where to go",
    note = "RFC 9110 section 15.4: a redirect is a 3xx status with a `Location`",
    note = "return `Redirect::to(uri)`"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait redirect_without_location: Sized {
    /// Asserts that the handler returns a `Redirect` for a redirect status.
    fn check(_: Asked<Self>) {}
}

#[diagnostic::do_not_recommend]
impl redirect_without_location for Undetermined {}
#[diagnostic::do_not_recommend]
impl redirect_without_location for Redirect {}
// Each variant of a `Responses` enum is checked at the variant.
#[diagnostic::do_not_recommend]
impl<T: Responses> redirect_without_location for T {}

/// The route declares no redirect, so it needs no redirect status.
#[diagnostic::on_unimplemented(
    message = "`response = Redirect` is declared, but no redirect status [redirect_without_location]",
    label = "needs a 3xx status",
    note = "RFC 9110 section 15.4: a redirect is a 3xx status with a `Location`",
    note = "declare `status = 307` (moved temporarily), `308` (moved permanently) or `303` (look elsewhere)"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait redirect_without_status: Sized {
    /// Asserts that a route without a redirect status does not declare a `Redirect`.
    fn check(_: Self) {}
}

macro_rules! stays {
    ($([$($parameter:ident),*] $body:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($parameter),*> redirect_without_status for $body {}
    )*};
}

stays!([M, P] AsModel<M, P>, [K, P] AsKind<K, P>, [T, P, S] AsSet<T, P, S>, [] NoModel, [] Unknown);
