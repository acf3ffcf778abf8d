//! Several ranges in one body: `multipart/byteranges` (RFC 9110 section 14.6).

use std::collections::VecDeque;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::HeaderValue;
use http_body::{Frame, SizeHint};

use crate::message::body::{Body, BoxError};
use crate::message::ranged::Ranged;

/// Returns the content type with its boundary, and the body.
pub(super) fn body(
    ranged: &Ranged,
    ranges: &[Range<u64>],
    content_type: Option<&HeaderValue>,
) -> (HeaderValue, Body) {
    let boundary = boundary();
    let length = ranged.source().length();
    let mut parts = VecDeque::with_capacity(2 * ranges.len() + 1);
    for range in ranges {
        let mut head = format!("\r\n--{boundary}\r\n").into_bytes();
        if let Some(content_type) = content_type {
            head.extend_from_slice(b"Content-Type: ");
            head.extend_from_slice(content_type.as_bytes());
            head.extend_from_slice(b"\r\n");
        }
        head.extend_from_slice(b"Content-Range: ");
        head.extend_from_slice(content_range(range, length).as_bytes());
        head.extend_from_slice(b"\r\n\r\n");
        parts.push_back(Part::Text(head.into()));
        parts.push_back(Part::Range(range.clone()));
    }
    parts.push_back(Part::Text(format!("\r\n--{boundary}--\r\n").into()));
    let left = parts.iter().map(Part::length).sum();
    let body = Body::new(Parts {
        ranged: ranged.clone(),
        parts,
        reading: None,
        left,
    });
    let value = format!("multipart/byteranges; boundary={boundary}");
    let value =
        HeaderValue::try_from(value).unwrap_or(HeaderValue::from_static("multipart/byteranges"));
    (value, body)
}

/// Returns a value such as `bytes 0-4/10`.
pub(super) fn content_range(range: &Range<u64>, length: u64) -> HeaderValue {
    let text = format!(
        "bytes {}-{}/{length}",
        range.start,
        range.end.saturating_sub(1)
    );
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("bytes */*"))
}

/// Random, so that no content can contain the boundary on purpose (RFC 2046 section 5.1.1).
fn boundary() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", random(), random())
}

enum Part {
    Text(Bytes),
    Range(Range<u64>),
}

impl Part {
    fn length(&self) -> u64 {
        match self {
            Self::Text(text) => text.len() as u64,
            Self::Range(range) => range.end - range.start,
        }
    }
}

/// A body of parts, each read in its turn.
struct Parts {
    ranged: Ranged,
    parts: VecDeque<Part>,
    reading: Option<Body>,
    left: u64,
}

impl http_body::Body for Parts {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        loop {
            if let Some(reading) = &mut this.reading {
                if let Some(frame) = ready!(Pin::new(reading).poll_frame(context)) {
                    let read = frame.as_ref().ok().and_then(Frame::data_ref);
                    this.left = this.left.saturating_sub(read.map_or(0, Bytes::len) as u64);
                    return Poll::Ready(Some(frame));
                }
                this.reading = None;
            }
            match this.parts.pop_front() {
                Some(Part::Text(text)) => {
                    this.left = this.left.saturating_sub(text.len() as u64);
                    return Poll::Ready(Some(Ok(Frame::data(text))));
                }
                Some(Part::Range(range)) => this.reading = Some(this.ranged.source().read(range)),
                None => return Poll::Ready(None),
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
