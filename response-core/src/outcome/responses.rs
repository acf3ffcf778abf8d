//! [`Responses`]: a closed set of successes, each with its own status and model.

use super::Outcome;

/// An enum whose variants are the successes of a handler. `#[derive(Responses)]` writes the implementation.
pub trait Responses: Outcome {}
