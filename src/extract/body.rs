//! The request body, as [`Json`](super::Json) and [`Form`](super::Form) read it.

use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

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
///
/// The rest of the request is dropped at once: a future that kept it would be several times as large.
pub(super) fn read(request: Request) -> Reading {
    let announced = announced(&request);
    // What sets a limit says so in an extension.
    let (body, limit) = match request.extensions().is_empty() {
        true => (request.into_body(), USUAL_LIMIT),
        false => (request.into_limited_body(), usize::MAX),
    };
    let is_too_long = announced > limit as u64 || exceeds(announced, &body);
    Reading {
        body: (!is_too_long).then_some(body),
        only: None,
        all: Vec::new(),
        rest: limit,
    }
}

/// The limit of a route that sets none, as `axum::extract::DefaultBodyLimit` documents it: 2 MB.
const USUAL_LIMIT: usize = 2 * 1024 * 1024;

/// A body that is being read to its end.
pub(super) struct Reading {
    /// `None` for one that is too long.
    body: Option<Body>,
    /// The only frame until now, which is not copied.
    only: Option<Bytes>,
    /// All frames, if there are several. The announced length is not trusted with memory.
    all: Vec<u8>,
    /// How many bytes may follow; without end where axum's own body has the limit.
    rest: usize,
}

impl Reading {
    /// Adds the bytes of a frame.
    fn add(&mut self, bytes: Bytes) -> Result<(), Problem> {
        let rest = self.rest.checked_sub(bytes.len());
        self.rest = rest.ok_or_else(Problem::payload_too_large)?;
        match self.only.take() {
            None if self.all.is_empty() => self.only = Some(bytes),
            first => {
                self.all.extend_from_slice(&first.unwrap_or_default());
                self.all.extend_from_slice(&bytes);
            }
        }
        Ok(())
    }

    fn whole(&mut self) -> Bytes {
        let all = || Bytes::from(std::mem::take(&mut self.all));
        self.only.take().unwrap_or_else(all)
    }
}

impl Future for Reading {
    type Output = Result<Bytes, Problem>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            let Some(body) = &mut self.body else {
                return Poll::Ready(Err(Problem::payload_too_large()));
            };
            let frame = match ready!(Pin::new(&mut *body).poll_frame(context)) {
                None => return Poll::Ready(Ok(self.whole())),
                Some(Ok(frame)) => frame,
                Some(Err(error)) => return Poll::Ready(Err(refusal(&error))),
            };
            let is_last = body.is_end_stream();
            if let Ok(bytes) = frame.into_data() {
                self.add(bytes)?;
            }
            if is_last {
                return Poll::Ready(Ok(self.whole()));
            }
        }
    }
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

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use axum::extract::DefaultBodyLimit;
    use futures_util::stream;
    use tower::{Layer, ServiceExt, service_fn};

    use super::*;

    /// The bytes of a body, or the status of its refusal.
    async fn read_all(request: Request) -> Result<Bytes, u16> {
        read(request)
            .await
            .map_err(|problem| problem.status.as_u16())
    }

    /// A body of which no length is announced.
    fn streamed(frames: &[&'static str]) -> Body {
        let frames: Vec<_> = frames
            .iter()
            .map(|frame| Ok::<_, Infallible>(*frame))
            .collect();
        Body::from_stream(stream::iter(frames))
    }

    #[tokio::test]
    async fn frames_are_put_together() {
        for (frames, whole) in [
            (&[][..], ""),
            (&["a"], "a"),
            (&["", "a", "", "bc", "d"], "abcd"),
        ] {
            let read = read_all(Request::new(streamed(frames))).await;
            assert_eq!(read.as_deref(), Ok(whole.as_bytes()), "{frames:?}");
        }
    }

    /// Requests with and without an extension are read in two ways.
    #[tokio::test]
    async fn the_usual_limit_is_that_of_axum() {
        for (length, is_read) in [(USUAL_LIMIT, true), (USUAL_LIMIT + 1, false)] {
            let text: &'static str = "a".repeat(length).leak();
            for body in [|text| Body::from(text), |text| streamed(&[text])] {
                let mut marked = Request::new(body(text));
                marked.extensions_mut().insert(());
                for request in [Request::new(body(text)), marked] {
                    let expected = match is_read {
                        true => Ok(length),
                        false => Err(413),
                    };
                    assert_eq!(read_all(request).await.map(|read| read.len()), expected);
                }
            }
        }
    }

    #[tokio::test]
    async fn another_limit_holds() {
        let read = service_fn(|request| async { Ok::<_, Infallible>(read_all(request).await) });
        for (limit, expected) in [(2, Err(413)), (3, Ok("abc".into()))] {
            for body in [Body::from("abc"), streamed(&["ab", "c"])] {
                let limited = DefaultBodyLimit::max(limit).layer(read);
                let read = limited.oneshot(Request::new(body)).await.unwrap();
                assert_eq!(read, expected);
            }
        }
    }

    #[test]
    fn a_body_that_is_read_is_a_small_part_of_its_request() {
        assert!(size_of::<Reading>() * 2 < size_of::<Request>());
    }
}
