//! [`Failure`]: why a pass stops.

use std::fmt;

use serde::de::{self, Error as _, Expected, Unexpected};

/// Why a pass stops.
#[derive(Debug)]
pub(super) enum Failure {
    /// The message of serde, or of the type itself, about the value.
    Said(String),
    /// A required field is missing.
    Missing(&'static str),
    /// A field is denied, with serde's message.
    Unknown(String),
    /// The pass has learned something, so that the next one gets further.
    Again,
    /// There is no value to continue with.
    Hopeless,
    /// The limit of faults, or of work, for one response is reached.
    Full,
}

impl Failure {
    /// Returns serde's own message.
    pub fn into_message(self) -> String {
        match self {
            Self::Said(message) | Self::Unknown(message) => message,
            Self::Missing(field) => de::value::Error::missing_field(field).to_string(),
            Self::Again | Self::Hopeless | Self::Full => String::new(),
        }
    }

    pub fn wrong_type(expected: &dyn Expected) -> Self {
        Self::invalid_type(Unexpected::Other("value"), expected)
    }
}

impl de::Error for Failure {
    fn custom<M: fmt::Display>(message: M) -> Self {
        Self::Said(message.to_string())
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
