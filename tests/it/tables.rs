//! What is a cell of `Csv`, and what is refused when the router is built.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::ops::Range;
use std::time::Duration;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};
use steadfast::prelude::*;
use steadfast::testing::Client;

/// The fault of an API with this one table.
macro_rules! fault {
    ($($(#[$on_field:meta])* $type:ty;)*) => {[$({
        #[derive(ResponseModel)]
        struct Row {
            name: String,
            $(#[$on_field])*
            cell: $type,
        }

        #[route(get, "/table", response = Csv<Row>)]
        async fn table() -> Csv<Row> {
            Csv::iter([])
        }

        let built = Api::<()>::new("Tables", "1").routes(routes![table]).try_into_router();
        (stringify!($type), built.err().map(|error| error.to_string()))
    }),*]};
}

#[derive(Serialize, JsonSchema)]
struct Point {
    x: i32,
}

#[derive(Serialize, JsonSchema)]
enum Unit {
    Metre,
    Mile,
}

#[derive(Serialize, JsonSchema)]
struct Id(u64);

#[derive(ResponseModel)]
struct Own(Duration);

#[derive(ResponseModel)]
#[serde(untagged)]
#[allow(dead_code)]
enum Either {
    Text(String),
    Time(Duration),
}

#[test]
fn a_value_with_parts_is_refused_with_its_route_its_model_and_its_field() {
    let refused = fault! {
        Duration;
        Option<Duration>;
        chrono::TimeDelta;
        Range<u8>;
        (u8, u8);
        [u8; 2];
        BTreeMap<String, u8>;
        Own;
        Either;
        #[response(foreign, allow(untyped_field, reason = "a test"))] Value;
        #[response(foreign)] Point;
        #[response(foreign)] Vec<u8>;
        #[response(foreign)] Option<Point>;
        #[serde(serialize_with = "as_it_is")] #[response(schema_with = anything)] u8;
        #[serde(serialize_with = "as_it_is")] #[schemars(with = "Point")] u8;
    };
    for (of, fault) in refused {
        let fault = fault.unwrap_or_else(|| panic!("a table of {of} is built"));
        assert!(fault.contains("::table` cannot be a table"), "{fault}");
        assert!(
            fault.contains("the field `cell` of `Row` has parts"),
            "{fault}"
        );
    }
}

fn as_it_is<S: serde::Serializer>(value: &u8, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u8(*value)
}

fn anything(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    true.into()
}

#[test]
fn a_value_without_parts_is_a_cell() {
    let built = fault! {
        f64;
        Option<bool>;
        Box<str>;
        Field<char>;
        IpAddr;
        chrono::DateTime<chrono::Utc>;
        chrono::Weekday;
        ();
        #[response(foreign)] Unit;
        #[response(foreign)] Id;
        #[response(foreign)] Option<Unit>;
        #[response(foreign)] serde_json::Number;
        #[serde(serialize_with = "as_it_is")] #[schemars(with = "String")] u8;
    };
    for (of, fault) in built {
        assert_eq!(fault, None, "a table of {of}");
    }
}

#[derive(ResponseModel)]
struct Flat {
    name: String,
    #[serde(flatten)]
    others: BTreeMap<String, u8>,
}

#[route(get, "/flat", response = Csv<Flat>)]
async fn flat() -> Csv<Flat> {
    Csv::iter([])
}

#[test]
fn members_that_are_not_known_are_not_columns() {
    let api = Api::<()>::new("Tables", "1").routes(routes![flat]);
    assert_eq!(
        crate::startup_faults::in_lines(&api.try_into_router().unwrap_err()).concat(),
        "`it::tables::flat` cannot be a table: the columns of CSV are the fields of a struct, but the members of `others`, which is flattened into `Flat`, are not known: leave it out by `omit(others)`, or declare a flat model"
    );
}

#[derive(ResponseModel)]
struct Place {
    city: String,
    floor: Option<u8>,
}

#[derive(ResponseModel)]
struct Person {
    name: &'static str,
    #[serde(flatten)]
    place: Option<Place>,
}

#[route(get, "/people", response = Csv<Person>)]
async fn people() -> Csv<Person> {
    let (city, floor) = ("Paris".to_owned(), Some(3));
    Csv::iter([
        Person {
            name: "Ada",
            place: Some(Place { city, floor }),
        },
        Person {
            name: "Grace",
            place: None,
        },
    ])
}

#[tokio::test]
async fn the_cells_of_a_flattened_value_that_is_missing_are_empty() {
    let client = Client::new(
        Api::<()>::new("Tables", "1")
            .routes(routes![people])
            .into_router(),
    );
    let answer = client.get("/people").await;
    answer.assert_status(200).assert_conforms();
    assert_eq!(
        answer.text(),
        "name,city,floor\r\nAda,Paris,3\r\nGrace,,\r\n"
    );
}

#[derive(ResponseModel)]
struct Lengths {
    #[response(foreign)]
    unit: Unit,
    #[response(foreign)]
    id: Option<Id>,
}

#[route(get, "/lengths", response = Csv<Lengths>)]
async fn lengths() -> Csv<Lengths> {
    Csv::iter(
        [(Unit::Metre, Some(Id(7))), (Unit::Mile, None)].map(|(unit, id)| Lengths { unit, id }),
    )
}

#[tokio::test]
async fn a_foreign_cell_is_written_as_serde_writes_it() {
    let client = Client::new(
        Api::<()>::new("Tables", "1")
            .routes(routes![lengths])
            .into_router(),
    );
    let answer = client.get("/lengths").await;
    answer.assert_status(200).assert_conforms();
    assert_eq!(answer.text(), "unit,id\r\nMetre,7\r\nMile,\r\n");
}

#[derive(ResponseModel)]
struct Took {
    took: Duration,
}

#[route(get, "/took", response = Csv<Took>)]
async fn took() -> Csv<Took> {
    Csv::iter([Took {
        took: Duration::from_secs(1),
    }])
}

#[tokio::test]
async fn mounted_by_hand_it_is_a_500_before_anything_is_sent() {
    let router = axum::Router::new().route("/took", axum::routing::get(took));
    let answer = Client::new(router)
        .with_document(json!({}))
        .get("/took")
        .await;
    answer.assert_status(500);
}
