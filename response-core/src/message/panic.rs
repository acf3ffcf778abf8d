//! Panics of code that is not ours: their message, and dropping what may panic again.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::log::{LOG, panic_message};

/// The message of a panic whose payload has been caught. The payload may be a value of any type, whose `Drop` may panic.
#[must_use]
pub fn message_of(payload: Box<dyn Any + Send>) -> String {
    let message = panic_message(&*payload).to_owned();
    discard(payload);
    message
}

/// Drops a value of a type that is not ours. A panic of its `Drop` is logged and ends here.
///
/// `AssertUnwindSafe` is justified: nobody can look at the value afterwards.
pub fn discard<T>(value: T) {
    if let Err(payload) = catch_unwind(AssertUnwindSafe(|| drop(value))) {
        tracing::error!(
            target: LOG,
            panic = panic_message(&*payload),
            "a value panicked when it was dropped"
        );
        // Its payload could do the same, without end.
        std::mem::forget(payload);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A value that cannot be dropped, and neither can what its panic carries.
    struct Bomb;

    impl Drop for Bomb {
        fn drop(&mut self) {
            std::panic::panic_any(Bomb);
        }
    }

    #[test]
    fn a_payload_that_panics_is_survived() {
        let payload = catch_unwind(|| std::panic::panic_any(Bomb)).unwrap_err();
        assert_eq!(
            message_of(payload),
            "a panic with a payload that is not a text"
        );
    }

    #[test]
    fn the_message_is_kept() {
        let payload = catch_unwind(|| panic!("the disk is {}", "full")).unwrap_err();
        assert_eq!(message_of(payload), "the disk is full");
    }
}
