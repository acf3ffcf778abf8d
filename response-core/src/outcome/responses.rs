//! A closed set of successes, each with a status and a model of its own.

use super::Outcome;

/// An enum whose variants are the successes of a handler. `#[derive(Responses)]` writes the implementation.
pub trait Responses: Outcome {}
