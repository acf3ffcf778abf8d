use steadfast::prelude::*;

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum LoginError {
    #[error("wrong password")]
    #[response(status = 403)]
    WrongPassword {
        #[response(extension)]
        password: String,
    },
}

fn main() {}
