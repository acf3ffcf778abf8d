//! [`Time`]: what the timeouts of a server take.

use std::time::Duration;

/// A `Duration`, or `None` for no limit.
///
/// ```
/// use std::time::Duration;
///
/// use steadfast::serve::Time;
///
/// fn seconds(limit: impl Time) -> Option<u64> {
///     limit.limit().map(|limit| limit.as_secs())
/// }
///
/// assert_eq!(seconds(Duration::from_secs(30)), Some(30));
/// assert_eq!(seconds(None), None);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a timeout",
    label = "a `Duration` is expected",
    note = "a number has no unit: for 30 seconds, write `std::time::Duration::from_secs(30)`; `None` removes the limit"
)]
pub trait Time: sealed::Sealed {
    /// The limit, if there is one.
    fn limit(self) -> Option<Duration>;
}

#[diagnostic::do_not_recommend]
impl Time for Duration {
    fn limit(self) -> Option<Duration> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl Time for Option<Duration> {
    fn limit(self) -> Option<Duration> {
        self
    }
}

mod sealed {
    pub trait Sealed {}

    impl Sealed for std::time::Duration {}
    impl Sealed for Option<std::time::Duration> {}
}
