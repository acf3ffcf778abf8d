//! Reading a file in chunks.

use std::io;
use std::ops::Range;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::task::{JoinHandle, spawn_blocking};
use tracing::Span;

use crate::message::body::{Body, BoxError};
use crate::message::broken::Broken;
use crate::message::ranged::RangedSource;

/// The size of a chunk, in bytes.
const CHUNK: u64 = 64 * 1024;

/// An open file. It is read by position, so that several ranges can be read at once, and it stays the file that was
/// opened even if its name changes.
pub(super) struct OnDisk {
    file: Arc<std::fs::File>,
    length: u64,
}

impl OnDisk {
    pub(super) fn new(file: std::fs::File, length: u64) -> Self {
        Self {
            file: Arc::new(file),
            length,
        }
    }
}

impl RangedSource for OnDisk {
    fn length(&self) -> u64 {
        self.length
    }

    fn read(&self, range: Range<u64>) -> Body {
        Body::new(Reading {
            file: Arc::clone(&self.file),
            left: range,
            pending: None,
            broken: None,
            span: Span::current(),
        })
    }
}

/// A body with the rest of a range. Nothing is read before the connection asks for it.
struct Reading {
    file: Arc<std::fs::File>,
    left: Range<u64>,
    pending: Option<JoinHandle<io::Result<Vec<u8>>>>,
    broken: Option<Broken>,
    /// The span of the request.
    span: Span,
}

impl http_body::Body for Reading {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        if let Some(broken) = &mut this.broken {
            return broken.poll(context).map(|error| error.map(Err));
        }
        if this.left.is_empty() {
            return Poll::Ready(None);
        }
        let pending = this.pending.get_or_insert_with(|| {
            let file = Arc::clone(&this.file);
            let start = this.left.start;
            let end = this.left.end.min(start.saturating_add(CHUNK));
            spawn_blocking(move || read_at(&file, start..end))
        });
        let read = ready!(Pin::new(pending).poll(context));
        this.pending = None;
        let read = read.map_err(io::Error::other).and_then(|read| read);
        match read {
            Ok(bytes) => {
                this.left.start += bytes.len() as u64;
                Poll::Ready(Some(Ok(Frame::data(Bytes::from(bytes)))))
            }
            Err(error) => {
                let broken = this.span.in_scope(|| Broken::new(error, "a file"));
                let broken = this.broken.insert(broken);
                broken.poll(context).map(|error| error.map(Err))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.left.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left.end - self.left.start)
    }
}

/// Reads the next chunk of a range, at least one byte. Fails if the file has become shorter.
fn read_at(file: &std::fs::File, range: Range<u64>) -> io::Result<Vec<u8>> {
    let length = usize::try_from(range.end - range.start).unwrap_or(usize::MAX);
    let mut bytes = vec![0; length];
    let read = loop {
        match at(file, &mut bytes, range.start) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => break read?,
        }
    };
    if read == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    bytes.truncate(read);
    Ok(bytes)
}

#[cfg(unix)]
fn at(file: &std::fs::File, bytes: &mut [u8], position: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, bytes, position)
}

#[cfg(windows)]
fn at(file: &std::fs::File, bytes: &mut [u8], position: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, bytes, position)
}
