//! The body of a response: known bytes, or a stream of frames.

use std::borrow::Cow;
use std::convert::Infallible;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use pin_project_lite::pin_project;
use sync_wrapper::SyncWrapper;

use super::broken::Broken;
use super::panic::{discard, message_of};

/// An error of any type, as a body reports it.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The body of a response. It is `Send + Sync`, so that every framework accepts it.
///
/// Known bytes stay together and are passed on without a copy; everything else is a stream of frames.
///
/// ```
/// use steadfast::kind::Body;
///
/// let body = Body::from("hello");
/// assert_eq!(body.as_full().map(|bytes| &bytes[..]), Some(&b"hello"[..]));
/// ```
pub struct Body(Kind);

enum Kind {
    Full(Bytes),
    /// Known bytes that are written when they are asked for.
    Unwritten(Arc<dyn Unwritten>, OnceLock<Bytes>),
    Stream(Stream),
}

/// What can be written as a body that is not empty.
pub(crate) trait Unwritten: Send + Sync {
    fn written(&self) -> Bytes;
}

impl Body {
    /// A body without content.
    #[must_use]
    pub const fn empty() -> Self {
        Self(Kind::Full(Bytes::new()))
    }

    /// Bytes that are written when they are asked for, if they ever are.
    pub(crate) const fn unwritten(source: Arc<dyn Unwritten>) -> Self {
        Self(Kind::Unwritten(source, OnceLock::new()))
    }

    /// An empty body without a known length. For a body that is known to be empty a server would send
    /// `Content-Length: 0`, which is false for a 304 and for the HEAD of a stream, and forbidden in a 204 (RFC 9110 section
    /// 8.6).
    #[doc(hidden)]
    #[must_use]
    pub fn of_no_length() -> Self {
        Self::new(OfNoLength)
    }

    /// A stream of frames. It need not be `Sync`. A panic in it is logged and ends the body with an error.
    pub fn new<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        let progress = Progress::of(&body);
        Self(Kind::Stream(Stream {
            frames: SyncWrapper::new(Box::pin(Unified {
                body: Some(body),
                broken: None,
            })),
            progress,
        }))
    }

    /// The bytes, if all of them are known.
    #[must_use]
    pub fn as_full(&self) -> Option<&Bytes> {
        match &self.0 {
            Kind::Full(bytes) => Some(bytes),
            Kind::Unwritten(source, written) => Some(written.get_or_init(|| source.written())),
            Kind::Stream(_) => None,
        }
    }

    /// Whether the bytes are still to be written, so that another body in place of this one costs nothing.
    #[cfg(feature = "axum")]
    #[inline]
    pub(crate) const fn is_unwritten(&self) -> bool {
        matches!(self.0, Kind::Unwritten(..))
    }

    /// The bytes, if all of them are known.
    ///
    /// # Errors
    /// The body itself, if it is a stream.
    #[inline]
    pub fn into_full(self) -> Result<Bytes, Self> {
        match self.0 {
            Kind::Full(bytes) => Ok(bytes),
            Kind::Unwritten(source, written) => {
                let written = written.into_inner();
                Ok(written.unwrap_or_else(|| source.written()))
            }
            stream @ Kind::Stream(_) => Err(Self(stream)),
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Kind::Full(bytes))
    }
}

macro_rules! from_bytes {
    ($($source:ty),*) => {$(
        impl From<$source> for Body {
            fn from(source: $source) -> Self {
                Self::from(Bytes::from(source))
            }
        }
    )*};
}

from_bytes!(Vec<u8>, String, &'static str, &'static [u8]);

impl From<Cow<'static, str>> for Body {
    fn from(text: Cow<'static, str>) -> Self {
        match text {
            Cow::Borrowed(text) => Self::from(text),
            Cow::Owned(text) => Self::from(text),
        }
    }
}

