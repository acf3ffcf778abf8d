//! [`LastEventId`]: an extractor of `Last-Event-ID`.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use http::request::Parts;
use response_core::contract::{Extractor, Needs, Operation, Parameter, Place, RequestPart};
use serde_json::json;

/// `Last-Event-ID`: the id of the last event that a client of [`Sse`](crate::Sse) has when it reconnects.
///
/// ```
/// use steadfast::prelude::*;
///
/// #[route(get, "/ticks", response = Sse<u64>)]
/// async fn ticks(LastEventId(last): LastEventId) -> Sse<u64> {
///     let next = last.and_then(|id| id.parse::<u64>().ok()).map_or(0, |id| id + 1);
///     Sse::iter((next..next + 10).map(|tick| Event::new(tick).id(tick)))
/// }
/// ```
///
/// It is `None` if the header is missing, empty or not UTF-8: it is only a hint, so no request is refused because of
/// it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastEventId(pub Option<String>);

const NAME: &str = "Last-Event-ID";

impl<S: Sync> FromRequestParts<S> for LastEventId {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let id = parts
            .headers
            .get(NAME)
            .and_then(|id| std::str::from_utf8(id.as_bytes()).ok())
            .filter(|id| !id.is_empty());
        Ok(Self(id.map(str::to_owned)))
    }
}

#[diagnostic::do_not_recommend]
impl Extractor for LastEventId {}

#[diagnostic::do_not_recommend]
impl RequestPart for LastEventId {
    const NEEDS: Needs = Needs::NOTHING;

    fn describe(operation: &mut Operation<'_>) {
        operation.parameters.push(
            Parameter::new(NAME, Place::Header, json!({ "type": "string" }))
                .description(
                    "The id of the last event that the client has: the stream goes on behind it",
                )
                .optional(),
        );
    }
}
