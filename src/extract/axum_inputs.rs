//! How the document describes axum's own extractors.

use std::marker::PhantomData;

use axum::extract::{FromRequest, FromRequestParts};
use bytes::Bytes;
use http::StatusCode;
use response_core::contract::{AfterRefusal, Content, Needs, Operation, Place, RequestBody};
use response_core::error::ErrorResponse;
use response_core::glue::{Input, InputOf, InputPart};
use response_core::problem::Problem;
use schemars::JsonSchema;
use serde_json::{Value, json};

use super::{parameters, path};

/// One of axum's own extractors that can be documented: `axum::Json`, `State`, `Path`, `Query` and `Form` from
/// `axum::extract`, `String`, `Bytes`, and those that never refuse a request. Their refusals are in axum's words, which
/// may repeat the input; where `routes![]` mounts the handler, a problem with only the status is sent instead.
///
/// ```
/// use steadfast::prelude::*;
///
/// /// The body as it is, and axum's own `Query`.
/// #[route(post, "/echo", action, response = Text)]
/// async fn echo(query: axum::extract::Query<Vec<(String, String)>>, body: String) -> String {
///     format!("{} parameters, {body}", query.0.len())
/// }
/// # let _: axum::Router = Api::new("Echo", "1.0.0").routes(routes![echo]).into_router();
/// ```
pub trait AxumInput {
    /// [`RequestPart::AFTER_REFUSAL`](response_core::contract::RequestPart::AFTER_REFUSAL): none of these extractors reports
    /// faults.
    const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Skip;

    /// What it needs beside the head of the request, as the client has sent it.
    #[doc(hidden)]
    const NEEDS: Needs = Needs::EVERYTHING;

    /// Adds the parameters, the body and the refusals to the document.
    fn describe(operation: &mut Operation<'_>);
}

// More answers to the question of `response_core::glue::Input`: our extractors have an inherent method, axum's have this
// trait, those with a declared error have `RejectsParts` or `RejectsBody`, which need a reference, and `ForeignInput`, which
// needs a mutable one, is the fallback for the others.

/// The answer for an extractor of axum's.
#[doc(hidden)]
pub struct AxumPart<A>(PhantomData<fn() -> A>);

impl<A: AxumInput> InputOf<A> for AxumPart<A> {}

impl<A: AxumInput> InputPart for AxumPart<A> {
    const AFTER_REFUSAL: AfterRefusal = A::AFTER_REFUSAL;
    const NEEDS: Needs = A::NEEDS;

    fn name() -> &'static str {
        std::any::type_name::<A>()
    }

    fn describe(operation: &mut Operation<'_>) {
        A::describe(operation);
    }
}

/// Implemented for extractors of axum's.
#[doc(hidden)]
pub trait AsksAxum {
    /// The type of the extractor.
    type Extractor;
    /// Returns the answer.
    fn part(self) -> AxumPart<Self::Extractor>;
}

impl<A: AxumInput, S> AsksAxum for Input<A, S> {
    type Extractor = A;
    fn part(self) -> AxumPart<A> {
        AxumPart(PhantomData)
    }
}

/// The answer for an extractor whose rejection is a declared error.
#[doc(hidden)]
pub struct RejectingPart<A, R>(PhantomData<fn() -> (A, R)>);

impl<A, R: ErrorResponse> InputOf<A> for RejectingPart<A, R> {}

impl<A, R: ErrorResponse> InputPart for RejectingPart<A, R> {
    // It may be a guard.
    const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Stop;

    fn name() -> &'static str {
        std::any::type_name::<A>()
    }

    fn describe(operation: &mut Operation<'_>) {
        R::describe(operation);
    }
}

/// Implemented for extractors whose rejection is a declared error.
#[doc(hidden)]
pub trait RejectsParts {
    /// The answer.
    type Part;
    /// Returns the answer.
    fn part(self) -> Self::Part;
}

impl<A, S> RejectsParts for &Input<A, S>
where
    A: FromRequestParts<S>,
    A::Rejection: ErrorResponse,
{
    type Part = RejectingPart<A, A::Rejection>;

    fn part(self) -> Self::Part {
        RejectingPart(PhantomData)
    }
}

/// Implemented for extractors of the body whose rejection is a declared error.
#[doc(hidden)]
pub trait RejectsBody {
    /// The answer.
    type Part;
    /// Returns the answer.
    fn part(self) -> Self::Part;
}

