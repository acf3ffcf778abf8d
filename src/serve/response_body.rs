//! [`ResponseBody`]: the body of a response, which keeps its request open.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Buf, Bytes};
use http_body::{Body, Frame, SizeHint};
use pin_project_lite::pin_project;

use super::activity::Open;
use super::turn::{self, Response};

/// What is given to an HTTP/2 stream at a time. It takes whatever it is given, and sends it when the client allows: a stream
/// that stalls is noticed only while there is more to give, and the last piece of each has no deadline (CVE-2019-9517). It is as
/// long as the longest frame by default (RFC 9113 section 4.2).
const HTTP2_PIECE: usize = 16 * 1024;

pin_project! {
    /// The body of a response: the service's, or one of the server's own.
    pub(super) struct ResponseBody<B> {
        #[pin]
        body: Option<B>,
        // What has not been given of the last piece, or the server's own body.
        rest: Bytes,
        most: usize,
        open: Open,
    }
}

impl<B> ResponseBody<B> {
    pub fn of_service(body: B, open: Open) -> Self {
        let most = if open.activity().is_http2() {
            HTTP2_PIECE
        } else {
            usize::MAX
        };
        Self {
            body: Some(body),
            rest: Bytes::new(),
            most,
            open,
        }
    }

    pub fn own(bytes: Bytes, open: Open) -> Self {
        Self {
            body: None,
            rest: bytes,
            most: usize::MAX,
            open,
        }
    }
}

impl<B: Body> Body for ResponseBody<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        let this = self.project();
        if this.rest.is_empty() {
            let Some(body) = this.body.as_pin_mut() else {
                return Poll::Ready(None);
            };
            let Poll::Ready(frame) = body.poll_frame(context) else {
                turn::response_did(Response::Waits);
                this.open.activity().wait();
                return Poll::Pending;
            };
            turn::response_did(Response::Gave);
            let frame = match frame {
                Some(Ok(frame)) => frame.map_data(|mut data| data.copy_to_bytes(data.remaining())),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            };
            match frame.into_data() {
                Ok(data) if data.len() > *this.most => *this.rest = data,
                Ok(data) => return Poll::Ready(Some(Ok(Frame::data(data)))),
                Err(trailers) => return Poll::Ready(Some(Ok(trailers))),
            }
        }
        turn::response_did(Response::Gave);
        let length = this.rest.len().min(*this.most);
        Poll::Ready(Some(Ok(Frame::data(this.rest.split_to(length)))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.body.as_ref().is_none_or(Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        let rest = self.rest.len() as u64;
        let Some(body) = &self.body else {
            return SizeHint::with_exact(rest);
        };
        let mut hint = body.size_hint();
        if let Some(upper) = hint.upper() {
            hint.set_upper(upper.saturating_add(rest));
        }
        hint.set_lower(hint.lower().saturating_add(rest));
        hint
    }
}
