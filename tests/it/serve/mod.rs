//! `steadfast::serve`, over sockets, with clients that see every byte.

mod deadlines;
mod host;
mod http2;
mod limits;
mod stopping;
mod what_it_serves;

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use steadfast::serve::Serve;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// What a test waits for at most, however busy the machine is.
const LONG: Duration = Duration::from_secs(60);

/// A deadline that a test lets pass.
const SHORT: Duration = Duration::from_millis(300);

/// Waits for the end of a server that was told to stop.
async fn has_ended(serving: JoinHandle<io::Result<()>>) {
    let ended = timeout(LONG, serving).await.expect("a server that stops");
    ended.unwrap().unwrap();
}

struct Server {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<io::Result<()>>,
}

impl Server {
    async fn start(
        app: Router,
        set: impl FnOnce(Serve<TcpListener, Router>) -> Serve<TcpListener, Router>,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = set(steadfast::serve(listener, app));
        let address = server.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let stopped = async {
            if stopped.await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        let server = server.with_graceful_shutdown(stopped);
        let serving = tokio::spawn(server.into_future());
        Self {
            address,
            stop,
            serving,
        }
    }

    async fn client(&self) -> Client {
        Client(TcpStream::connect(self.address).await.unwrap())
    }

    /// A client that has sent this.
    async fn sent(&self, text: &str) -> Client {
        let mut client = self.client().await;
        client.send(text).await;
        client
    }
}

struct Client(TcpStream);

#[derive(Debug)]
struct Answer {
    status: u16,
    /// In lower case.
    head: String,
    body: String,
}

impl Client {
    async fn send(&mut self, text: &str) {
        self.0.write_all(text.as_bytes()).await.unwrap();
    }

    /// The next answer, whose length is in its header section.
    async fn answer(&mut self) -> Answer {
        timeout(LONG, self.read_answer()).await.expect("an answer")
    }

    async fn read_answer(&mut self) -> Answer {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let byte = self.0.read_u8().await;
            head.push(byte.unwrap_or_else(|error| {
                panic!("{error} after {:?}", String::from_utf8_lossy(&head))
            }));
        }
        let head = String::from_utf8(head).unwrap().to_lowercase();
        let mut lines = head.lines();
        let status = lines.next().unwrap()[9..12].parse().unwrap();
        let length = lines
            .find_map(|line| line.strip_prefix("content-length: "))
            .map_or(0, |length| length.parse().unwrap());
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).await.unwrap();
        Answer {
            status,
            head,
            body: String::from_utf8(body).unwrap(),
        }
    }

    /// Waits until the server has closed the connection, and returns what came before.
    async fn closed(&mut self) -> String {
        let mut rest = Vec::new();
        let read = timeout(LONG, self.0.read_to_end(&mut rest)).await;
        if let Err(error) = read.expect("a connection that is closed") {
            assert_eq!(error.kind(), io::ErrorKind::ConnectionReset, "{error}");
        }
        String::from_utf8_lossy(&rest).into_owned()
    }

    /// Whether the connection is still open after a while in which nothing comes.
    async fn is_quiet(&mut self) -> bool {
        timeout(3 * SHORT, self.0.read_u8()).await.is_err()
    }
}

const GET: &str = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
