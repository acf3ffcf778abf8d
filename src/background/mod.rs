//! [`Background`]: work that runs after the response has been sent.

mod added;
mod asked;
mod in_order;
mod layer;
mod report;
mod sent;
mod serve;
mod stuck;
mod tasks;
mod watched;

use std::convert::Infallible;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::FromRequestParts;
use axum::http::Extensions;
use axum::http::request::Parts;
use response_core::contract::{Extractor, Needs, Operation, RequestPart};
use response_core::message::LOG;
use response_core::message::after::{After, Work};
use response_core::message::panic::discard;
use tokio::sync::oneshot::Receiver;

pub use added::{AddToResponse, Ended};
pub use in_order::TaskResult;
pub use layer::{BackgroundLayer, BackgroundService};
pub use report::{GivenUp, Report};
pub use serve::Stop;
pub use tasks::Tasks;
pub(crate) use watched::Watched;

use added::Added;
use asked::Asked;

/// Work that runs after the response has been sent: FastAPI's `BackgroundTasks`.
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
/// A task starts when the body of the response has been handed to the connection, or the client has disconnected. The
/// tasks of a response run concurrently; a panic in one is logged, and the others continue. Those of
/// [`add_task_in_order`](Self::add_task_in_order) run one after the other, and stop at a failure. A task keeps the tracing
/// span in which it was added. [`Tasks`] waits for it when the service stops.
///
/// The tasks of a handler that fails (any 4xx or 5xx, a panic, a client that disconnects before there is a response) do
/// not run, as in FastAPI; a warning in the log names each. A task that has to run in any case is spawned with
/// `tokio::spawn`.
///
/// On a router without the [layer](Tasks::layer), which `Api` installs, the result of the handler is not known: its
/// tasks start when the handler is done, nothing waits for them, and a warning is logged.
#[derive(Clone)]
pub struct Background(Arc<Mutex<Shared>>);

/// What the clones share.
struct Shared {
    state: State,
    /// The end of the last task in order.
    last: Option<Receiver<()>>,
    /// What extractors add to the response. Boxed, since few routes have it.
    added: Option<Box<Added>>,
    /// Set once nothing more can be added.
    ended: Option<Ended>,
}

/// Without the layer nobody takes what was added.
impl Drop for Shared {
    fn drop(&mut self) {
        let Some(added) = self.added.take() else {
            return;
        };
        if added.has_headers() {
            tracing::warn!(
                target: LOG,
                "the headers of an extractor are left out: no layer has added them to the response"
            );
        }
        drop(After::new(added.into_works(Ended::given_up(), Vec::new())));
    }
}

enum State {
    /// There is no response yet. The work of a request that no layer has seen is not lost: see [`After`].
    Open(Option<After>),
    /// The response is being sent.
    Answered(Tasks, Asked),
    /// There is no response after which the work could run.
    Refused(&'static str),
}

impl State {
    /// Takes the work that waits for the response.
    fn work(&mut self) -> Vec<Work> {
        match self {
            Self::Open(after) => after.take().map(|after| after.take()).unwrap_or_default(),
            _ => Vec::new(),
        }
    }
}

impl Background {
    fn new() -> Self {
        Self(Arc::new(Mutex::new(Shared {
            state: State::Open(None),
            last: None,
            added: None,
            ended: None,
        })))
    }

    /// The one of a request, which its extractors share, as FastAPI's dependencies do.
    pub(crate) fn of(extensions: &mut Extensions) -> Self {
        extensions.get_or_insert_with(Self::new).clone()
    }

    /// Takes what extractors have added, for a request that has ended.
    fn take_added(&mut self, ended: Ended) -> Option<Box<Added>> {
        if let Some(shared) = Arc::get_mut(&mut self.0) {
            let shared = shared.get_mut().unwrap_or_else(PoisonError::into_inner);
            return shared.added.take();
        }
        let mut shared = self.state();
        shared.ended = Some(ended);
        shared.added.take()
    }

    /// Adds a task. Blocking work belongs in a `tokio::task::spawn_blocking` inside of it.
    ///
    /// A task that is added after the response (by a clone that outlives the handler) starts at once.
    pub fn add_task<F>(&self, task: F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.add(Work::new(task));
    }

    fn add(&self, work: Work) {
        match &mut self.state().state {
            State::Open(after) => after.get_or_insert_default().push(work),
            State::Answered(tasks, asked) => drop(tasks.accept(vec![work], asked)),
            State::Refused(why) => refuse(work, why),
        }
    }

    /// Takes the work that waits for the response.
    fn answered(&mut self, tasks: &Tasks, asked: &Asked) -> Vec<Work> {
        // This is the only handle, so nothing more can be added.
        if let Some(shared) = Arc::get_mut(&mut self.0) {
            let shared = shared.get_mut().unwrap_or_else(PoisonError::into_inner);
            return shared.state.work();
        }
        let state = State::Answered(tasks.clone(), asked.clone());
        std::mem::replace(&mut self.state().state, state).work()
    }

    fn refused(&self, why: &'static str) {
        let mut before = std::mem::replace(&mut self.state().state, State::Refused(why));
        for work in before.work() {
            refuse(work, why);
        }
    }

    fn state(&self) -> MutexGuard<'_, Shared> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Drops work that cannot run; what it holds may panic at that.
fn refuse(work: Work, why: &str) {
    tracing::warn!(target: LOG, task = work.name(), why, "this background task is not run");
    discard(work);
}

impl fmt::Debug for Background {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Background").finish_non_exhaustive()
    }
}

impl<S: Sync> FromRequestParts<S> for Background {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&mut parts.extensions))
    }
}

#[diagnostic::do_not_recommend]
impl Extractor for Background {}

/// The client does not see it.
#[diagnostic::do_not_recommend]
impl RequestPart for Background {
    const NEEDS: Needs = Needs {
        background: true,
        ..Needs::NOTHING
    };

    fn describe(_: &mut Operation<'_>) {}
}
