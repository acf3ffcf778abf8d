//! HTTP/2 with prior knowledge (RFC 9113 section 3.3), by a client that is written here: it does what others do not.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::routing::{get, post};
use futures_util::stream::{self, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::sync::mpsc::unbounded_channel;
use tokio::time::{sleep, timeout};

use super::deadlines::{Dropped, is_dropped};
use super::{LONG, SHORT, Server, has_ended};

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const WINDOW_UPDATE: u8 = 8;

const END_STREAM: u8 = 1;
const ACK: u8 = 1;
const END_HEADERS: u8 = 4;

const INITIAL_WINDOW_SIZE: u16 = 4;

#[derive(Debug)]
struct Frame {
    kind: u8,
    flags: u8,
    stream: u32,
    payload: Vec<u8>,
}

impl Frame {
    /// The settings, by number.
    fn settings(&self) -> Vec<(u16, u32)> {
        let number = |bytes: &[u8]| {
            bytes
                .iter()
                .fold(0, |sum, &byte| sum << 8 | u32::from(byte))
        };
        let pairs = self.payload.chunks(6);
        pairs
            .map(|six| (number(&six[..2]) as u16, number(&six[2..])))
            .collect()
    }
}

struct Client {
    socket: TcpStream,
    answers_pings: bool,
}

impl Client {
    /// A client that has sent the preface and these settings.
    async fn connect(server: &Server, settings: &[(u16, u32)]) -> Self {
        let mut socket = TcpStream::connect(server.address).await.unwrap();
        socket
            .write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
            .await
            .unwrap();
        let mut client = Self {
            socket,
            answers_pings: true,
        };
        let mut payload = Vec::new();
        for (name, value) in settings {
            payload.extend_from_slice(&name.to_be_bytes());
            payload.extend_from_slice(&value.to_be_bytes());
        }
        client.send(SETTINGS, 0, 0, &payload).await.unwrap();
        client
    }

    async fn send(&mut self, kind: u8, flags: u8, stream: u32, payload: &[u8]) -> io::Result<()> {
        let length = (payload.len() as u32).to_be_bytes();
        let mut frame = length[1..].to_vec();
        frame.extend_from_slice(&[kind, flags]);
        frame.extend_from_slice(&stream.to_be_bytes());
        frame.extend_from_slice(payload);
        self.socket.write_all(&frame).await
    }

    /// The header section of a request, whose fields are literals without indexing (RFC 7541 section 6.2.2).
    async fn ask(&mut self, stream: u32, method: &str, path: &str, flags: u8) {
        self.ask_with(stream, method, path, flags, &[]).await;
    }

    async fn ask_with(&mut self, stream: u32, method: &str, path: &str, flags: u8, more: &[u8]) {
        let mut block = Vec::new();
        let fields = [
            (":method", method),
            (":scheme", "http"),
            (":path", path),
            (":authority", "localhost"),
        ];
        for (name, value) in fields {
            block.extend_from_slice(&[0, name.len() as u8]);
            block.extend_from_slice(name.as_bytes());
            block.push(value.len() as u8);
            block.extend_from_slice(value.as_bytes());
        }
        block.extend_from_slice(more);
        self.send(HEADERS, END_HEADERS | flags, stream, &block)
            .await
            .unwrap();
    }

    /// The next frame; `None` if the connection is closed. Settings are acknowledged, and pings if the client does that.
    async fn next(&mut self) -> Option<Frame> {
        let read = async {
            let mut head = [0; 9];
            self.socket.read_exact(&mut head).await.ok()?;
            let number = |bytes: &[u8]| {
                bytes
                    .iter()
                    .fold(0, |sum, &byte| sum << 8 | u32::from(byte))
            };
            let mut payload = vec![0; number(&head[..3]) as usize];
            self.socket.read_exact(&mut payload).await.ok()?;
            Some(Frame {
                kind: head[3],
                flags: head[4],
                stream: number(&head[5..]),
                payload,
            })
        };
        let frame = timeout(LONG, read).await.expect("a frame, or the end")?;
        let is_asked = frame.flags & ACK == 0;
        if frame.kind == SETTINGS && is_asked {
            let _ = self.send(SETTINGS, ACK, 0, &[]).await;
        }
        if frame.kind == PING && is_asked && self.answers_pings {
            let _ = self.send(PING, ACK, 0, &frame.payload).await;
        }
        Some(frame)
    }

    /// The next frame of this kind.
    async fn frame(&mut self, kind: u8) -> Frame {
        let mut seen = Vec::new();
        while let Some(frame) = self.next().await {
            if frame.kind == kind {
                return frame;
            }
            seen.push(frame);
        }
        panic!("the connection is closed after {seen:?}");
    }

    /// All frames until the connection is closed.
    async fn rest(&mut self) -> Vec<Frame> {
        let mut frames = Vec::new();
        while let Some(frame) = self.next().await {
            frames.push(frame);
        }
        frames
    }

    /// The body of the response on a stream.
    async fn body(&mut self, stream: u32) -> String {
        let mut body = Vec::new();
        loop {
            let frame = self.frame(DATA).await;
            assert_eq!(frame.stream, stream);
            body.extend_from_slice(&frame.payload);
            if frame.flags & END_STREAM != 0 {
                return String::from_utf8(body).unwrap();
            }
        }
    }
}

/// The `:status` of a response: an index of the static table, or a literal of three digits in Huffman code (RFC 7541
/// appendices A and B).
fn status(headers: &Frame) -> u16 {
    let [first, rest @ ..] = &headers.payload[..] else {
        panic!("{headers:?}");
    };
    match (first, rest) {
        (0x88, _) => 200,
        (0x8c, _) => 400,
        (0x08 | 0x48, [length, text @ ..]) if length & 0x80 != 0 => {
            let text = &text[..usize::from(length & 0x7f)];
            let bits = text
                .iter()
                .fold(0_u64, |bits, &byte| bits << 8 | u64::from(byte));
            let mut left = 8 * text.len();
            let mut status = 0;
            for _ in 0..3 {
                let five = bits >> (left - 5) & 0x1f;
                let (digit, length) = if five < 3 {
                    (five, 5)
                } else {
                    ((bits >> (left - 6) & 0x3f) - 0x16, 6)
                };
                status = 10 * status + digit as u16;
                left -= length;
            }
            status
        }
        _ => panic!("a status that is not known: {headers:?}"),
    }
}

fn app() -> Router {
    Router::new()
        .route("/", get(async || "hello"))
        .route("/upload", post(async |body: Bytes| body))
}

#[tokio::test]
async fn a_request_with_prior_knowledge_is_answered() {
    let server = Server::start(app(), |server| server).await;
    let mut client = Client::connect(&server, &[]).await;
    client.ask(1, "GET", "/", END_STREAM).await;
    assert_eq!(status(&client.frame(HEADERS).await), 200);
    assert_eq!(client.body(1).await, "hello");
    client.ask(3, "POST", "/upload", 0).await;
    client.send(DATA, END_STREAM, 3, b"abc").await.unwrap();
    assert_eq!(client.body(3).await, "abc");
}

#[cfg(feature = "testing")]
#[tokio::test]
async fn the_client_of_hyper_is_answered() {
    use http_body_util::{BodyExt, Empty};
    use hyper_util::rt::{TokioExecutor, TokioIo};

    let server = Server::start(app(), |server| server).await;
    let socket = TcpStream::connect(server.address).await.unwrap();
    let client = hyper::client::conn::http2::Builder::new(TokioExecutor::new());
    let (mut requests, connection) = client.handshake(TokioIo::new(socket)).await.unwrap();
    tokio::spawn(connection);
    let url = format!("http://{}/", server.address);
    let request = http::Request::get(url).body(Empty::<Bytes>::new()).unwrap();
    let response = requests.send_request(request).await.unwrap();
    assert_eq!(response.version(), http::Version::HTTP_2);
    assert_eq!(
        response.into_body().collect().await.unwrap().to_bytes(),
        "hello"
    );
}

#[tokio::test]
async fn its_limits_are_announced() {
    let set = |server: steadfast::serve::Serve<_, _>| {
        server
            .http2_max_concurrent_streams(7)
            .http2_windows(70_000, 200_000)
            .max_header_size(9_000)
    };
    let server = Server::start(app(), set).await;
    let settings = Client::connect(&server, &[])
        .await
        .frame(SETTINGS)
        .await
        .settings();
    for setting in [(3, 7), (INITIAL_WINDOW_SIZE, 70_000), (6, 9_000)] {
        assert!(settings.contains(&setting), "{settings:?}");
    }
    let mut client = Client::connect(&server, &[]).await;
    let window = client.frame(WINDOW_UPDATE).await;
    let more = u32::from_be_bytes(window.payload.try_into().unwrap());
    assert_eq!((window.stream, 65_535 + more), (0, 200_000));

    let server = Server::start(app(), |server| server).await;
    let mut client = Client::connect(&server, &[]).await;
    let settings = client.frame(SETTINGS).await.settings();
    for setting in [(3, 100), (INITIAL_WINDOW_SIZE, 256 << 10), (6, 32 << 10)] {
        assert!(settings.contains(&setting), "{settings:?}");
    }
    // Several streams that are not read leave room for others.
    let window = client.frame(WINDOW_UPDATE).await;
    let more = u32::from_be_bytes(window.payload.try_into().unwrap());
    assert_eq!((window.stream, 65_535 + more), (0, 2 << 20));
}

#[tokio::test]
async fn a_stream_beyond_the_limit_is_refused() {
    let app = Router::new().route("/", get(std::future::pending::<()>));
    let server = Server::start(app, |server| server.http2_max_concurrent_streams(2)).await;
    let mut client = Client::connect(&server, &[]).await;
    client.frame(SETTINGS).await;
    for stream in [1, 3, 5] {
        client.ask(stream, "GET", "/", END_STREAM).await;
    }
    let refused = client.frame(RST_STREAM).await;
    // REFUSED_STREAM
    assert_eq!(
        (refused.stream, &refused.payload[..]),
        (5, &[0, 0, 0, 7][..])
    );
}

#[tokio::test]
async fn streams_that_are_reset_at_once_end_the_connection() {
    let begun = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&begun);
    let work = async move || {
        count.fetch_add(1, Ordering::SeqCst);
        std::future::pending::<()>().await;
    };
    let app = Router::new().route("/", get(work));
    let server = Server::start(app, |server| server).await;
    let mut client = Client::connect(&server, &[]).await;
    client.frame(SETTINGS).await;
    // Written at once, so that the server reads many of them together.
    let mut block = Vec::new();
    for (name, value) in [(":method", "GET"), (":scheme", "http"), (":path", "/")] {
        block.extend_from_slice(&[0, name.len() as u8]);
        block.extend_from_slice(name.as_bytes());
        block.push(value.len() as u8);
        block.extend_from_slice(value.as_bytes());
    }
    let mut bytes = Vec::new();
    for stream in (1..20_000_u32).step_by(2) {
        for (kind, flags, payload) in [
            (HEADERS, END_HEADERS | END_STREAM, &block[..]),
            (RST_STREAM, 0, &[0, 0, 0, 8][..]),
        ] {
            bytes.extend_from_slice(&(payload.len() as u32).to_be_bytes()[1..]);
            bytes.extend_from_slice(&[kind, flags]);
            bytes.extend_from_slice(&stream.to_be_bytes());
            bytes.extend_from_slice(payload);
        }
    }
    let _ = client.socket.write_all(&bytes).await;
    client.rest().await;
    let begun = begun.load(Ordering::SeqCst);
    assert!(begun < 5_000, "{begun} of 10,000 handlers were called");
}

