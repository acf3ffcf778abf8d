use steadfast::prelude::*;

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum UserError {
    #[error("there are no users")]
    #[response(status = 204)]
    NoUsers,
    #[error("the user has moved")]
    #[response(status = StatusCode::MOVED_PERMANENTLY)]
    Moved,
    #[error("not yet")]
    #[response(status = PROCESSING)]
    NotYet,
}

fn main() {}
