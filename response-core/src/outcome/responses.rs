//! [`Responses`]: a closed set of successes, each with its own status and model.

use super::Outcome;

/// An enum whose variants are the successes of a handler. `#[derive(Responses)]` writes the implementation.
pub trait Responses: Outcome {
    /// The statuses of the variants. A route that declares no `status` declares these.
    const STATUSES: &'static [u16];

    /// The same statuses, as a list of types.
    #[doc(hidden)]
    type Statuses;
}
