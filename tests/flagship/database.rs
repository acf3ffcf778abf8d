//! Databases for tests, each empty at first and gone at last.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, process, thread};

use sqlx::{Connection, PgConnection, raw_sql};
use tokio::runtime;

/// A database, or a schema of one, that nobody else uses.
pub struct Database {
    url: String,
    schema: Option<Schema>,
}

/// A schema in the database at `server`.
struct Schema {
    server: String,
    name: String,
}

impl Database {
    /// One of each kind that there is.
    pub async fn each() -> Vec<Self> {
        let mut databases = vec![Self {
            url: "sqlite::memory:".to_owned(),
            schema: None,
        }];
        if let Ok(server) = env::var("TEST_DATABASE_URL") {
            databases.push(Self::postgres(server).await);
        }
        databases
    }

    async fn postgres(server: String) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("steadfast_{}_{count}", process::id());
        execute(&server, format!("CREATE SCHEMA {name}")).await;
        let separator = if server.contains('?') { '&' } else { '?' };
        Self {
            url: format!("{server}{separator}options[search_path]={name}&application_name={name}"),
            schema: Some(Schema { server, name }),
        }
    }

    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some(Schema { server, name }) = self.schema.take() {
            // Connections of the test, which is over, may still hold locks.
            let sql = format!(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{name}';
                 DROP SCHEMA {name} CASCADE"
            );
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

async fn execute(server: &str, sql: String) {
    let mut connection = PgConnection::connect(server).await.unwrap();
    raw_sql(sqlx::AssertSqlSafe(sql))
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
}
