//! The pictures of users.

use sqlx::{query, query_as};

use super::{Database, Result, Store, on};

/// A row of the table `avatars`.
#[derive(sqlx::FromRow)]
pub struct Avatar {
    pub media_type: String,
    pub digest: String,
    pub content: Vec<u8>,
}

impl Store {
    /// Stores the picture of a user, in place of an earlier one; returns whether the user exists.
    pub async fn put_avatar(&self, user_id: i64, avatar: &Avatar) -> Result<bool> {
        on!(self, |pool| {
            let result = query(
                "INSERT INTO avatars (user_id, media_type, digest, content)
                 SELECT id, $2, $3, $4 FROM users WHERE id = $1
                 ON CONFLICT (user_id) DO UPDATE
                 SET media_type = excluded.media_type, digest = excluded.digest, content = excluded.content",
            )
            .bind(user_id)
            .bind(&avatar.media_type)
            .bind(&avatar.digest)
            .bind(&avatar.content)
            .execute(pool)
            .await?;
            Ok(result.rows_affected() > 0)
        })
    }

    pub async fn avatar(&self, user_id: i64) -> Result<Option<Avatar>> {
        on!(read self, |pool| {
            let avatar =
                query_as("SELECT media_type, digest, content FROM avatars WHERE user_id = $1");
            Ok(avatar.bind(user_id).fetch_optional(pool).await?)
        })
    }
}