#[tokio::test]
async fn a_client_that_does_not_answer_pings_is_given_up() {
    let app = Router::new().route("/", get(std::future::pending::<()>));
    let server = Server::start(app, |server| server.http2_ping(SHORT, SHORT)).await;
    let mut client = Client::connect(&server, &[]).await;
    client.answers_pings = false;
    client.ask(1, "GET", "/", END_STREAM).await;
    assert!(client.rest().await.iter().any(|frame| frame.kind == PING));
}

#[tokio::test]
async fn a_quiet_stream_of_a_client_that_answers_pings_is_not_cut() {
    let events = async || {
        let events = stream::iter(["one", "two"]).then(async |event| {
            sleep(4 * SHORT).await;
            Ok::<_, io::Error>(event)
        });
        Body::from_stream(events)
    };
    let app = Router::new().route("/", get(events));
    let set = |server: steadfast::serve::Serve<_, _>| {
        server
            .header_timeout(SHORT)
            .body_timeout(SHORT)
            .write_timeout(SHORT)
            .keep_alive(SHORT)
            .http2_ping(SHORT, LONG)
    };
    let server = Server::start(app, set).await;
    let mut client = Client::connect(&server, &[]).await;
    client.ask(1, "GET", "/", END_STREAM).await;
    assert_eq!(client.body(1).await, "onetwo");
}

