//! [`Seats`]: which streams wait, and until when.

use std::collections::BTreeSet;
use std::task::Waker;
use std::time::Duration;

/// Streams that share a timer come at most this part of their interval too late.
const PRECISION: u64 = 32;

/// A time that does not come.
const NEVER: u64 = 1 << 40;

/// The streams that wait. Times are milliseconds, from when their ticker was made.
#[derive(Default)]
pub(super) struct Seats {
    all: Vec<Option<Waiting>>,
    free: Vec<usize>,
    /// When each of them is looked at. An event only moves `due`, so a stream that has some costs nothing here until then.
    queue: BTreeSet<(u64, usize)>,
}

struct Waiting {
    due: u64,
    /// When it is looked at; `None` once it has been due.
    queued: Option<u64>,
    waker: Waker,
}

impl Seats {
    pub(super) fn take(&mut self, due: u64, waker: Waker) -> usize {
        let waiting = Some(Waiting {
            due,
            queued: Some(due),
            waker,
        });
        let number = match self.free.pop() {
            Some(number) => {
                self.all[number] = waiting;
                number
            }
            None => {
                self.all.push(waiting);
                self.all.len() - 1
            }
        };
        self.queue.insert((due, number));
        number
    }

    /// Returns what has to be dropped: outside of a lock, since the last waker of a task may drop the task.
    pub(super) fn leave(&mut self, number: usize) -> Option<Waker> {
        let waiting = self.all.get_mut(number)?.take()?;
        if let Some(queued) = waiting.queued {
            self.queue.remove(&(queued, number));
        }
        self.free.push(number);
        Some(waiting.waker)
    }

    /// Begins to wait again.
    pub(super) fn wait_until(&mut self, number: usize, due: u64) {
        let Some(Some(waiting)) = self.all.get_mut(number) else {
            return;
        };
        waiting.due = due;
        match waiting.queued {
            // It is found there, and waits on.
            Some(queued) if queued <= due => return,
            Some(queued) => {
                self.queue.remove(&(queued, number));
            }
            None => {}
        }
        waiting.queued = Some(due);
        self.queue.insert((due, number));
    }

    /// Whether the time of a stream has come.
    pub(super) fn is_due(&self, number: usize) -> bool {
        matches!(self.all.get(number), Some(Some(waiting)) if waiting.queued.is_none())
    }

    /// Sets who is woken, and returns who was, to be dropped.
    pub(super) fn set_waker(&mut self, number: usize, waker: &Waker) -> Option<Waker> {
        let waiting = self.all.get_mut(number)?.as_mut()?;
        if waiting.waker.will_wake(waker) {
            return None;
        }
        Some(std::mem::replace(&mut waiting.waker, waker.clone()))
    }

    /// When the next stream is looked at.
    pub(super) fn next(&self) -> Option<u64> {
        self.queue.first().map(|(at, _)| *at)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.len() == self.free.len()
    }

    /// Takes the streams whose time has come, to be woken.
    pub(super) fn due(&mut self, now: u64) -> Vec<Waker> {
        let mut due = Vec::new();
        while let Some(&(at, number)) = self.queue.first()
            && at <= now
        {
            self.queue.pop_first();
            let Some(Some(waiting)) = self.all.get_mut(number) else {
                continue;
            };
            if waiting.due > now {
                waiting.queued = Some(waiting.due);
                self.queue.insert((waiting.due, number));
            } else {
                waiting.queued = None;
                due.push(waiting.waker.clone());
            }
        }
        due
    }

    /// Takes all of them.
    pub(super) fn clear(&mut self) -> Vec<Waker> {
        let all = std::mem::take(self).all;
        all.into_iter()
            .flatten()
            .map(|waiting| waiting.waker)
            .collect()
    }
}

/// When a stream is due that begins to wait now: never too early, and at the same time as others.
pub(super) fn due_after(now: u64, interval: Duration) -> u64 {
    let interval = u64::try_from(interval.as_millis()).map_or(NEVER, |millis| millis.min(NEVER));
    let step = 1 << (interval / PRECISION).max(1).ilog2();
    // Parts of a millisecond have passed, which `now` does not count.
    (now + interval + 1).next_multiple_of(step)
}
