use steadfast::prelude::*;

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum UserError {
    #[error("name is taken")]
    #[response(status = 409)]
    NameTaken,
    #[error("e-mail is taken")]
    #[response(status = 409, code = "taken")]
    EmailTaken,
    #[error("phone is taken")]
    #[response(
        status = 409,
        code = "taken",
        allow(duplicate_error_code, reason = "clients of v1 know this one only")
    )]
    PhoneTaken,
}

fn main() {
    let _ = [
        UserError::NameTaken,
        UserError::EmailTaken,
        UserError::PhoneTaken,
    ];
}
