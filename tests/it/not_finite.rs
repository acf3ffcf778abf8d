//! NaN and the infinities: JSON has no number for them (RFC 8259 section 6), so they are an error, and `null` only where a
//! field says so.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};
use steadfast::json::to_vec;
use steadfast::prelude::*;
use steadfast::testing::Client;

use crate::log::Log;
use crate::model_matches_serde::equal::schema;

const ODD: [f64; 3] = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY];

fn fault(model: &(impl ResponseModel + ?Sized)) -> String {
    to_vec(model).unwrap_err().to_string()
}

fn sent(model: &impl ResponseModel) -> Value {
    serde_json::from_slice(&to_vec(model).unwrap()).unwrap()
}

#[derive(Debug, serde::Serialize, schemars::JsonSchema)]
struct Measured {
    celsius: f64,
    history: Vec<f32>,
}

#[derive(ResponseModel)]
struct Reading {
    celsius: f64,
}

#[derive(ResponseModel)]
struct Foreign {
    #[response(foreign)]
    measured: Measured,
}

fn as_it_is<S: serde::Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(*value)
}

#[derive(ResponseModel)]
struct With {
    #[serde(serialize_with = "as_it_is")]
    #[schemars(with = "f64")]
    celsius: f64,
}

#[derive(ResponseModel)]
struct Flat {
    #[serde(flatten)]
    #[response(foreign)]
    measured: Measured,
}

fn measured(celsius: f64, last: f32) -> Measured {
    Measured {
        celsius,
        history: vec![1.0, last],
    }
}

#[test]
fn the_error_names_the_member_and_the_value() {
    let names = ["NaN", "infinity", "negative infinity"];
    for (celsius, name) in ODD.into_iter().zip(names) {
        let expected = format!("`celsius`: JSON has no number for {name}");
        assert_eq!(fault(&Reading { celsius }), expected);
        assert_eq!(
            fault(&BTreeMap::from([("celsius", celsius as f32)])),
            expected
        );
        assert_eq!(fault(&With { celsius }), expected);
        let measured = measured(celsius, 1.0);
        assert_eq!(fault(&Foreign { measured }), expected);
    }
    assert_eq!(fault(&[1.0, f64::NAN]), "JSON has no number for NaN");
}

#[test]
fn a_value_that_serde_writes_is_held_to_it_at_any_depth() {
    let deep = measured(1.0, f32::NAN);
    assert!(fault(&Foreign { measured: deep }).contains("NaN"));
    let deep = measured(1.0, f32::INFINITY);
    assert!(fault(&Flat { measured: deep }).contains("infinity"));
    let fine = measured(1.5, 2.5);
    assert_eq!(
        sent(&Flat { measured: fine }),
        json!({ "celsius": 1.5, "history": [1.0, 2.5] })
    );
}

#[derive(Clone)]
struct Row {
    celsius: f64,
    humidity: Option<f32>,
    history: Vec<f64>,
}

/// What has been measured.
#[derive(ResponseModel)]
#[response(from = Row)]
struct Weather {
    /// In degrees.
    #[response(non_finite_as_null)]
    celsius: f64,
    #[response(non_finite_as_null)]
    humidity: Option<f32>,
    #[response(non_finite_as_null)]
    history: Vec<f64>,
}

#[derive(ResponseModel)]
#[response(from = &Row)]
struct Lent<'a> {
    #[response(non_finite_as_null)]
    celsius: f64,
    #[response(non_finite_as_null)]
    history: &'a [f64],
}

#[derive(ResponseModel)]
struct Containers {
    #[response(non_finite_as_null)]
    boxed: Box<f64>,
    #[response(non_finite_as_null)]
    array: [f32; 2],
    #[response(non_finite_as_null)]
    pair: (f64, Option<f32>),
    #[response(non_finite_as_null)]
    by_day: BTreeMap<u8, Vec<f64>>,
    #[response(non_finite_as_null)]
    unset: Field<f64>,
    #[serde(flatten)]
    #[response(non_finite_as_null)]
    others: BTreeMap<String, f64>,
}

