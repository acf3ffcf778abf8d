//! Tasks that run one after the other.

use std::any::type_name;
use std::fmt;

use response_core::message::LOG;
use response_core::message::after::{Failed, Work, function};
use tokio::sync::oneshot::{Receiver, channel};

use super::Background;

/// What a task in order returns: nothing, or a `Result` whose error stops the tasks behind it.
///
/// ```
/// use steadfast::background::TaskResult;
///
/// async fn send_mail() -> Result<(), std::io::Error> {
///     Err(std::io::Error::other("no connection"))
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// assert_eq!(send_mail().await.into_result(), Err("no connection".to_owned()));
/// assert_eq!(().into_result(), Ok(()));
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "a background task cannot return `{Self}`",
    label = "neither `()` nor a `Result<(), E>`",
    note = "drop what the task returns: `async move {{ task.await.map(drop) }}`, or `async move {{ drop(task.await) }}`"
)]
pub trait TaskResult {
    /// The error, as it is logged.
    ///
    /// # Errors
    /// The task has failed.
    fn into_result(self) -> Result<(), String>;
}

#[diagnostic::do_not_recommend]
impl TaskResult for () {
    fn into_result(self) -> Result<(), String> {
        Ok(())
    }
}

/// The alternate form of the error is logged, in which `anyhow` shows the causes.
#[diagnostic::do_not_recommend]
impl<E: fmt::Display> TaskResult for Result<(), E> {
    fn into_result(self) -> Result<(), String> {
        self.map_err(|error| format!("{error:#}"))
    }
}

impl Background {
    /// Adds a task that starts when those added by this method before it have finished, as FastAPI runs its tasks.
    ///
    /// If a task returns an error or panics, this is logged and those behind it are not run; the log names them. The tasks
    /// of [`add_task`](Self::add_task) run beside them.
    ///
    /// ```
    /// use steadfast::prelude::*;
    ///
    /// # struct Refused;
    /// # impl std::fmt::Display for Refused {
    /// #     fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) }
    /// # }
    /// async fn charge(order: i64) -> Result<(), Refused> {
    ///     // ..
    /// #   Ok(())
    /// }
    /// async fn send_receipt(order: i64) {
    ///     // ..
    /// }
    ///
    /// #[route(delete, "/carts/{id}", status = 204)]
    /// async fn check_out(Path(id): Path<i64>, background: Background) -> NoContent {
    ///     background.add_task_in_order(charge(id));
    ///     background.add_task_in_order(send_receipt(id));
    ///     NoContent
    /// }
    /// ```
    pub fn add_task_in_order<F>(&self, task: F)
    where
        F: Future<Output: TaskResult> + Send + 'static,
    {
        let name = function(type_name::<F>());
        let (done, next) = channel();
        let before = self.state().last.replace(next);
        self.add(Work::that_may_fail(name, async move {
            if !is_done(before).await {
                tracing::warn!(
                    target: LOG,
                    task = name,
                    "this background task is not run: one before it has failed"
                );
                return Err(Failed::logged());
            }
            if let Err(error) = task.await.into_result() {
                tracing::error!(target: LOG, task = name, error, "a background task failed");
                return Err(Failed::logged());
            }
            // Nobody listens if this task is the last one.
            let _ = done.send(());
            Ok(())
        }));
    }
}

/// Waits for the task before; one that fails, panics or is not run drops its sender.
async fn is_done(before: Option<Receiver<()>>) -> bool {
    match before {
        Some(before) => before.await.is_ok(),
        None => true,
    }
}
