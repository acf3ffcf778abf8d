//! [`RetryDelay`]: the value of `Retry-After`.

use std::marker::PhantomData;
use std::time::Duration;

use http::HeaderValue;

/// The delay before the next try (RFC 9110 section 10.2.3): a number of seconds, or a `Duration`, which is rounded up.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a delay for `Retry-After`",
    label = "neither seconds nor a `Duration`",
    note = "`retry_after` takes a field of type `u16`, `u32`, `u64` (seconds), `std::time::Duration`, or an `Option` of those"
)]
pub trait RetryDelay {
    /// Whether the delay is always known.
    const ALWAYS: bool = true;

    /// The delay, if it is known.
    fn seconds(&self) -> Option<HeaderValue>;
}

macro_rules! seconds {
    ($($number:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl RetryDelay for $number {
            fn seconds(&self) -> Option<HeaderValue> {
                Some(HeaderValue::from(*self))
            }
        }
    )*};
}

seconds!(u16, u32, u64, usize);

#[diagnostic::do_not_recommend]
impl RetryDelay for Duration {
    fn seconds(&self) -> Option<HeaderValue> {
        let started = u64::from(self.subsec_nanos() > 0);
        Some(HeaderValue::from(self.as_secs().saturating_add(started)))
    }
}

#[diagnostic::do_not_recommend]
impl<D: RetryDelay> RetryDelay for Option<D> {
    const ALWAYS: bool = false;

    fn seconds(&self) -> Option<HeaderValue> {
        self.as_ref()?.seconds()
    }
}

/// The question whether a delay is always known.
#[derive(Debug)]
pub struct Delays<D: ?Sized>(PhantomData<fn() -> Box<D>>);

impl<D: RetryDelay> Delays<D> {
    /// The value of [`RetryDelay::ALWAYS`].
    pub const ALWAYS: bool = D::ALWAYS;
}

/// The fallback for a type that is not a delay, which is reported where the delay is sent.
pub trait NotADelay {
    /// The type is not a delay, so none is known.
    const ALWAYS: bool = false;
}

impl<D> NotADelay for Delays<D> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delay_is_whole_seconds_rounded_up() {
        assert_eq!(Duration::from_millis(1500).seconds().unwrap(), "2");
        assert_eq!(Duration::from_secs(3).seconds().unwrap(), "3");
        assert_eq!(30_u64.seconds().unwrap(), "30");
        assert_eq!(None::<u64>.seconds(), None);
    }
}