#[tokio::test]
async fn an_idle_connection_gets_a_goaway_whatever_its_pings() {
    let set = |server: steadfast::serve::Serve<_, _>| {
        server.keep_alive(SHORT).http2_ping(SHORT / 4, LONG)
    };
    let server = Server::start(app(), set).await;
    let mut client = Client::connect(&server, &[]).await;
    client.ask(1, "GET", "/", END_STREAM).await;
    assert_eq!(client.body(1).await, "hello");
    assert!(client.rest().await.iter().any(|frame| frame.kind == GOAWAY));
}

#[tokio::test]
async fn a_connection_without_a_request_is_closed() {
    let server = Server::start(app(), |server| server.header_timeout(SHORT)).await;
    Client::connect(&server, &[]).await.rest().await;
}

#[tokio::test]
async fn a_body_that_stalls_is_a_408_and_the_connection_stays() {
    let server = Server::start(app(), |server| server.body_timeout(SHORT)).await;
    let mut client = Client::connect(&server, &[]).await;
    client.ask(1, "POST", "/upload", 0).await;
    client.send(DATA, 0, 1, b"abc").await.unwrap();
    assert_eq!(status(&client.frame(HEADERS).await), 408);
    assert!(client.body(1).await.contains("request_timeout"));
    client.ask(3, "GET", "/", END_STREAM).await;
    assert_eq!(client.body(3).await, "hello");
}

