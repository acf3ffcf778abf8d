//! Databases for tests, each empty at first and gone at last.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs, process, thread};

use sqlx::{Connection, PgConnection, raw_sql};
use tokio::runtime;

/// A database, or a schema of one, that nobody else uses.
pub struct Database {
    url: String,
    place: Place,
}

enum Place {
    Memory,
    File(PathBuf),
    /// A schema in the database at `server`.
    Schema {
        server: String,
        name: String,
    },
}

impl Database {
    /// One of each kind that there is.
    pub async fn each() -> Vec<Self> {
        let memory = [Self::memory()].into_iter();
        memory.chain(Self::server().await).collect()
    }

    /// One of each kind that processes can share.
    pub async fn each_shared() -> Vec<Self> {
        let file = [Self::file()].into_iter();
        file.chain(Self::server().await).collect()
    }

    pub fn memory() -> Self {
        Self {
            url: "sqlite::memory:".to_owned(),
            place: Place::Memory,
        }
    }

    pub fn file() -> Self {
        let path = env::temp_dir().join(format!("{}.db", unused_name()));
        Self {
            url: format!("sqlite:{}", path.display()),
            place: Place::File(path),
        }
    }

    pub async fn server() -> Option<Self> {
        let server = env::var("TEST_DATABASE_URL").ok()?;
        let name = unused_name();
        execute(&server, format!("CREATE SCHEMA {name}")).await;
        let separator = if server.contains('?') { '&' } else { '?' };
        Some(Self {
            url: format!("{server}{separator}options[search_path]={name}&application_name={name}"),
            place: Place::Schema { server, name },
        })
    }

    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        match &self.place {
            Place::Memory => {}
            Place::File(path) => {
                for suffix in ["", "-wal", "-shm"] {
                    let _ = fs::remove_file(format!("{}{suffix}", path.display()));
                }
            }
            Place::Schema { server, name } => {
                // Connections of the test, which is over, may still hold locks.
                let sql = format!(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{name}';
                     DROP SCHEMA {name} CASCADE"
                );
                let server = server.clone();
                let drop_schema = move || {
                    runtime::Builder::new_current_thread()
                        .enable_all()
                        .build()
                        .unwrap()
                        .block_on(execute(&server, sql));
                };
                // Within the runtime of a test, no other can be waited for.
                thread::spawn(drop_schema).join().unwrap();
            }
        }
    }
}

fn unused_name() -> String {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("steadfast_{}_{count}", process::id())
}

async fn execute(server: &str, sql: String) {
    let mut connection = PgConnection::connect(server).await.unwrap();
    raw_sql(sqlx::AssertSqlSafe(sql))
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
}
