//! The kind `JsonLines`: a stream of JSON lines.

use std::fmt;

use http::HeaderValue;

use super::{
    AnyStream, CannotFail, Chunks, Encode, FilledBy, ItemOf, Items, in_one_line, infallible,
    streams_models,
};
use crate::contract::{Content, Operation, Success};
use crate::json;
use crate::message::body::{Body, BoxError};
use crate::model::policy::{Policy, Selection};
use crate::model::{ResponseModel, filled_to_vec};
use crate::outcome::kind::{Declarable, Kind, KindFrom, Refined, Rendered};

/// A stream of models, each as JSON on its own line: `application/jsonl`, or what the route says, as
/// `media_type = "application/x-ndjson"`.
///
/// The handler returns a stream of the model, or of values that the model is filled from. An item is written when the
/// client has room for it; if the client disconnects, the stream is dropped.
///
/// ```
/// use steadfast::JsonLines;
///
/// let lines = JsonLines::iter(["Ada", "Grace"]);
/// ```
///
/// As the response of a handler, from a stream:
///
/// ```
/// use std::io;
///
/// use futures_util::stream;
/// use steadfast::prelude::*;
///
/// #[derive(ResponseModel)]
/// struct Line { number: u32 }
///
/// #[derive(Debug, thiserror::Error, ErrorResponse)]
/// #[error(transparent)]
/// #[response(status = 500)]
/// struct Broken(#[from] io::Error);
///
/// #[route(get, "/lines", response = JsonLines<Line>)]
/// async fn lines() -> JsonLines<Line> {
///     JsonLines::new(stream::iter((1..).map(|number| Line { number })))
/// }
///
/// /// An error before the first line is the handler's own.
/// #[route(get, "/rows", response = JsonLines<Line>)]
/// async fn rows() -> Result<JsonLines<Line>, Broken> {
///     let rows = stream::iter([Ok::<_, io::Error>(Line { number: 1 })]);
///     Ok(JsonLines::try_new(rows).await?)
/// }
/// # let _: axum::Router = Api::new("Lines", "1.0.0").routes(routes![lines, rows]).into_router();
/// ```
pub struct JsonLines<T> {
    items: Items<T>,
}

impl<T> JsonLines<T> {
    fn of(items: Items<T>) -> Self {
        Self { items }
    }

    /// A stream that cannot fail. The status is sent before the first item is ready, so a panic in the stream can only close
    /// the connection, as a late error of [`try_new`](Self::try_new) does.
    pub fn new(items: impl AnyStream<Sent: ItemOf<T, Failure: CannotFail>> + Send + 'static) -> Self
    where
        T: Send + 'static,
    {
        Self::of(infallible(items))
    }
}

streams_models!(JsonLines, JsonLines::of);

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JsonLines(stream)")
    }
}

impl<M> Declarable for JsonLines<M> {
    type Model = M;
}

impl<M: ResponseModel> Kind for JsonLines<M> {
    type Item = M;

    fn describe(operation: &mut Operation<'_>, selection: Selection, success: &mut Success) {
        let line = operation.schemas.response(M::SHAPE, selection);
        let media_type = operation.route.media_type.unwrap_or("application/jsonl");
        success.content.push(Content::item(media_type, line));
    }
}

impl<M: ResponseModel> Refined for JsonLines<M> {}

impl<M, T, P> KindFrom<JsonLines<T>, P> for JsonLines<M>
where
    M: ResponseModel + FilledBy<T>,
    T: Send + 'static,
    P: Policy,
{
    fn render(lines: JsonLines<T>) -> Result<Rendered, json::Error> {
        let lines = Lines {
            write: filled_to_vec::<M, P, T>,
        }
        .chunks(lines.items);
        Ok(Rendered::usual(
            HeaderValue::from_static("application/jsonl"),
            lines,
        ))
    }
}

struct Lines<T> {
    write: fn(T) -> Result<Vec<u8>, json::Error>,
}

impl<T: Send + 'static> Lines<T> {
    fn chunks(self, items: Items<T>) -> Body {
        Body::new(Chunks::new(Vec::new(), items, self))
    }
}

impl<T> Encode<T> for Lines<T> {
    fn encode(&mut self, item: T, chunk: &mut Vec<u8>) -> Result<(), BoxError> {
        chunk.append(&mut in_one_line((self.write)(item)?));
        chunk.push(b'\n');
        Ok(())
    }
}
