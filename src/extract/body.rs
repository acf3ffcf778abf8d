//! The request body, as [`Json`](super::Json) and [`Form`](super::Form) read it.

use std::error::Error;

use axum::RequestExt;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use bytes::Bytes;
use http_body::Body as _;
use http_body_util::{BodyExt, Collected, LengthLimitError};
use response_core::message::media_type::essence;
use response_core::problem::{Fault, Loc, Problem};
use serde_path_to_error::{Path, Segment};

/// The `Content-Type` in lower case, without parameters.
pub(super) fn media_type(request: &Request) -> Option<String> {
    let value = request.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    Some(essence(value).to_ascii_lowercase())
}

/// Reads the whole body, up to the limit of the route (`axum::extract::DefaultBodyLimit`).
pub(super) async fn read(request: Request) -> Result<Bytes, Problem> {
    let announced = announced(&request);
    let body = request.into_limited_body();
    if exceeds(announced, &body) {
        return Err(Problem::payload_too_large());
    }
    let read = body.collect().await;
    read.map(Collected::to_bytes).map_err(|error| {
        if is_too_long(&error) {
            Problem::payload_too_large()
        } else {
            Problem::invalid([Fault::new(
                ["body"],
                "the body could not be read to its end",
                "body_unreadable",
            )])
        }
    })
}

/// Refuses a request whose `Content-Length` is beyond the limit of the route, before anything of the body is read: to a client
/// that waits for a 100 (RFC 9110 section 10.1.1), none is sent.
pub(crate) fn within_limit(request: Request) -> Result<Request, Problem> {
    let announced = announced(&request);
    if announced == 0 {
        return Ok(request);
    }
    let request = request.with_limited_body();
    if exceeds(announced, request.body()) {
        return Err(Problem::payload_too_large());
    }
    Ok(request)
}

/// The `Content-Length`; 0 if the length is not known.
fn announced(request: &Request) -> u64 {
    request.body().size_hint().lower()
}

/// Whether what was announced is longer than the limited body can be. Only the body knows its limit.
fn exceeds(announced: u64, limited: &Body) -> bool {
    limited
        .size_hint()
        .upper()
        .is_some_and(|upper| announced > upper)
}

fn is_too_long(error: &axum::Error) -> bool {
    let mut cause: Option<&dyn Error> = Some(error);
    while let Some(known) = cause {
        if known.is::<LengthLimitError>() {
            return true;
        }
        cause = known.source();
    }
    false
}

/// The fault for a deserializer's error about the body.
pub(super) fn fault<E: std::fmt::Display>(error: &serde_path_to_error::Error<E>) -> Fault {
    Fault::from_deserializer(loc(&["body".into()], error.path()), error.inner())
}

/// The location of a value, below a place of the request.
pub(super) fn loc(place: &[Loc], path: &Path) -> Vec<Loc> {
    let steps = path.iter().filter_map(|segment| match segment {
        Segment::Seq { index } => Some(Loc::from(*index)),
        Segment::Map { key } => Some(Loc::chosen(key)),
        Segment::Enum { variant } => Some(Loc::chosen(variant)),
        Segment::Unknown => None,
    });
    place.iter().cloned().chain(steps).collect()
}
