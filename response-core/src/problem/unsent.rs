//! What is known of a problem and not sent: whether it is logged, and where it comes from.

use super::details::Problem;
use super::origin::ErrorOrigin;
#[cfg(feature = "tower")]
use super::origin::ErrorSource;

/// What is known of a problem and not sent, beside the members that it may share with a body. Problems that differ only in this are
/// equal.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Unsent {
    /// Whether the cause is in the log already.
    is_logged: bool,
    origin: Option<ErrorOrigin>,
    error_type: Option<&'static str>,
}

impl PartialEq for Unsent {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Problem {
    /// The completing layer does not log it: the cause is in the log, or does not belong there.
    #[doc(hidden)]
    #[must_use]
    pub fn known_to_the_log(mut self) -> Self {
        self.1.is_logged = true;
        self
    }

    #[cfg(feature = "tower")]
    pub(crate) fn is_known_to_the_log(&self) -> bool {
        self.1.is_logged
    }

    /// Says where it comes from.
    #[doc(hidden)]
    #[must_use]
    pub fn out_of(mut self, origin: ErrorOrigin) -> Self {
        self.comes_from(origin);
        self
    }

    /// Says where it comes from.
    #[doc(hidden)]
    pub fn comes_from(&mut self, origin: ErrorOrigin) {
        self.1.origin = Some(origin);
    }

    /// Says which type declares it, unless one inside of that does.
    #[doc(hidden)]
    #[must_use]
    pub fn declared_by(mut self, error_type: &'static str) -> Self {
        self.1.error_type.get_or_insert(error_type);
        self
    }

    #[cfg(feature = "tower")]
    pub(crate) fn source(&self) -> ErrorSource {
        ErrorSource {
            // Only layers do not say where an error comes from.
            origin: self.1.origin.unwrap_or(ErrorOrigin::Layer),
            error_type: self.1.error_type,
        }
    }
}
