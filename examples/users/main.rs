//! Users over HTTP, kept in a database.
//!
//! ```sh
//! cargo run --features garde --example users              # serve; see the environment variables below
//! cargo run --features garde --example users -- --routes  # serve, and print the routes as a table first
//! cargo run --features garde --example users -- openapi   # print the OpenAPI document; `openapi 3.2` for that version,
//!                                                         # `openapi shared` with the errors among its components
//! ```
//!
//! With `--features compat,garde`, `openapi --since FILE` compares the document with the one in the file, such as that
//! of the last release, and fails if a change breaks clients; `--markdown` prints the table for a pull request.
//!
//! It shows sessions, and no permissions: whoever reaches it may change and delete every user.
//!
//! - `PORT`: the port on 127.0.0.1; 3000 if unset, any free port if 0.
//! - `DRAIN`: how many seconds requests are still accepted after Ctrl-C or SIGTERM, while `/readyz` says that there should be
//!   no more; 0 if unset.
//! - `GRACE`: how many seconds responses and background tasks may take after that; 30 if unset.
//! - `DATABASE_URL`: `sqlite:users.db` or `postgres://...`; an in-memory database if unset.
//! - `DOCS`: `scalar` for Scalar at `/docs` in place of Swagger UI, with `--features garde,scalar`.
//! - `RUST_LOG`: what to log, on standard error.
#![forbid(unsafe_code)]

mod app;
mod checked;
mod error;
mod events;
mod image;
mod log;
mod model;
mod password;
mod report;
mod routes;
mod session;
mod store;
mod token;

use std::env::{self, VarError};
use std::error::Error;
use std::io::{self, IsTerminal, Write};
use std::net::Ipv4Addr;
use std::process::ExitCode;
use std::time::Duration;

use steadfast::background::Stop;
#[cfg(feature = "compat")]
use steadfast::compat::Changes;
use steadfast::{Api, OpenApiVersion, Tasks};
use tokio::net::TcpListener;
use tokio::signal;
use tokio::time::timeout;
use tower::Layer;
use tracing::{info, warn};
use tracing_subscriber::EnvFilter;

use crate::app::App;
use crate::store::{Database, Store};

/// How long the database connections, which are idle by then, may take to close.
const CLOSING: Duration = Duration::from_secs(5);

/// How long the process may take to end after its grace, before it is taken for stuck.
const MARGIN: Duration = Duration::from_secs(10);

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match run(&arguments.join(" ")).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: &str) -> Result<(), Box<dyn Error>> {
    match command {
        "" => serve(Settings::from_env()?).await,
        "--routes" => {
            write!(io::stdout(), "{}", routes::api().routes_table())?;
            serve(Settings::from_env()?).await
        }
        "openapi" => print(&routes::api()),
        "openapi 3.2" => print(&routes::api().openapi_version(OpenApiVersion::V3_2)),
        "openapi shared" => print(&routes::api().share_responses(true)),
        other => match other.strip_prefix("openapi --since ") {
            Some(file) => compare(file),
            None => {
                Err(format!("unknown command {other:?}; there are `openapi` and `--routes`").into())
            }
        },
    }
}

/// Prints what has changed since the document in the file.
#[cfg(feature = "compat")]
fn compare(arguments: &str) -> Result<(), Box<dyn Error>> {
    let (file, is_markdown) = match arguments.strip_suffix(" --markdown") {
        Some(file) => (file, true),
        None => (arguments, false),
    };
    let text =
        std::fs::read_to_string(file).map_err(|error| format!("cannot read {file}: {error}"))?;
    let old =
        serde_json::from_str(&text).map_err(|error| format!("{file} is not JSON: {error}"))?;
    let changes = Changes::between(&old, &routes::api().try_openapi()?)?;
    match is_markdown {
        true => write!(io::stdout(), "{}", changes.markdown())?,
        false => write!(io::stdout(), "{changes}")?,
    }
    match changes.breaking().count() {
        0 => Ok(()),
        1 => Err("a change breaks clients".into()),
        count => Err(format!("{count} changes break clients").into()),
    }
}

