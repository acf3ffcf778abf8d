//! The rule `unreachable_status`: the handler can respond with each declared status.

use super::{Fits, Misfits};
use crate::outcome::{AsOutcome, AsValue, OutcomeReaches};

/// The handler's outcome can respond with this status.
#[diagnostic::on_unimplemented(
    message = "{STATUS} is declared, but this handler never responds with it [unreachable_status]",
    label = "never sent",
    note = "the document would describe a response that no client ever gets",
    note = "drop {STATUS} from `status`, or return an outcome that can respond with it"
)]
pub trait Reaches<const STATUS: u16> {}

impl<const STATUS: u16> Reaches<STATUS> for Misfits {}
impl<V, K, const STATUS: u16> Reaches<STATUS> for Fits<AsValue<V>, K> {}
impl<O: OutcomeReaches<STATUS>, K, const STATUS: u16> Reaches<STATUS> for Fits<AsOutcome<O>, K> {}

/// Asserts that the handler can respond with a declared status.
pub fn assert_reachable<const STATUS: u16, O: Reaches<STATUS>>(_: &O) {}
