//! The rule `unreachable_status`: the handler can respond with each declared status.

use super::{Fits, Misfits, Undetermined};
use crate::glue::Asked;
use crate::outcome::{AsOutcome, AsValue, Outcome, OutcomeReaches};

/// The outcome can respond with this status.
#[diagnostic::on_unimplemented(
    message = "{STATUS} is declared, but this handler never responds with it [unreachable_status]",
    label = "never sent",
    note = "the document would describe a response that no client ever gets",
    note = "drop {STATUS} from `status`, or return an outcome that can respond with it"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait unreachable_status<const STATUS: u16>: Sized {
    /// Asserts that the handler can respond with a declared status.
    fn check(_: Asked<Self>) {}
}

// For any type, so that rustc does not list the other statuses of the outcome.
#[diagnostic::do_not_recommend]
impl<O: OutcomeReaches<STATUS>, const STATUS: u16> unreachable_status<STATUS> for O {}

impl Outcome for Undetermined {}
impl<const STATUS: u16> OutcomeReaches<STATUS> for Undetermined {}

impl<O, K> Fits<AsOutcome<O>, K> {
    /// The type of the outcome.
    pub fn outcome(&self) -> Asked<O> {
        Asked::default()
    }

    /// The type that is returned.
    pub fn returned(&self) -> Asked<O> {
        Asked::default()
    }
}

impl<V, K> Fits<AsValue<V>, K> {
    /// A plain value is sent with the declared status.
    pub fn outcome(&self) -> Asked<Undetermined> {
        Asked::default()
    }

    /// The type that is returned.
    pub fn returned(&self) -> Asked<V> {
        Asked::default()
    }
}

impl Misfits {
    /// The outcome is reported already.
    pub fn outcome(&self) -> Asked<Undetermined> {
        Asked::default()
    }

    /// The outcome is reported already.
    pub fn returned(&self) -> Asked<Undetermined> {
        Asked::default()
    }
}