impl From<()> for Body {
    fn from((): ()) -> Self {
        Self::empty()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_full() {
            Some(bytes) => formatter.debug_tuple("Body").field(bytes).finish(),
            None => formatter.write_str("Body(stream)"),
        }
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if let Kind::Unwritten(source, written) = &mut self.0 {
            let written = written.take();
            self.0 = Kind::Full(written.unwrap_or_else(|| source.written()));
        }
        match &mut self.0 {
            Kind::Full(bytes) if bytes.is_empty() => Poll::Ready(None),
            Kind::Full(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Kind::Stream(stream) => stream.poll_frame(context),
            Kind::Unwritten(..) => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Kind::Full(bytes) => bytes.is_empty(),
            Kind::Unwritten(..) => false,
            Kind::Stream(stream) => stream.progress.ended,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match (&self.0, self.as_full()) {
            (Kind::Stream(stream), _) => stream.progress.size_hint,
            (_, bytes) => SizeHint::with_exact(bytes.map_or(0, Bytes::len) as u64),
        }
    }
}

struct OfNoLength;

impl http_body::Body for OfNoLength {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(None)
    }

    fn is_end_stream(&self) -> bool {
        true
    }
}

type BoxBody = Pin<Box<dyn http_body::Body<Data = Bytes, Error = BoxError> + Send>>;

struct Stream {
    frames: SyncWrapper<BoxBody>,
    progress: Progress,
}

impl Stream {
    fn poll_frame(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let frames = self.frames.get_mut();
        let frame = ready!(frames.as_mut().poll_frame(context));
        self.progress = Progress::of(&**frames);
        Poll::Ready(frame)
    }
}

/// The size hint and the end of a body. A body that is not `Sync` cannot be read through `&self`, so they are stored
/// each time it makes progress.
struct Progress {
    size_hint: SizeHint,
    ended: bool,
}

impl Progress {
    fn of<B: http_body::Body + ?Sized>(body: &B) -> Self {
        Self {
            size_hint: body.size_hint(),
            ended: body.is_end_stream(),
        }
    }
}

pin_project! {
    /// A body whose error type is [`BoxError`], and which does not panic.
    struct Unified<B> {
        // `None` once it has panicked.
        #[pin]
        body: Option<B>,
        broken: Option<Broken>,
    }
}

impl<B> http_body::Body for Unified<B>
where
    B: http_body::Body<Data = Bytes>,
    B::Error: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let mut this = self.project();
        if let Some(body) = this.body.as_mut().as_pin_mut() {
            // A server would close the connection as well, and with it, in HTTP/2, all others of the client.
            match catch_unwind(AssertUnwindSafe(|| body.poll_frame(context))) {
                Ok(frame) => {
                    return frame.map(|frame| frame.map(|frame| frame.map_err(Into::into)));
                }
                Err(payload) => {
                    let message = format!("panicked: {}", message_of(payload));
                    *this.broken = Some(Broken::new(message, "a body"));
                    // Dropping it may panic as well.
                    let drop_it = AssertUnwindSafe(|| this.body.as_mut().set(None));
                    if let Err(payload) = catch_unwind(drop_it) {
                        discard(payload);
                    }
                }
            }
        }
        match this.broken {
            Some(broken) => broken.poll(context).map(|error| error.map(Err)),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.body {
            Some(body) => body.is_end_stream(),
            None => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.body {
            Some(body) => body.size_hint(),
            None => SizeHint::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::Waker;

    use http_body::Body as _;

    use super::*;

    /// `Send`, but not `Sync`.
    struct Countdown(Cell<u64>);

    impl http_body::Body for Countdown {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            match self.0.get() {
                0 => Poll::Ready(None),
                left => {
                    self.0.set(left - 1);
                    Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"x")))))
                }
            }
        }

        fn size_hint(&self) -> SizeHint {
            SizeHint::with_exact(self.0.get())
        }
    }

    fn next(body: &mut Body) -> Option<Bytes> {
        match Pin::new(body).poll_frame(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(Some(Ok(frame))) => frame.into_data().ok(),
            _ => None,
        }
    }

    #[test]
    fn a_body_is_send_and_sync() {
        fn assert<T: Send + Sync + Unpin>() {}
        assert::<Body>();
    }

    #[test]
    fn bytes_are_handed_on_without_a_copy() {
        let bytes = Bytes::from(vec![1, 2, 3]);
        let body = Body::from(bytes.clone());
        assert_eq!(body.size_hint().exact(), Some(3));
        assert_eq!(body.into_full().unwrap().as_ptr(), bytes.as_ptr());
    }

    #[test]
    fn bytes_come_as_one_frame() {
        let mut body = Body::from("hello");
        assert_eq!(next(&mut body).as_deref(), Some(&b"hello"[..]));
        assert!(body.is_end_stream());
        assert_eq!(next(&mut body), None);
    }

    struct Counted(AtomicUsize);

    impl Unwritten for Counted {
        fn written(&self) -> Bytes {
            self.0.fetch_add(1, Ordering::Relaxed);
            Bytes::from_static(b"hello")
        }
    }

    #[test]
    fn bytes_are_written_once_they_are_asked_for() {
        let source = Arc::new(Counted(AtomicUsize::new(0)));
        let written = || source.0.load(Ordering::Relaxed);
        let unwritten = || Body::unwritten(Arc::<Counted>::clone(&source));
        let mut body = unwritten();
        assert!(!body.is_end_stream());
        assert_eq!(written(), 0);
        assert_eq!(body.size_hint().exact(), Some(5));
        assert_eq!(body.as_full().map(Bytes::len), Some(5));
        assert_eq!(next(&mut body).as_deref(), Some(&b"hello"[..]));
        assert!(body.is_end_stream());
        assert_eq!(next(&mut body), None);
        assert_eq!(written(), 1);
        assert_eq!(unwritten().into_full().unwrap(), "hello");
        assert_eq!(next(&mut unwritten()).as_deref(), Some(&b"hello"[..]));
        assert_eq!(written(), 3);
    }

    #[test]
    fn a_stream_keeps_its_size_hint() {
        let mut body = Body::new(Countdown(Cell::new(2)));
        assert_eq!(body.size_hint().exact(), Some(2));
        assert!(next(&mut body).is_some());
        assert_eq!(body.size_hint().exact(), Some(1));
        assert!(body.as_full().is_none());
    }
}
