//! Text types that are validated when they are deserialized, so that every value is valid.

use schemars::JsonSchema;
use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer};

/// The name of a user.
#[derive(JsonSchema)]
#[schemars(inline)]
pub struct Name(#[schemars(length(min = 1, max = 100), regex(pattern = PRINTABLE))] String);

/// No control characters, and not only spaces.
const PRINTABLE: &str = r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$";

/// The e-mail address of a user.
#[derive(JsonSchema)]
#[schemars(inline)]
pub struct Email(#[schemars(email, length(max = 254))] String);

/// An id that a client chooses for a user. Larger ids are reserved for those that the database assigns.
#[derive(JsonSchema)]
#[schemars(inline)]
pub struct ChosenId(#[schemars(range(min = 1, max = 0x7FFF_FFFF))] i64);

/// A password to be hashed.
#[derive(JsonSchema)]
#[schemars(inline, extend("format" = "password", "writeOnly" = true))]
pub struct NewPassword(#[schemars(length(min = 8, max = 128))] String);

/// A password to be compared with a hash.
#[derive(Deserialize, JsonSchema)]
#[schemars(inline, extend("format" = "password", "writeOnly" = true))]
#[serde(transparent)]
pub struct Password(String);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let is_valid = |text: &str| {
            (1..=100).contains(&text.chars().count())
                && !text.trim().is_empty()
                && !text.contains(char::is_control)
        };
        checked(deserializer, is_valid, "a name of 1 to 100 characters").map(Self)
    }
}

impl<'de> Deserialize<'de> for Email {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Only sending a message to an address would show whether it exists.
        let is_valid = |text: &str| {
            text.split_once('@')
                .is_some_and(|(user, host)| !user.is_empty() && !host.is_empty())
                && text.chars().count() <= 254
                && !text.contains(|c: char| c.is_whitespace() || c.is_control())
        };
        checked(deserializer, is_valid, "an e-mail address").map(Self)
    }
}

impl<'de> Deserialize<'de> for ChosenId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match i64::deserialize(deserializer)? {
            id @ 1..=0x7FFF_FFFF => Ok(Self(id)),
            _ => Err(D::Error::invalid_value(
                Unexpected::Other("id"),
                &"an id from 1 to 2147483647",
            )),
        }
    }
}

impl<'de> Deserialize<'de> for NewPassword {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let is_valid = |text: &str| (8..=128).contains(&text.chars().count());
        checked(deserializer, is_valid, "a password of 8 to 128 characters").map(Self)
    }
}

/// Returns the text, or an error that names what was expected, and never what was found.
fn checked<'de, D: Deserializer<'de>>(
    deserializer: D,
    is_valid: impl FnOnce(&str) -> bool,
    expected: &'static str,
) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    if is_valid(&text) {
        Ok(text)
    } else {
        Err(D::Error::invalid_value(
            Unexpected::Other("text"),
            &expected,
        ))
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        name.0
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

impl From<ChosenId> for i64 {
    fn from(id: ChosenId) -> Self {
        id.0
    }
}

impl From<NewPassword> for String {
    fn from(password: NewPassword) -> Self {
        password.0
    }
}

impl From<Password> for String {
    fn from(password: Password) -> Self {
        password.0
    }
}
