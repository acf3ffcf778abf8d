//! Work that outlives the process: `Accepted` answers 202, and apalis keeps the queue. See README.md.

mod queue;
mod report;
mod routes;

use std::env;
use std::time::Duration;

use steadfast::prelude::*;
use tokio::net::TcpListener;
use tokio::signal;

use queue::{BoxError, Queue};
use routes::{create_report, get_task};

/// How long responses may take after the signal. Whatever is in the queue by then stays there.
const GRACE: Duration = Duration::from_secs(30);

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    let url = env::var("DATABASE_URL").unwrap_or_else(|_| "sqlite://jobs.db".to_owned());
    let queue = Queue::open(&url).await?;
    match env::args().nth(1).as_deref() {
        Some("serve") => serve(queue).await,
        Some("worker") => queue.work(stop()).await,
        None => tokio::try_join!(serve(queue.clone()), queue.work(stop())).map(|_| ()),
        Some(_) => Err("usage: jobs [serve|worker]".into()),
    }
}

async fn serve(queue: Queue) -> Result<(), BoxError> {
    let app = Api::new("Reports", "1.0.0")
        .routes(routes![create_report, get_task])
        .into_router()
        .with_state(queue);
    let port = env::var("PORT").unwrap_or_else(|_| "3000".to_owned());
    let listener = TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    println!("listening on http://{}/docs", listener.local_addr()?);
    let server = |stop| steadfast::serve(listener, app).with_graceful_shutdown(stop);
    let _ = Tasks::new().serve_until(stop(), GRACE, server).await?;
    Ok(())
}

/// Completes on Ctrl-C, and on Unix also on SIGTERM.
async fn stop() {
    #[cfg(unix)]
    if let Ok(mut terminate) = signal::unix::signal(signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = terminate.recv() => return,
            _ = signal::ctrl_c() => return,
        }
    }
    drop(signal::ctrl_c().await);
}
