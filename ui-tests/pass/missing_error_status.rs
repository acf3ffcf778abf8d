use steadfast::prelude::*;

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum UserError {
    #[error("user {id} not found")]
    #[response(status = 404)]
    UserNotFound { id: i64 },
    #[error("e-mail is taken")]
    #[response(status = CONFLICT, code = "email_taken")]
    EmailTaken,
    #[error(transparent)]
    #[response(transparent)]
    Archive(#[from] ArchiveOffline),
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("the archive is offline")]
#[response(status = 503)]
struct ArchiveOffline;

fn main() {
    let _ = UserError::UserNotFound { id: 7 };
    let _ = UserError::EmailTaken;
    let _ = UserError::Archive(ArchiveOffline);
}
