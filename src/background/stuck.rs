//! [`Tasks::exit_when_stuck`]: a process that ends although something in it does not.

use std::io;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use response_core::message::LOG;
use tokio::runtime::{Builder, Handle};
use tokio_util::sync::CancellationToken;
use tracing::dispatcher;

use super::Tasks;
use crate::blocking::still_running;

/// How long the log may take to write why the process exits.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// How often the runtime is woken while it stops.
const NUDGE: Duration = Duration::from_millis(100);

impl Tasks {
    /// The exit code of a process that was [stuck](Self::exit_when_stuck): 70, which is `EX_SOFTWARE` of `sysexits.h`.
    pub const EXIT_CODE_WHEN_STUCK: i32 = 70;

    /// Ends the process if it has not ended by itself `margin` after the limit of [`serve_until`](Self::serve_until) or
    /// [`shutdown`](Self::shutdown).
    ///
    /// A task that computes without ever waiting, and a blocking call, cannot be stopped. A runtime that is dropped, as at
    /// the end of `#[tokio::main]`, waits for them forever, and so the deployment of the next version waits too. With this
    /// setting, a thread outside of the runtime counts the time from the signal on. If the process is still there at the end,
    /// the log names the tasks that were given up and the plain `fn` handlers that still run, and the process exits with
    /// [the code 70](Self::EXIT_CODE_WHEN_STUCK). Destructors do not run then: what the program does after `serve_until`,
    /// such as closing a database, has to fit into the margin.
    ///
    /// Call `serve_until` from the main function of a `#[tokio::main]` with the default flavor, not from a spawned task or on
    /// a `current_thread` runtime: a task that never waits would block it. A second thread makes sure that a signal of
    /// `tokio::signal` arrives even if every thread of the runtime is busy.
    ///
    /// Use it only in a program that ends when its service does. Another program stops its runtime with a time limit instead,
    /// and the log names nothing:
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// # async fn serve() {}
    /// let runtime = tokio::runtime::Runtime::new()?;
    /// runtime.block_on(serve());
    /// runtime.shutdown_timeout(Duration::from_secs(5));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn exit_when_stuck(self, margin: Duration) -> Self {
        self.stopping().margin = Some(margin);
        self
    }

    /// Starts the thread that ends the process, if the program wants that.
    pub(super) fn watch_end(&self, limit: Duration) {
        let Some(margin) = self.stopping().margin else {
            return;
        };
        let time = limit.saturating_add(margin);
        let tasks = self.clone();
        let log = dispatcher::get_default(Clone::clone);
        let runtime = Handle::try_current();
        let watch = move || {
            let begun = Instant::now();
            while let Some(rest) = time
                .checked_sub(begun.elapsed())
                .filter(|rest| !rest.is_zero())
            {
                thread::sleep(rest.min(NUDGE));
                // A thread of the runtime that is free may sleep, while the one that should wake it computes: then no
                // timer fires and no connection goes on. Work from outside wakes it.
                if let Ok(runtime) = &runtime {
                    drop(runtime.spawn(async {}));
                }
            }
            // The log may be what everything waits for, such as a pipe that nobody reads.
            let (told, is_told) = mpsc::channel();
            let last_words = move || {
                dispatcher::with_default(&log, || tasks.name_what_is_stuck(time));
                let _ = told.send(());
            };
            if named("last words").spawn(last_words).is_ok() {
                let _ = is_told.recv_timeout(LAST_WORDS);
            }
            // An exit runs the handlers of C libraries, which may wait for what is stuck.
            let _ = named("abort").spawn(|| {
                thread::sleep(LAST_WORDS);
                std::process::abort();
            });
            std::process::exit(Self::EXIT_CODE_WHEN_STUCK);
        };
        if let Err(error) = named("exit when stuck").spawn(watch) {
            tracing::error!(target: LOG, %error, "the thread that ends a stuck process could not be started");
        }
    }

    /// Until `stopping`, passes on the signals that tokio gets: the runtime of the service does so only while one of its
    /// threads waits for events, but each runtime of a process does it for all of them.
    pub(super) fn hear_signals(&self, stopping: CancellationToken) {
        if self.stopping().margin.is_none() {
            return;
        }
        let hear = move || match Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => runtime.block_on(stopping.cancelled()),
            Err(error) => is_deaf(&error),
        };
        if let Err(error) = named("signals").spawn(hear) {
            is_deaf(&error);
        }
    }

    fn name_what_is_stuck(&self, time: Duration) {
        let (running, stopped) = self.unfinished();
        for task in running {
            tracing::error!(
                target: LOG,
                task = task.name,
                route = task.route,
                request_id = task.request_id,
                "this background task does not end: it computes or blocks, and never waits"
            );
        }
        for (handler, running) in still_running() {
            tracing::error!(target: LOG, handler, ?running, "this handler does not return");
        }
        let stopped: Vec<&str> = stopped.iter().map(|task| task.name).collect();
        tracing::error!(
            target: LOG,
            exit_code = Self::EXIT_CODE_WHEN_STUCK,
            ?stopped,
            "the process has not ended {time:?} after it was told to stop, so it exits now; a `spawn_blocking` of the stopped \
             tasks may still run"
        );
    }
}

fn is_deaf(error: &io::Error) {
    tracing::error!(target: LOG, %error, "no thread listens for signals: one may go unnoticed while every thread of the runtime is busy");
}

fn named(name: &str) -> thread::Builder {
    thread::Builder::new().name(name.to_owned())
}
