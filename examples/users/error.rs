//! The errors of the service, and the subsets for each handler: a handler returns, and its document lists, only its
//! own.

use axum::http::header::InvalidHeaderValue;
use steadfast::prelude::*;

use crate::password::HashError;
use crate::store;

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[response(subset(
    CreateUserError = [EmailTaken, Database, Hash],
    UpdateUserError = [UserNotFound, EmailTaken, Changed, Database],
    FindUserError = [UserNotFound, Database],
    StoreError = [Database],
    UpdateError = [EmailTaken, Changed, Database],
    WriteError = [EmailTaken, Database],
))]
pub enum UserError {
    #[error("user {id} not found")]
    #[response(status = 404)]
    UserNotFound { id: i64 },
    #[error("another user has this e-mail address")]
    #[response(status = 409, code = "email_taken")]
    EmailTaken,
    #[error(transparent)]
    #[response(transparent)]
    Changed(#[from] PreconditionFailed),
    #[error(transparent)]
    #[response(transparent)]
    Database(#[from] store::Error),
    #[error(transparent)]
    #[response(transparent)]
    Hash(#[from] HashError),
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[response(subset(
    LoginError = [WrongCredentials, Database, Hash, Random],
    SessionUserError = [NotLoggedIn, Database],
))]
pub enum SessionError {
    /// The same for an unknown e-mail address and for a wrong password.
    #[error("the e-mail address or the password is wrong")]
    #[response(status = 401, challenge = "Cookie realm=\"users\"")]
    WrongCredentials,
    #[error("log in first")]
    #[response(status = 401, challenge = "Cookie realm=\"users\"")]
    NotLoggedIn,
    #[error(transparent)]
    #[response(transparent)]
    Database(#[from] store::Error),
    #[error(transparent)]
    #[response(transparent)]
    Hash(#[from] HashError),
    #[error(transparent)]
    #[response(status = 500)]
    Random(#[from] getrandom::Error),
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[response(subset(
    PutAvatarError = [UserNotFound, Database],
    GetAvatarError = [AvatarNotFound, Database, Header],
))]
pub enum AvatarError {
    #[error("user {id} not found")]
    #[response(status = 404)]
    UserNotFound { id: i64 },
    #[error("user {id} has no picture")]
    #[response(status = 404)]
    AvatarNotFound { id: i64 },
    #[error(transparent)]
    #[response(transparent)]
    Database(#[from] store::Error),
    #[error(transparent)]
    #[response(status = 500)]
    Header(#[from] InvalidHeaderValue),
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[response(subset(
    CreateReportError = [Database, Random],
    FindTaskError = [TaskNotFound, Database],
))]
pub enum TaskError {
    #[error("task not found")]
    #[response(status = 404)]
    TaskNotFound,
    #[error(transparent)]
    #[response(transparent)]
    Database(#[from] store::Error),
    #[error(transparent)]
    #[response(status = 500)]
    Random(#[from] getrandom::Error),
}
