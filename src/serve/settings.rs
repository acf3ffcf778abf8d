//! The limits of a server, and how hyper is told of them.

use std::fs;
use std::time::Duration;

use hyper::server::conn::{http1, http2};
use hyper_util::rt::TokioTimer;
use response_core::problem::ErrorFormat;
use tokio::sync::Semaphore;

use super::streams::Streams;

/// What hyper needs at least for its buffers.
const LEAST_HEADER_SIZE: usize = 8 * 1024;

/// The largest window that RFC 9113 section 6.9.1 allows.
const LARGEST_WINDOW: u32 = (1 << 31) - 1;

#[derive(Debug, Clone)]
pub(super) struct Settings {
    pub header_timeout: Option<Duration>,
    pub body_timeout: Option<Duration>,
    pub write_timeout: Option<Duration>,
    pub keep_alive: Option<Duration>,
    pub max_requests: Option<usize>,
    pub max_connections: usize,
    pub max_header_size: usize,
    pub max_headers: Option<usize>,
    pub max_target_size: usize,
    pub http2_max_streams: u32,
    pub http2_ping_interval: Option<Duration>,
    pub http2_ping_timeout: Duration,
    pub http2_stream_window: u32,
    pub http2_connection_window: u32,
    pub http2_max_reset_streams: usize,
    pub tcp_nodelay: bool,
    pub errors: ErrorFormat,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            header_timeout: Some(Duration::from_secs(30)),
            body_timeout: Some(Duration::from_secs(30)),
            write_timeout: Some(Duration::from_secs(120)),
            keep_alive: Some(Duration::from_secs(75)),
            max_requests: None,
            max_connections: connections_within(open_files()),
            max_header_size: 32 * 1024,
            max_headers: None,
            max_target_size: 8 * 1024,
            http2_max_streams: 100,
            http2_ping_interval: Some(Duration::from_secs(30)),
            http2_ping_timeout: Duration::from_secs(20),
            http2_stream_window: 256 * 1024,
            http2_connection_window: 2 * 1024 * 1024,
            http2_max_reset_streams: 20,
            tcp_nodelay: true,
            errors: ErrorFormat::Problem,
        }
    }
}

impl Settings {
    /// The limit of connections, as a semaphore takes it.
    pub fn places(&self) -> usize {
        self.max_connections.clamp(1, Semaphore::MAX_PERMITS)
    }

    fn header_size(&self) -> usize {
        self.max_header_size.max(LEAST_HEADER_SIZE)
    }

    /// hyper's builder of an HTTP/1 connection. The deadlines are not hyper's: its header timeout would also count the time
    /// between two requests, and begins only after the first bytes have told the version.
    pub fn http1(&self) -> http1::Builder {
        let mut builder = http1::Builder::new();
        builder
            .header_read_timeout(None)
            .max_buf_size(self.header_size());
        if let Some(fields) = self.max_headers {
            builder.max_headers(fields);
        }
        builder
    }

    /// hyper's builder of an HTTP/2 connection.
    pub fn http2(&self, streams: Streams) -> http2::Builder<Streams> {
        let mut builder = http2::Builder::new(streams);
        builder
            .timer(TokioTimer::new())
            // WebSockets over HTTP/2 (RFC 8441), as `axum::serve` offers them.
            .enable_connect_protocol()
            .max_concurrent_streams(self.http2_max_streams)
            .max_header_list_size(u32::try_from(self.header_size()).unwrap_or(u32::MAX))
            .keep_alive_interval(self.http2_ping_interval)
            .keep_alive_timeout(self.http2_ping_timeout)
            .initial_stream_window_size(self.http2_stream_window.min(LARGEST_WINDOW))
            .initial_connection_window_size(self.http2_connection_window.min(LARGEST_WINDOW))
            .max_pending_accept_reset_streams(self.http2_max_reset_streams);
        builder
    }
}

/// Three quarters of the files that may be open.
fn connections_within(open_files: Option<usize>) -> usize {
    open_files.map_or(10_000, |files| files - files / 4)
}

/// How many files the process may open, where Linux tells it.
fn open_files() -> Option<usize> {
    soft_limit(&fs::read_to_string("/proc/self/limits").ok()?)
}

/// The soft limit in `Max open files            1024                 524288               files`.
fn soft_limit(limits: &str) -> Option<usize> {
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_of_the_descriptors_is_left_to_the_process() {
        let limits = "Limit                     Soft Limit           Hard Limit           Units     \n\
                      Max processes             127235               127235               processes \n\
                      Max open files            1024                 524288               files     \n";
        assert_eq!(connections_within(soft_limit(limits)), 768);
        assert_eq!(connections_within(Some(1)), 1);
    }

    #[test]
    fn where_no_limit_is_told_there_are_ten_thousand_connections() {
        let limits =
            "Max open files            unlimited            unlimited            files     \n";
        assert_eq!(connections_within(soft_limit(limits)), 10_000);
        assert_eq!(connections_within(soft_limit("")), 10_000);
    }
}
