//! Content that can be sent in parts, for `Range` requests (RFC 9110 section 14).

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;

use super::body::Body;

/// Content of a known length that can be read from any position, and more than once.
///
/// A kind puts it into its response as a [`Ranged`], from which the completing layer answers `Range`.
pub trait RangedSource: Send + Sync {
    /// The length of the whole content, in bytes.
    fn length(&self) -> u64;

    /// Returns a body of these bytes. The range lies within the length.
    fn read(&self, range: Range<u64>) -> Body;
}

impl RangedSource for Bytes {
    fn length(&self) -> u64 {
        self.len() as u64
    }

    fn read(&self, range: Range<u64>) -> Body {
        match (usize::try_from(range.start), usize::try_from(range.end)) {
            (Ok(start), Ok(end)) if start <= end && end <= self.len() => {
                Body::from(self.slice(start..end))
            }
            _ => Body::empty(),
        }
    }
}

/// The content of a 200, as an extension of the response: the completing layer answers 206 or 416 from it.
///
/// Ranges that overlap, or between which fewer than 80 bytes lie, are sent as one: another part would take more bytes (RFC
/// 9110 section 15.3.7.2). With [`separate`](Self::separate), only those that overlap are.
#[derive(Clone)]
pub struct Ranged {
    source: Arc<dyn RangedSource>,
    is_separate: bool,
}

impl Ranged {
    /// The extension for a response whose body is the whole of this content.
    #[must_use]
    pub fn new(source: Arc<dyn RangedSource>) -> Self {
        Self {
            source,
            is_separate: false,
        }
    }

    /// Sends ranges that do not overlap as parts of their own, however close they are.
    #[must_use]
    pub fn separate(mut self) -> Self {
        self.is_separate = true;
        self
    }

    /// Whether ranges that do not overlap are sent as parts of their own.
    #[must_use]
    pub fn is_separate(&self) -> bool {
        self.is_separate
    }

    /// The content.
    #[must_use]
    pub fn source(&self) -> &Arc<dyn RangedSource> {
        &self.source
    }
}

impl fmt::Debug for Ranged {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Ranged")
            .field("length", &self.source.length())
            .finish_non_exhaustive()
    }
}
