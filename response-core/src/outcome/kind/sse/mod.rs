//! The kind `Sse`: server-sent events (<https://html.spec.whatwg.org/multipage/server-sent-events.html>).

mod event;
#[cfg(feature = "tokio")]
mod keep_alive;

use event::Data;
pub use event::Event;

use std::fmt;
use std::io::Write;
#[cfg(feature = "tokio")]
use std::time::Duration;

use futures_core::Stream;
use http::header::CACHE_CONTROL;
use http::{HeaderName, HeaderValue};
use serde_json::{Value, json};

use super::stream::{
    AnyStream, CannotFail, Chunks, Encode, EventOf, FilledBy, Items, in_one_line, iterated, mapped,
    peeked,
};
use super::{Declarable, Kind, KindFrom, Rendered};
use crate::contract::{Content, Header, Operation, Success};
use crate::json;
use crate::message::body::{Body, BoxError};
use crate::model::policy::{Policy, Selection};
use crate::model::{ResponseModel, filled_to_vec};

const X_ACCEL_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// Server-sent events: `text/event-stream`, with models as JSON in `data`.
///
/// The handler returns a stream of [`Event`]s or of their data: the model, or values that the model is filled from.
/// After 15 seconds without an event a comment is sent, so that no proxy closes the connection and a client that has
/// gone is noticed (with feature `tokio`). `Cache-Control` is `no-cache`, unless the route declares it.
///
/// What is not a model of the stream, such as a `[DONE]` behind the last one, is an [`Event::raw`].
///
/// An error in the stream closes the connection, as in [`JsonLines::try_new`](super::JsonLines::try_new): a browser
/// reconnects and sends the last id it has in `Last-Event-ID`.
///
/// ```
/// use steadfast::{Event, Sse};
///
/// let plain = Sse::<&str>::iter(["Ada", "Grace"]);
/// let named = Sse::<&str>::iter(["Ada"].map(|name| Event::new(name).event("user_created")));
/// ```
///
/// As the response of a handler:
///
/// ```
/// use std::io;
/// use std::time::Duration;
///
/// use futures_util::stream;
/// use steadfast::prelude::*;
///
/// #[derive(ResponseModel)]
/// struct Tick { number: u64 }
///
/// #[derive(Debug, thiserror::Error, ErrorResponse)]
/// #[error(transparent)]
/// #[response(status = 500)]
/// struct Broken(#[from] io::Error);
///
/// #[route(get, "/ticks", response = Sse<Tick>)]
/// async fn ticks() -> Sse<Tick> {
///     let ticks = stream::iter((1..).map(|number| Tick { number }));
///     Sse::new(ticks).keep_alive(Duration::from_secs(5))
/// }
///
/// /// An error before the first event is the handler's own.
/// #[route(get, "/news", response = Sse<Tick>)]
/// async fn news() -> Result<Sse<Tick>, Broken> {
///     let events = stream::iter([Ok::<_, io::Error>(
///         Event::new(Tick { number: 1 }).event("tick").id("1").with_comment("the first"),
///     )]);
///     Ok(Sse::try_new(events).await?.without_keep_alive())
/// }
/// # let _: axum::Router = Api::new("Ticks", "1.0.0").routes(routes![ticks, news]).into_router();
/// ```
pub struct Sse<T> {
    events: Items<Event<T>>,
    #[cfg(feature = "tokio")]
    keep_alive: Option<Duration>,
}

impl<T: Send + 'static> Sse<T> {
    fn of(events: Items<Event<T>>) -> Self {
        Self {
            events,
            #[cfg(feature = "tokio")]
            keep_alive: Some(keep_alive::INTERVAL),
        }
    }

    /// A stream of events, or of their data, that cannot fail.
    pub fn new(
        events: impl AnyStream<Sent: EventOf<T, Failure: CannotFail>> + Send + 'static,
    ) -> Self {
        Self::of(events.sent_items(|event| event.event().map_err(CannotFail::none)))
    }

    /// A stream that can fail. The first item is awaited: until then, an error is the handler's own, with the status
    /// that it declares. If the first event may take long, connect first and use [`new`](Self::new).
    ///
    /// # Errors
    /// The error that the stream returns in place of the first event.
    pub async fn try_new<S, V, E>(events: S) -> Result<Self, E>
    where
        S: Stream<Item = Result<V, E>> + Send + 'static,
        V: Into<Event<T>> + Send + 'static,
        E: Into<BoxError> + Send + 'static,
    {
        let events = peeked(events).await?;
        Ok(Self::of(mapped(events, |event| event.map(Into::into))))
    }

    /// The events of an iterator, or their data.
    pub fn iter<I>(events: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<Event<T>> + 'static,
        I::IntoIter: Send + 'static,
    {
        Self::of(iterated(events.into_iter().map(Into::into)))
    }

    /// Sets after how long without an event a comment is sent. The default is 15 seconds. A comment is never early, and late by at
    /// most a thirty-second part of the interval: all streams of a tokio runtime share one timer, so that ten thousand silent clients
    /// cost little.
    #[cfg(feature = "tokio")]
    #[must_use]
    pub fn keep_alive(mut self, interval: Duration) -> Self {
        self.keep_alive = Some(interval);
        self
    }

    /// Sends no comments while no events come.
    #[cfg(feature = "tokio")]
    #[must_use]
    pub fn without_keep_alive(mut self) -> Self {
        self.keep_alive = None;
        self
    }
}

