//! The stock model of a 202. Its docs stand in the documents of those who use it: nothing about Rust there.

use response_macros::ResponseModel;

/// The task that was queued.
#[derive(Debug, Clone, PartialEq, Eq, ResponseModel)]
pub struct TaskAccepted {
    /// What to ask about.
    pub task_id: String,
}
