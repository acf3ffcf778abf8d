//! The stock model of a 202. Its docs are shown in the OpenAPI documents of users, so they do not mention Rust.

use response_macros::ResponseModel;

/// The task that was queued.
#[derive(Debug, Clone, PartialEq, Eq, ResponseModel)]
pub struct TaskAccepted {
    /// The id of the task, with which to ask for its status.
    pub task_id: String,
}
