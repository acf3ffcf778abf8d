//! The table `users`, in whichever of two databases there is.

use std::str::FromStr;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{ConnectOptions, PgPool, SqlitePool, query, query_as, query_scalar, raw_sql};

use crate::checked::{Email, Name};
use crate::error::WriteError;
use crate::model::User;

#[derive(Clone)]
pub enum Store {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

const SQLITE_SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS users (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        email TEXT NOT NULL,
        password_hash TEXT NOT NULL,
        created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ'))
    ) STRICT;
    CREATE UNIQUE INDEX IF NOT EXISTS users_email ON users (lower(email));
";

// The lock is for programs that start at once, which would all find no table.
const POSTGRES_SCHEMA: &str = "
    SELECT pg_advisory_xact_lock(hashtext('users'));
    CREATE TABLE IF NOT EXISTS users (
        id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name TEXT NOT NULL,
        email TEXT NOT NULL,
        password_hash TEXT NOT NULL,
        created_at TIMESTAMPTZ NOT NULL DEFAULT now()
    );
    CREATE UNIQUE INDEX IF NOT EXISTS users_email ON users (lower(email));
";

/// Runs one piece of code on whichever database there is: `$1` and `RETURNING` mean the same in both.
macro_rules! on {
    ($store:expr, |$pool:ident| $code:expr) => {
        match $store {
            Store::Sqlite($pool) => $code,
            Store::Postgres($pool) => $code,
        }
    };
}

impl Store {
    /// Opens the database of a URL, `sqlite:...` or `postgres://...`, and creates the table if there is none.
    pub async fn open(url: &str) -> sqlx::Result<Self> {
        if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url)?.create_if_missing(true);
            // SQLite writes one at a time anyway, and a database in memory is gone with its connection.
            let pool = SqlitePoolOptions::new()
                .max_connections(1)
                .idle_timeout(None)
                .max_lifetime(None)
                .connect_with(options)
                .await?;
            raw_sql(SQLITE_SCHEMA).execute(&pool).await?;
            Ok(Self::Sqlite(pool))
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(url)?;
            // Not through the pool, which goes on trying for half a minute where nobody listens.
            raw_sql(POSTGRES_SCHEMA)
                .execute(&mut options.connect().await?)
                .await?;
            Ok(Self::Postgres(
                PgPoolOptions::new().connect_lazy_with(options),
            ))
        } else {
            let message = "the URL begins neither with `sqlite:` nor with `postgres:`";
            Err(sqlx::Error::Configuration(message.into()))
        }
    }

    pub async fn close(&self) {
        on!(self, |pool| pool.close().await);
    }

    pub async fn insert(
        &self,
        name: Name,
        email: Email,
        password_hash: String,
    ) -> Result<User, WriteError> {
        on!(self, |pool| {
            query_as(
                "INSERT INTO users (name, email, password_hash) VALUES ($1, $2, $3) RETURNING *",
            )
            .bind(String::from(name))
            .bind(String::from(email))
            .bind(password_hash)
            .fetch_one(pool)
            .await
            .map_err(write_error)
        })
    }

    /// Users in the order of their creation.
    pub async fn list(&self, limit: i64, offset: i64) -> sqlx::Result<Vec<User>> {
        on!(self, |pool| {
            query_as("SELECT * FROM users ORDER BY id LIMIT $1 OFFSET $2")
                .bind(limit)
                .bind(offset)
                .fetch_all(pool)
                .await
        })
    }

    pub async fn count(&self) -> sqlx::Result<i64> {
        on!(self, |pool| {
            query_scalar("SELECT COUNT(*) FROM users")
                .fetch_one(pool)
                .await
        })
    }

    pub async fn find(&self, id: i64) -> sqlx::Result<Option<User>> {
        on!(self, |pool| {
            query_as("SELECT * FROM users WHERE id = $1")
                .bind(id)
                .fetch_optional(pool)
                .await
        })
    }

    /// Changes a user, if there is one of this id.
    pub async fn update(
        &self,
        id: i64,
        change: impl FnOnce(&mut User),
    ) -> Result<Option<User>, WriteError> {
        on!(self, |pool| {
            let mut transaction = pool.begin().await?;
            // Read by a write, which locks the row in both databases: of two changes at once, neither undoes the other.
            let locked = query_as("UPDATE users SET name = name WHERE id = $1 RETURNING *")
                .bind(id)
                .fetch_optional(&mut *transaction)
                .await?;
            let Some(mut user) = locked else {
                return Ok(None);
            };
            change(&mut user);
            query("UPDATE users SET name = $1, email = $2 WHERE id = $3")
                .bind(&user.name)
                .bind(&user.email)
                .bind(id)
                .execute(&mut *transaction)
                .await
                .map_err(write_error)?;
            transaction.commit().await?;
            Ok(Some(user))
        })
    }

    /// Whether there was a user of this id.
    pub async fn delete(&self, id: i64) -> sqlx::Result<bool> {
        on!(self, |pool| {
            let result = query("DELETE FROM users WHERE id = $1")
                .bind(id)
                .execute(pool)
                .await?;
            Ok(result.rows_affected() > 0)
        })
    }
}

/// The index on the e-mail is the only judge of who was first.
fn write_error(error: sqlx::Error) -> WriteError {
    match error.as_database_error() {
        Some(cause) if cause.is_unique_violation() => WriteError::EmailTaken,
        _ => WriteError::Database(error),
    }
}
