//! [`Report`]: the background tasks that finished, and those that did not.

use std::fmt;
use std::time::Duration;

/// The results of the background tasks, returned by [`Tasks::serve_until`](super::Tasks::serve_until) and
/// [`Tasks::shutdown`](super::Tasks::shutdown).
///
/// [`Tasks`](super::Tasks) has an example.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
#[non_exhaustive]
pub struct Report {
    /// The number of tasks that finished.
    pub finished: u64,
    /// The number of tasks that panicked.
    pub panicked: u64,
    /// The number of tasks [in order](super::Background::add_task_in_order) that failed, or were not run since one before
    /// them had failed.
    pub failed: u64,
    /// The tasks that were still running or waiting at the limit, the oldest first.
    pub given_up: Vec<GivenUp>,
    /// Whether connections were still open at the limit of [`serve_until`](super::Tasks::serve_until): a request that
    /// was not complete, or a response that its client had not read.
    pub connections_cut_off: bool,
}

impl Report {
    /// The number of tasks that were accepted.
    #[must_use]
    pub fn accepted(&self) -> u64 {
        self.finished + self.panicked + self.failed + self.given_up.len() as u64
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} background tasks accepted, {} finished, {} panicked, {} given up",
            self.accepted(),
            self.finished,
            self.panicked,
            self.given_up.len()
        )?;
        if self.failed > 0 {
            write!(formatter, ", {} failed", self.failed)?;
        }
        if self.connections_cut_off {
            formatter.write_str("; connections were cut off")?;
        }
        Ok(())
    }
}

/// A background task that was not finished at the limit of a shutdown.
///
/// ```
/// fn alert(report: &steadfast::background::Report) {
///     for task in &report.given_up {
///         eprintln!("{} of {} has not finished: {:?}", task.name, task.route, task.running);
///     }
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct GivenUp {
    /// The name of the function, or of the enclosing one: `users::create_user`.
    pub name: &'static str,
    /// The method and the path of the route whose response it followed: `POST /users/{id}`.
    pub route: String,
    /// The `x-request-id` of the request or of its response.
    pub request_id: Option<String>,
    /// How long it has been running; `None` if its response was still being sent. A task
    /// [in order](super::Background::add_task_in_order) may have waited for the one before it.
    pub running: Option<Duration>,
}

impl fmt::Display for GivenUp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} of {}", self.name, self.route)?;
        if let Some(id) = &self.request_id {
            write!(formatter, " (request {id})")?;
        }
        match self.running {
            Some(running) => write!(formatter, ", running for {running:.1?}"),
            None => formatter.write_str(", not started: its response was still being sent"),
        }
    }
}