impl<A, S> RejectsBody for &Input<A, S>
where
    A: FromRequest<S>,
    A::Rejection: ErrorResponse,
{
    type Part = RejectingPart<A, A::Rejection>;

    fn part(self) -> Self::Part {
        RejectingPart(PhantomData)
    }
}

impl<T> AxumInput for axum::extract::State<T> {
    const NEEDS: Needs = Needs::NOTHING;

    fn describe(_: &mut Operation<'_>) {}
}

impl<T> AxumInput for axum::Extension<T> {
    fn describe(_: &mut Operation<'_>) {}
}

impl<T> AxumInput for axum::extract::ConnectInfo<T> {
    const NEEDS: Needs = Needs::NOTHING;

    fn describe(_: &mut Operation<'_>) {}
}

macro_rules! of_every_request {
    ($($part:ty),*) => {$(
        impl AxumInput for $part {
            fn describe(_: &mut Operation<'_>) {}
        }
    )*};
}

// Every request has these, so nothing is refused.
of_every_request!(
    http::HeaderMap,
    http::Method,
    http::Uri,
    http::Version,
    http::Extensions,
    http::request::Parts,
    axum::extract::MatchedPath,
    axum::extract::NestedPath,
    axum::extract::OriginalUri,
    axum::extract::RawQuery,
    axum::extract::Request
);

impl<T: JsonSchema> AxumInput for axum::Json<T> {
    const NEEDS: Needs = Needs::BODY;

    fn describe(operation: &mut Operation<'_>) {
        let schema = operation.schemas.request::<T>();
        body(operation, "application/json", schema);
        refuses(operation, 400, "The body is not valid JSON");
        refuses(operation, 415, "The body is not `application/json`");
        refuses(operation, 422, "The body is not what is expected");
    }
}

impl<T: JsonSchema> AxumInput for axum::extract::Query<T> {
    const NEEDS: Needs = Needs::NOTHING;

    fn describe(operation: &mut Operation<'_>) {
        let members = parameters::members(&parameters::schema::<T>()).into_iter();
        let described = members
            .map(|(name, required, schema)| parameters::of(&name, Place::Query, required, schema));
        operation.parameters.extend(described);
        refuses(operation, 400, "The query is not what is expected");
    }
}

impl<T: JsonSchema> AxumInput for axum::extract::Path<T> {
    fn describe(operation: &mut Operation<'_>) {
        path::describe_into::<T>(operation, false);
        refuses(
            operation,
            400,
            "A parameter of the path is not what is expected",
        );
    }
}

impl<T: JsonSchema> AxumInput for axum::extract::Form<T> {
    const NEEDS: Needs = Needs::BODY;

    fn describe(operation: &mut Operation<'_>) {
        if matches!(operation.route.method, "GET" | "HEAD") {
            <axum::extract::Query<T> as AxumInput>::describe(operation);
            return;
        }
        let schema = operation.schemas.request::<T>();
        body(operation, "application/x-www-form-urlencoded", schema);
        refuses(
            operation,
            415,
            "The body is not `application/x-www-form-urlencoded`",
        );
        refuses(operation, 422, "The body is not what is expected");
    }
}

impl AxumInput for String {
    const NEEDS: Needs = Needs::BODY;

    fn describe(operation: &mut Operation<'_>) {
        body(operation, "text/plain", json!({ "type": "string" }));
        refuses(operation, 400, "The body is not valid UTF-8");
    }
}

impl AxumInput for Bytes {
    const NEEDS: Needs = Needs::BODY;

    fn describe(operation: &mut Operation<'_>) {
        body(operation, "application/octet-stream", json!({}));
    }
}

pub(super) fn body(operation: &mut Operation<'_>, media_type: &'static str, schema: Value) {
    operation.request_body = Some(RequestBody::new([Content::new(media_type, schema)]));
    operation.has_limited_body = true;
    refuses(operation, 413, "The body is too large");
}

/// Adds a refusal of axum's, which is plain text. The mounted handler turns it into a problem with its status.
pub(super) fn refuses(operation: &mut Operation<'_>, status: u16, description: &str) {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    let mut answer = Problem::of_status(status).described();
    answer.description = Some(description.to_owned());
    operation.add_error(answer);
}
