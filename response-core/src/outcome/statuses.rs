//! The rules about the statuses of an outcome, as bounds. Each is implemented for any type, so that rustc does not list what
//! keeps it elsewhere.

use crate::contract::DeclaresRedirect;

/// `C` declares the status. Also implemented where a value is returned and no body is declared, since that is an error
/// already.
pub trait Declared<C, const STATUS: u16> {}

/// `C` declares exactly one status. Also implemented where a value is returned and no body is declared.
pub trait OneStatus<C> {}

/// The contract of a declared body has this status, if it has to.
#[diagnostic::on_unimplemented(
    message = "this handler can respond with {STATUS}, which the route does not declare [undeclared_status]",
    label = "can respond with {STATUS}",
    note = "a client that trusts the document does not expect a {STATUS}",
    note = "declare `status = {STATUS}` if the handler sends no other, or every status that it sends, as in `status = [200, 201]`"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait undeclared_status<C, const STATUS: u16> {}

#[diagnostic::do_not_recommend]
impl<K: Declared<C, STATUS>, C, const STATUS: u16> undeclared_status<C, STATUS> for K {}

/// The contract of a declared body has one status, if it has to.
#[diagnostic::on_unimplemented(
    message = "a plain value cannot say which of the declared statuses it is sent with [ambiguous_status]",
    label = "several statuses are declared",
    note = "declare one status, or return an outcome that has its own: `Created`, `Upserted`, `MaybeContent`, `Accepted`, or an enum with `#[derive(Responses)]`"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait ambiguous_status<C> {}

#[diagnostic::do_not_recommend]
impl<K: OneStatus<C>, C> ambiguous_status<C> for K {}

/// The contract of a declared body redirects.
#[diagnostic::on_unimplemented(
    message = "the handler returns a `Redirect`, but no redirect status is declared [redirect_without_location]",
    label = "no 3xx status is declared",
    note = "RFC 9110 section 15.4: a redirect is a 3xx status with a `Location`",
    note = "declare `status = 307` (moved temporarily), `308` (moved permanently) or `303` (look elsewhere)"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait undeclared_redirect<C> {}

#[diagnostic::do_not_recommend]
impl<K, C: DeclaresRedirect> undeclared_redirect<C> for K {}
