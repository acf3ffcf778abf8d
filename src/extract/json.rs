//! [`Json`]: an extractor of JSON bodies.

use axum::extract::{FromRequest, OptionalFromRequest, Request};
use response_core::contract::{AfterRefusal, Content, Operation, RequestBody, RequestPart};
use response_core::problem::Problem;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::checked::{Checked, ReadBody};
use super::faults::{self, Node};
use super::schema::{Checker, Plan, Why};
use super::strict::Strict;
use super::{body, json_limits, parameters, refuses, wraps};
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
/// What the document shows is what is read: a struct only from an object (derived code would also accept an array as the
/// list of its fields), an integer in any notation (`1.0`, `1e2`; JSON Schema Validation section 4.2), and nothing that
/// the schema of `T` forbids, such as a number below `#[schemars(range(min = 1))]`.
///
/// # Errors
/// - 415 `unsupported_media_type` unless `Content-Type` is `application/json` or `application/*+json`
/// - 413 `payload_too_large` if the body is longer than `axum::extract::DefaultBodyLimit` allows
/// - 422 `validation_error` if it is not JSON, or not a `T`: `errors` has the location of every fault and what is
///   expected there ([all at once](crate::extract#all-faults-at-once)). JSON that is nested deeper than 128 levels, or has a
///   number beyond what a `f64` holds, is refused with that limit
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Json<T>(pub T);

wraps!(Json);

impl<T, S> FromRequest<S> for Json<T>
where
    T: DeserializeOwned + 'static,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        Self::read_body(request, state).await?.into_result()
    }
}

impl<T, S> ReadBody<S> for Json<T>
where
    T: DeserializeOwned + 'static,
    S: Send + Sync,
{
    async fn read_body(request: Request, _: &S) -> Result<Checked<Self>, Problem> {
        if !is_json(&request) {
            return Err(Problem::unsupported_media_type("application/json"));
        }
        let bytes = body::read(request).await?;
        let read = parse(&bytes).map_err(Problem::invalid)?;
        Ok(read.map(Self))
    }
}

impl<T, S> OptionalFromRequest<S> for Json<T>
where
    T: DeserializeOwned + 'static,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Option<Self>, Problem> {
        let is_json = is_json(&request);
        let bytes = body::read(request).await?;
        if bytes.is_empty() {
            return Ok(None);
        }
        if !is_json {
            return Err(Problem::unsupported_media_type("application/json"));
        }
        let read = parse(&bytes).map_err(Problem::invalid)?;
        read.map(|value| Some(Self(value))).into_result()
    }
}

fn is_json(request: &Request) -> bool {
    body::media_type(request).is_some_and(|media_type| {
        media_type
            .strip_prefix("application/")
            .is_some_and(|subtype| subtype == "json" || subtype.ends_with("+json"))
    })
}

pub(super) fn parse<T>(bytes: &[u8]) -> Result<Checked<T>, Vec<Fault>>
where
    T: DeserializeOwned + 'static,
{
    if bytes.trim_ascii().is_empty() {
        return Err(vec![Fault::new([PART], "a body is required", "missing")]);
    }
    let plan = Plan::to_read::<T>();
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let strict = Strict::new(&mut deserializer, plan.led());
    let read = T::deserialize(strict).and_then(|value| deserializer.end().map(|()| value));
    match (read, &plan.checker) {
        (Ok(value), None) => Ok(Checked {
            value,
            part: PART,
            faults: Vec::new(),
        }),
        (Ok(value), Some(checker)) => {
            let faults = match json_limits::value(bytes) {
                Ok(json) => {
                    let mut faults = Vec::new();
                    checker.add_faults(&[Loc::from(PART)], &json, &mut faults);
                    faults
                }
                Err(faults) => faults,
            };
            Ok(Checked {
                value,
                part: PART,
                faults,
            })
        }
        (Err(_), checker) => Err(faults_in::<T>(bytes, plan, checker.as_ref())),
    }
}

const PART: &str = "body";

/// Every fault of a body that could not be read.
#[cold]
fn faults_in<T: DeserializeOwned>(
    bytes: &[u8],
    plan: &Plan,
    checker: Option<&Checker>,
) -> Vec<Fault> {
    let place = [Loc::from(PART)];
    let json_limits::Read { value, limits } = match json_limits::read(bytes) {
        Ok(read) => read,
        Err(error) => return vec![not_json(&error)],
    };
    if limits.len() >= Fault::MOST {
        return limits;
    }
    let mut faults = faults_of_value::<T>(&value, plan);
    if let Some(checker) = checker {
        checker.add_faults(&place, &value, &mut faults);
    }
    // What stands in for a value beyond a limit may have faults of its own.
    faults.retain(|fault| !limits.iter().any(|limit| fault.loc.starts_with(&limit.loc)));
    faults.extend(limits);
    if faults.is_empty() {
        // The type reads the same bytes in two ways.
        faults.push(Fault::new(place, "invalid value", "value_error"));
    }
    faults
}

/// The faults that reading a value has.
fn faults_of_value<T: DeserializeOwned>(value: &Value, plan: &Plan) -> Vec<Fault> {
    let strict = Strict::new(value, plan.led());
    match serde_path_to_error::deserialize::<_, T>(strict) {
        Err(error) => {
            let node = Node::Json(value, plan.led());
            faults::of::<T>(&[Loc::from(PART)], node, Some(body::fault(&error)))
        }
        Ok(_) => Vec::new(),
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
impl<T: DeserializeOwned + JsonSchema + 'static> RequestPart for Json<T> {
    const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Ask;

    fn describe(operation: &mut Operation<'_>) {
        parameters::report::<Self>(operation, Plan::of::<T>(), &[Why::Wide]);
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
