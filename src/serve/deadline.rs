//! [`Deadline`]: until when a connection may wait for a request.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep_until};

use super::activity::{Activity, Phase};
use super::settings::Settings;

/// How long a client may take to close a connection on which there is nothing more to do, or to take more of what is left to send.
const TO_CLOSE: Duration = Duration::from_secs(5);

/// Until when a connection may wait for a request.
pub(super) struct Deadline {
    activity: Arc<Activity>,
    settings: Arc<Settings>,
    /// The phase and the number of requests for which the deadline was set; in the end, also what was sent.
    set_for: Option<(Phase, usize, usize)>,
    is_closing: bool,
    at: Option<Instant>,
    /// It may end before the deadline, which most requests move: it is set again only when it has ended.
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Deadline {
    pub fn new(activity: Arc<Activity>, settings: Arc<Settings>) -> Self {
        Self {
            activity,
            settings,
            set_for: None,
            is_closing: false,
            at: None,
            sleep: None,
        }
    }

    /// Ends at the deadline, with what the connection was waiting for.
    pub fn poll(&mut self, context: &mut Context<'_>, is_closing: bool) -> Poll<Phase> {
        let phase = self.activity.phase();
        // HTTP/2 still sends the last pieces of responses when their streams have ended.
        let progress = if self.is_closing && phase == Phase::Idle {
            self.activity.progress()
        } else {
            0
        };
        let now_for = Some((phase, self.activity.requests(), progress));
        let begins_to_close = is_closing && !self.is_closing && phase == Phase::Idle;
        self.is_closing |= is_closing;
        if self.set_for != now_for || begins_to_close {
            self.set_for = now_for;
            self.at = self
                .limit(phase)
                .and_then(|limit| Instant::now().checked_add(limit));
        }
        let Some(at) = self.at else {
            // A stream may go on for hours: it is not to be woken for a deadline of its request.
            if self.activity.take_waited() {
                self.sleep = None;
            }
            return Poll::Pending;
        };
        let sleep = self.sleep.get_or_insert_with(|| Box::pin(sleep_until(at)));
        if sleep.deadline() > at {
            sleep.as_mut().reset(at);
        }
        while sleep.as_mut().poll(context).is_ready() {
            if sleep.deadline() >= at {
                return Poll::Ready(phase);
            }
            sleep.as_mut().reset(at);
        }
        Poll::Pending
    }

    fn limit(&self, phase: Phase) -> Option<Duration> {
        match phase {
            Phase::Head => self.settings.header_timeout,
            Phase::Busy => None,
            Phase::Idle if self.is_closing => Some(TO_CLOSE),
            Phase::Idle => self.settings.keep_alive,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;

    #[tokio::test]
    async fn a_stream_that_waits_is_not_woken_for_the_deadline_of_its_request() {
        let activity = Arc::new(Activity::default());
        let mut deadline = Deadline::new(Arc::clone(&activity), Arc::default());
        let mut context = Context::from_waker(Waker::noop());
        let mut poll = |deadline: &mut Deadline| deadline.poll(&mut context, false).is_pending();
        assert!(poll(&mut deadline));
        assert!(deadline.sleep.is_some());
        activity.begin(false);
        let open = activity.open();
        assert!(poll(&mut deadline));
        assert!(deadline.sleep.is_some());
        activity.wait();
        assert!(poll(&mut deadline));
        assert!(deadline.sleep.is_none());
        drop(open);
        assert!(poll(&mut deadline));
        assert!(deadline.sleep.is_some());
    }
}
