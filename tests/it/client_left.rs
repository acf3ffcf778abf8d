//! A handler whose client has left stops, over sockets.

use std::future::pending;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::Request as HttpRequest;
use axum::http::request::Parts;
use hyper_util::rt::{TokioExecutor, TokioIo};
use steadfast::describe::Operation;
use steadfast::extract::{Extractor, RequestPart};
use steadfast::prelude::*;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::sync::{Mutex, Semaphore};
use tokio::time::timeout;

/// What happens to the requests.
#[derive(Clone)]
struct Events {
    sender: UnboundedSender<&'static str>,
    /// Lets a plain function go on.
    go: Arc<Semaphore>,
    second_runs: Arc<AtomicUsize>,
}

/// Tells when the arguments of a request are read, and when its future is dropped.
struct Guard(UnboundedSender<&'static str>);

impl Guard {
    fn new(events: &Events) -> Self {
        events.sender.send("begun").unwrap();
        Self(events.sender.clone())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        let _ = self.0.send("dropped");
    }
}

impl FromRequestParts<Events> for Guard {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(_: &mut Parts, events: &Events) -> Result<Self, Self::Rejection> {
        Ok(Self::new(events))
    }
}

impl Extractor for Guard {}

impl RequestPart for Guard {
    fn describe(_: &mut Operation<'_>) {}
}

#[route(get, "/waiting", response = Text)]
async fn waiting(_guard: Guard) -> Text {
    pending().await
}

#[route(post, "/upload", status = 204)]
async fn upload(_guard: Guard, _: Bytes) {}

#[route(post, "/json", status = 204)]
async fn json(_guard: Guard, _: Json<Vec<String>>) {}

#[route(get, "/first", response = Text)]
fn first(State(events): State<Events>) -> Text {
    events.sender.send("first runs").unwrap();
    while events.go.try_acquire().is_err() {
        std::thread::sleep(Duration::from_millis(1));
    }
    Text::from("first")
}

#[route(get, "/second", response = Text)]
fn second(_guard: Guard, State(events): State<Events>) -> Text {
    events.second_runs.fetch_add(1, Ordering::SeqCst);
    Text::from("second")
}

#[route(get, "/third", response = Text)]
fn third(State(events): State<Events>) -> Text {
    events.sender.send("third runs").unwrap();
    Text::from("third")
}

struct Service {
    address: SocketAddr,
    events: Events,
    receiver: Mutex<UnboundedReceiver<&'static str>>,
}

impl Service {
    async fn start() -> Self {
        let (sender, receiver) = mpsc::unbounded_channel();
        let events = Events {
            sender,
            go: Arc::new(Semaphore::new(0)),
            second_runs: Arc::default(),
        };
        // Outside of the completing layer: what is told here is told when hyper drops the future.
        let of_layer = events.clone();
        let app = Api::new("Leaving", "1.0.0")
            .routes(routes![waiting, upload, json, first, second, third])
            .into_router()
            .with_state(events.clone())
            .layer(axum::middleware::from_fn(
                move |request: HttpRequest<Body>, next: axum::middleware::Next| {
                    let guard = (request.uri().path() == "/second").then(|| Guard::new(&of_layer));
                    async move {
                        let response = next.run(request).await;
                        drop(guard);
                        response
                    }
                },
            ));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self {
            address,
            events,
            receiver: Mutex::new(receiver),
        }
    }

    async fn client(&self, request: &str) -> TcpStream {
        let mut socket = TcpStream::connect(self.address).await.unwrap();
        socket.write_all(request.as_bytes()).await.unwrap();
        socket
    }

    async fn next(&self) -> &'static str {
        let mut receiver = self.receiver.lock().await;
        let next = timeout(Duration::from_secs(20), receiver.recv()).await;
        next.expect("an event").unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handler_stops_when_the_connection_of_its_request_closes() {
    let service = Service::start().await;
    let client = service
        .client("GET /waiting HTTP/1.1\r\nhost: x\r\n\r\n")
        .await;
    assert_eq!(service.next().await, "begun");
    drop(client);
    assert_eq!(service.next().await, "dropped");
}

#[tokio::test(flavor = "multi_thread")]
async fn so_does_an_extractor_in_the_middle_of_a_body() {
    for path in ["/upload", "/json"] {
        let service = Service::start().await;
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n[\"a"
        );
        let client = service.client(&head).await;
        assert_eq!(service.next().await, "begun");
        drop(client);
        assert_eq!(service.next().await, "dropped");
    }
}

#[test]
fn a_plain_function_that_waits_for_a_thread_is_not_started_any_more() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(1)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let service = Service::start().await;
        let get = |path| format!("GET {path} HTTP/1.1\r\nhost: x\r\n\r\n");
        let _first = service.client(&get("/first")).await;
        assert_eq!(service.next().await, "first runs");
        let second = service.client(&get("/second")).await;
        // The layer, and the argument of the handler, which is in the queue now or in a moment.
        assert_eq!(service.next().await, "begun");
        assert_eq!(service.next().await, "begun");
        drop(second);
        assert_eq!(service.next().await, "dropped");
        let _third = service.client(&get("/third")).await;
        service.events.go.add_permits(1);
        // The argument is dropped with the function that is not called; the queue keeps its order.
        assert_eq!(service.next().await, "dropped");
        assert_eq!(service.next().await, "third runs");
        assert_eq!(service.events.second_runs.load(Ordering::SeqCst), 0);
    });
}

/// Asks over HTTP/2, and waits.
async fn ask_over_http2(address: SocketAddr) {
    let socket = TokioIo::new(TcpStream::connect(address).await.unwrap());
    let (mut sender, connection) =
        hyper::client::conn::http2::handshake(TokioExecutor::new(), socket)
            .await
            .unwrap();
    tokio::spawn(connection);
    let request = HttpRequest::get(format!("http://{address}/waiting"));
    let request = request.body(Body::empty()).unwrap();
    let _ = sender.send_request(request).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_of_http2_that_is_reset_ends_its_handler() {
    let service = Service::start().await;
    let asking = tokio::spawn(ask_over_http2(service.address));
    assert_eq!(service.next().await, "begun");
    asking.abort();
    assert_eq!(service.next().await, "dropped");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_of_http2_that_closes_ends_its_handlers() {
    let service = Service::start().await;
    let client = tokio::runtime::Runtime::new().unwrap();
    client.spawn(ask_over_http2(service.address));
    assert_eq!(service.next().await, "begun");
    // With every task of the client, and so with its socket.
    client.shutdown_background();
    assert_eq!(service.next().await, "dropped");
}
