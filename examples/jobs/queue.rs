//! The queue, in `SQLite` or `PostgreSQL`: its jobs outlive every process that works on them.

use std::error::Error;
use std::str::FromStr;
use std::time::Duration;

use apalis::prelude::*;
use apalis_postgres::{PgPool, PostgresStorage};
use apalis_sqlite::{SqliteConnectOptions, SqlitePool, SqliteStorage};
use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use ulid::Ulid;

use crate::report::{Report, write_report};
use crate::routes::Status;

pub type BoxError = Box<dyn Error + Send + Sync>;

const QUEUE: &str = "reports";
/// How many reports a worker writes at the same time, and how many it takes from the queue at most.
const AT_ONCE: usize = 4;
/// How often a failing report is tried. A worker that dies does not use up an attempt.
const ATTEMPTS: usize = 3;
/// How often a worker reports that it is alive; the jobs of one that has been silent for three seconds go to the
/// others.
const HEARTBEAT: Duration = Duration::from_secs(1);
const MISSED_HEARTBEATS: usize = 3;

#[derive(Clone)]
pub enum Queue {
    Sqlite(SqliteStorage<Report>),
    Postgres(PostgresStorage<Report>),
}

impl Queue {
    /// Opens `sqlite://..` or `postgres://..`, and creates the tables.
    pub async fn open(url: &str) -> Result<Self, BoxError> {
        if url.starts_with("postgres") {
            let pool = PgPool::connect(url).await?;
            PostgresStorage::setup(&pool).await?;
            let config = apalis_postgres::Config::default()
                .queue(QUEUE)
                .batch_size(AT_ONCE)
                .heartbeat_interval(HEARTBEAT)
                .missed_heartbeats(MISSED_HEARTBEATS);
            return Ok(Self::Postgres(
                PostgresStorage::new(&pool).with_config(config),
            ));
        }
        // A job that was answered with 202 is on disk: not even a crash of the machine loses it.
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(10));
        let pool = SqlitePool::connect_with(options).await?;
        SqliteStorage::migrations().run(&pool).await?;
        let config = apalis_sqlite::Config::default()
            .queue(QUEUE)
            .batch_size(AT_ONCE)
            .heartbeat_interval(HEARTBEAT)
            .missed_heartbeats(MISSED_HEARTBEATS);
        Ok(Self::Sqlite(SqliteStorage::new(&pool).with_config(config)))
    }

    /// Puts a report into the queue and returns the id of the task.
    pub async fn push(&self, report: Report) -> Result<String, BoxError> {
        let id = Ulid::generate();
        let task = TaskBuilder::new(report)
            .task_id(TaskId::from_ulid(id))
            .max_attempts(ATTEMPTS)
            .build();
        match self.clone() {
            Self::Sqlite(mut storage) => storage.push_task(task).await?,
            Self::Postgres(mut storage) => storage.push_task(task).await?,
        }
        Ok(id.to_string())
    }

    /// Returns the status of a task; `None` if there never was one with this id.
    pub async fn status(&self, task_id: &str) -> Result<Option<Status>, BoxError> {
        let Ok(id) = Ulid::from_string(task_id) else {
            return Ok(None);
        };
        let id = TaskId::from_ulid(id);
        let task = match self.clone() {
            Self::Sqlite(mut storage) => storage.fetch_by_id(&id).await?,
            Self::Postgres(mut storage) => storage.fetch_by_id(&id).await?,
        };
        Ok(task.map(|task| match task.status() {
            apalis::prelude::Status::Running => Status::Running,
            apalis::prelude::Status::Done => Status::Done,
            apalis::prelude::Status::Killed => Status::Failed,
            apalis::prelude::Status::Failed if task.attempt() >= ATTEMPTS => Status::Failed,
            // A failed job that will be tried again waits like the others.
            _ => Status::Queued,
        }))
    }

    /// Works until `stop`, then finishes the reports that are being written.
    pub async fn work(
        self,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), BoxError> {
        // Each process has a name of its own: a new one with the name of a dead one would have to wait.
        let name = format!("worker-{}", Ulid::generate());
        let stop = async {
            stop.await;
            Ok::<(), WorkerError>(())
        };
        match self {
            Self::Sqlite(storage) => {
                let worker = WorkerBuilder::new(name).backend(storage);
                let worker = worker.concurrency(AT_ONCE).catch_panic();
                worker.build(write_report).run_until(stop).await?;
            }
            Self::Postgres(storage) => {
                let worker = WorkerBuilder::new(name).backend(storage);
                let worker = worker.concurrency(AT_ONCE).catch_panic();
                worker.build(write_report).run_until(stop).await?;
            }
        }
        Ok(())
    }
}
