use steadfast::errors::{ErrorHandler, ErrorKind, ErrorReply, FailedRequest};
use steadfast::prelude::*;

struct Row {
    message: String,
}

fn row(failed: &FailedRequest<'_>) -> Row {
    let message = failed.uri().path().to_owned();
    Row { message }
}

fn reply(failed: &FailedRequest<'_>) -> ErrorReply<Row> {
    ErrorReply::new(row(failed)).status(404)
}

fn main() {
    let _ = ErrorFormat::Detail
        .on(ErrorKind::INVALID, ErrorHandler::new(row).status(400))
        .on(ErrorKind::ROUTER, ErrorHandler::new(reply));
}
