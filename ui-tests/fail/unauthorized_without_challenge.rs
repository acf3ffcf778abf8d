use steadfast::prelude::*;

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum AuthError {
    #[error("log in first")]
    #[response(status = 401)]
    NotLoggedIn,
}

fn main() {}
