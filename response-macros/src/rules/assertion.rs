//! A bound of a rule that needs types, as data: a rule says where it is asserted, `expand` prints it.

use syn::Type;

use crate::report::Place;

/// A bound that is asserted at the user's tokens.
#[derive(Debug, Clone)]
pub struct Assertion {
    /// The bound in `response_core::glue::rules`, which has the name of the rule.
    pub rule: &'static str,
    /// What has to keep it.
    pub subject: Subject,
    /// The tokens that an error is shown at.
    pub place: Place,
    /// Which variant of a set of responses it belongs to; 0 for a route.
    pub variant: usize,
}

/// What the emitted code asks about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The type that `response =` names, which is what is sent.
    Model,
    /// The type that `response =` names, whose name suggests that it can hold anything.
    Value,
    /// This type: a method is deprecated where bytes in it are sent as numbers.
    Bytes(Box<Type>),
    /// What can be sent as it: a model, a kind, or nothing.
    Body,
    /// What can be sent as it, of which `pick` and `omit` select fields: one model.
    OneModel,
    /// The model that is sent, which has a field of this name.
    Field {
        /// The names of a path; each is a field of the one before.
        names: Vec<String>,
        /// Whether it is in the first path, which says for all of them that there is no model.
        is_first: bool,
    },
    /// The error that the handler returns.
    Error,
    /// The outcome that the handler returns, if it fits its contract: it can respond with this status.
    Reached(u16),
    /// What the handler returns, if it fits its contract.
    Returned,
    /// The task that a 202 leads to, and whether `pick` and `omit` keep `task_id`, `job_id` and `operation_id`.
    Task([bool; 3]),
    /// What the handler returns, under its contract: this method is deprecated where the rule is broken.
    Warning(&'static str),
}

impl Subject {
    /// Whether it needs the outcome and the contract together.
    pub fn is_judged(&self) -> bool {
        matches!(
            self,
            Self::Reached(_) | Self::Returned | Self::Task(_) | Self::Warning(_)
        )
    }
}

impl Assertion {
    /// Whether the handler's return type has to be known.
    pub fn asks_what_is_returned(&self) -> bool {
        self.subject.is_judged() || self.subject == Subject::Error
    }

    /// An assertion of a route.
    pub fn new(rule: &'static str, subject: Subject, place: impl Into<Place>) -> Self {
        Self {
            rule,
            subject,
            place: place.into(),
            variant: 0,
        }
    }

    /// Names the variant.
    pub fn of_variant(mut self, variant: usize) -> Self {
        self.variant = variant;
        self
    }
}
