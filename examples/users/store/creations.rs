//! The order in which users were created.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::postgres::{PgListener, PgPoolOptions};
use sqlx::{query_as, query_scalar};
use tokio::time::{sleep, timeout};

use super::{CONNECTION, Database, Result, Store, in_turn, on};

/// How long it takes to see what another process has written to a file of `SQLite`.
const OTHERS: Duration = Duration::from_secs(1);

/// How long `PostgreSQL` is believed that nothing is new: a connection may be lost without a sign.
const SILENCE: Duration = Duration::from_secs(30);

/// A user, and the number of its creation.
#[derive(Clone, sqlx::FromRow)]
pub struct Created {
    pub event_id: i64,
    pub id: i64,
    pub name: String,
    pub email: String,
    pub created_at: DateTime<Utc>,
}

/// How a process learns that users have been created by others.
pub enum News {
    Unannounced,
    Announced(PgListener),
}

impl News {
    /// Waits until users may have been created.
    pub async fn wait(&mut self) -> Result<()> {
        match self {
            Self::Unannounced => sleep(OTHERS).await,
            Self::Announced(listener) => {
                // If the connection was lost, this is `None`, and anything may have happened.
                if let Ok(heard) = timeout(SILENCE, listener.try_recv()).await {
                    heard?;
                }
            }
        }
        Ok(())
    }
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
        Ok(self.clone().creations(event_id).await?)
    }

    /// The same, for one of many who have missed something.
    pub async fn missed_after(&self, event_id: i64) -> Result<Vec<Created>> {
        in_turn(&self.missed, self.clone().creations(event_id)).await
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

    /// From now on, what other processes create.
    pub async fn news(&self) -> Result<News> {
        let Database::Postgres(pool) = &self.database else {
            return Ok(News::Unannounced);
        };
        // A connection of its own, which the pool does not miss.
        let options = pool.connect_options();
        let own = PgPoolOptions::new()
            .max_connections(1)
            .acquire_timeout(CONNECTION)
            .connect_lazy_with(options.as_ref().clone());
        let mut listener = PgListener::connect_with(&own).await?;
        listener.listen("creations").await?;
        Ok(News::Announced(listener))
    }
}
