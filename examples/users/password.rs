//! Passwords, which are stored only as hashes.

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use tokio::task;

use crate::checked::{NewPassword, Password};

#[derive(Debug, thiserror::Error)]
#[error("the password could not be hashed or compared")]
pub enum HashError {
    Argon2(#[from] argon2::password_hash::Error),
    Thread(#[from] task::JoinError),
}

/// Hashes a password with Argon2id. This takes tens of milliseconds, so it does not run on the threads that serve
/// requests.
pub async fn hash(password: NewPassword) -> Result<String, HashError> {
    let password = String::from(password);
    let hash = task::spawn_blocking(move || Argon2::default().hash_password(password.as_bytes()))
        .await??;
    Ok(hash.to_string())
}

/// Whether the password matches this hash. Without a hash it returns `false` after the same work, so that the time does
/// not reveal who is a user.
pub async fn is_of(password: Password, hash: Option<String>) -> Result<bool, HashError> {
    let password = String::from(password);
    let compare = move || -> Result<bool, HashError> {
        let Some(hash) = hash else {
            Argon2::default().hash_password(password.as_bytes())?;
            return Ok(false);
        };
        Ok(Argon2::default()
            .verify_password(password.as_bytes(), &*hash)
            .is_ok())
    };
    task::spawn_blocking(compare).await?
}