#[derive(ResponseModel)]
struct Celsius(#[response(non_finite_as_null)] f64);

#[derive(ResponseModel)]
#[serde(transparent)]
struct Kelvin {
    #[response(non_finite_as_null)]
    degrees: f64,
}

#[derive(ResponseModel)]
#[serde(tag = "unit")]
enum Tagged {
    Celsius {
        #[response(non_finite_as_null)]
        degrees: f64,
    },
}

#[derive(ResponseModel)]
enum External {
    Celsius(#[response(non_finite_as_null)] f64),
    Range(#[response(non_finite_as_null)] f64, f64),
}

#[derive(ResponseModel)]
struct Series<T> {
    #[response(non_finite_as_null)]
    values: Vec<T>,
    #[response(non_finite_as_null)]
    last: Option<T>,
}

fn nan() -> f64 {
    f64::NAN
}

#[derive(ResponseModel)]
#[response(exclude_defaults)]
struct Defaults {
    #[serde(default = "nan")]
    #[response(non_finite_as_null)]
    celsius: f64,
}

fn row() -> Row {
    Row {
        celsius: f64::NAN,
        humidity: Some(f32::INFINITY),
        history: vec![21.5, f64::NEG_INFINITY],
    }
}

#[test]
fn a_field_may_say_that_it_is_null() {
    let expected = json!({ "celsius": null, "humidity": null, "history": [21.5, null] });
    assert_eq!(sent(&Weather::fill(row())), expected);
    let containers = Containers {
        boxed: Box::new(f64::NAN),
        array: [1.0, f32::NAN],
        pair: (f64::INFINITY, Some(f32::NAN)),
        by_day: BTreeMap::from([(1, ODD.to_vec())]),
        unset: Field::Set(f64::NAN),
        others: BTreeMap::from([("a".to_owned(), f64::NAN)]),
    };
    assert_eq!(
        sent(&containers),
        json!({
            "boxed": null, "array": [1.0, null], "pair": [null, null], "by_day": { "1": [null, null, null] },
            "unset": null, "a": null,
        })
    );
    assert_eq!(sent(&Celsius(f64::NAN)), json!(null));
    assert_eq!(sent(&Kelvin { degrees: f64::NAN }), json!(null));
    let tagged = Tagged::Celsius { degrees: f64::NAN };
    assert_eq!(sent(&tagged), json!({ "unit": "Celsius", "degrees": null }));
    assert_eq!(
        sent(&External::Celsius(f64::NAN)),
        json!({ "Celsius": null })
    );
    let range = External::Range(f64::NAN, 1.0);
    assert_eq!(sent(&range), json!({ "Range": [null, 1.0] }));
}

#[test]
fn a_parameter_may_stand_for_floats() {
    let series = Series {
        values: vec![1.5_f32, f32::NAN],
        last: Some(f32::INFINITY),
    };
    assert_eq!(
        sent(&series),
        json!({ "values": [1.5, null], "last": null })
    );
    let filled = Series::<f32>::fill(series);
    assert!(to_vec(&filled).is_ok());
    let schema = schema::<Series<f32>>();
    let values = &schema["definitions"][0]["properties"]["values"];
    assert_eq!(values["items"]["type"], json!(["number", "null"]));
}

#[test]
fn the_attribute_holds_for_its_own_field_only() {
    assert!(to_vec(&External::Range(1.0, f64::NAN)).is_err());
}

#[test]
fn the_schema_allows_the_null_of_the_number_inside() {
    let number = json!({ "type": ["number", "null"], "format": "double" });
    let short = json!({ "type": ["number", "null"], "format": "float" });
    let of = |schema: Value| schema["definitions"][0]["properties"].clone();
    let weather = of(schema::<Weather>());
    assert_eq!(weather["celsius"]["type"], json!(["number", "null"]));
    assert_eq!(weather["celsius"]["description"], "In degrees.");
    assert_eq!(weather["humidity"], short);
    assert_eq!(
        weather["history"],
        json!({ "type": "array", "items": number })
    );
    let containers = of(schema::<Containers>());
    assert_eq!(containers["boxed"], number);
    assert_eq!(containers["array"]["items"], short);
    assert_eq!(containers["pair"]["prefixItems"], json!([number, short]));
    assert_eq!(
        containers["by_day"]["patternProperties"],
        json!({ r"^\d+$": { "type": "array", "items": number } })
    );
    let flat = &schema::<Containers>()["definitions"][0]["additionalProperties"];
    assert_eq!(flat, &number);
    assert_eq!(of(schema::<Defaults>())["celsius"]["default"], json!(null));
}

#[test]
fn a_default_that_is_not_a_number_is_left_out_as_any_other() {
    assert_eq!(sent(&Defaults { celsius: f64::NAN }), json!({}));
    assert_eq!(sent(&Defaults { celsius: 1.5 }), json!({ "celsius": 1.5 }));
}

#[route(get, "/reading", response = Reading)]
async fn reading() -> Reading {
    Reading { celsius: f64::NAN }
}

#[route(get, "/weather", response = Weather)]
async fn weather() -> Row {
    row()
}

#[route(get, "/picked", response = Weather, pick(celsius), exclude_none)]
async fn picked() -> Row {
    row()
}

#[route(get, "/lent", response = Lent<'_>)]
async fn lent() -> Arc<Row> {
    Arc::new(row())
}

#[route(get, "/weather.csv", response = Csv<Cells>)]
async fn cells() -> Csv<Cells> {
    Csv::iter([Cells {
        name: "a",
        celsius: f64::NAN,
    }])
}

#[derive(ResponseModel)]
struct Cells {
    name: &'static str,
    #[response(non_finite_as_null)]
    celsius: f64,
}

#[route(get, "/reading.csv", response = Csv<Reading>)]
async fn broken_cells() -> Csv<Reading> {
    Csv::iter(readings())
}

#[route(get, "/reading.jsonl", response = JsonLines<Reading>)]
async fn broken_lines() -> JsonLines<Reading> {
    JsonLines::iter(readings())
}

#[route(get, "/reading.sse", response = Sse<Reading>)]
async fn broken_events() -> Sse<Reading> {
    Sse::iter(readings())
}

fn readings() -> [Reading; 2] {
    [Reading { celsius: 1.0 }, Reading { celsius: f64::NAN }]
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum Refused {
    #[error("too hot")]
    #[response(status = 409)]
    TooHot {
        #[response(extension)]
        celsius: f64,
        #[response(extension)]
        limit: u8,
    },
}

#[route(get, "/refused", response = Reading)]
async fn refused() -> Result<Reading, Refused> {
    Err(Refused::TooHot {
        celsius: f64::NAN,
        limit: 40,
    })
}

fn client() -> Client {
    let routes = routes![reading, weather, picked, lent, cells, refused];
    Client::new(Api::<()>::new("Weather", "1").routes(routes).into_router())
}

#[tokio::test]
async fn a_model_that_holds_one_is_a_logged_500() {
    let log = Log::start();
    let answer = client().get("/reading").await;
    answer.assert_status(500).assert_conforms();
    assert_eq!(answer.problem()["code"], "internal_server_error");
    let lines = log.lines();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(
        lines[0].contains("`reading`") && lines[0].contains("`celsius`"),
        "{lines:?}"
    );
    assert!(lines[0].contains("JSON has no number for NaN"), "{lines:?}");
}

#[tokio::test]
async fn an_extension_of_an_error_that_is_one_is_a_logged_500() {
    let log = Log::start();
    let answer = client().get("/refused").await;
    answer.assert_status(500).assert_conforms();
    assert_eq!(answer.problem()["limit"], Value::Null);
    let lines = log.lines();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(
        lines[0].contains("`celsius` of the error `too_hot`"),
        "{lines:?}"
    );
}

#[tokio::test]
async fn what_the_attribute_allows_is_sent_and_documented() {
    let client = client();
    for (path, expected) in [
        (
            "/weather",
            json!({ "celsius": null, "humidity": null, "history": [21.5, null] }),
        ),
        ("/picked", json!({ "celsius": null })),
        ("/lent", json!({ "celsius": null, "history": [21.5, null] })),
    ] {
        let answer = client.get(path).await;
        answer.assert_status(200).assert_conforms();
        assert_eq!(answer.json::<Value>(), expected, "{path}");
    }
    let table = client.get("/weather.csv").await;
    table.assert_conforms();
    assert_eq!(table.text(), "name,celsius\r\na,\r\n");
}

#[tokio::test]
async fn a_stream_ends_before_the_item_that_holds_one() {
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    let api = Api::<()>::new("Weather", "1");
    let router = api
        .routes(routes![broken_cells, broken_lines, broken_events])
        .into_router();
    for path in ["/reading.csv", "/reading.jsonl", "/reading.sse"] {
        let request = Request::get(path);
        let request = request.body(Body::empty()).unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        let mut body = response.into_body();
        let mut sent = Vec::new();
        let error = loop {
            match body.frame().await {
                Some(Ok(frame)) => sent.extend(frame.into_data().unwrap()),
                Some(Err(error)) => break error,
                None => panic!("{path} has ended as if it were whole"),
            }
        };
        let sent = String::from_utf8(sent).unwrap();
        assert!(!sent.contains("null"), "{path}: {sent}");
        assert!(!error.to_string().is_empty(), "{path}");
    }
}
