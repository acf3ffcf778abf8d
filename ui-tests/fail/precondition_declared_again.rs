//! A `PreconditionFailed` has its own 412, with the code that clients know it by.

use steadfast::prelude::*;

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum NoteError {
    #[error("note {0} not found")]
    #[response(status = 404)]
    NotFound(i64),
    #[error("somebody else has changed the note")]
    #[response(status = 412)]
    // paste `transparent`: status = 412 => transparent
    Changed(#[from] PreconditionFailed),
}

type Failed = PreconditionFailed;

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("changed")]
#[response(status = PRECONDITION_FAILED)]
// paste `status = 412, code = ".."`: status = PRECONDITION_FAILED => status = 412, code = ".."
struct Behind(#[from] Failed);

// Each of these says something of its own.
#[derive(Debug, thiserror::Error, ErrorResponse)]
enum Fine {
    #[error("version {0} is not the current one")]
    #[response(status = 412)]
    Stale(u64),
    #[error("the version is not the current one")]
    #[response(status = 412)]
    Old,
    #[error("somebody else has changed the note")]
    #[response(status = 412, code = "changed_elsewhere")]
    Coded(PreconditionFailed),
    #[error("somebody else has changed the note")]
    #[response(status = 409)]
    Conflict(PreconditionFailed),
}

fn main() {}
