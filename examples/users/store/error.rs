//! Why the database did not answer.

use steadfast::prelude::*;

pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Debug, thiserror::Error, ErrorResponse)]
pub enum Error {
    /// The database has not answered in time, or cannot be reached. A client may try again.
    #[error(transparent)]
    #[response(status = 503, code = "database_unavailable", retry_after = 2)]
    Unavailable(sqlx::Error),
    #[error(transparent)]
    #[response(status = 500)]
    Database(sqlx::Error),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        if is_passing(&error) {
            Self::Unavailable(error)
        } else {
            Self::Database(error)
        }
    }
}

/// Whether the same query may succeed later.
fn is_passing(error: &sqlx::Error) -> bool {
    let code = match error {
        sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) => return true,
        sqlx::Error::Database(cause) => cause.code().unwrap_or_default(),
        _ => return false,
    };
    match &*code {
        // PostgreSQL: a lock or a statement took too long, there are too many connections, it starts or stops.
        "55P03" | "57014" | "53300" | "57P01" | "57P02" | "57P03" => true,
        // SQLite: `SQLITE_BUSY`, in the lower byte of a more detailed code.
        code => code.parse().is_ok_and(|code: u32| code & 0xff == 5),
    }
}
