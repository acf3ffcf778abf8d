//! Passwords, of which only a hash is kept.

use argon2::{Argon2, PasswordHasher};
use tokio::task;

use crate::checked::NewPassword;

#[derive(Debug, thiserror::Error)]
#[error("the password could not be hashed")]
pub enum HashError {
    Argon2(#[from] argon2::password_hash::Error),
    Thread(#[from] task::JoinError),
}

/// Hashes a password with Argon2id: tens of milliseconds of work, so away from the threads that serve requests.
pub async fn hash(password: NewPassword) -> Result<String, HashError> {
    let password = String::from(password);
    let hash = task::spawn_blocking(move || Argon2::default().hash_password(password.as_bytes()))
        .await??;
    Ok(hash.to_string())
}
