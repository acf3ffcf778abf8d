//! A redirecting status is answered by a `Redirect`.

use super::{Fits, Misfits};
use crate::outcome::{AsOutcome, Redirect, Responses};

/// A redirecting status is answered by a `Redirect`.
#[diagnostic::on_unimplemented(
    message = "a redirecting status is declared, but the handler returns no `Redirect` [redirect_without_location]",
    label = "nothing says where to go",
    note = "RFC 9110 section 15.4: a redirect is a 3xx status and the `Location` to go to",
    note = "return `Redirect::to(uri)`"
)]
pub trait GoesElsewhere {}

impl GoesElsewhere for Misfits {}
impl<O: LeadsElsewhere, K> GoesElsewhere for Fits<AsOutcome<O>, K> {}

/// This outcome can redirect.
#[diagnostic::on_unimplemented(
    message = "a redirecting status is declared, but the handler returns no `Redirect` [redirect_without_location]",
    label = "nothing says where to go",
    note = "RFC 9110 section 15.4: a redirect is a 3xx status and the `Location` to go to",
    note = "return `Redirect::to(uri)`"
)]
pub trait LeadsElsewhere {}

impl LeadsElsewhere for Redirect {}
// Each variant of a set is judged where it stands.
impl<T: Responses> LeadsElsewhere for T {}

/// A redirecting status is answered by a `Redirect`.
pub fn assert_redirect<F: GoesElsewhere>(_: &F) {}
