//! [`Failure`]: why a pass stops.

use std::fmt;

use response_core::problem::{Fault, Loc};
use serde::de::{self, Error as _, Expected, Unexpected};

/// Why a pass stops.
#[derive(Debug)]
pub(in crate::extract) enum Failure {
    /// The message of serde, or of the type itself, about the value.
    Said(String),
    /// The value is of another kind than this, with the `type` of the fault.
    Unlike(String, &'static str),
    /// A required field is missing.
    Missing(&'static str),
    /// A field is denied, with serde's message.
    Unknown(String),
    /// The pass has learned something, so that the next one gets further.
    Again,
    /// The same, for the value around this one.
    AgainAbove,
    /// There is no value to continue with.
    Hopeless,
    /// The limit of faults, or of work, for one response is reached.
    Full,
}

impl Failure {
    /// Returns serde's own message, unless the value is of another kind.
    pub fn into_message(self) -> Option<String> {
        match self {
            Self::Said(message) | Self::Unknown(message) => Some(message),
            Self::Missing(field) => Some(de::value::Error::missing_field(field).to_string()),
            Self::Unlike(..) => None,
            Self::Again | Self::AgainAbove | Self::Hopeless | Self::Full => Some(String::new()),
        }
    }

    /// The fault at this place, and the message that it may not repeat.
    pub fn told(self, loc: Vec<Loc>) -> (Fault, Option<String>) {
        if let Self::Unlike(expected, kind) = &self {
            return (Fault::unlike(loc, expected, kind), None);
        }
        let message = self.into_message();
        let said = message.as_deref().unwrap_or_default();
        (Fault::from_deserializer(loc, &said), message)
    }

    pub fn wrong_type(expected: &dyn Expected) -> Self {
        Self::invalid_type(Unexpected::Other("value"), expected)
    }
}

impl de::Error for Failure {
    fn custom<M: fmt::Display>(message: M) -> Self {
        Self::Said(message.to_string())
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::Unlike(expected.to_string(), "invalid_type")
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::Unlike(expected.to_string(), "invalid_value")
    }

    fn invalid_length(_: usize, expected: &dyn Expected) -> Self {
        Self::Unlike(expected.to_string(), "invalid_length")
    }

    fn missing_field(field: &'static str) -> Self {
        Self::Missing(field)
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::Unknown(de::value::Error::unknown_field(field, expected).to_string())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Said(error.to_string())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value that could not be read")
    }
}

impl std::error::Error for Failure {}
