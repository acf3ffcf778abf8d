use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum UserError {
    #[error("user {id} not found")]
    UserNotFound { id: i64 },
    #[error("e-mail is taken")]
    #[response(code = "email_taken")]
    EmailTaken,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("the archive is offline")]
struct ArchiveOffline;

#[route(get, "/users/{id}", response = UserOut, errors = ArchiveOffline)]
async fn get_user() -> Result<UserOut, UserError> {
    Err(UserError::UserNotFound { id: 7 })
}

fn main() {}
