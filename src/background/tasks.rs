//! [`Tasks`]: the background tasks of a service.

use std::collections::BTreeMap;
use std::fmt;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::{Duration, Instant};

use response_core::message::LOG;
use response_core::message::after::Work;
use response_core::message::panic::{discard, message_of};
use tokio::runtime::Handle;
use tokio::task::AbortHandle;
use tokio_util::task::TaskTracker;
use tokio_util::task::task_tracker::TaskTrackerToken;

use super::asked::Asked;
use super::report::{GivenUp, Report};

/// The background tasks of a service, which stop last, so that no accepted task is lost. A clone is a handle to the
/// same tasks.
///
/// ```no_run
/// use std::time::Duration;
///
/// use steadfast::prelude::*;
///
/// # async fn stop_signal() {}
/// # async fn main_() -> std::io::Result<()> {
/// let tasks = Tasks::new();
/// let app = Api::new("Users", "1.0.0").background(&tasks).into_router();
///
/// let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
/// let server = |stop| steadfast::serve(listener, app).with_graceful_shutdown(stop);
/// let report = tasks.serve_until(stop_signal(), Duration::from_secs(30), server).await?;
/// println!("{report}");      // and each task that was given up stands in the log
/// # Ok(())
/// # }
/// ```
///
/// A task that a runtime drops before its end, because neither [`serve_until`](Self::serve_until) nor
/// [`shutdown`](Self::shutdown) has waited for it, is logged as lost.
///
/// A test, or a server of another crate, waits for the tasks itself:
///
/// ```
/// use std::time::Duration;
///
/// use steadfast::background::{BackgroundLayer, Report};
/// use steadfast::prelude::*;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let tasks = Tasks::new();
/// let api: Api = Api::new("Users", "1.0.0").background(&tasks);
/// let layer: BackgroundLayer = tasks.layer();
/// let by_hand: axum::Router = axum::Router::new().layer(layer);            // a router without `Api`
///
/// assert_eq!(tasks.under_way(), 0);
/// let report: Report = tasks.shutdown(Duration::from_secs(5)).await;
/// assert!(tasks.is_stopping());
/// assert_eq!((report.accepted(), report.given_up.len()), (0, 0));
/// # }
/// ```
#[derive(Clone, Default)]
pub struct Tasks(Arc<Inner>);

#[derive(Default)]
struct Inner {
    /// Also counts tasks that wait for their response to be sent.
    tracker: TaskTracker,
    book: Mutex<Book>,
    is_stopping: AtomicBool,
    /// Whether requests in flight are given up.
    is_cutting_off: AtomicBool,
    stopping: Mutex<Stopping>,
}

/// How the service stops.
#[derive(Clone, Copy, Default)]
pub(super) struct Stopping {
    /// How long the server still accepts connections.
    pub(super) delay: Duration,
    /// How long the process may take to end after everything else.
    pub(super) margin: Option<Duration>,
}

#[derive(Default)]
struct Book {
    /// By number, so that the oldest comes first.
    under_way: BTreeMap<u64, UnderWay>,
    /// The tasks that were given up, and whether they run nevertheless, since only a task that waits can be stopped.
    given_up: BTreeMap<u64, (GivenUp, bool)>,
    next: u64,
    finished: u64,
    panicked: u64,
    failed: u64,
    /// Whether tasks are no longer waited for.
    is_closed: bool,
}

struct UnderWay {
    name: &'static str,
    route: String,
    request_id: Option<String>,
    begun: Option<Instant>,
    abort: Option<AbortHandle>,
}

impl UnderWay {
    fn given_up(self) -> GivenUp {
        GivenUp {
            name: self.name,
            route: self.route,
            request_id: self.request_id,
            running: self.begun.map(|begun| begun.elapsed()),
        }
    }
}

impl Tasks {
    /// Creates a handle without tasks.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of tasks that run, or wait for their response to be sent.
    #[must_use]
    pub fn under_way(&self) -> usize {
        self.book().under_way.len()
    }

