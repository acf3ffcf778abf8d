//! The rule `redirect_without_location`: a redirect status needs a `Redirect`.

use super::{Fits, Misfits};
use crate::outcome::{AsOutcome, Redirect, Responses};

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
