//! [`Json`]: an extractor of JSON bodies.

use axum::extract::{FromRequest, OptionalFromRequest, Request};
use response_core::contract::{AfterRefusal, Content, Operation, RequestBody, RequestPart};
use response_core::problem::Problem;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;

use super::faults::{self, Node};
use super::strict::Strict;
use super::{body, refuses, wraps};
use response_core::problem::{Fault, Loc};

/// A JSON body.
///
/// ```
/// use steadfast::extract::Json;
///
/// #[derive(serde::Deserialize, schemars::JsonSchema)]
/// struct NewUser {
///     name: String,
/// }
///
/// async fn create_user(Json(new): Json<NewUser>) -> String {
///     format!("hello {}", new.name)
/// }
/// ```
///
/// As `Option<Json<T>>` the body may be left out: `None` is a request with an empty body. One with a body and without a
/// `Content-Type` is a 415 as well (RFC 9110 section 15.5.16).
///
/// A struct is read only from an object: derived code would also accept an array as the list of its fields, which the
/// document does not show. Inside of `#[serde(flatten)]`, `#[serde(untagged)]` and `#[serde(tag = "..")]` serde reads
/// from a buffer of its own, where such an array is still accepted.
///
/// # Errors
/// - 415 `unsupported_media_type` unless `Content-Type` is `application/json` or `application/*+json`
/// - 413 `payload_too_large` if the body is longer than `axum::extract::DefaultBodyLimit` allows
/// - 422 `validation_error` if it is not JSON, or not a `T`: `errors` has the location of every fault and what is
///   expected there ([all at once](crate::extract#all-faults-at-once))
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Json<T>(pub T);

wraps!(Json);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !is_json(&request) {
            return Err(Problem::unsupported_media_type("application/json"));
        }
        let bytes = body::read(request, state).await?;
        parse(&bytes).map(Self).map_err(Problem::invalid)
    }
}

impl<T: DeserializeOwned, S: Send + Sync> OptionalFromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Option<Self>, Problem> {
        let is_json = is_json(&request);
        let bytes = body::read(request, state).await?;
        if bytes.is_empty() {
            return Ok(None);
        }
        if !is_json {
            return Err(Problem::unsupported_media_type("application/json"));
        }
        let value = parse(&bytes).map_err(Problem::invalid)?;
        Ok(Some(Self(value)))
    }
}

fn is_json(request: &Request) -> bool {
    body::media_type(request).is_some_and(|media_type| {
        media_type
            .strip_prefix("application/")
            .is_some_and(|subtype| subtype == "json" || subtype.ends_with("+json"))
    })
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Vec<Fault>> {
    if bytes.trim_ascii().is_empty() {
        return Err(vec![Fault::new(["body"], "a body is required", "missing")]);
    }
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = match T::deserialize(Strict(&mut deserializer)) {
        Ok(value) => value,
        Err(error) if error.classify() == Category::Data => return Err(faults_in::<T>(bytes)),
        Err(error) => return Err(vec![not_json(&error)]),
    };
    match deserializer.end() {
        Ok(()) => Ok(value),
        Err(error) => Err(vec![not_json(&error)]),
    }
}

#[cold]
fn faults_in<T: DeserializeOwned>(bytes: &[u8]) -> Vec<Fault> {
    let value: Value = match serde_json::from_slice(bytes) {
        Ok(value) => value,
        Err(error) => return vec![not_json(&error)],
    };
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    match serde_path_to_error::deserialize::<_, T>(Strict(&mut deserializer)) {
        Err(error) => faults::of::<T>("body", Node::Json(&value), body::fault(&error)),
        // The type reads the same bytes in two ways.
        Ok(_) => vec![Fault::new(["body"], "invalid value", "value_error")],
    }
}

/// The place where the text stops being JSON, without its content.
fn not_json(error: &serde_json::Error) -> Fault {
    let (line, column) = (error.line(), error.column());
    Fault::new(
        [Loc::from("body")],
        format!("not valid JSON at line {line} column {column}"),
        "json_invalid",
    )
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned + JsonSchema> RequestPart for Json<T> {
    const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Ask;

    fn describe(operation: &mut Operation<'_>) {
        let schema = operation.schemas.request::<T>();
        operation.request_body = Some(RequestBody::new([Content::new("application/json", schema)]));
        refuses(operation, &Problem::payload_too_large());
        refuses(
            operation,
            &Problem::unsupported_media_type("application/json"),
        );
        refuses(operation, &Problem::invalid([]));
    }
}