#[tokio::test]
async fn a_response_for_which_the_window_stays_closed_is_given_up() {
    let (sender, mut dropped) = unbounded_channel();
    let endless = async move |_: Request| {
        let dropped = Dropped(sender.clone());
        Body::from_stream(stream::repeat_with(move || {
            let _ = &dropped;
            Ok::<_, io::Error>(Bytes::from(vec![b'x'; 1 << 16]))
        }))
    };
    let large = async || vec![b'x'; 20 << 10];
    let app = Router::new()
        .route("/", get(endless))
        .route("/large", get(large));
    let server = Server::start(app, |server| server.write_timeout(SHORT)).await;
    let mut client = Client::connect(&server, &[(INITIAL_WINDOW_SIZE, 10)]).await;
    client.ask(1, "GET", "/", END_STREAM).await;
    let reset = client.frame(RST_STREAM).await;
    assert_eq!(reset.stream, 1);
    is_dropped(&mut dropped).await;
    // A body in one piece is no different, if it is longer than a frame.
    client.ask(3, "GET", "/large", END_STREAM).await;
    assert_eq!(client.frame(RST_STREAM).await.stream, 3);
}

#[tokio::test]
async fn a_server_that_is_dropped_takes_its_streams_along() {
    let (sender, mut dropped) = unbounded_channel();
    let begun = Arc::new(Notify::new());
    let has_begun = Arc::clone(&begun);
    let wait = async move || {
        let _dropped = Dropped(sender.clone());
        has_begun.notify_one();
        std::future::pending::<()>().await;
    };
    let server = Server::start(app().route("/wait", get(wait)), |server| server).await;
    let mut client = Client::connect(&server, &[]).await;
    client.ask(1, "GET", "/wait", END_STREAM).await;
    begun.notified().await;
    server.serving.abort();
    is_dropped(&mut dropped).await;
    client.rest().await;
}

