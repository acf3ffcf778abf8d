//! Work that was accepted, and how far it is.

use sqlx::{query, query_as};

use super::{Store, on};
use crate::model::{Task, TaskStatus};

impl Store {
    pub async fn add_task(&self, task_id: &str) -> sqlx::Result<()> {
        on!(self, |pool| {
            query("INSERT INTO tasks (task_id, status) VALUES ($1, $2)")
                .bind(task_id)
                .bind(TaskStatus::Queued)
                .execute(pool)
                .await?;
            Ok(())
        })
    }

    pub async fn set_task(&self, task_id: &str, status: TaskStatus) -> sqlx::Result<()> {
        on!(self, |pool| {
            query("UPDATE tasks SET status = $2 WHERE task_id = $1")
                .bind(task_id)
                .bind(status)
                .execute(pool)
                .await?;
            Ok(())
        })
    }

    pub async fn task(&self, task_id: &str) -> sqlx::Result<Option<Task>> {
        on!(self, |pool| {
            query_as("SELECT task_id, status FROM tasks WHERE task_id = $1")
                .bind(task_id)
                .fetch_optional(pool)
                .await
        })
    }
}