impl<T> fmt::Debug for Sse<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Sse(stream)")
    }
}

impl<M> Declarable for Sse<M> {
    type Model = M;
}

impl<M: ResponseModel> Kind for Sse<M> {
    type Item = M;

    fn describe(operation: &mut Operation<'_>, selection: Selection, success: &mut Success) {
        let data = operation.schemas.response(M::SHAPE, selection);
        success
            .content
            .push(Content::item("text/event-stream", event_schema(&data)));
        let constant = |name, description, value| {
            Header::string(name, description).schema(json!({ "type": "string", "const": value }))
        };
        if operation.route.cache.is_none() {
            success.headers.push(constant(
                "Cache-Control",
                "How the response may be cached",
                "no-cache",
            ));
        }
        success.headers.push(constant(
            "X-Accel-Buffering",
            "Proxies send each event at once",
            "no",
        ));
    }
}

/// The schema of an event: its fields as the client reads them. `data` is text that contains JSON, as OpenAPI 3.2
/// describes the items of such a stream; the keywords are annotations, so that a raw text fits as well.
fn event_schema(data: &Value) -> Value {
    json!({
        "type": "object",
        "properties": {
            "data": {
                "type": "string",
                "contentMediaType": "application/json",
                "contentSchema": data,
            },
            "event": { "type": "string" },
            "id": { "type": "string" },
            "retry": { "type": "integer", "minimum": 0 },
        },
    })
}

impl<M, T, P> KindFrom<Sse<T>, P> for Sse<M>
where
    M: ResponseModel + FilledBy<T>,
    T: Send + 'static,
    P: Policy,
{
    fn render(sse: Sse<T>) -> Result<Rendered, json::Error> {
        let writer = EventWriter {
            write: filled_to_vec::<M, P, T>,
        };
        Ok(Rendered::new(
            HeaderValue::from_static("text/event-stream"),
            sse.into_body(writer),
        )
        .header(CACHE_CONTROL, HeaderValue::from_static("no-cache"))
        .header(X_ACCEL_BUFFERING, HeaderValue::from_static("no")))
    }
}

impl<T: Send + 'static> Sse<T> {
    fn into_body(self, writer: EventWriter<T>) -> Body {
        let events = Chunks::new(Vec::new(), self.events, writer);
        #[cfg(feature = "tokio")]
        if let Some(interval) = self.keep_alive {
            return Body::new(keep_alive::KeepAlive::new(events, interval));
        }
        Body::new(events)
    }
}

/// The lines of a text, at each of the three ends that a client reads: CRLF, LF and CR.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n')
        .flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

struct EventWriter<T> {
    write: fn(T) -> Result<Vec<u8>, json::Error>,
}

impl<T> Encode<Event<T>> for EventWriter<T> {
    fn encode(&mut self, event: Event<T>, chunk: &mut Vec<u8>) -> Result<(), BoxError> {
        if let Some(comment) = event.comment {
            for line in lines(&comment) {
                writeln!(chunk, ": {line}")?;
            }
        }
        if let Some(id) = event.id {
            writeln!(chunk, "id: {id}")?;
        }
        if let Some(name) = event.event {
            writeln!(chunk, "event: {name}")?;
        }
        if let Some(delay) = event.retry {
            writeln!(chunk, "retry: {}", delay.as_nanos().div_ceil(1_000_000))?;
        }
        match event.data {
            Some(Data::Json(data)) => {
                chunk.extend_from_slice(b"data: ");
                chunk.append(&mut in_one_line((self.write)(data)?));
                chunk.push(b'\n');
            }
            Some(Data::Raw(text)) => {
                for line in lines(text) {
                    writeln!(chunk, "data: {line}")?;
                }
            }
            None => {}
        }
        chunk.push(b'\n');
        Ok(())
    }
}
