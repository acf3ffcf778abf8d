//! The order in which users were created.

use chrono::{DateTime, Utc};
use sqlx::{query_as, query_scalar};

use super::{Database, Result, Store, on};

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
    pub async fn last_creation(&self) -> Result<i64> {
        on!(read self, |pool| {
            let newest = query_scalar("SELECT coalesce(max(event_id), 0) FROM creations");
            Ok(newest.fetch_one(pool).await?)
        })
    }

    /// At most a hundred users who were created after this event and still exist.
    pub async fn created_after(&self, event_id: i64) -> Result<Vec<Created>> {
        self.in_turn(self.clone().creations(event_id)).await
    }

    async fn creations(self, event_id: i64) -> sqlx::Result<Vec<Created>> {
        on!(read self, |pool| {
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
