//! Writing the items of a stream into chunks.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::Frame;
use tracing::Span;

use super::Items;
use crate::message::body::BoxError;
use crate::message::broken::Broken;
use crate::message::panic::{discard, message_of};

/// A chunk that is at least this long is sent, in bytes. Items that are ready are combined until then; none waits for
/// an item that is not ready.
const ENOUGH: usize = 8 * 1024;

/// The maximum number of items in a chunk, even if they are empty, so that the connection gets its turn.
const MOST_ITEMS: usize = 1024;

/// How an item is written.
pub(crate) trait Encode<T> {
    /// Appends an item to the chunk.
    fn encode(&mut self, item: T, chunk: &mut Vec<u8>) -> Result<(), BoxError>;
}

/// A body of items. It polls for an item when the connection asks for a chunk, so that a slow client slows the producer
/// down, and dropping the body drops the producer.
pub(crate) struct Chunks<T, W> {
    /// What comes before the first item.
    head: Vec<u8>,
    /// `None` once the items have ended.
    items: Option<Items<T>>,
    writer: W,
    broken: Option<Broken>,
    /// The span of the request, in which the events of the producer are logged.
    span: Span,
}

impl<T, W> Chunks<T, W> {
    pub(crate) fn new(head: Vec<u8>, items: Items<T>, writer: W) -> Self {
        Self {
            head,
            items: Some(items),
            writer,
            broken: None,
            span: Span::current(),
        }
    }

    fn fail(&mut self, error: BoxError) {
        // What has panicked once may do so again.
        discard(self.items.take());
        self.broken = Some(Broken::new(error, "a stream"));
    }
}

impl<T, W> Unpin for Chunks<T, W> {}

impl<T, W: Encode<T>> http_body::Body for Chunks<T, W> {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        let span = this.span.clone();
        let _entered = span.enter();
        let mut chunk = std::mem::take(&mut this.head);
        let mut turns = 0..MOST_ITEMS;
        while chunk.len() < ENOUGH
            && turns.next().is_some()
            && let Some(items) = &mut this.items
        {
            let before = chunk.len();
            match next(items, &mut this.writer, &mut chunk, context) {
                Poll::Pending if chunk.is_empty() => return Poll::Pending,
                Poll::Pending => break,
                Poll::Ready(None) => this.items = None,
                Poll::Ready(Some(Ok(()))) => {}
                Poll::Ready(Some(Err(error))) => {
                    chunk.truncate(before);
                    this.fail(error);
                }
            }
        }
        if !chunk.is_empty() {
            return Poll::Ready(Some(Ok(Frame::data(Bytes::from(chunk)))));
        }
        if this.items.is_some() {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        match &mut this.broken {
            Some(broken) => broken.poll(context).map(|error| error.map(Err)),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.head.is_empty() && self.items.is_none() && self.broken.is_none()
    }
}

/// Polls for an item and writes it. A panic is treated as an error: otherwise it would only close the connection, and
/// nobody would learn why. A stream that has panicked is not polled again.
fn next<T, W: Encode<T>>(
    items: &mut Items<T>,
    writer: &mut W,
    chunk: &mut Vec<u8>,
    context: &mut Context<'_>,
) -> Poll<Option<Result<(), BoxError>>> {
    let next = AssertUnwindSafe(|| {
        let item = items.as_mut().poll_next(context);
        item.map(|item| item.map(|item| writer.encode(item?, chunk)))
    });
    catch_unwind(next).unwrap_or_else(|payload| {
        let message = message_of(payload);
        Poll::Ready(Some(Err(format!("panicked: {message}").into())))
    })
}

/// Puts JSON on one line. Our own JSON has no line breaks; that of a foreign field may, and between JSON values they
/// mean the same as a space.
pub(crate) fn in_one_line(mut json: Vec<u8>) -> Vec<u8> {
    for byte in &mut json {
        if matches!(byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
    json
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::Waker;

    use http_body::Body as _;

    use super::super::iterated;
    use super::*;

    struct Repeated;

    impl Encode<usize> for Repeated {
        fn encode(&mut self, length: usize, chunk: &mut Vec<u8>) -> Result<(), BoxError> {
            chunk.resize(chunk.len() + length, b'x');
            match length {
                13 => Err("thirteen".into()),
                14 => panic!("fourteen"),
                _ => Ok(()),
            }
        }
    }

    /// The lengths of the frames; `None` if the body fails.
    fn frames(items: impl Iterator<Item = usize> + Send + 'static) -> Vec<Option<usize>> {
        let mut body = pin!(Chunks::new(Vec::new(), iterated(items), Repeated));
        let mut context = Context::from_waker(Waker::noop());
        let mut frames = Vec::new();
        loop {
            match body.as_mut().poll_frame(&mut context) {
                Poll::Pending => {}
                Poll::Ready(None) => return frames,
                Poll::Ready(Some(frame)) => {
                    frames.push(
                        frame
                            .ok()
                            .and_then(|frame| Some(frame.into_data().ok()?.len())),
                    );
                }
            }
        }
    }

    #[test]
    fn items_that_are_ready_share_a_chunk_of_a_bounded_size() {
        assert_eq!(
            frames(std::iter::repeat_n(1000, 20)),
            [Some(9000), Some(9000), Some(2000)]
        );
        assert_eq!(frames(std::iter::once(100_000)), [Some(100_000)]);
    }

    #[test]
    fn an_item_that_cannot_be_written_leaves_no_half_behind() {
        assert_eq!(frames([5, 13, 7].into_iter()), [Some(5), None]);
        assert_eq!(frames([5, 14, 7].into_iter()), [Some(5), None]);
    }

    #[test]
    fn a_producer_that_panics_is_not_asked_again() {
        let items = (0..).map(|number: usize| {
            assert_ne!(number, 2, "two");
            5
        });
        assert_eq!(frames(items), [Some(10), None]);
    }

    #[test]
    fn empty_items_do_not_keep_the_thread() {
        let mut body = pin!(Chunks::new(
            Vec::new(),
            iterated(std::iter::repeat(0)),
            Repeated
        ));
        let mut context = Context::from_waker(Waker::noop());
        assert!(body.as_mut().poll_frame(&mut context).is_pending());
    }
}
