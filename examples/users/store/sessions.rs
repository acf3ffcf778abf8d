//! The sessions of logged-in users: the digest of each token, never the token.

use chrono::{DateTime, Utc};
use sqlx::{query, query_as};

use super::{Database, Result, Store, on};
use crate::model::User;

impl Store {
    pub async fn start_session(
        &self,
        token_digest: &str,
        user_id: i64,
        expires: DateTime<Utc>,
    ) -> Result<()> {
        on!(self, |pool| {
            query("INSERT INTO sessions (token_digest, user_id, expires_at) VALUES ($1, $2, $3)")
                .bind(token_digest)
                .bind(user_id)
                .bind(expires.timestamp())
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
