//! [`Json`]: an extractor of JSON bodies.

use std::cell::Cell;

use axum::extract::{FromRequest, OptionalFromRequest, Request};
use response_core::contract::{AfterRefusal, Content, Needs, Operation, RequestBody, RequestPart};
use response_core::problem::Problem;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::checked::{Checked, ReadBody};
use super::faults::{self, Node};
use super::schema::{Plan, Why};
use super::strict::Strict;
use super::{body, json_limits, parameters, refuses, texts, wraps};
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

    fn from_request(request: Request, _: &S) -> impl Future<Output = Result<Self, Problem>> + Send {
        Self::read_body(request, Checked::into_result)
    }
}

impl<T: DeserializeOwned + 'static> ReadBody for Json<T> {
    fn read_body<E>(
        request: Request,
        end: fn(Checked<Self>) -> Result<E, Problem>,
    ) -> impl Future<Output = Result<E, Problem>> + Send {
        let mut reading = is_json(&request).then(|| body::read(request));
        async move {
            let Some(reading) = &mut reading else {
                return Err(Problem::unsupported_media_type("application/json"));
            };
            let read = parse(&reading.await?).map_err(Problem::invalid)?;
            end(read.map(Self))
        }
    }
}

impl<T, S> OptionalFromRequest<S> for Json<T>
where
    T: DeserializeOwned + 'static,
    S: Send + Sync,
{
    type Rejection = Problem;

    fn from_request(
        request: Request,
        _: &S,
    ) -> impl Future<Output = Result<Option<Self>, Problem>> + Send {
        let is_json = is_json(&request);
        let mut reading = body::read(request);
        async move {
            let bytes = (&mut reading).await?;
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
}

fn is_json(request: &Request) -> bool {
    body::is_of_media_type(request, "application/json", |media_type| {
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
    // To check the whole at once is faster than each of its strings.
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(vec![not_utf8(bytes)]);
    };
    let plan = Plan::to_read::<T>();
    let is_doubted = Cell::new(false);
    let watched = plan.watched();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let strict = match watched {
        Some(at) => Strict::watched(&mut deserializer, at, &is_doubted),
        None => Strict::new(&mut deserializer, plan.led()),
    };
    let read = T::deserialize(strict).and_then(|value| deserializer.end().map(|()| value));
    let needs_checker = watched.is_none() || is_doubted.get();
    match (read, plan.checker.as_ref().filter(|_| needs_checker)) {
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
        (Err(error), _) => Err(faults_in::<T>(bytes, plan, &error)),
    }
}

const PART: &str = "body";

/// Every fault of a body that could not be read.
#[cold]
fn faults_in<T: DeserializeOwned>(
    bytes: &[u8],
    plan: &Plan,
    said: &serde_json::Error,
) -> Vec<Fault> {
    let place = [Loc::from(PART)];
    let json_limits::Read { value, limits } = match json_limits::read(bytes) {
        Ok(read) => read,
        Err(error) => return vec![not_json(&error)],
    };
    if limits.len() >= Fault::MOST {
        return limits;
    }
    let mut faults = faults_of_value::<T>(&value, plan, said);
    plan.add_faults(&place, &value, &mut faults);
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
fn faults_of_value<T: DeserializeOwned>(
    value: &Value,
    plan: &Plan,
    said: &serde_json::Error,
) -> Vec<Fault> {
    let place = [Loc::from(PART)];
    if let Some(faults) = faults::of_said::<T>(&place, value, plan.led(), said) {
        return faults;
    }
    let strict = Strict::new(value, plan.led());
    match serde_path_to_error::deserialize::<_, T>(strict) {
        Err(error) => {
            let node = Node::Json(value, plan.led());
            faults::of::<T>(&place, node, Some(body::fault(&error)))
        }
        Ok(_) => Vec::new(),
    }
}

/// A body that is not UTF-8 is not JSON (RFC 8259 section 8.1).
#[cold]
fn not_utf8(bytes: &[u8]) -> Fault {
    match serde_json::from_slice::<Value>(bytes) {
        Err(error) => not_json(&error),
        Ok(_) => texts::not_utf8(vec![Loc::from(PART)]),
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
    const NEEDS: Needs = Needs::BODY;

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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize, JsonSchema)]
    #[serde(rename_all = "snake_case")]
    #[allow(dead_code)]
    enum Kind {
        Gift,
        Sale,
    }

    #[derive(Debug, Deserialize, JsonSchema)]
    #[allow(dead_code)]
    struct Line {
        #[schemars(length(min = 1))]
        name: String,
        #[schemars(range(min = 0.5, max = 100))]
        price: f64,
    }

    #[derive(Debug, Deserialize, JsonSchema)]
    #[allow(dead_code)]
    struct Order {
        #[schemars(range(min = 1, max = 9))]
        count: u8,
        #[serde(default, alias = "remark")]
        #[schemars(length(max = 3))]
        note: Option<String>,
        kind: Kind,
        other: Option<Kind>,
        #[serde(default)]
        #[schemars(length(max = 2))]
        lines: Vec<Line>,
        #[serde(default)]
        prices: BTreeMap<String, u8>,
        place: Option<(i8, i8)>,
        #[serde(default)]
        any: Value,
        #[serde(default, deserialize_with = "or_default")]
        level: u8,
        #[serde(default, deserialize_with = "or_default")]
        sort: Sort,
    }

    #[derive(Debug, Default, Deserialize, JsonSchema)]
    #[serde(rename_all = "snake_case")]
    enum Sort {
        #[default]
        Newest,
        Oldest,
    }

    /// A value that could not be read is another one.
    fn or_default<'de, D, T>(value: D) -> Result<T, D::Error>
    where
        D: serde::Deserializer<'de>,
        T: Deserialize<'de> + Default,
    {
        Ok(T::deserialize(value).unwrap_or_default())
    }

    #[derive(Debug, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Closed {
        #[schemars(regex(pattern = "^[a-z]+$"))]
        name: String,
        #[schemars(range(min = 0))]
        id: i64,
    }

    /// What is read in one pass has the faults that the checker finds.
    fn agrees<T: DeserializeOwned + JsonSchema + 'static>(bodies: &[&str]) -> [usize; 2] {
        let plan = Plan::of::<T>();
        assert!(plan.watched().is_some());
        let mut counts = [0, 0];
        for body in bodies {
            let Ok(Checked { faults, .. }) = parse::<T>(body.as_bytes()) else {
                continue;
            };
            let mut expected = Vec::new();
            match json_limits::value(body.as_bytes()) {
                Ok(value) => {
                    let checker = plan.checker.as_ref().unwrap();
                    checker.add_faults(&[Loc::from(PART)], &value, &mut expected);
                }
                Err(limits) => expected = limits,
            }
            assert_eq!(faults, expected, "{body}");
            counts[usize::from(faults.is_empty())] += 1;
        }
        counts
    }

    #[test]
    fn one_pass_is_as_strict_as_two() {
        let orders = [
            r#"{"count":1,"kind":"gift"}"#,
            r#"{"count":1.0,"kind":"sale","note":"abc","other":null}"#,
            r#"{"count":10,"kind":"gift"}"#,
            r#"{"count":1,"kind":"gift","note":"abcd"}"#,
            r#"{"count":1,"kind":"gift","remark":"abcd"}"#,
            r#"{"count":1,"kind":{"gift":null}}"#,
            r#"{"count":1,"kind":"gift","other":{"sale":null}}"#,
            r#"{"count":1,"kind":"gift","lines":[{"name":"a","price":1},{"name":"b","price":0.5}]}"#,
            r#"{"count":1,"kind":"gift","lines":[{"name":"","price":1}]}"#,
            r#"{"count":1,"kind":"gift","lines":[{"name":"a","price":0.4}]}"#,
            r#"{"count":1,"kind":"gift","lines":[{"name":"a","price":1,"x":1}]}"#,
            r#"{"count":1,"kind":"gift","lines":[{"name":"a","price":1},{"name":"a","price":1},{"name":"a","price":1}]}"#,
            r#"{"count":1,"kind":"gift","prices":{"a":255}}"#,
            r#"{"count":1,"kind":"gift","place":[1,-2]}"#,
            r#"{"count":1,"kind":"gift","any":{"a":[1,{"b":null}]}}"#,
            r#"{"count":1,"kind":"gift","unknown":1e999}"#,
            r#"{"count":1,"kind":"gift","unknown":{"a":[1]}}"#,
            r#"{"count":1,"kind":"gift","\u0063ount2":1}"#,
            r#"{"count":1,"kind":"gift","level":"abc"}"#,
            r#"{"count":1,"kind":"gift","level":null}"#,
            r#"{"count":1,"kind":"gift","level":1e999}"#,
            r#"{"count":1,"kind":"gift","sort":5}"#,
            r#"{"count":1,"kind":"gift","sort":"oldest"}"#,
        ];
        let [faulty, faultless] = agrees::<Order>(&orders);
        assert!(faulty >= 6 && faultless >= 10, "{faulty} {faultless}");
        let closed = [
            r#"{"name":"ada","id":7}"#,
            r#"{"name":"Ada","id":7}"#,
            r#"{"name":"ada","id":-1}"#,
            r#"{"n\u0061me":"ada","id":0}"#,
        ];
        assert_eq!(agrees::<Closed>(&closed), [2, 2]);
    }

    /// What reading has found needs the schema no more, or the schema finds nothing else. Counts what it adds to.
    fn explains<T: DeserializeOwned + JsonSchema + 'static>(bodies: &[&str]) -> usize {
        let plan = Plan::of::<T>();
        let checker = plan.checker.as_ref().unwrap();
        let added = bodies.iter().filter(|body| {
            let value: Value = serde_json::from_str(body).unwrap();
            let error = serde_json::from_str::<Value>("").unwrap_err();
            let read = faults_of_value::<T>(&value, plan, &error);
            let (mut all, mut explained) = (read.clone(), read.clone());
            checker.add_faults(&[Loc::from(PART)], &value, &mut all);
            plan.add_faults(&[Loc::from(PART)], &value, &mut explained);
            assert_eq!(explained, all, "{body}");
            all != read
        });
        added.count()
    }

    #[test]
    fn the_schema_is_asked_where_it_has_more_to_say() {
        let of_closed = [
            r#"{"name":7,"id":"7"}"#,
            r#"{"id":1.5}"#,
            r#"{}"#,
            r#"{"name":null}"#,
            r#"[]"#,
            r#"{"name":"Ada","id":"7"}"#,
            r#"{"name":7,"id":-1}"#,
            r#"{"name":7,"id":1,"x":1}"#,
        ];
        assert_eq!(explains::<Closed>(&of_closed), 2);
        let of_lines = [
            r#"[{"name":7,"price":1},{"name":"a","price":"b"},{}]"#,
            r#"[{"name":"","price":1},{"name":"a","price":"b"}]"#,
            r#"[{"name":"a","price":true},{"name":"a","price":101}]"#,
            r#"[{"name":"a","price":null,"x":{"y":1}},7]"#,
            r#"{"0":1}"#,
        ];
        assert_eq!(explains::<Vec<Line>>(&of_lines), 2);
    }

    #[derive(Debug, Deserialize)]
    #[serde(try_from = "String")]
    struct Sku;

    impl TryFrom<String> for Sku {
        type Error = &'static str;

        fn try_from(text: String) -> Result<Self, &'static str> {
            let is_sku = text.starts_with("sku-");
            is_sku.then_some(Self).ok_or("a sku begins with `sku-`")
        }
    }

    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Item {
        sku: Option<Sku>,
    }

    #[test]
    fn a_stand_in_that_works_only_within_another_one_is_given_up() {
        let faults = parse::<[Item; 2]>(br#"[7,{"sku":"x"}]"#).unwrap_err();
        let told = faults.iter().map(|fault| &*fault.msg);
        let told: Vec<_> = told.collect();
        assert_eq!(told, ["expected an object", "a sku begins with `sku-`"]);
    }

    #[test]
    fn bytes_that_are_not_utf8_are_not_json() {
        for body in [&b"{\"name\":\"\xff\",\"id\":1}"[..], b"\xff", b"[1]\xff"] {
            let faults = parse::<Closed>(body).unwrap_err();
            assert_eq!(faults[0].kind, "json_invalid", "{body:?}");
        }
    }
}
