//! The sessions of logged-in users: the digest of each token, never the token.

use chrono::{DateTime, Utc};
use sqlx::{query, query_as};

use super::{Database, Result, Store, on};
use crate::model::User;

impl Store {
    /// Starts a session of a user who has just shown the password; returns whether it is still the password.
    pub async fn start_session(
        &self,
        token_digest: &str,
        user: &User,
        expires: DateTime<Utc>,
    ) -> Result<bool> {
        on!(self, |pool| {
            let mut transaction = pool.begin().await?;
            // By a write, which waits for a change of the password at the same time.
            let same = query("UPDATE users SET name = name WHERE id = $1 AND password_hash = $2")
                .bind(user.id)
                .bind(&user.password_hash)
                .execute(&mut *transaction)
                .await?;
            if same.rows_affected() == 0 {
                return Ok(false);
            }
            query("INSERT INTO sessions (token_digest, user_id, expires_at) VALUES ($1, $2, $3)")
                .bind(token_digest)
                .bind(user.id)
                .bind(expires.timestamp())
                .execute(&mut *transaction)
                .await?;
            transaction.commit().await?;
            Ok(true)
        })
    }

    pub async fn delete_expired_sessions(&self) -> Result<()> {
        let delete = match self.database {
            Database::Sqlite { .. } => "DELETE FROM sessions WHERE expires_at <= $1",
            // Rows that another statement is deleting need not be waited for.
            Database::Postgres(_) => {
                "DELETE FROM sessions WHERE token_digest IN
                     (SELECT token_digest FROM sessions WHERE expires_at <= $1 FOR UPDATE SKIP LOCKED)"
            }
        };
        on!(self, |pool| {
            query(delete)
                .bind(Utc::now().timestamp())
                .execute(pool)
                .await?;
            Ok(())
        })
    }

    pub async fn end_session(&self, token_digest: &str) -> Result<()> {
        on!(self, |pool| {
            query("DELETE FROM sessions WHERE token_digest = $1")
                .bind(token_digest)
                .execute(pool)
                .await?;
            Ok(())
        })
    }

    pub async fn session_user(&self, token_digest: &str) -> Result<Option<User>> {
        on!(read self, |pool| {
            let user = query_as(
                "SELECT users.* FROM users JOIN sessions ON user_id = id
                 WHERE token_digest = $1 AND expires_at > $2",
            )
            .bind(token_digest)
            .bind(Utc::now().timestamp());
            Ok(user.fetch_optional(pool).await?)
        })
    }
}
