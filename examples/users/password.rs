//! Passwords, which are stored only as hashes.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use argon2::password_hash::phc::{Output, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version, password_hash};
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
    Hash(#[from] password_hash::Error),
}

/// The memory of a hash, 19 MiB, which is used again: an allocator may keep several times what each hash gave back.
type Memory = Vec<Block>;

/// Hashes and compares passwords with Argon2id, each of which takes tens of milliseconds of a core and 19 MiB: as many at
/// once as there are cores. [`QUEUE`] more wait for their turn, and the rest is refused.
#[derive(Clone)]
pub struct Hasher {
    cores: Arc<Semaphore>,
    places: Arc<Semaphore>,
    memories: Arc<Mutex<Vec<Memory>>>,
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
            memories: Arc::default(),
        }
    }

    pub async fn hash(&self, password: NewPassword) -> Result<String, HashError> {
        let password = String::from(password);
        let hash = move |memory: &mut Memory| -> password_hash::Result<_> {
            let mut salt = [0; Salt::RECOMMENDED_LENGTH];
            getrandom::fill(&mut salt)?;
            argon2id(&password, Params::default(), Salt::new(&salt)?, memory)
        };
        Ok(self.run(hash).await??.to_string())
    }

    /// Whether the password matches this hash. Without a hash it returns `false` after the same work, so that the time
    /// does not reveal who is a user.
    pub async fn is_of(&self, password: Password, hash: Option<String>) -> Result<bool, HashError> {
        let password = String::from(password);
        let compare = move |memory: &mut Memory| -> password_hash::Result<_> {
            let Some(hash) = hash else {
                let salt = Salt::new(&[0; Salt::RECOMMENDED_LENGTH])?;
                argon2id(&password, Params::default(), salt, memory)?;
                return Ok(false);
            };
            let hash = PasswordHash::new(&hash)?;
            let salt = hash.salt.ok_or(password_hash::Error::SaltInvalid)?;
            let params = Params::try_from(&hash)?;
            // In constant time.
            Ok(argon2id(&password, params, salt, memory)?.hash == hash.hash)
        };
        Ok(self.run(compare).await??)
    }

    /// Runs work on a thread that does not serve requests, once a core is free for it. If the caller does not wait for it
    /// any more, its place is free, and the work is not begun.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> Result<T, HashError> {
        let place = Arc::clone(&self.places).try_acquire_owned();
        let place = place.map_err(|_| HashError::Busy)?;
        let core = Arc::clone(&self.cores).acquire_owned().await;
        let core = core.map_err(|_| HashError::Busy)?;
        let memories = Arc::clone(&self.memories);
        let work = task::spawn_blocking(move || {
            // Work that has begun goes on without its caller, and keeps the core.
            let _kept = (place, core);
            let lock = || memories.lock().unwrap_or_else(PoisonError::into_inner);
            let mut memory = lock().pop().unwrap_or_default();
            let done = work(&mut memory);
            lock().push(memory);
            done
        });
        match AbortOnDropHandle::new(work).await {
            Ok(done) => Ok(done),
            Err(error) => match error.try_into_panic() {
                Ok(panic) => resume_unwind(panic),
                // The process stops, and begins no more work.
                Err(_) => Err(HashError::Busy),
            },
        }
    }
}

/// What argon2's `hash_password` returns, which allocates memory of its own.
fn argon2id(
    password: &str,
    params: Params,
    salt: Salt,
    memory: &mut Memory,
) -> password_hash::Result<PasswordHash> {
    memory.resize(params.block_count(), Block::default());
    let (algorithm, version) = (Algorithm::Argon2id, Version::V0x13);
    let argon2 = Argon2::new(algorithm, version, params.clone());
    let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
    argon2.hash_password_into_with_memory(password.as_bytes(), &salt, &mut output, memory)?;
    Ok(PasswordHash {
        algorithm: algorithm.ident(),
        version: Some(version.into()),
        params: params.try_into()?,
        salt: Some(salt),
        hash: Some(Output::new(&output)?),
    })
}
