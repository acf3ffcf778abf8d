//! How much a client, and all of them together, may send and hold.

use axum::Router;
use axum::body::Bytes;
use axum::http::Uri;
use axum::routing::{get, post};
use steadfast::serve::Serve;
use tokio::net::TcpListener;

use super::{GET, LONG, SHORT, Server};

fn app() -> Router {
    Router::new()
        .route("/", get(async || "hello"))
        .route("/upload", post(async |body: Bytes| body.len().to_string()))
        .fallback(async |uri: Uri| uri.to_string().len().to_string())
}

#[tokio::test]
async fn beyond_the_limit_of_connections_a_client_waits_for_its_turn() {
    let set = |server: Serve<_, _>| server.max_connections(2).header_timeout(None);
    let server = Server::start(app(), set).await;
    let first = server.client().await;
    let second = server.client().await;
    let mut third = server.sent(GET).await;
    assert!(third.is_quiet().await);
    drop(first);
    assert_eq!(third.answer().await.body, "hello");
    drop(second);
}

#[tokio::test]
async fn silent_connections_give_their_places_to_others() {
    let set = |server: Serve<_, _>| server.max_connections(4).header_timeout(SHORT);
    let server = Server::start(app(), set).await;
    let mut silent = Vec::new();
    for _ in 0..20 {
        silent.push(server.client().await);
    }
    assert_eq!(server.sent(GET).await.answer().await.body, "hello");
}

#[tokio::test]
async fn the_last_request_of_a_connection_says_that_it_is_closed() {
    let set = |server: Serve<_, _>| server.max_requests_per_connection(2);
    let server = Server::start(app(), set).await;
    let mut client = server.sent(GET).await;
    let answer = client.answer().await;
    assert!(!answer.head.contains("connection: close"), "{answer:?}");
    client.send(GET).await;
    let answer = client.answer().await;
    assert_eq!(answer.body, "hello");
    assert!(answer.head.contains("connection: close"), "{answer:?}");
    assert_eq!(client.closed().await, "");
}

#[tokio::test]
async fn a_header_section_that_is_too_large_is_a_431() {
    let server = Server::start(app(), |server| server).await;
    let head = |length| {
        format!(
            "GET / HTTP/1.1\r\nHost: a\r\nX: {}\r\n\r\n",
            "x".repeat(length)
        )
    };
    assert_eq!(server.sent(&head(30_000)).await.answer().await.status, 200);
    assert_eq!(server.sent(&head(40_000)).await.answer().await.status, 431);
    let server = Server::start(app(), |server| server.max_header_size(100_000)).await;
    assert_eq!(server.sent(&head(40_000)).await.answer().await.status, 200);
}

#[tokio::test]
async fn too_many_header_fields_are_a_431() {
    let head = |fields| {
        let fields: String = (0..fields)
            .map(|field| format!("X-{field}: x\r\n"))
            .collect();
        format!("GET / HTTP/1.1\r\nHost: a\r\n{fields}\r\n")
    };
    let server = Server::start(app(), |server| server).await;
    assert_eq!(server.sent(&head(99)).await.answer().await.status, 200);
    assert_eq!(server.sent(&head(100)).await.answer().await.status, 431);
    let server = Server::start(app(), |server| server.max_headers(10)).await;
    assert_eq!(server.sent(&head(10)).await.answer().await.status, 431);
}

#[tokio::test]
async fn a_target_that_is_too_long_is_a_414() {
    let target = |length: usize| {
        format!(
            "GET /{} HTTP/1.1\r\nHost: a\r\n\r\n",
            "x".repeat(length - 1)
        )
    };
    let server = Server::start(app(), |server| server).await;
    assert_eq!(
        server.sent(&target(8_192)).await.answer().await.body,
        "8192"
    );
    let answer = server.sent(&target(8_193)).await.answer().await;
    assert_eq!(answer.status, 414);
    assert!(
        answer.body.contains("\"code\":\"uri_too_long\""),
        "{answer:?}"
    );
    let server = Server::start(app(), |server| server.max_target_size(10)).await;
    assert_eq!(server.sent(&target(10)).await.answer().await.status, 200);
    assert_eq!(server.sent(&target(11)).await.answer().await.status, 414);
}