#[cfg(not(feature = "compat"))]
fn compare(_: &str) -> Result<(), Box<dyn Error>> {
    Err("`--since` needs `--features compat,garde`".into())
}

fn print(api: &Api<App>) -> Result<(), Box<dyn Error>> {
    Ok(writeln!(io::stdout(), "{:#}", api.try_openapi()?)?)
}

struct Settings {
    port: u16,
    drain: Duration,
    grace: Duration,
    database_url: Option<String>,
}

impl Settings {
    fn from_env() -> Result<Self, Box<dyn Error>> {
        let port = match variable("PORT")? {
            None => 3000,
            Some(port) => port
                .parse()
                .map_err(|_| format!("PORT is a number from 0 to 65535, not {port:?}"))?,
        };
        Ok(Self {
            port,
            drain: seconds("DRAIN", 0)?,
            grace: seconds("GRACE", 30)?,
            database_url: variable("DATABASE_URL")?,
        })
    }
}

fn seconds(name: &str, default: u64) -> Result<Duration, String> {
    let seconds = match variable(name)? {
        None => default,
        Some(seconds) => seconds
            .parse()
            .map_err(|_| format!("{name} is a number of seconds, not {seconds:?}"))?,
    };
    Ok(Duration::from_secs(seconds))
}

fn variable(name: &str) -> Result<Option<String>, String> {
    match env::var(name) {
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(format!("{name} is not UTF-8")),
    }
}

async fn serve(settings: Settings) -> Result<(), Box<dyn Error>> {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .init();

    // The URL may contain a password, so no message repeats it.
    let store = Store::open(
        settings
            .database_url
            .as_deref()
            .unwrap_or("sqlite::memory:"),
    )
    .await
    .map_err(|error| format!("cannot open the database of DATABASE_URL: {error}"))?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, settings.port))
        .await
        .map_err(|error| format!("cannot listen on port {}: {error}", settings.port))?;
    let stop = stop_signal()?;

    let address = listener.local_addr()?;
    let database = match (&settings.database_url, &store.database) {
        (None, _) => {
            "SQLite in memory, gone when this stops (to keep it: DATABASE_URL=sqlite:users.db)"
        }
        (Some(_), Database::Sqlite { .. }) => "SQLite, as DATABASE_URL says",
        (Some(_), Database::Postgres(_)) => "PostgreSQL, as DATABASE_URL says",
    };
    writeln!(
        io::stdout(),
        "API:      http://{address}/users\nDocs:     http://{address}/docs\nDatabase: {database}",
    )?;

    let app = App::new(store.clone());
    let events = app.events.clone();
    let tasks = Tasks::new()
        .shutdown_delay(settings.drain)
        .exit_when_stuck(MARGIN);
    let api = routes::api().background(&tasks);
    #[cfg(feature = "scalar")]
    let api = match env::var_os("DOCS") {
        Some(page) if page == "scalar" => api.docs_page(steadfast::DocsPage::Scalar),
        _ => api,
    };
    let service = log::responses().layer(api.with_state(app).into_service());
    let server = |stop: Stop| {
        let stop = async move {
            stop.await;
            // Not at the signal: until now, clients would have connected again.
            events.close();
        };
        steadfast::serve(listener, service).with_graceful_shutdown(stop)
    };
    let _ = tasks.serve_until(stop, settings.grace, server).await?;
    if timeout(CLOSING, store.close()).await.is_err() {
        warn!("the database is still at work");
    }
    info!("stopped");
    Ok(())
}

/// Completes on Ctrl-C or SIGTERM, which from then on no longer end the process by themselves.
#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    use signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Completes on Ctrl-C.
#[cfg(not(unix))]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = signal::ctrl_c().await;
    })
}
