//! Stream JSON Lines, Server-Sent Events, and bytes.

use steadfast::prelude::*;

use super::Log;
use super::models::{Gardener, GardenerIn};

#[route(get, "/bytes", response = ByteStream)]
async fn stream_bytes() -> ByteStream {
    ByteStream::iter((0..3).map(|number| format!("some bytes {number}\n").into()))
}

fn gardeners() -> impl Iterator<Item = GardenerIn> {
    ["ada", "grace"].into_iter().map(|name| GardenerIn {
        username: name.to_owned(),
        email: format!("{name}@example.com"),
        full_name: None,
        password: "secret".to_owned(),
    })
}

#[route(get, "/lines", response = JsonLines<Gardener>)]
async fn stream_lines() -> JsonLines<GardenerIn> {
    JsonLines::iter(gardeners())
}

#[route(get, "/events", response = Sse<Gardener>)]
async fn stream_events() -> Sse<GardenerIn> {
    Sse::iter(gardeners())
}

#[derive(ResponseModel)]
struct Token {
    #[response(allow(
        sensitive_field,
        reason = "a token of a language model is part of its answer"
    ))]
    token: &'static str,
}

#[route(get, "/chat", response = Sse<Token>)]
async fn stream_chat() -> Sse<Token> {
    let tokens = ["Hello", "garden"].into_iter().enumerate();
    let tokens =
        tokens.map(|(number, token)| Event::new(Token { token }).event("token").id(number));
    Sse::iter(tokens.chain([Event::raw("[DONE]").event("done")]))
}

pub fn api() -> Api<Log> {
    Api::new("Streaming", "1.0.0").routes(routes![
        stream_bytes,
        stream_lines,
        stream_events,
        stream_chat
    ])
}
