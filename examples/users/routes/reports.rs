//! Work that takes longer than a client should wait.

use std::time::Duration;

use steadfast::prelude::*;

use crate::error::{CreateReportError, FindTaskError};
use crate::model::{Task, TaskId, TaskOut};
use crate::report;
use crate::store::Store;

/// Write a report about users.
///
/// The report is written after the response, whose `Location` is the task to ask for its progress. The task does not
/// outlive the process: for work that must, see the example `jobs`.
#[route(post, "/reports", status = 202, response = TaskAccepted, tags("reports"))]
pub async fn create_report(
    State(store): State<Store>,
    background: Background,
) -> Result<Accepted<TaskAccepted>, CreateReportError> {
    let id = TaskId::random()?;
    store.add_task(&id).await?;
    let task_id = id.as_str().to_owned();
    background.add_task(report::write(store, id));
    let location = format!("/tasks/{task_id}");
    Ok(Accepted::at(location, TaskAccepted { task_id }).retry_after(Duration::from_secs(1)))
}

/// Get a task.
///
/// A task is first `queued`, then `running`, and finally `done` or `failed`. If its process dies, the task is `failed`
/// ten seconds later. An id that no task has, or that is not valid, is a 404.
#[route(get, "/tasks/{task_id}", response = TaskOut, cache = "no-store", tags("reports"))]
pub async fn get_task(
    State(store): State<Store>,
    Path(task_id): Path<String>,
) -> Result<Task, FindTaskError> {
    let id = TaskId::of(task_id).ok_or(FindTaskError::TaskNotFound)?;
    let task = store.task(&id).await?;
    task.ok_or(FindTaskError::TaskNotFound)
}
