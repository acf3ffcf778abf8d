//! What a user is: in a request, in the database, in a response.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use steadfast::prelude::*;

use crate::checked::{Email, Name, NewPassword};

/// A user to be created.
#[derive(Deserialize, JsonSchema)]
#[schemars(example = json!({ "name": "Ada Lovelace", "email": "ada@example.org", "password": "a long pass phrase" }))]
pub struct UserIn {
    pub name: Name,
    pub email: Email,
    pub password: NewPassword,
}

/// What to change about a user; what is left out stays as it is.
#[derive(Deserialize, JsonSchema)]
pub struct UserPatch {
    pub name: Field<Name>,
    pub email: Field<Email>,
}

/// A row of the table `users`. It has no `Debug`, so that the hash cannot get into a log.
#[derive(sqlx::FromRow)]
pub struct User {
    pub id: i64,
    pub name: String,
    pub email: String,
    #[allow(
        dead_code,
        reason = "it is written here, and read where somebody logs in"
    )]
    pub password_hash: String,
    pub created_at: DateTime<Utc>,
}

/// A user, as everybody may see it.
#[derive(ResponseModel)]
#[response(from = User)]
pub struct UserOut {
    #[response(example = 7)]
    pub id: i64,
    #[response(example = "Ada Lovelace")]
    pub name: String,
    #[response(example = "ada@example.org")]
    pub email: String,
    pub created_at: DateTime<Utc>,
}
