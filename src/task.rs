//! The stock model of a 202.

use crate::ResponseModel;

/// What [`Accepted`](crate::Accepted) usually carries: the task that was queued.
///
/// ```
/// use steadfast::prelude::*;
///
/// #[route(post, "/reports", status = 202, response = TaskAccepted)]
/// async fn create_report() -> Accepted<TaskAccepted> {
///     let task_id = "17".to_owned();
///     Accepted::at(format!("/tasks/{task_id}"), TaskAccepted { task_id })
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, ResponseModel)]
pub struct TaskAccepted {
    /// What to ask about.
    pub task_id: String,
}