    /// Whether the service has been told to stop: [`Health`](crate::Health) says then that it is not ready.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.0.is_stopping.load(Ordering::Acquire)
    }

    pub(super) fn begin_to_stop(&self) {
        self.0.is_stopping.store(true, Ordering::Release);
    }

    pub(super) fn begin_to_cut_off(&self) {
        self.0.is_cutting_off.store(true, Ordering::Release);
    }

    pub(super) fn stopping(&self) -> MutexGuard<'_, Stopping> {
        let stopping = self.0.stopping.lock();
        stopping.unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until every task has finished, for at most `limit`, and returns what has become of them.
    ///
    /// Call it when the server has stopped; [`serve_until`](Self::serve_until) does both within one limit. A task that
    /// is accepted meanwhile is waited for, too. A task that is not finished at the limit is stopped, logged and named
    /// in the report; from then on tasks are refused, with an error in the log.
    ///
    /// # Panics
    /// Outside of a tokio runtime with a clock (`enable_time`).
    pub async fn shutdown(&self, limit: Duration) -> Report {
        self.begin_to_stop();
        self.watch_end(limit);
        let report = self.finish(limit).await;
        tracing::info!(target: LOG, "{report}");
        report
    }

    /// Waits for every task, and logs each that is given up.
    pub(super) async fn finish(&self, limit: Duration) -> Report {
        self.0.tracker.close();
        // Tasks that are unfinished at the limit are found below.
        let _ = tokio::time::timeout(limit, self.0.tracker.wait()).await;
        let report = self.close();
        for task in &report.given_up {
            tracing::error!(
                target: LOG,
                task = task.name,
                route = task.route,
                request_id = task.request_id,
                running = ?task.running,
                "this background task is given up"
            );
        }
        report
    }

    /// Whether a request that is dropped was given up by the service, and not by its client.
    pub(super) fn gives_up_requests(&self) -> bool {
        self.0.is_cutting_off.load(Ordering::Acquire) || self.book().is_closed
    }

    /// The tasks that run although they should have ended, and those that were stopped before their end.
    pub(super) fn unfinished(&self) -> (Vec<GivenUp>, Vec<GivenUp>) {
        let mut book = self.book();
        // Where the runtime is at a standstill, nothing was given up.
        let mut running: Vec<_> = std::mem::take(&mut book.under_way)
            .into_values()
            .filter(|task| task.begun.is_some())
            .map(UnderWay::given_up)
            .collect();
        let mut stopped = Vec::new();
        for (task, runs) in book.given_up.values() {
            let list = if *runs { &mut running } else { &mut stopped };
            list.push(task.clone());
        }
        (running, stopped)
    }

    fn close(&self) -> Report {
        let mut book = self.book();
        book.is_closed = true;
        let mut given_up = Vec::new();
        for (number, task) in std::mem::take(&mut book.under_way) {
            if let Some(running) = &task.abort {
                running.abort();
            }
            let task = task.given_up();
            let runs = task.running.is_some();
            given_up.push(task.clone());
            book.given_up.insert(number, (task, runs));
        }
        Report {
            given_up,
            finished: book.finished,
            panicked: book.panicked,
            failed: book.failed,
            connections_cut_off: false,
        }
    }

    /// Registers work, which starts when the returned value is dropped.
    pub(super) fn accept(&self, works: Vec<Work>, asked: &Asked) -> Vec<Waiting> {
        let Ok(runtime) = Handle::try_current() else {
            works
                .into_iter()
                .for_each(|work| lose(work, "there is no tokio runtime"));
            return Vec::new();
        };
        let mut book = self.book();
        if book.is_closed {
            drop(book);
            works
                .into_iter()
                .for_each(|work| lose(work, "the service has shut down"));
            return Vec::new();
        }
        let enter = |work: Work| {
            let number = book.next;
            book.next += 1;
            let task = UnderWay {
                name: work.name(),
                route: asked.route(),
                request_id: asked.request_id(),
                begun: None,
                abort: None,
            };
            book.under_way.insert(number, task);
            Waiting {
                work: Some(work),
                runtime: runtime.clone(),
                entry: Some(Entry {
                    tasks: self.clone(),
                    number,
                    _token: self.0.tracker.token(),
                }),
            }
        };
        works.into_iter().map(enter).collect()
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.0.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Tasks {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Tasks")
            .field("under_way", &self.under_way())
            .finish_non_exhaustive()
    }
}

fn lose(work: Work, why: &str) {
    tracing::error!(target: LOG, task = work.name(), why, "this background task is refused");
    discard(work);
}

/// Work that starts when this is dropped.
pub(super) struct Waiting {
    work: Option<Work>,
    runtime: Handle,
    entry: Option<Entry>,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let (Some(work), Some(entry)) = (self.work.take(), self.entry.take()) else {
            return;
        };
        let (tasks, number) = (entry.tasks.clone(), entry.number);
        let mut book = tasks.book();
        // A task that is no longer registered was given up.
        if let Some(task) = book.under_way.get_mut(&number) {
            task.begun = Some(Instant::now());
            drop(book);
            let running = self.runtime.spawn(run(work, entry)).abort_handle();
            if let Some(task) = tasks.book().under_way.get_mut(&number) {
                task.abort = Some(running);
            }
        } else {
            drop(book);
            discard(work);
        }
    }
}

async fn run(work: Work, entry: Entry) {
    let name = work.name();
    let end = caught(work).await;
    if let End::Panicked(panic) = &end {
        tracing::error!(
            target: LOG,
            task = name,
            panic,
            "a background task panicked"
        );
    }
    entry.done(&end);
}

/// How a task has ended.
enum End {
    Finished,
    Failed,
    /// With the message of the panic.
    Panicked(String),
}

/// Runs the work.
async fn caught(work: Work) -> End {
    let mut future = work.into_future();
    let run =
        poll_fn(
            |context| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
                Ok(Poll::Pending) => Poll::Pending,
                Ok(Poll::Ready(Ok(()))) => Poll::Ready(End::Finished),
                Ok(Poll::Ready(Err(_logged))) => Poll::Ready(End::Failed),
                Err(payload) => Poll::Ready(End::Panicked(message_of(payload))),
            },
        );
    let end = run.await;
    discard(future);
    end
}

/// A registered task.
struct Entry {
    tasks: Tasks,
    number: u64,
    _token: TaskTrackerToken,
}

impl Entry {
    fn done(&self, end: &End) {
        let mut book = self.tasks.book();
        if book.under_way.remove(&self.number).is_some() {
            let count = match end {
                End::Finished => &mut book.finished,
                End::Failed => &mut book.failed,
                End::Panicked(_) => &mut book.panicked,
            };
            *count += 1;
        }
    }
}

/// Logs a task as lost if it is still registered: one that is done, or was given up, is not.
impl Drop for Entry {
    fn drop(&mut self) {
        let mut book = self.tasks.book();
        if let Some((_, runs)) = book.given_up.get_mut(&self.number) {
            *runs = false;
        }
        let task = book.under_way.remove(&self.number);
        drop(book);
        if let Some(task) = task {
            tracing::error!(
                target: LOG,
                task = task.name,
                route = task.route,
                request_id = task.request_id,
                "this background task is lost: the runtime has stopped"
            );
        }
    }
}
