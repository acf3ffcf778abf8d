//! Accepted work, and its status.

use std::time::Duration;

use chrono::Utc;
use sqlx::{query, query_as};

use super::{Database, Result, Store, on};
use crate::model::{Task, TaskId, TaskStatus};

/// How long a task counts as alive without renewing its lease: a process that was killed cannot report its end. The
/// clocks of processes that share a database have to differ by less.
const LEASE: Duration = Duration::from_secs(10);

impl Store {
    pub async fn add_task(&self, task_id: &TaskId) -> Result<()> {
        on!(self, |pool| {
            query("INSERT INTO tasks (task_id, status, alive_until) VALUES ($1, $2, $3)")
                .bind(task_id.as_str())
                .bind(TaskStatus::Queued)
                .bind((Utc::now() + LEASE).timestamp_millis())
                .execute(pool)
                .await?;
            Ok(())
        })
    }

    /// Records the status of a task, which renews its lease. Returns whether it was in time: a task whose lease has
    /// expired has failed, and stays failed.
    pub async fn set_task(&self, task_id: &TaskId, status: TaskStatus) -> Result<bool> {
        on!(self, |pool| {
            let result = query(
                "UPDATE tasks SET status = $2, alive_until = $3 WHERE task_id = $1 AND alive_until > $4",
            )
            .bind(task_id.as_str())
            .bind(status)
            .bind((Utc::now() + LEASE).timestamp_millis())
            .bind(Utc::now().timestamp_millis())
            .execute(pool)
            .await?;
            Ok(result.rows_affected() > 0)
        })
    }

    pub async fn task(&self, task_id: &TaskId) -> Result<Option<Task>> {
        on!(read self, |pool| {
            let task = query_as(
                "SELECT task_id, CASE
                     WHEN status IN ('queued', 'running') AND alive_until <= $2 THEN 'failed'
                     ELSE status
                 END AS status FROM tasks WHERE task_id = $1",
            )
            .bind(task_id.as_str())
            .bind(Utc::now().timestamp_millis());
            Ok(task.fetch_optional(pool).await?)
        })
    }
}
