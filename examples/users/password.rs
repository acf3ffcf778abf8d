//! Passwords, which are stored only as hashes.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use steadfast::prelude::*;
use tokio::sync::Semaphore;
use tokio::task;
use tokio_util::task::AbortOnDropHandle;

use crate::checked::{NewPassword, Password};

/// How many passwords may wait: about a second of work for two cores.
const QUEUE: usize = 64;

#[derive(Debug, thiserror::Error, ErrorResponse)]
pub enum HashError {
    #[error("too many passwords are waiting to be hashed or compared")]
    #[response(status = 503, retry_after = 1)]
    Busy,
    #[error("the password could not be hashed or compared")]
    #[response(status = 500)]
    Hash(#[from] argon2::password_hash::Error),
}

/// Hashes and compares passwords with Argon2id, each of which takes tens of milliseconds of a core and 19 MiB: as many at
/// once as there are cores. Some more wait for their turn, the rest is refused.
#[derive(Clone)]
pub struct Hasher {
    cores: Arc<Semaphore>,
    places: Arc<Semaphore>,
}

impl Default for Hasher {
    fn default() -> Self {
        Self::new(
            thread::available_parallelism().map_or(1, NonZero::get),
            QUEUE,
        )
    }
}

impl Hasher {
    pub fn new(cores: usize, queue: usize) -> Self {
        Self {
            cores: Arc::new(Semaphore::new(cores)),
            places: Arc::new(Semaphore::new(cores + queue)),
        }
    }

    pub async fn hash(&self, password: NewPassword) -> Result<String, HashError> {
        let password = String::from(password);
        let hash = move || Argon2::default().hash_password(password.as_bytes());
        Ok(self.run(hash).await??.to_string())
    }

    /// Whether the password matches this hash. Without a hash it returns `false` after the same work, so that the time
    /// does not reveal who is a user.
    pub async fn is_of(&self, password: Password, hash: Option<String>) -> Result<bool, HashError> {
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
        self.run(compare).await?
    }

    /// Runs work on a thread that does not serve requests, once a core is free for it. If the caller does not wait for it
    /// any more, its place is free, and the work is not begun.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, HashError> {
        let place = Arc::clone(&self.places).try_acquire_owned();
        let place = place.map_err(|_| HashError::Busy)?;
        let core = Arc::clone(&self.cores).acquire_owned().await;
        let core = core.map_err(|_| HashError::Busy)?;
        let work = task::spawn_blocking(move || {
            // Work that has begun goes on without its caller, and keeps the core.
            let _kept = (place, core);
            work()
        });
        // Nobody else aborts the work, so the error is a panic: that of the handler.
        let done = AbortOnDropHandle::new(work).await;
        Ok(done.unwrap_or_else(|error| resume_unwind(error.into_panic())))
    }
}
