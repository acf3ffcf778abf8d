//! A service on a real socket, and a client that sees every byte.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use axum::Router;

/// A service that listens.
pub struct Server {
    address: SocketAddr,
}

/// An answer as it came. Names of headers are in lower case.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Whether the body has come to its end: by its length, or by its last chunk.
    pub is_whole: bool,
}

impl Server {
    pub async fn start(router: Router) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address }
    }

    /// A connection on which a request was sent and nothing was read.
    pub fn connect(&self, request_line: &str, headers: &[(&str, &str)]) -> TcpStream {
        let mut socket = TcpStream::connect(self.address).unwrap();
        socket
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        let mut request =
            format!("{request_line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str("\r\n");
        socket.write_all(request.as_bytes()).unwrap();
        socket
    }

    pub fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        read(self.connect(&format!("GET {path}"), headers), "GET")
    }

    /// The statuses of the answers to requests that are all sent before the first answer is read, on one connection.
    pub fn pipelined(&self, request_lines: &[&str]) -> Vec<u16> {
        let mut socket = TcpStream::connect(self.address).unwrap();
        socket
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        let mut requests = String::new();
        for (index, line) in request_lines.iter().enumerate() {
            let is_last = index + 1 == request_lines.len();
            let connection = if is_last { "close" } else { "keep-alive" };
            requests.push_str(&format!(
                "{line} HTTP/1.1\r\nHost: localhost\r\nConnection: {connection}\r\n\r\n"
            ));
        }
        socket.write_all(requests.as_bytes()).unwrap();
        let mut answers = String::new();
        socket.read_to_string(&mut answers).unwrap();
        let status = |answer: &str| answer[..3].parse().unwrap();
        answers.split("HTTP/1.1 ").skip(1).map(status).collect()
    }

    pub fn head(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        read(self.connect(&format!("HEAD {path}"), headers), "HEAD")
    }
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(known, _)| known == name);
        let value = found.next().map(|(_, value)| value.as_str());
        assert!(found.next().is_none(), "`{name}` is there twice");
        value
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

/// Reads until the server closes or breaks the connection.
fn read(mut socket: TcpStream, method: &str) -> Answer {
    let mut bytes = Vec::new();
    if let Err(error) = socket.read_to_end(&mut bytes) {
        assert_eq!(error.kind(), ErrorKind::ConnectionReset, "{error}");
    }
    let end = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap();
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap()[9..12].parse().unwrap();
    let headers: Vec<(String, String)> = lines
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let value = |name| headers.iter().find(|(known, _)| known == name);
    let rest = &bytes[end + 4..];
    let (body, is_whole) = if value("transfer-encoding").is_some() {
        unchunked(rest)
    } else {
        let length: usize =
            value("content-length").map_or(0, |(_, length)| length.parse().unwrap());
        let is_whole = method == "HEAD" || status == 304 || rest.len() == length;
        (rest.to_vec(), is_whole)
    };
    Answer {
        status,
        headers,
        body,
        is_whole,
    }
}

/// The content of a chunked body, and whether its last chunk has come (RFC 9112 section 7.1).
fn unchunked(mut rest: &[u8]) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
        let length = std::str::from_utf8(&rest[..end]).unwrap();
        let length = usize::from_str_radix(length, 16).unwrap();
        if length == 0 {
            return (body, true);
        }
        let start = end + 2;
        if rest.len() < start + length + 2 {
            break;
        }
        body.extend_from_slice(&rest[start..start + length]);
        rest = &rest[start + length + 2..];
    }
    (body, false)
}
