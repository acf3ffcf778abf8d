use std::fmt;

use serde::de::{self, Error as _, Expected, Unexpected};

/// Why a reading stops.
#[derive(Debug)]
pub(super) enum Failure {
    /// What serde, or the type itself, has to say about the value.
    Said(String),
    /// A field is absent that the type cannot do without.
    Missing(&'static str),
    /// A field that the type denies; serde's message.
    Unknown(String),
    /// Something has been learned: the next pass comes further.
    Again,
    /// There is no value to go on with.
    Hopeless,
    /// As many faults, or as much work, as one answer is worth.
    Full,
}

impl Failure {
    /// Serde's own words.
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
