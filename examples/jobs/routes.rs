//! The routes: create a report, and get its task.

use std::time::Duration;

use steadfast::prelude::*;

use crate::queue::{BoxError, Queue};
use crate::report::Report;

#[derive(ResponseModel)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Queued,
    Running,
    Done,
    Failed,
}

#[derive(ResponseModel)]
pub struct Task {
    task_id: String,
    status: Status,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
pub enum JobError {
    #[error("there is no such task")]
    #[response(status = 404)]
    TaskNotFound,
    #[error(transparent)]
    #[response(status = 503)]
    QueueUnavailable(#[from] BoxError),
}

/// Write a report.
#[route(post, "/reports", status = 202, response = TaskAccepted)]
pub async fn create_report(
    State(queue): State<Queue>,
    Json(report): Json<Report>,
) -> Result<Accepted<TaskAccepted>, JobError> {
    let task_id = queue.push(report).await?;
    let uri = format!("/tasks/{task_id}");
    Ok(Accepted::at(uri, TaskAccepted { task_id }).retry_after(Duration::from_secs(1)))
}

/// What has become of a task.
#[route(get, "/tasks/{task_id}", response = Task)]
pub async fn get_task(
    State(queue): State<Queue>,
    Path(task_id): Path<String>,
) -> Result<Task, JobError> {
    let status = queue.status(&task_id).await?;
    let status = status.ok_or(JobError::TaskNotFound)?;
    Ok(Task { task_id, status })
}
