//! What can go wrong, and what of it where: a handler answers, and its document lists, no more than its own errors.

use steadfast::prelude::*;

use crate::password::HashError;

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[response(subset(
    CreateUserError = [EmailTaken, Database, Hash],
    UpdateUserError = [UserNotFound, EmailTaken, Database],
    FindUserError = [UserNotFound, Database],
    ListUsersError = [Database],
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
    #[response(status = 500)]
    Database(#[from] sqlx::Error),
    #[error(transparent)]
    #[response(status = 500)]
    Hash(#[from] HashError),
}
