//! A process that has been told to stop ends, whatever does not: it names what is stuck.
//!
//! A program of its own: it starts itself as the service that gets the signal.
#![cfg(all(unix, feature = "axum"))]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use std::{env, hint};

use steadfast::prelude::*;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::spawn_blocking;

const LIMIT: Duration = Duration::from_secs(1);
const MARGIN: Duration = Duration::from_secs(1);
const AN_AGE: Duration = Duration::from_secs(3600);

async fn spins() {
    println!("\nunder way");
    loop {
        hint::spin_loop();
    }
}

#[route(post, "/spinning-task", status = 204)]
async fn spinning_task(background: Background) {
    background.add_task(spins());
}

async fn sleeps_elsewhere() {
    let sleeping = spawn_blocking(|| {
        println!("\nunder way");
        thread::sleep(AN_AGE);
    });
    let _ = sleeping.await;
}

#[route(post, "/sleeping-task", status = 204)]
async fn sleeping_task(background: Background) {
    background.add_task(sleeps_elsewhere());
}

#[route(post, "/blocking-handler", status = 204)]
fn blocking_handler() {
    println!("\nunder way");
    thread::sleep(AN_AGE);
}

#[route(post, "/unknown-work", status = 204)]
async fn unknown_work() {
    tokio::spawn(spins());
}

#[route(post, "/spinning-everywhere", status = 204)]
async fn spinning_everywhere(background: Background) {
    for _ in 0..4 {
        background.add_task(spins());
    }
}

#[route(post, "/no-work", status = 204)]
async fn no_work() {
    println!("\nunder way");
}

#[test]
#[ignore = "the service of the tests below, in a process of its own"]
fn service() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .init();
    runtime.block_on(async {
        let tasks = Tasks::new().exit_when_stuck(MARGIN);
        let app = Api::new("Stuck", "1.0.0")
            .background(&tasks)
            .routes(routes![
                spinning_task,
                sleeping_task,
                blocking_handler,
                unknown_work,
                spinning_everywhere,
                no_work,
            ])
            .into_router();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut stop = signal(SignalKind::terminate()).unwrap();
        println!("\nlistening on {}", listener.local_addr().unwrap());
        let stop = async {
            let _ = stop.recv().await;
        };
        let server = |stop| axum::serve(listener, app).with_graceful_shutdown(stop);
        let _ = tasks.serve_until(stop, LIMIT, server).await.unwrap();
    });
    // As at the end of `#[tokio::main]`.
    drop(runtime);
}

struct Service {
    process: Child,
    output: BufReader<ChildStdout>,
    log: JoinHandle<String>,
    /// Kept open, so that a handler has a client.
    _socket: TcpStream,
}

impl Service {
    /// With this work under way.
    fn with(work: &str) -> Self {
        let mut process = Command::new(env::current_exe().unwrap())
            .args(["--ignored", "--exact", "service", "--nocapture"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let mut stderr = process.stderr.take().unwrap();
        let log = thread::spawn(move || {
            let mut log = String::new();
            stderr.read_to_string(&mut log).unwrap();
            log
        });
        let address = line(&mut output, "listening on ");
        let mut socket = TcpStream::connect(address).unwrap();
        let head = format!("POST /{work} HTTP/1.1\r\nhost: x\r\nx-request-id: req-7\r\n\r\n");
        socket.write_all(head.as_bytes()).unwrap();
        line(&mut output, "under way");
        Self {
            process,
            output,
            log,
            _socket: socket,
        }
    }

    /// How it has ended after the signal, and what it has logged.
    fn stop(mut self) -> (Option<i32>, String) {
        let pid = self.process.id().to_string();
        let told = Command::new("kill").args(["-TERM", &pid]).status();
        assert!(told.unwrap().success());
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = self.process.try_wait().unwrap() {
                break status;
            }
            if begun.elapsed() > Duration::from_secs(60) {
                self.process.kill().unwrap();
                panic!("the process does not end: {}", self.log.join().unwrap());
            }
            thread::sleep(Duration::from_millis(10));
        };
        drop(self.output);
        (status.code(), self.log.join().unwrap())
    }
}

/// The rest of the first line that begins so.
fn line(output: &mut impl BufRead, start: &str) -> String {
    let mut line = String::new();
    loop {
        line.clear();
        assert!(output.read_line(&mut line).unwrap() > 0, "no `{start}`");
        if let Some(rest) = line.strip_prefix(start) {
            return rest.trim().to_owned();
        }
    }
}

#[track_caller]
fn assert_has_line(log: &str, parts: &[&str]) {
    let is_it = |line: &str| parts.iter().all(|part| line.contains(part));
    assert!(log.lines().any(is_it), "{parts:?} in {log}");
}

#[test]
fn a_task_that_never_waits_is_named() {
    let (code, log) = Service::with("spinning-task").stop();
    assert_eq!(code, Some(Tasks::EXIT_CODE_WHEN_STUCK), "{log}");
    let task = "task=\"background_stuck::spins\"";
    assert_has_line(&log, &["is given up", task]);
    assert_has_line(
        &log,
        &["does not end", task, "POST /spinning-task", "req-7"],
    );
    assert_has_line(&log, &["has not ended 2s after", "exit_code=70"]);
}

/// There, no timer fires and no connection goes on, so nothing was given up.
#[test]
fn tasks_on_every_thread_of_the_runtime_are_named() {
    let (code, log) = Service::with("spinning-everywhere").stop();
    assert_eq!(code, Some(Tasks::EXIT_CODE_WHEN_STUCK), "{log}");
    let task = "task=\"background_stuck::spins\"";
    assert_has_line(&log, &["does not end", task, "POST /spinning-everywhere"]);
}

#[test]
fn a_plain_handler_that_never_returns_is_named() {
    let (code, log) = Service::with("blocking-handler").stop();
    assert_eq!(code, Some(70), "{log}");
    let handler = "handler=\"background_stuck::blocking_handler\"";
    assert_has_line(&log, &["does not return", handler]);
}

#[test]
fn a_task_that_was_stopped_while_it_waited_for_a_blocking_call_is_named() {
    let (code, log) = Service::with("sleeping-task").stop();
    assert_eq!(code, Some(70), "{log}");
    let task = "\"background_stuck::sleeps_elsewhere\"";
    assert_has_line(&log, &["is given up", task]);
    assert_has_line(
        &log,
        &["has not ended", "stopped=[", task, "spawn_blocking"],
    );
    assert!(!log.contains("does not end"), "{log}");
}

#[test]
fn work_that_nobody_knows_does_not_keep_the_process_either() {
    let (code, log) = Service::with("unknown-work").stop();
    assert_eq!(code, Some(70), "{log}");
    assert_has_line(&log, &["has not ended", "stopped=[]"]);
}

#[test]
fn a_process_that_is_not_stuck_ends_by_itself() {
    let (code, log) = Service::with("no-work").stop();
    assert_eq!(code, Some(0), "{log}");
    assert!(!log.contains("has not ended"), "{log}");
}
