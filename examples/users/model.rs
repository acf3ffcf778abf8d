//! The models of a user: in a request, in the database, in a response.

use chrono::{DateTime, Utc};
use garde::Validate;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use steadfast::prelude::*;

use crate::checked::{Email, Name, NewPassword, Password};
use crate::store::Created;
use crate::token;

/// A user to be created.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(example = json!({ "name": "Ada Lovelace", "email": "ada@example.org", "password": "a long pass phrase" }))]
pub struct UserIn {
    #[garde(dive)]
    pub name: Name,
    #[garde(dive)]
    pub email: Email,
    #[garde(dive)]
    pub password: NewPassword,
}

/// Changes to a user. A field that is left out is not changed.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct UserPatch {
    #[garde(dive)]
    pub name: Field<Name>,
    #[garde(dive)]
    pub email: Field<Email>,
}

/// A row of the table `users`. It has no `Debug`, so that the hash cannot end up in a log.
#[derive(sqlx::FromRow)]
pub struct User {
    pub id: i64,
    pub name: String,
    pub email: String,
    pub password_hash: String,
    pub created_at: DateTime<Utc>,
}

impl User {
    /// The version that the `ETag` names: a digest of what a client sees of the user.
    pub fn version(&self) -> String {
        let seen = (self.id, &self.name, &self.email, self.created_at);
        token::digest(format!("{seen:?}"))
    }
}

/// A user, without the password.
#[derive(ResponseModel)]
#[response(from = User, from = Created)]
pub struct UserOut {
    #[response(example = 7)]
    pub id: i64,
    #[response(example = "Ada Lovelace")]
    pub name: String,
    #[response(example = "ada@example.org")]
    pub email: String,
    pub created_at: DateTime<Utc>,
}

/// The e-mail address and password to log in with.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct Credentials {
    #[garde(dive)]
    pub email: Email,
    #[garde(dive)]
    pub password: Password,
}

/// The progress of a task.
#[derive(Clone, Copy, PartialEq, Eq, Debug, sqlx::Type, ResponseModel)]
#[sqlx(type_name = "TEXT", rename_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum TaskStatus {
    Queued,
    Running,
    Done,
    Failed,
}

/// The id of a task. A text that cannot be one is not looked up: `PostgreSQL` refuses some, with a NUL for example.
pub struct TaskId(String);

impl TaskId {
    pub fn random() -> Result<Self, getrandom::Error> {
        token::random().map(Self)
    }

    /// The id that a client has sent, if it can be one.
    pub fn of(text: String) -> Option<Self> {
        token::is_one(&text).then_some(Self(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A row of the table `tasks`.
#[derive(sqlx::FromRow)]
pub struct Task {
    pub task_id: String,
    pub status: TaskStatus,
}

/// A task that was accepted.
#[derive(ResponseModel)]
#[response(from = Task)]
pub struct TaskOut {
    pub task_id: String,
    pub status: TaskStatus,
}
