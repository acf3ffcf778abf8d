//! [`Health`]: the routes that tell an orchestrator whether the process is alive, and whether it is ready for requests.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Extension;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use response_core::contract::{Extractor, Operation, RequestPart};
use response_core::message::{BoxError, Chain, LOG};
use response_core::outcome::kind::Text;
use response_core::problem::Problem;
use response_macros::route;
use tokio::task::JoinSet;
use tracing::Instrument;

use crate::background::Tasks;
use crate::route::Route;

type Checking = Pin<Box<dyn Future<Output = Result<(), BoxError>> + Send>>;

/// Liveness and readiness, as two routes that are documented like any other: a part to
/// [merge](crate::Api::merge) or [nest](crate::Api::nest).
///
/// ```
/// use std::time::Duration;
///
/// use steadfast::prelude::*;
/// use steadfast::Health;
///
/// #[derive(Clone)]
/// struct Pool;
///
/// impl Pool {
///     async fn ping(&self) -> std::io::Result<()> {
///         Ok(())
///     }
/// }
///
/// let tasks = Tasks::new();
/// let health = Health::new()
///     .check("database", Duration::from_secs(2), |pool: Pool| async move { pool.ping().await })
///     .live_at("/livez")                        // as it is by default
///     .ready_at("/readyz")
///     .tags(["operations"]);
/// let api: Api<Pool> = Api::new("Users", "1.0.0").background(&tasks).merge(health);
/// assert!(api.openapi()["paths"]["/readyz"]["get"]["responses"]["503"].is_object());
/// ```
///
/// | route | Kubernetes probe | 200 `ok` | otherwise |
/// |---|---|---|---|
/// | `GET /livez` | `livenessProbe` | whenever it is answered at all | the process is restarted |
/// | `GET /readyz` | `readinessProbe`, `startupProbe` | every check has passed | 503: the process gets no requests for now |
///
/// The 503 is an error in the format of the app. Its code is `not_ready`, and `checks` has the names of those that have
/// failed; or it is `stopping`, from the moment at which [`Tasks::serve_until`] is told to stop: the tasks are those of
/// [`Api::background`](crate::Api::background). A client learns nothing else. The log tells why a check has failed, once
/// until it passes again. Neither response is cached, asks for credentials, or has the
/// [timeout](crate::Api::timeout) of the rest.
///
/// Liveness runs no checks: restarting a process does not repair its database, and every instance would be restarted at
/// once. For how readiness and shutdown work together, see [`Tasks::shutdown_delay`].
pub struct Health<S = ()> {
    live: Cow<'static, str>,
    ready: Cow<'static, str>,
    tags: Vec<Cow<'static, str>>,
    checks: Vec<Check<S>>,
}

impl<S> Health<S> {
    /// The routes `/livez` and `/readyz`, without a check.
    #[must_use]
    pub fn new() -> Self {
        Self {
            live: Cow::Borrowed("/livez"),
            ready: Cow::Borrowed("/readyz"),
            tags: Vec::new(),
            checks: Vec::new(),
        }
    }

    /// Sets the path of the liveness route. By default `/livez`.
    #[must_use]
    pub fn live_at(mut self, path: impl Into<Cow<'static, str>>) -> Self {
        self.live = path.into();
        self
    }

    /// Sets the path of the readiness route. By default `/readyz`.
    #[must_use]
    pub fn ready_at(mut self, path: impl Into<Cow<'static, str>>) -> Self {
        self.ready = path.into();
        self
    }

    /// Adds tags to both routes.
    #[must_use]
    pub fn tags<T: Into<Cow<'static, str>>>(mut self, tags: impl IntoIterator<Item = T>) -> Self {
        self.tags.extend(tags.into_iter().map(Into::into));
        self
    }

    /// Adds a check of the readiness: whether something can be reached without which no request can be answered. It gets
    /// the state of the API, and fails if it returns an error, panics, or takes longer than `limit`.
    ///
    /// The checks of a request run at the same time. Kubernetes waits one second for a probe unless `timeoutSeconds` says
    /// otherwise: choose a shorter limit. Clients see the name; the error goes to the log.
    #[must_use]
    pub fn check<F, Fut, E>(mut self, name: &'static str, limit: Duration, check: F) -> Self
    where
        F: Fn(S) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), E>> + Send + 'static,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        self.checks.push(Check {
            name,
            limit,
            run: Box::new(move |state| {
                let checking = check(state);
                Box::pin(async move { checking.await.map_err(Into::into) })
            }),
            is_failing: AtomicBool::new(false),
        });
        self
    }
}

impl<S: Clone + Send + Sync + 'static> Health<S> {
    pub(crate) fn into_probes(self) -> Probes<S> {
        let watcher = Watcher::default();
        let readiness = Arc::new(Readiness {
            checks: self.checks,
            watcher: watcher.clone(),
        });
        let [live, ready] = crate::route::routes![livez, readyz];
        let ready = ready.layer(Extension(readiness));
        Probes {
            routes: [(self.live, live), (self.ready, ready)],
            tags: self.tags,
            watcher,
        }
    }
}

