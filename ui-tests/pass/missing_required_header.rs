use steadfast::prelude::*;

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum FileError {
    #[error("a file that is locked cannot be written")]
    #[response(status = 405, header("Allow" = "GET, HEAD"))]
    Locked,
    #[error("log in to the proxy")]
    #[response(status = 407, challenge = "Basic")]
    Proxy,
    #[error("the file is shorter")]
    #[response(status = 416, header("Content-Range" = range))]
    Shorter { range: String },
    #[error("use a newer protocol")]
    #[response(status = 426, header("Upgrade" = "HTTP/2.0"))]
    Old,
}

fn main() {
    let _ = [FileError::Locked, FileError::Proxy, FileError::Old];
    let _ = FileError::Shorter {
        range: "bytes */7".into(),
    };
}
