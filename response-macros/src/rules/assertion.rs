//! A bound of a rule that needs types, as data: a rule says where it is asserted, `expand` prints it.

use crate::report::Place;

/// A call of a function that has the bound, at the user's tokens.
#[derive(Debug, Clone)]
pub struct Assertion {
    /// A function of `response_core::glue`; for a [`Subject::Warning`], a method.
    pub function: &'static str,
    /// Its const argument.
    pub constant: Option<Constant>,
    /// What it is called with.
    pub subject: Subject,
    /// The tokens that an error is shown at.
    pub place: Place,
    /// Which variant of a set of responses it belongs to; 0 for a route.
    pub variant: usize,
}

/// A const argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Constant {
    /// A status code.
    Status(u16),
    /// The name of a field, whose hash is the argument.
    Field(String),
}

/// What the emitted code asks about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The type that `response =` names.
    Model,
    /// What can be sent as it: a model, a kind, or nothing.
    Body,
    /// The error that the handler returns.
    Error,
    /// What the handler returns, under its contract.
    Outcome,
    /// The task that a 202 leads to, and whether `pick` and `omit` keep `task_id`, `job_id` and `operation_id`.
    Task([bool; 3]),
    /// What the handler returns, under its contract: a method that is deprecated where the rule is broken.
    Warning,
}

impl Subject {
    /// Whether it needs the outcome and the contract together.
    pub fn is_judged(&self) -> bool {
        matches!(self, Self::Outcome | Self::Task(_) | Self::Warning)
    }
}

impl Assertion {
    /// Whether the handler's return type has to be known.
    pub fn asks_what_is_returned(&self) -> bool {
        self.subject.is_judged() || self.subject == Subject::Error
    }

    /// An assertion without a const argument.
    pub fn new(function: &'static str, subject: Subject, place: impl Into<Place>) -> Self {
        Self {
            function,
            constant: None,
            subject,
            place: place.into(),
            variant: 0,
        }
    }

    /// Adds the const argument.
    pub fn with(mut self, constant: Constant) -> Self {
        self.constant = Some(constant);
        self
    }

    /// Names the variant.
    pub fn of_variant(mut self, variant: usize) -> Self {
        self.variant = variant;
        self
    }
}
