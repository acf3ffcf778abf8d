use steadfast::prelude::*;

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum AuthError {
    #[error("log in first")]
    #[response(status = 401, challenge = "Bearer")]
    NotLoggedIn,
    #[error("the token has expired")]
    #[response(status = 401, challenge = challenge)]
    Expired { challenge: String },
    #[error("this is not yours")]
    #[response(status = 403)]
    NotYours,
}

fn main() {
    let _ = [AuthError::NotLoggedIn, AuthError::NotYours];
    let _ = AuthError::Expired {
        challenge: "Bearer error=\"invalid_token\"".into(),
    };
}
