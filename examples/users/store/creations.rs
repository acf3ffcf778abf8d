//! The order in which users were created.

use chrono::{DateTime, Utc};
use sqlx::{query_as, query_scalar};

use super::{Store, on, to_the_end};

/// A user, and the number of its creation.
#[derive(sqlx::FromRow)]
pub struct Created {
    pub event_id: i64,
    pub id: i64,
    pub name: String,
    pub email: String,
    pub created_at: DateTime<Utc>,
}

impl Store {
    /// The number of the newest creation.
    pub async fn last_creation(&self) -> sqlx::Result<i64> {
        on!(self, |pool| {
            query_scalar("SELECT coalesce(max(event_id), 0) FROM creations")
                .fetch_one(pool)
                .await
        })
    }

    /// At most a hundred users who were created after this event and still exist.
    pub async fn created_after(&self, event_id: i64) -> sqlx::Result<Vec<Created>> {
        to_the_end(self.clone().creations(event_id)).await
    }

    async fn creations(self, event_id: i64) -> sqlx::Result<Vec<Created>> {
        on!(&self, |pool| {
            query_as(
                "SELECT event_id, id, name, email, created_at FROM creations JOIN users ON id = user_id
                 WHERE event_id > $1 ORDER BY event_id LIMIT 100",
            )
            .bind(event_id)
            .fetch_all(pool)
            .await
        })
    }
}
