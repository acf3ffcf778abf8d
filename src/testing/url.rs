//! Requests to a running server.

use std::sync::Arc;

use axum::body::Body;
use axum::http::header::HOST;
use axum::http::{HeaderValue, Request, Response, Uri};
use bytes::Bytes;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::{Answer, Answering, body};

/// The function that sends requests to the server at this URL.
#[track_caller]
pub(super) fn answers(url: &str) -> Answer {
    let server = match url.parse::<Uri>() {
        Ok(uri) if uri.scheme_str() == Some("http") && uri.authority().is_some() => Arc::new(uri),
        _ => panic!("`{url}` is not the URL of a server, such as `http://127.0.0.1:3000`"),
    };
    Arc::new(move |request| -> Answering {
        let server = Arc::clone(&server);
        Box::pin(async move {
            match send(&server, request).await {
                Ok(response) => response,
                Err(error) => panic!("{server} does not answer: {error}"),
            }
        })
    })
}

/// Sends a request on a connection of its own, since a bad request may end the connection.
async fn send(
    server: &Uri,
    mut request: Request<Body>,
) -> Result<Response<Bytes>, Box<dyn std::error::Error + Send + Sync>> {
    let host = server.host().unwrap_or_default();
    let port = server.port_u16().unwrap_or(80);
    let stream = TcpStream::connect((host.trim_matches(['[', ']']), port)).await?;
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    let below = server.path().trim_end_matches('/');
    let path = request
        .uri()
        .path_and_query()
        .map_or("/", |path| path.as_str());
    *request.uri_mut() = format!("{below}{path}").parse()?;
    let authority = server
        .authority()
        .map_or(host, |authority| authority.as_str());
    let authority = HeaderValue::from_str(authority)?;
    request.headers_mut().entry(HOST).or_insert(authority);
    let (parts, body) = sender.send_request(request).await?.into_parts();
    let body = body::read(&parts, body).await?;
    Ok(Response::from_parts(parts, body))
}
