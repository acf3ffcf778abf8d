use std::fmt;
use std::time::Duration;

/// What has become of the background tasks: [`Tasks::serve_until`](super::Tasks::serve_until) and
/// [`Tasks::shutdown`](super::Tasks::shutdown) tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
#[non_exhaustive]
pub struct Report {
    /// How many came to their end.
    pub finished: u64,
    /// How many panicked.
    pub panicked: u64,
    /// Those that were still under way at the limit, the oldest first.
    pub given_up: Vec<GivenUp>,
    /// Whether connections were still open at the limit of [`serve_until`](super::Tasks::serve_until): a request that had
    /// not come to its end, or an answer that its client had not read.
    pub connections_cut_off: bool,
}

impl Report {
    /// How many tasks were accepted.
    #[must_use]
    pub fn accepted(&self) -> u64 {
        self.finished + self.panicked + self.given_up.len() as u64
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
        if self.connections_cut_off {
            formatter.write_str("; connections were cut off")?;
        }
        Ok(())
    }
}

/// A background task that was not finished at the limit of a shutdown.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct GivenUp {
    /// The function that it is, or that it stands in: `users::create_user`.
    pub name: &'static str,
    /// The method and the path of the route whose answer it came after: `POST /users/{id}`.
    pub route: String,
    /// The `x-request-id` of the request or of its answer.
    pub request_id: Option<String>,
    /// How long it has been running; `None` if its answer was still being sent.
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
            None => formatter.write_str(", not begun: its answer was still being sent"),
        }
    }
}
