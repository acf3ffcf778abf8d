use steadfast::prelude::*;

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum FileError {
    #[error("a file that is locked cannot be written")]
    #[response(status = 405)]
    Locked,
    #[error("log in to the proxy")]
    #[response(status = 407)]
    Proxy,
    #[error("the file is shorter")]
    #[response(status = 416)]
    Shorter,
    #[error("use a newer protocol")]
    #[response(status = 426)]
    Old,
}

fn main() {}
