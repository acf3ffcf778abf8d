//! The request body, as [`Json`](super::Json) and [`Form`](super::Form) read it.

use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use bytes::Bytes;
use response_core::message::media_type::essence;
use response_core::problem::{Fault, Loc, Problem};
use serde_path_to_error::{Path, Segment};

/// The `Content-Type` in lower case, without parameters.
pub(super) fn media_type(request: &Request) -> Option<String> {
    let value = request.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    Some(essence(value).to_ascii_lowercase())
}

/// Reads the whole body, up to the limit of the route (`axum::extract::DefaultBodyLimit`).
pub(super) async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    Bytes::from_request(request, state)
        .await
        .map_err(|rejection| {
            let status = rejection.into_response().status();
            if status == StatusCode::PAYLOAD_TOO_LARGE {
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
