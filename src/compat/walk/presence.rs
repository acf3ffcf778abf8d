//! Whether a parameter, a header or a body has to be there, where the two documents differ in that.

use serde_json::Value;

use super::shown::Shown;
use super::{Walk, Way};
use crate::compat::change::{Direction, Kind};

/// The kinds of change of what becomes required, and of what becomes optional.
pub(super) struct Presence {
    pub(super) required: Kind,
    pub(super) optional: Kind,
}

impl<'d> Walk<'d> {
    /// Compares whether the sender always sends `what` with whether the receiver requires it.
    pub(super) fn presence(
        &mut self,
        way: Way<'_, 'd>,
        what: &str,
        kinds: &Presence,
        places: (Option<&'d Value>, Option<&'d Value>),
        (is_sent, is_required): (bool, bool),
        missing: Shown<'_>,
    ) {
        let (kind, says) = match (is_sent, is_required, way.direction) {
            (true, true, _) | (false, false, _) => return,
            (false, true, Direction::Sent) => (kinds.required, "has to be sent"),
            (false, true, Direction::Received) => (kinds.optional, "may be missing"),
            (true, false, Direction::Sent) => (kinds.optional, "need not be sent any more"),
            (true, false, Direction::Received) => (kinds.required, "is always there"),
        };
        let sentence = format!("{what}: {says}");
        if is_required {
            self.breaks(kind, way, places, sentence, missing);
        } else {
            self.keeps(kind, way, places, sentence);
        }
    }
}