#[tokio::test]
async fn a_stop_completes_what_is_in_flight_and_refuses_the_rest() {
    let (ready, begun) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (is_ready, has_begun) = (Arc::clone(&ready), Arc::clone(&begun));
    let wait = async move || {
        has_begun.notify_one();
        is_ready.notified().await;
        "done"
    };
    let app = app().route("/wait", get(wait));
    let server = Server::start(app, |server| server.keep_alive(None)).await;
    let mut idle = Client::connect(&server, &[]).await;
    idle.ask(1, "GET", "/", END_STREAM).await;
    assert_eq!(idle.body(1).await, "hello");
    let mut client = Client::connect(&server, &[]).await;
    client.ask(1, "GET", "/wait", END_STREAM).await;
    begun.notified().await;
    server.stop.send(()).unwrap();
    client.frame(GOAWAY).await;
    assert!(idle.rest().await.iter().any(|frame| frame.kind == GOAWAY));
    ready.notify_one();
    assert_eq!(client.body(1).await, "done");
    client.rest().await;
    has_ended(server.serving).await;
}

/// The stream itself has ended: HTTP/2 keeps the last piece of its response.
#[tokio::test]
async fn a_stop_waits_for_what_a_slow_client_still_reads() {
    let app = Router::new().route("/", get(async || vec![b'x'; 15_000]));
    let server = Server::start(app, |server| server.keep_alive(None)).await;
    let mut client = Client::connect(&server, &[(INITIAL_WINDOW_SIZE, 5_000)]).await;
    client.ask(1, "GET", "/", END_STREAM).await;
    let mut length = client.frame(DATA).await.payload.len();
    server.stop.send(()).unwrap();
    while length < 15_000 {
        // Less than what the server waits for, which is less than all of this.
        sleep(Duration::from_millis(1_500)).await;
        let more = 2_000_u32.to_be_bytes();
        client.send(WINDOW_UPDATE, 0, 1, &more).await.unwrap();
        length += client.frame(DATA).await.payload.len();
    }
    client.rest().await;
    has_ended(server.serving).await;
}

#[tokio::test]
async fn an_idle_client_that_ignores_a_goaway_does_not_hold_up_a_stop() {
    let server = Server::start(app(), |server| server.keep_alive(None)).await;
    let mut idle = Client::connect(&server, &[]).await;
    idle.ask(1, "GET", "/", END_STREAM).await;
    assert_eq!(idle.body(1).await, "hello");
    server.stop.send(()).unwrap();
    has_ended(server.serving).await;
}

#[tokio::test]
async fn a_target_that_is_too_long_is_a_414() {
    let server = Server::start(app(), |server| server.max_target_size(30)).await;
    let mut client = Client::connect(&server, &[]).await;
    client
        .ask(1, "GET", &format!("/{}", "x".repeat(60)), END_STREAM)
        .await;
    assert_eq!(status(&client.frame(HEADERS).await), 414);
}

#[tokio::test]
async fn the_last_request_of_a_connection_is_followed_by_a_goaway() {
    let server = Server::start(app(), |server| server.max_requests_per_connection(1)).await;
    let mut client = Client::connect(&server, &[]).await;
    client.ask(1, "GET", "/", END_STREAM).await;
    assert!(client.rest().await.iter().any(|frame| frame.kind == GOAWAY));
}

#[tokio::test]
async fn a_header_section_that_is_too_large_is_a_431() {
    let server = Server::start(app(), |server| server.max_header_size(9_000)).await;
    let mut client = Client::connect(&server, &[]).await;
    let mut fields = Vec::new();
    for _ in 0..100 {
        // A name of one byte and a value of 100, as a literal.
        fields.extend_from_slice(&[0, 1, b'x', 100]);
        fields.extend_from_slice(&[b'x'; 100]);
    }
    client.ask_with(1, "GET", "/", END_STREAM, &fields).await;
    assert_eq!(status(&client.frame(HEADERS).await), 431);
}
