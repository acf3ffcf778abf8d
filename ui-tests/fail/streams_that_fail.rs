//! A stream of `Result`s is awaited until its first item, so that an error before it has a status.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use steadfast::prelude::*;

#[derive(ResponseModel)]
struct Tick {
    id: i64,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum TickError {
    #[error("the clock has stopped")]
    #[response(status = 500)]
    Stopped,
}

struct Ticks<T>(Option<T>);

impl<T: Unpin> Stream for Ticks<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
        Poll::Ready(self.0.take())
    }
}

fn tick() -> Result<Tick, TickError> {
    Err(TickError::Stopped)
}

#[route(get, "/events", response = Sse<Tick>)]
async fn events() -> Result<Sse<Tick>, TickError> {
    Ok(Sse::new(Ticks(Some(tick()))))
    // paste `try_new`: Sse::new(Ticks(Some(tick()))) => Sse::try_new(Ticks(Some(tick()))).await?
}

#[route(get, "/named", response = Sse<Tick>)]
async fn named_events() -> Result<Sse<Tick>, TickError> {
    Ok(Sse::new(Ticks(Some(tick().map(|tick| Event::new(tick).event("tick"))))))
    // paste `try_new`: new(Ticks(Some(tick().map(|tick| Event::new(tick).event("tick"))))) => try_new(Ticks(Some(tick().map(|tick| Event::new(tick).event("tick"))))).await?
}

#[route(get, "/lines", response = JsonLines<Tick>)]
async fn lines() -> Result<JsonLines<Tick>, TickError> {
    Ok(JsonLines::new(Ticks(Some(tick()))))
    // paste `try_new`: new(Ticks(Some(tick()))) => try_new(Ticks(Some(tick()))).await?
}

#[route(get, "/table", response = Csv<Tick>)]
async fn table() -> Result<Csv<Tick>, TickError> {
    Ok(Csv::new(Ticks(Some(tick()))))
    // paste `try_new`: new(Ticks(Some(tick()))) => try_new(Ticks(Some(tick()))).await?
}

#[route(get, "/bytes", response = ByteStream)]
async fn bytes() -> Result<ByteStream, TickError> {
    let part: Result<Bytes, TickError> = Err(TickError::Stopped);
    Ok(ByteStream::new(Ticks(Some(part))))
    // paste `try_new`: new(Ticks(Some(part))) => try_new(Ticks(Some(part))).await?
}

#[route(get, "/texts", response = ByteStream)]
async fn texts() -> ByteStream {
    ByteStream::new(Ticks(Some("text")))
    // paste `steadfast::Bytes`: Some("text") => Some(steadfast::Bytes::from("text"))
}

fn main() {}
