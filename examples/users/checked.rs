//! Values with constraints, which the document shows and the extractors check. `Valid` adds what no schema can say, such
//! as garde's rule for an e-mail address. Lengths are in code points.

use garde::Validate;
use schemars::JsonSchema;
use serde::Deserialize;

/// The name of a user.
#[derive(Deserialize, JsonSchema, Validate)]
#[garde(transparent)]
#[schemars(inline)]
pub struct Name(
    #[garde(length(chars, max = 100))]
    #[schemars(regex(pattern = PRINTABLE))]
    String,
);

/// No control characters, and not only spaces.
const PRINTABLE: &str = r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$";

/// The e-mail address of a user.
// Only sending a message to an address would show whether it exists.
#[derive(Deserialize, JsonSchema, Validate)]
#[garde(transparent)]
#[schemars(inline)]
pub struct Email(#[garde(email, length(chars, max = 254))] String);

/// An id that a client chooses for a user. Larger ids are reserved for those that the database assigns.
#[derive(Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct ChosenId(#[schemars(range(min = 1, max = 0x7FFF_FFFF))] i64);

/// A password to be hashed.
#[derive(Deserialize, JsonSchema, Validate)]
#[garde(transparent)]
#[schemars(inline, extend("format" = "password", "writeOnly" = true))]
pub struct NewPassword(#[garde(length(chars, min = 8, max = 128))] String);

/// A password to be compared with a hash.
// No longer than a new one, since many may have to wait in memory.
#[derive(Deserialize, JsonSchema, Validate)]
#[garde(transparent)]
#[schemars(inline, extend("format" = "password", "writeOnly" = true))]
pub struct Password(#[garde(length(chars, max = 128))] String);

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