impl<S> Default for Health<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S> fmt::Debug for Health<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.checks.iter().map(|check| check.name).collect();
        formatter
            .debug_struct("Health")
            .field("live", &self.live)
            .field("ready", &self.ready)
            .field("checks", &names)
            .finish_non_exhaustive()
    }
}

/// The routes of a [`Health`], each with its path.
pub(crate) struct Probes<S> {
    pub(crate) routes: [(Cow<'static, str>, Route<S>); 2],
    pub(crate) tags: Vec<Cow<'static, str>>,
    pub(crate) watcher: Watcher,
}

/// Knows whether the service is stopping, once it has been given the tasks of the whole API.
#[derive(Clone, Default)]
pub(crate) struct Watcher(Arc<OnceLock<Tasks>>);

impl Watcher {
    pub(crate) fn watch(&self, tasks: &Tasks) {
        // A router is built once.
        let _ = self.0.set(tasks.clone());
    }

    fn sees_stop(&self) -> bool {
        self.0.get().is_some_and(Tasks::is_stopping)
    }
}

/// Check whether the process is alive.
///
/// Any answer means that it is. Nothing else is checked.
#[route(get, "/", response = Text, cache = "no-store", security())]
async fn livez() -> Text {
    Text::from("ok")
}

/// Check whether the service is ready for requests.
///
/// It is not ready while a check fails, or once it has been told to stop.
#[route(get, "/", response = Text, cache = "no-store", security())]
async fn readyz(_: Ready) -> Text {
    Text::from("ok")
}

struct Check<S> {
    name: &'static str,
    limit: Duration,
    run: Box<dyn Fn(S) -> Checking + Send + Sync>,
    /// Whether the log knows already.
    is_failing: AtomicBool,
}

impl<S> Check<S> {
    async fn passes(&self, state: S) -> Result<(), BoxError> {
        tokio::time::timeout(self.limit, (self.run)(state)).await?
    }

    /// Logs what has changed.
    fn note(&self, fault: Option<&BoxError>) {
        let was_failing = self.is_failing.swap(fault.is_some(), Ordering::Relaxed);
        match fault {
            Some(error) if !was_failing => tracing::warn!(
                target: LOG,
                check = self.name,
                error = %Chain(&**error),
                "not ready: a check has failed"
            ),
            None if was_failing => {
                tracing::info!(target: LOG, check = self.name, "this check passes again");
            }
            _ => {}
        }
    }
}

struct Readiness<S> {
    checks: Vec<Check<S>>,
    watcher: Watcher,
}

impl<S: Clone + Send + Sync + 'static> Readiness<S> {
    async fn ask(self: Arc<Self>, state: &S) -> Result<(), NotReady> {
        if self.watcher.sees_stop() {
            return Err(NotReady::Stopping);
        }
        let mut running = JoinSet::new();
        for index in 0..self.checks.len() {
            let (this, state) = (Arc::clone(&self), state.clone());
            let check = async move { (index, this.checks[index].passes(state).await) };
            running.spawn(check.in_current_span());
        }
        let panicked = || Err(BoxError::from("it panicked"));
        let mut passed: Vec<_> = self.checks.iter().map(|_| panicked()).collect();
        while let Some(done) = running.join_next().await {
            if let Ok((index, result)) = done {
                passed[index] = result;
            }
        }
        let mut failed = Vec::new();
        for (check, result) in self.checks.iter().zip(passed) {
            let fault = result.err();
            check.note(fault.as_ref());
            failed.extend(fault.map(|_| check.name));
        }
        if failed.is_empty() {
            Ok(())
        } else {
            Err(NotReady::Failing(failed))
        }
    }
}

/// Every check has passed.
struct Ready;

impl<S: Clone + Send + Sync + 'static> FromRequestParts<S> for Ready {
    type Rejection = NotReady;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, NotReady> {
        // The layer of the route has put it there.
        if let Some(readiness) = parts.extensions.get::<Arc<Readiness<S>>>() {
            Arc::clone(readiness).ask(state).await?;
        }
        Ok(Self)
    }
}

#[diagnostic::do_not_recommend]
impl Extractor for Ready {}

#[diagnostic::do_not_recommend]
impl RequestPart for Ready {
    fn describe(operation: &mut Operation<'_>) {
        NotReady::describe_all(operation);
    }
}

/// Why the service wants no requests.
enum NotReady {
    Stopping,
    Failing(Vec<&'static str>),
}

impl NotReady {
    fn into_problem(self) -> Problem {
        let problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE);
        let problem = match self {
            Self::Stopping => problem
                .code("stopping")
                .detail("the service is about to stop"),
            Self::Failing(checks) => problem
                .code("not_ready")
                .detail("a readiness check has failed")
                .extension("checks", checks),
        };
        // The failed check is in the log; to stop is not a fault.
        problem.known_to_the_log()
    }

    fn describe_all(operation: &mut Operation<'_>) {
        for error in [Self::Stopping, Self::Failing(vec!["database"])] {
            operation.add_error(error.into_problem().described());
        }
    }
}

impl IntoResponse for NotReady {
    fn into_response(self) -> Response {
        IntoResponse::into_response(self.into_problem())
    }
}