/// hyper closes a socket with what is unread; the kernel then resets the connection, and the client may lose the answer.
#[tokio::test]
async fn a_client_that_sends_all_of_a_refused_body_gets_the_answer() {
    let server = Server::start(app(), |server| server).await;
    let length = 32 << 20;
    let head = format!("POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n\r\n");
    for _ in 0..5 {
        let mut client = server.sent(&head).await;
        client.send(&"x".repeat(length)).await;
        assert_eq!(client.answer().await.status, 200);
        assert_eq!(client.closed().await, "");
    }
}

/// Servers in a process of their own, whose shell has set the number of descriptors.
#[cfg(target_os = "linux")]
mod descriptors {
    use std::fs;
    use std::io::{BufRead, BufReader};
    use std::net::SocketAddr;
    use std::process::{Child, Command, Stdio};
    use std::time::Duration;

    use tokio::net::TcpStream;
    use tokio::time::{Instant, sleep};

    use super::*;
    use crate::serve::Client;

    const CHILD: &str = "STEADFAST_TEST_SERVER";

    struct Process {
        child: Child,
        address: SocketAddr,
    }

    impl Drop for Process {
        fn drop(&mut self) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }

    impl Process {
        fn start(kind: &str) -> Self {
            let test = "serve::limits::descriptors::server_of_a_process";
            let mut child = Command::new("sh")
                .args(["-c", "ulimit -n 64; exec \"$0\" \"$@\""])
                .arg(std::env::current_exe().unwrap())
                .args(["--exact", test, "--nocapture", "--test-threads=1"])
                .env(CHILD, kind)
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            let lines = BufReader::new(child.stdout.take().unwrap()).lines();
            let address = lines
                .map_while(Result::ok)
                .find_map(|line| Some(line.split_once("address ")?.1.to_owned()))
                .expect("the address of the server");
            let address = address.parse().unwrap();
            Self { child, address }
        }

        /// The processor time of the process, in hundredths of a second.
        fn ticks(&self) -> u64 {
            let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
            let (_, rest) = stat.rsplit_once(") ").unwrap();
            let fields: Vec<&str> = rest.split(' ').collect();
            fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
        }

        /// Clients that send nothing, and then one that sends a request.
        async fn crowded(&self) -> (Vec<TcpStream>, Client) {
            let mut silent = Vec::new();
            for _ in 0..100 {
                silent.push(TcpStream::connect(self.address).await.unwrap());
            }
            let mut client = Client(TcpStream::connect(self.address).await.unwrap());
            client.send(GET).await;
            (silent, client)
        }
    }

    /// Not a test of its own: the server of the others, which end it.
    #[tokio::test]
    async fn server_of_a_process() {
        let Ok(kind) = std::env::var(CHILD) else {
            return;
        };
        // It opens one file, as a handler does that reads from the disk.
        let open = async || match fs::File::open("/proc/self/stat") {
            Ok(_) => "hello",
            Err(_) => "no descriptor is left",
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("address {}", listener.local_addr().unwrap());
        let server = steadfast::serve(listener, Router::new().route("/", get(open)));
        let server = server.header_timeout(10 * SHORT);
        let server = if kind == "unlimited" {
            server.max_connections(10_000)
        } else {
            server
        };
        tokio::time::timeout(2 * LONG, server.into_future())
            .await
            .unwrap_or(Ok(()))
            .unwrap();
    }

    #[tokio::test]
    async fn a_process_without_descriptors_neither_spins_nor_ends() {
        let process = Process::start("unlimited");
        let (_silent, mut client) = process.crowded().await;
        let (begun, before) = (Instant::now(), process.ticks());
        sleep(Duration::from_secs(2)).await;
        let (elapsed, spent) = (
            begun.elapsed().as_millis() as u64 / 10,
            process.ticks() - before,
        );
        assert!(
            spent < elapsed / 4,
            "{spent} of {elapsed} hundredths of a second"
        );
        let answer = client.answer().await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }

    #[tokio::test]
    async fn by_default_connections_leave_descriptors_to_the_process() {
        let process = Process::start("default");
        let (_silent, mut client) = process.crowded().await;
        assert_eq!(client.answer().await.body, "hello");
    }
}
