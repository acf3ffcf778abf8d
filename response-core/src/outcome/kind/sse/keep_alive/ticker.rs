//! [`Ticker`]: one timer for all the streams of a runtime.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;

use tokio::runtime::{Handle, Id};
use tokio::time::{Instant, Sleep, sleep_until};

use super::seats::{Seats, due_after};

/// The tickers of the runtimes in which streams wait. Whoever locks one of them has locked this before, or does not need it.
static TICKERS: Mutex<Vec<(Id, Arc<Ticker>)>> = Mutex::new(Vec::new());

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Wakes the streams of a runtime when they have been silent for their interval. Its task is there while one of them is.
struct Ticker {
    start: Instant,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    seats: Seats,
    /// The task.
    task: Option<Waker>,
    /// Until when the task sleeps.
    until: u64,
    /// Whether the task has ended.
    is_over: bool,
}

impl State {
    /// The task, if it has to look again.
    fn roused(&self) -> Option<Waker> {
        let is_late = self.seats.next().is_some_and(|next| next < self.until);
        match is_late || self.seats.is_empty() {
            true => self.task.clone(),
            false => None,
        }
    }
}

impl Ticker {
    fn now(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// The place of a stream at the ticker of its runtime, which it leaves when it is dropped.
pub(super) struct Seat {
    ticker: Arc<Ticker>,
    number: usize,
}

/// How a stream waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Silence {
    Continues,
    IsOver,
    /// The task of the ticker has ended, so the stream has to wait at another one.
    Untold,
}

impl Seat {
    /// Begins to wait, in the current runtime.
    pub(super) fn take(runtime: &Handle, interval: Duration, waker: &Waker) -> Self {
        let mut tickers = locked(&TICKERS);
        let known = tickers.iter().find(|(id, _)| *id == runtime.id());
        let (ticker, task) = match known {
            Some((_, ticker)) => (Arc::clone(ticker), None),
            None => {
                let start = Instant::now();
                let ticker = Arc::new(Ticker {
                    start,
                    state: Mutex::default(),
                });
                let task = Task {
                    ticker: Arc::clone(&ticker),
                    sleep: Box::pin(sleep_until(start)),
                    has_run: false,
                };
                tickers.push((runtime.id(), Arc::clone(&ticker)));
                (ticker, Some(task))
            }
        };
        let due = due_after(ticker.now(), interval);
        let mut state = locked(&ticker.state);
        let number = state.seats.take(due, waker.clone());
        let roused = state.roused();
        drop((state, tickers));
        if let Some(roused) = roused {
            roused.wake();
        }
        if let Some(task) = task {
            drop(runtime.spawn(task));
        }
        Self { ticker, number }
    }

    /// Begins to wait again.
    pub(super) fn begin(&self, interval: Duration, waker: &Waker) -> Silence {
        let due = due_after(self.ticker.now(), interval);
        let mut state = locked(&self.ticker.state);
        if state.is_over {
            return Silence::Untold;
        }
        let before = state.seats.set_waker(self.number, waker);
        state.seats.wait_until(self.number, due);
        let roused = state.roused();
        drop(state);
        drop(before);
        if let Some(roused) = roused {
            roused.wake();
        }
        Silence::Continues
    }

    /// Waits on.
    pub(super) fn silence(&self, waker: &Waker) -> Silence {
        let mut state = locked(&self.ticker.state);
        if state.is_over {
            return Silence::Untold;
        }
        if state.seats.is_due(self.number) {
            return Silence::IsOver;
        }
        let before = state.seats.set_waker(self.number, waker);
        drop(state);
        drop(before);
        Silence::Continues
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut state = locked(&self.ticker.state);
        let left = state.seats.leave(self.number);
        let roused = state.roused();
        drop(state);
        drop(left);
        if let Some(roused) = roused {
            roused.wake();
        }
    }
}

/// The task of a ticker, with the timer.
struct Task {
    ticker: Arc<Ticker>,
    sleep: Pin<Box<Sleep>>,
    has_run: bool,
}

impl Task {
    /// Ends, unless a stream has come.
    fn is_over(&self) -> bool {
        let mut tickers = locked(&TICKERS);
        let mut state = locked(&self.ticker.state);
        if state.seats.is_empty() {
            state.is_over = true;
            tickers.retain(|(_, ticker)| !Arc::ptr_eq(ticker, &self.ticker));
        }
        state.is_over
    }
}

impl Future for Task {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let this = &mut *self;
        this.has_run = true;
        loop {
            let mut state = locked(&this.ticker.state);
            if state.seats.is_empty() {
                drop(state);
                if this.is_over() {
                    return Poll::Ready(());
                }
                continue;
            }
            let before = state.task.replace(context.waker().clone());
            // What has been due and was not polled since has no next time.
            let next = state.seats.next();
            state.until = next.unwrap_or(u64::MAX);
            drop(state);
            drop(before);
            let Some(next) = next else {
                return Poll::Pending;
            };
            let at = this.ticker.start + Duration::from_millis(next);
            if this.sleep.deadline() != at {
                this.sleep.as_mut().reset(at);
            }
            ready!(this.sleep.as_mut().poll(context));
            let now = this.ticker.now().max(next);
            let due = locked(&this.ticker.state).seats.due(now);
            due.into_iter().for_each(Waker::wake);
        }
    }
}

/// The task has ended, or its runtime has. A stream that is polled by another one waits there.
impl Drop for Task {
    fn drop(&mut self) {
        let mut tickers = locked(&TICKERS);
        tickers.retain(|(_, ticker)| !Arc::ptr_eq(ticker, &self.ticker));
        drop(tickers);
        let mut state = locked(&self.ticker.state);
        state.is_over = true;
        let own = state.task.take();
        let left = state.seats.clear();
        drop(state);
        drop(own);
        // In a runtime that takes no tasks, each would come back to wait in vain.
        if self.has_run {
            left.into_iter().for_each(Waker::wake);
        }
    }
}
