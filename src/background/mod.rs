//! Work that is done after the answer has been sent.

mod asked;
mod layer;
mod report;
mod sent;
mod serve;
mod tasks;

use std::convert::Infallible;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use response_core::contract::Operation;
use response_core::contract::{Extractor, RequestPart};
use response_core::message::LOG;
use response_core::message::after::{After, Work};

pub use layer::{BackgroundLayer, BackgroundService};
pub use report::{GivenUp, Report};
pub use serve::Stop;
pub use tasks::Tasks;

use asked::Asked;

/// Work that is done after the answer has been sent: FastAPI's `BackgroundTasks`.
///
/// ```
/// use steadfast::prelude::*;
///
/// # #[derive(ResponseModel)]
/// # struct UserOut { id: i64 }
/// # async fn send_welcome(_: i64) {}
/// #[route(post, "/users", status = 201, response = UserOut)]
/// async fn create_user(background: Background) -> Created<UserOut> {
///     background.add_task(send_welcome(7));
///     Created::at("/users/7", UserOut { id: 7 })
/// }
/// ```
///
/// A task is started when the body of the answer has been handed over to the connection, or the client has gone away.
/// The tasks of an answer run beside each other; a panic in one is logged, and the others go on. A task keeps the tracing
/// span that it was added in. [`Tasks`] waits for it when the service stops.
///
/// The tasks of a handler that fails (any 4xx or 5xx, a panic, a client that goes away before there is an answer) are not
/// run, as in FastAPI; a warning in the log names each. A task that has to run all the same is spawned with
/// `tokio::spawn`.
///
/// On a router without the [layer](Tasks::layer), which `Api` installs, nobody knows how the handler ended: its tasks are
/// started when the handler is done, nobody waits for them, and a warning tells so.
#[derive(Clone)]
pub struct Background(Arc<Mutex<State>>);

enum State {
    /// There is no answer yet. The work of a request that no layer has seen is not lost: see [`After`].
    Open(Option<After>),
    /// The answer is on its way.
    Answered(Tasks, Asked),
    /// There is no answer that the work could come after.
    Refused(&'static str),
}

impl State {
    /// Takes the work that waits for the answer.
    fn work(&mut self) -> Vec<Work> {
        match self {
            Self::Open(after) => after.take().map(|after| after.take()).unwrap_or_default(),
            _ => Vec::new(),
        }
    }
}

impl Background {
    fn new() -> Self {
        Self(Arc::new(Mutex::new(State::Open(None))))
    }

    /// Adds a task. Blocking work belongs into `tokio::task::spawn_blocking` inside of it.
    ///
    /// One that is added after the answer (by a clone that outlives the handler) is started at once.
    pub fn add_task<F>(&self, task: F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let work = Work::new(task);
        match &mut *self.state() {
            State::Open(after) => after.get_or_insert_default().push(work),
            State::Answered(tasks, asked) => drop(tasks.accept(vec![work], asked)),
            State::Refused(why) => refuse(&work, why),
        }
    }

    /// Takes the work that waits for the answer.
    fn answered(&mut self, tasks: &Tasks, asked: &Asked) -> Vec<Work> {
        // Nobody else can add any more.
        if let Some(state) = Arc::get_mut(&mut self.0) {
            let state = state.get_mut().unwrap_or_else(PoisonError::into_inner);
            return state.work();
        }
        let state = State::Answered(tasks.clone(), asked.clone());
        std::mem::replace(&mut *self.state(), state).work()
    }

    fn refused(&self, why: &'static str) {
        let mut before = std::mem::replace(&mut *self.state(), State::Refused(why));
        for work in before.work() {
            refuse(&work, why);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn refuse(work: &Work, why: &str) {
    tracing::warn!(target: LOG, task = work.name(), why, "this background task is not run");
}

impl fmt::Debug for Background {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Background").finish_non_exhaustive()
    }
}

impl<S: Sync> FromRequestParts<S> for Background {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        // Extractors of one request share it, as FastAPI's dependencies do.
        Ok(parts.extensions.get_or_insert_with(Self::new).clone())
    }
}

impl Extractor for Background {}

/// A client learns nothing of it.
impl RequestPart for Background {
    fn describe(_: &mut Operation<'_>) {}
}
