use steadfast::prelude::*;

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum UserError {
    #[error("the user is gone")]
    #[response(status = 410)]
    Gone,
    #[error("the users are elsewhere")]
    #[response(status = StatusCode::MISDIRECTED_REQUEST)]
    Elsewhere,
    #[error("the users are offline")]
    #[response(status = SERVICE_UNAVAILABLE)]
    Offline,
}

fn main() {
    let _ = [UserError::Gone, UserError::Elsewhere, UserError::Offline];
}
