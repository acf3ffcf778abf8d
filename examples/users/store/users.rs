//! The rows of users.

use futures_util::stream::{self, Stream, TryStreamExt};
use sqlx::error::DatabaseError;
use sqlx::{query, query_as, query_scalar};
use steadfast::PreconditionFailed;

use super::{Database, Error, Result, Store, in_turn, on};
use crate::checked::{ChosenId, Email, Name};
use crate::error::{UpdateError, WriteError};
use crate::model::User;

impl Store {
    pub async fn insert(
        &self,
        name: Name,
        email: Email,
        password_hash: String,
    ) -> Result<User, WriteError> {
        let (name, email) = (String::from(name), String::from(email));
        loop {
            let inserted = on!(self, |pool| {
                query_as(
                    "INSERT INTO users (name, email, password_hash) VALUES ($1, $2, $3) RETURNING *",
                )
                .bind(&name)
                .bind(&email)
                .bind(&password_hash)
                .fetch_one(pool)
                .await
            });
            match inserted {
                // A client chose the id that PostgreSQL would assign next; each try takes another.
                Err(error) if is_id_taken(&error) => {}
                inserted => return inserted.map_err(write_error),
            }
        }
    }

    /// Creates the user with this id, or replaces it and ends its sessions but the one to keep; returns whether it is new.
    pub async fn upsert(
        &self,
        id: ChosenId,
        name: Name,
        email: Email,
        password_hash: String,
        kept_session: Option<String>,
    ) -> Result<(User, bool), WriteError> {
        let id = i64::from(id);
        let (name, email) = (String::from(name), String::from(email));
        loop {
            let replaced = on!(self, |pool| {
                let mut transaction = pool.begin().await.map_err(Error::from)?;
                let replaced = query_as(
                    "UPDATE users SET name = $2, email = $3, password_hash = $4 WHERE id = $1 RETURNING *",
                )
                .bind(id)
                .bind(&name)
                .bind(&email)
                .bind(&password_hash)
                .fetch_optional(&mut *transaction)
                .await
                .map_err(write_error)?;
                query("DELETE FROM sessions WHERE user_id = $1 AND token_digest <> $2")
                    .bind(id)
                    .bind(kept_session.as_deref().unwrap_or_default())
                    .execute(&mut *transaction)
                    .await
                    .map_err(Error::from)?;
                transaction.commit().await.map_err(Error::from)?;
                replaced
            });
            if let Some(user) = replaced {
                return Ok((user, false));
            }
            let created = on!(self, |pool| {
                query_as(
                    "INSERT INTO users (id, name, email, password_hash) VALUES ($1, $2, $3, $4) RETURNING *",
                )
                .bind(id)
                .bind(&name)
                .bind(&email)
                .bind(&password_hash)
                .fetch_one(pool)
                .await
            });
            match created {
                // Another request has just created it.
                Err(error) if is_id_taken(&error) => continue,
                created => {
                    let user = created.map_err(write_error)?;
                    self.give_larger_ids_than(id).await?;
                    return Ok((user, true));
                }
            }
        }
    }

    /// `SQLite` does this by itself.
    async fn give_larger_ids_than(&self, id: i64) -> Result<()> {
        if let Database::Postgres(pool) = &self.database {
            query("SELECT setval('users_id_seq', greatest($1, last_value)) FROM users_id_seq")
                .bind(id)
                .execute(pool)
                .await?;
        }
        Ok(())
    }

    /// Users in order of creation.
    pub async fn list(&self, limit: i64, offset: i64) -> Result<Vec<User>> {
        on!(read self, |pool| {
            let users = query_as("SELECT * FROM users ORDER BY id LIMIT $1 OFFSET $2");
            Ok(users.bind(limit).bind(offset).fetch_all(pool).await?)
        })
    }

    pub async fn count(&self) -> Result<i64> {
        on!(read self, |pool| {
            let count = query_scalar("SELECT COUNT(*) FROM users");
            Ok(count.fetch_one(pool).await?)
        })
    }

    pub async fn find(&self, id: i64) -> Result<Option<User>> {
        on!(read self, |pool| {
            let user = query_as("SELECT * FROM users WHERE id = $1");
            Ok(user.bind(id).fetch_optional(pool).await?)
        })
    }

    /// At most a hundred users after this id, in order of id.
    async fn page_after(self, id: i64) -> sqlx::Result<Vec<User>> {
        on!(read self, |pool| {
            query_as("SELECT * FROM users WHERE id > $1 ORDER BY id LIMIT 100")
                .bind(id)
                .fetch_all(pool)
                .await
        })
    }

    /// Every user after this id, read as fast as the stream is polled; no connection is held while it is not polled.
    pub fn all_after(self, id: i64) -> impl Stream<Item = Result<User>> + Send + 'static {
        let pages = stream::try_unfold((self, id), async |(store, last)| -> Result<_> {
            let users = in_turn(&store.exports, store.clone().page_after(last)).await?;
            let newest = users.last().map(|user| user.id);
            Ok(newest.map(|newest| (users, (store, newest))))
        });
        pages
            .map_ok(|users| stream::iter(users.into_iter().map(Ok)))
            .try_flatten()
    }

    pub async fn find_by_email(&self, email: &str) -> Result<Option<User>> {
        on!(read self, |pool| {
            let user = query_as("SELECT * FROM users WHERE lower(email) = lower($1)");
            Ok(user.bind(email).fetch_optional(pool).await?)
        })
    }

    /// Changes a user, if there is one with this id. If `change` fails, nothing is changed.
    pub async fn update(
        &self,
        id: i64,
        change: impl FnOnce(&mut User) -> Result<(), PreconditionFailed>,
    ) -> Result<Option<User>, UpdateError> {
        on!(self, |pool| {
            let mut transaction = pool.begin().await.map_err(Error::from)?;
            // Read by a write, which locks the row in both databases: of two changes at the same time, neither undoes
            // the other.
            let locked = query_as("UPDATE users SET name = name WHERE id = $1 RETURNING *")
                .bind(id)
                .fetch_optional(&mut *transaction)
                .await
                .map_err(Error::from)?;
            let Some(mut user) = locked else {
                return Ok(None);
            };
            change(&mut user)?;
            query("UPDATE users SET name = $1, email = $2 WHERE id = $3")
                .bind(&user.name)
                .bind(&user.email)
                .bind(id)
                .execute(&mut *transaction)
                .await
                .map_err(write_error)?;
            transaction.commit().await.map_err(Error::from)?;
            Ok(Some(user))
        })
    }

    /// Deletes a user; returns whether there was one with this id.
    pub async fn delete(&self, id: i64) -> Result<bool> {
        on!(self, |pool| {
            let result = query("DELETE FROM users WHERE id = $1")
                .bind(id)
                .execute(pool)
                .await?;
            Ok(result.rows_affected() > 0)
        })
    }
}

/// The unique index on the e-mail address decides which user was first.
fn write_error(error: sqlx::Error) -> WriteError {
    if is_taken(&error) {
        WriteError::EmailTaken
    } else {
        WriteError::Database(error.into())
    }
}

fn is_id_taken(error: &sqlx::Error) -> bool {
    is_taken(error) && !names_the_email(error)
}

fn is_taken(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_some_and(DatabaseError::is_unique_violation)
}

/// Only `PostgreSQL` has a field for it.
fn names_the_email(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_some_and(|cause| cause.message().contains("users_email"))
}
