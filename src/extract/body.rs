//! The request body, as [`Json`](super::Json) and [`Form`](super::Form) read it.

use std::error::Error;

use axum::RequestExt;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use bytes::Bytes;
use http_body::Body as _;
use http_body_util::{BodyExt, Collected, LengthLimitError, Limited};
use response_core::message::media_type::essence;
use response_core::problem::{Fault, Loc, Problem};
use serde_path_to_error::{Path, Segment};

/// The `Content-Type` in lower case, without parameters.
pub(super) fn media_type(request: &Request) -> Option<String> {
    let value = request.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    Some(essence(value).to_ascii_lowercase())
}

/// Whether the media type is this one or another that is taken.
pub(super) fn is_of_media_type(
    request: &Request,
    usual: &str,
    takes: impl FnOnce(&str) -> bool,
) -> bool {
    let Some(given) = request.headers().get(CONTENT_TYPE) else {
        return false;
    };
    given == usual || media_type(request).is_some_and(|given| takes(&given))
}

/// Reads the whole body, up to the limit of the route (`axum::extract::DefaultBodyLimit`).
pub(super) async fn read(request: Request) -> Result<Bytes, Problem> {
    let announced = announced(&request);
    let body = request.into_limited_body();
    if exceeds(announced, &body) {
        return Err(Problem::payload_too_large());
    }
    collected(body).await.map_err(|error| refusal(&error))
}

/// The bytes of a body. The only frame of a small one is not copied.
async fn collected(mut body: Body) -> Result<Bytes, axum::Error> {
    let Some(first) = data(&mut body).await? else {
        return Ok(Bytes::new());
    };
    let mut next = match body.is_end_stream() {
        true => None,
        false => data(&mut body).await?,
    };
    if next.is_none() {
        return Ok(first);
    }
    // The announced length is not trusted with memory.
    let mut all = Vec::from(first);
    while let Some(bytes) = next {
        all.extend_from_slice(&bytes);
        next = data(&mut body).await?;
    }
    Ok(all.into())
}

/// The bytes of the next frame that has some.
async fn data(body: &mut Body) -> Result<Option<Bytes>, axum::Error> {
    while let Some(frame) = body.frame().await {
        if let Ok(bytes) = frame?.into_data() {
            return Ok(Some(bytes));
        }
    }
    Ok(None)
}

/// Reads the whole body of a request, of at most `limit` bytes, for an extractor of yours.
///
/// A longer body is refused before any of it is read, if the request says how long it is: with `Content-Length: 100000000000`
/// and `Expect: 100-continue`, the client is answered with a 413 and does not send the body (RFC 9110 section 10.1.1). A body
/// whose length is not announced is read up to the limit.
///
/// The limit of the route holds as well: `axum::extract::DefaultBodyLimit`, which is 2 MB unless it is set. For a greater
/// `limit`, set it on the route.
///
/// ```
/// use axum::extract::{FromRequest, Request};
/// use serde_json::json;
/// use steadfast::describe::{Content, Operation, RequestBody};
/// use steadfast::extract::{Extractor, RequestPart, read_body};
/// use steadfast::prelude::*;
///
/// const LIMIT: usize = 64 * 1024;
///
/// struct Signature(Bytes);
///
/// impl<S: Send + Sync> FromRequest<S> for Signature {
///     type Rejection = Problem;
///
///     async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
///         Ok(Self(read_body(request, LIMIT).await?))
///     }
/// }
///
/// impl Extractor for Signature {}
///
/// impl RequestPart for Signature {
///     fn describe(operation: &mut Operation<'_>) {
///         let content = Content::new("application/pgp-signature", json!({}));
///         operation.request_body = Some(RequestBody::new([content]));
///         operation.add_error(Problem::payload_too_large().described());
///         operation.add_error(Problem::invalid([]).described());
///     }
/// }
/// ```
///
/// # Errors
///
/// [`Problem::payload_too_large`] (413) if the body is longer, and [`Problem::invalid`] (422) if it could not be read to its
/// end.
pub async fn read_body(request: Request, limit: usize) -> Result<Bytes, Problem> {
    let announced = announced(&request);
    if usize::try_from(announced).map_or(true, |announced| announced > limit) {
        return Err(Problem::payload_too_large());
    }
    let body = within_limit(request)?.into_limited_body();
    let read = Limited::new(body, limit).collect().await;
    read.map(Collected::to_bytes)
        .map_err(|error| refusal(error.as_ref()))
}

fn refusal(error: &(dyn Error + 'static)) -> Problem {
    if is_too_long(error) {
        return Problem::payload_too_large();
    }
    Problem::invalid([Fault::new(
        ["body"],
        "the body could not be read to its end",
        "body_unreadable",
    )])
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

fn is_too_long(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
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
