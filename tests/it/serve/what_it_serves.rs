//! Which services and listeners it takes.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, Request};
use axum::http::Response;
use axum::routing::{get, post};
use axum::serve::Listener;
use http_body_util::Full;
use hyper_util::rt::TokioIo;
use steadfast::serve::Handshaking;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};
use tower::Layer;
use tower::layer::layer_fn;
use tower::service_fn;

use super::{Client, GET, LONG, SHORT, Server};

async fn connect(address: SocketAddr) -> Client {
    let mut client = Client(TcpStream::connect(address).await.unwrap());
    client.send(GET).await;
    client
}

#[tokio::test]
async fn a_handler_sees_the_address_of_its_client() {
    let peer = async |ConnectInfo(peer): ConnectInfo<SocketAddr>| peer.to_string();
    let server = Server::start(Router::new().route("/", get(peer)), |server| server).await;
    let mut client = server.sent(GET).await;
    let own = client.0.local_addr().unwrap();
    assert_eq!(client.answer().await.body, own.to_string());
}

#[tokio::test]
async fn a_request_may_come_byte_by_byte() {
    let app = Router::new().route("/", post(async |body: Bytes| body));
    let server = Server::start(app, |server| server).await;
    let mut client = server.client().await;
    client.0.set_nodelay(true).unwrap();
    // It begins as HTTP/2 does.
    for byte in b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab" {
        client.0.write_all(&[*byte]).await.unwrap();
        sleep(Duration::from_millis(1)).await;
    }
    assert_eq!(client.answer().await.body, "ab");
    client
        .send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
        .await;
    assert_eq!(client.answer().await.body, "abc");
}

#[tokio::test]
async fn a_request_may_be_shorter_than_the_preface_of_http_2() {
    let app = Router::new().route("/", get(async || "hello"));
    let server = Server::start(app, |server| server).await;
    let mut client = server.sent("GET / HTTP/1.0\r\n\r\n").await;
    assert_eq!(client.answer().await.body, "hello");
}

#[tokio::test]
async fn any_tower_service_of_requests_is_served() {
    let service = service_fn(async |request: Request| {
        let path = request.uri().path().to_owned();
        Ok::<_, Infallible>(Response::new(Full::new(Bytes::from(path))))
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(steadfast::serve(listener, service).into_future());
    assert_eq!(connect(address).await.answer().await.body, "/");
}

#[tokio::test]
async fn a_router_inside_a_layer_is_served() {
    let layer = layer_fn(|router: Router| {
        tower::ServiceExt::map_request(router, |mut request: Request| {
            *request.uri_mut() = "/inner".parse().unwrap();
            request
        })
    });
    let app = layer.layer(Router::new().route("/inner", get(async || "inner")));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(steadfast::serve(listener, app).into_future());
    assert_eq!(connect(address).await.answer().await.body, "inner");
}

#[tokio::test]
async fn an_error_of_the_service_is_a_500_that_does_not_tell_it() {
    let service = service_fn(async |_: Request| {
        Err::<Response<Full<Bytes>>, _>(io::Error::other("the secret"))
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(steadfast::serve(listener, service).into_future());
    let answer = connect(address).await.answer().await;
    assert_eq!(answer.status, 500);
    assert!(answer.body.contains("internal_server_error"), "{answer:?}");
    assert!(!answer.body.contains("secret"), "{answer:?}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_unix_socket_is_served() {
    let path = std::env::temp_dir().join(format!("steadfast-{}.sock", std::process::id()));
    let _ = std::fs::remove_file(&path);
    let listener = tokio::net::UnixListener::bind(&path).unwrap();
    let app = Router::new().route("/", get(async || "hello"));
    tokio::spawn(steadfast::serve(listener, app).into_future());
    let mut client = tokio::net::UnixStream::connect(&path).await.unwrap();
    let request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    client.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    timeout(LONG, client.read_to_string(&mut answer))
        .await
        .unwrap()
        .unwrap();
    std::fs::remove_file(&path).unwrap();
    assert!(answer.ends_with("\r\n\r\nhello"), "{answer}");
}

type Connecting = std::pin::Pin<Box<dyn Future<Output = io::Result<TcpStream>> + Send>>;

/// A handshake of five bytes.
struct Greeted(TcpListener);

impl Listener for Greeted {
    type Io = Handshaking<Connecting, TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, SocketAddr) {
        let (mut tcp, peer) = Listener::accept(&mut self.0).await;
        let handshake: Connecting = Box::pin(async move {
            let mut greeting = [0; 5];
            tcp.read_exact(&mut greeting).await?;
            if &greeting != b"HELLO" {
                return Err(io::Error::other("no greeting"));
            }
            tcp.write_all(b"WORLD").await?;
            Ok(tcp)
        });
        (Handshaking::new(handshake), peer)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

#[tokio::test]
async fn a_handshake_keeps_no_other_client_out_and_has_the_header_timeout() {
    let listener = Greeted(TcpListener::bind("127.0.0.1:0").await.unwrap());
    let app = Router::new().route("/", post(async |body: Bytes| body));
    let server = steadfast::serve(listener, app).header_timeout(10 * SHORT);
    let address = server.local_addr().unwrap();
    tokio::spawn(server.into_future());
    let mut silent = Client(TcpStream::connect(address).await.unwrap());
    let mut other = Client(TcpStream::connect(address).await.unwrap());
    other.send("HELLO").await;
    let mut greeting = [0; 5];
    other.0.read_exact(&mut greeting).await.unwrap();
    assert_eq!(&greeting, b"WORLD");
    other
        .send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab")
        .await;
    assert_eq!(other.answer().await.body, "ab");
    let mut false_one = Client(TcpStream::connect(address).await.unwrap());
    false_one.send("GET / HTTP/1.1\r\n\r\n").await;
    assert_eq!(false_one.closed().await, "");
    assert_eq!(silent.closed().await, "");
}

/// Echoes what comes after the upgrade.
async fn upgrade(request: Request) -> Response<axum::body::Body> {
    tokio::spawn(async move {
        let upgraded = hyper::upgrade::on(request).await.unwrap();
        let (mut reader, mut writer) = tokio::io::split(TokioIo::new(upgraded));
        tokio::io::copy(&mut reader, &mut writer).await
    });
    let response = Response::builder().status(101).header("upgrade", "echo");
    response
        .header("connection", "upgrade")
        .body(axum::body::Body::empty())
        .unwrap()
}

#[tokio::test]
async fn an_upgraded_connection_has_no_deadline_and_keeps_its_place() {
    let app = Router::new()
        .route("/", get(upgrade))
        .route("/hello", get(async || "hello"));
    let set = |server: steadfast::serve::Serve<_, _>| {
        server
            .header_timeout(SHORT)
            .keep_alive(SHORT)
            .max_connections(1)
    };
    let server = Server::start(app, set).await;
    let request = "GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n";
    let mut client = server.sent(request).await;
    assert_eq!(client.answer().await.status, 101);
    let mut other = server.sent("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").await;
    assert!(client.is_quiet().await);
    assert!(other.is_quiet().await);
    client.send("echo").await;
    let mut echo = [0; 4];
    client.0.read_exact(&mut echo).await.unwrap();
    assert_eq!(&echo, b"echo");
    drop(client);
    assert_eq!(other.answer().await.body, "hello");
}
