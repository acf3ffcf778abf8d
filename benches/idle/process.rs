//! The process of a service, and what is read of it.

use std::alloc::System;
use std::io::{self, BufRead, BufReader, IoSlice, Write};
use std::net::{SocketAddr, TcpStream};
use std::pin::Pin;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicI64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;
use std::{env, fs, thread};

use axum::serve::Listener;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::runtime::{Builder, Handle};

use super::services::{self, SERVICES};

/// How often a connection has tried to read: once or twice when its task is polled.
static POLLS: AtomicI64 = AtomicI64::new(0);

/// Counts what the program has asked for.
#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Serves on one thread, and answers each line of the standard input: `event` sends an event to all clients.
pub fn serve(service: usize) {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("0.0.0.0:0").await.unwrap();
        println!("{}", listener.local_addr().unwrap().port());
        let metrics = Handle::current().metrics();
        thread::spawn(move || {
            for line in io::stdin().lines() {
                if line.unwrap() == "event" {
                    services::send_event();
                }
                let counted = ALLOCATOR.stats();
                let allocated = counted.bytes_allocated as i64 - counted.bytes_deallocated as i64;
                let blocks = counted.allocations as i64 - counted.deallocations as i64;
                let polls = POLLS.load(Ordering::Relaxed);
                let wakes = metrics.worker_park_count(0);
                println!("{allocated} {blocks} {polls} {wakes}");
            }
        });
        let (_, serve) = SERVICES[service];
        serve(Observed(listener)).await;
    });
}

/// A service that runs.
pub struct Process {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    port: u16,
}

/// What a process has taken until now.
pub struct Reading {
    pub allocated: i64,
    pub blocks: i64,
    pub polls: i64,
    /// How often its thread has gone to sleep, and so was woken.
    pub wakes: u64,
    pub resident: i64,
    pub processor: Duration,
}

impl Process {
    pub fn start(service: usize) -> Self {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["serve", &service.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut process = Self {
            input: child.stdin.take().unwrap(),
            output: BufReader::new(child.stdout.take().unwrap()),
            child,
            port: 0,
        };
        process.port = process.line().trim().parse().unwrap();
        process
    }

    /// Connects a client. They use several addresses, since one has fewer ports than there may be clients.
    pub fn connect(&self, number: usize) -> TcpStream {
        let last = 1 + u8::try_from(number / 10_000).unwrap();
        let stream = TcpStream::connect(SocketAddr::from(([127, 0, 0, last], self.port))).unwrap();
        stream.set_nodelay(true).unwrap();
        stream
    }

    /// Sends a line and waits for the answer.
    pub fn send(&mut self, line: &str) -> String {
        writeln!(self.input, "{line}").unwrap();
        self.line()
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        line
    }

    pub fn read(&mut self) -> Reading {
        let counts = self.send("read");
        let mut counts = counts
            .split_whitespace()
            .map(|count| count.parse::<i64>().unwrap());
        let mut next = || counts.next().unwrap();
        let of_process =
            |file| fs::read_to_string(format!("/proc/{}/{file}", self.child.id())).unwrap();
        let status = of_process("status");
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = resident.unwrap().trim().trim_end_matches(" kB");
        // The time of the first thread, which serves, in nanoseconds.
        let times = of_process("schedstat");
        let processor = times.split_whitespace().next().unwrap();
        Reading {
            allocated: next(),
            blocks: next(),
            polls: next(),
            wakes: next() as u64,
            resident: kilobytes.parse::<i64>().unwrap() * 1024,
            processor: Duration::from_nanos(processor.parse().unwrap()),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A listener, or a socket, whose reads are counted.
pub struct Observed<I>(pub I);

impl Listener for Observed<tokio::net::TcpListener> {
    type Io = Observed<tokio::net::TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, SocketAddr) {
        let (socket, address) = Listener::accept(&mut self.0).await;
        socket.set_nodelay(true).unwrap();
        (Observed(socket), address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

impl<I: AsyncRead + Unpin> AsyncRead for Observed<I> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        POLLS.fetch_add(1, Ordering::Relaxed);
        Pin::new(&mut self.0).poll_read(context, into)
    }
}

impl<I: AsyncWrite + Unpin> AsyncWrite for Observed<I> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write_vectored(context, pieces)
    }

    fn is_write_vectored(&self) -> bool {
        self.0.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}
