use steadfast::prelude::*;

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum UserError {
    #[error("name is taken")]
    #[response(status = 409, code = "taken")]
    NameTaken,
    #[error("e-mail is taken")]
    #[response(status = 409, code = "taken")]
    EmailTaken,
    #[error("phone is taken")]
    #[response(status = 409)]
    Taken,
}

fn main() {}
