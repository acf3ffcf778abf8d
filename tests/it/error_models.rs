//! `model = T` on a variant of an error: a body of its own, with a status, headers and a place in the document.

use std::fmt;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde_json::{Value, json};
use steadfast::prelude::*;
use steadfast::testing::Client;
use steadfast::{ErrorResponse, Fail, Problem};

use crate::log::Log;

/// What a purchase costs, and what there is.
#[derive(ResponseModel)]
struct InsufficientFunds {
    balance: u32,
    #[serde(rename = "price")]
    cost: u32,
}

struct Account {
    owner: String,
    pin_code: u16,
}

#[derive(ResponseModel)]
#[response(from = Account)]
struct Locked {
    owner: String,
}

#[derive(ResponseModel)]
struct Pair<T> {
    had: T,
    wanted: T,
}

#[derive(ResponseModel)]
struct Empty {}

#[derive(ResponseModel)]
struct Outage {
    region: &'static str,
}

#[derive(ResponseModel)]
struct Ratio {
    ratio: f64,
}

#[derive(thiserror::Error, ErrorResponse)]
#[response(subset(PayError = [InsufficientFunds, Limit], LockError = [Locked]))]
enum ShopError {
    /// There is too little money.
    #[error("{balance} is less than {cost}")]
    #[response(status = 402, model = InsufficientFunds, header("X-Shop" = "1"))]
    InsufficientFunds { balance: u32, cost: u32 },
    #[error("the limit is used up")]
    #[response(status = 402)]
    Limit,
    #[error("the account of {} is locked", .0.owner)]
    #[response(status = 423, model = Locked, media_type = "application/vnd.shop+json; v=1")]
    Locked(Account),
    #[error("the account is closed")]
    #[response(status = 423, model = Pair<u32>)]
    Closed(Pair<u32>),
    #[error("slow down")]
    #[response(status = 429, model = InsufficientFunds, retry_after = wait)]
    Slow {
        balance: u32,
        cost: u32,
        #[response(skip)]
        wait: u32,
    },
    #[error("log in")]
    #[response(status = 401, model = Empty, challenge("Bearer", realm = realm))]
    LoggedOut {
        #[response(skip)]
        realm: &'static str,
    },
    #[error("could not ask the bank")]
    #[response(
        status = 503,
        model = Outage,
        allow(leaky_server_error, reason = "the status page shows the regions")
    )]
    Bank {
        region: &'static str,
        source: std::io::Error,
    },
    #[error("not a number")]
    #[response(status = 409, model = Ratio)]
    Ratio { ratio: f64 },
    #[error(transparent)]
    #[response(transparent)]
    Inner(#[from] Boxed),
}

impl fmt::Debug for ShopError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}, {}", self.owner, self.pin_code)
    }
}

/// No message is needed: nobody would see it.
#[derive(ErrorResponse)]
#[response(status = 410, model = Pair<String>)]
struct Boxed(Box<Pair<String>>);

impl fmt::Debug for Boxed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("gone")
    }
}

impl fmt::Display for Boxed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("gone")
    }
}

impl std::error::Error for Boxed {}

fn account() -> Account {
    Account {
        owner: "Ada".to_owned(),
        pin_code: 1234,
    }
}

/// Buy something.
#[route(post, "/buy/{how}", action)]
async fn buy(Path(how): Path<String>) -> Result<(), ShopError> {
    let (balance, cost) = (30, 50);
    Err(match how.as_str() {
        "poor" => ShopError::InsufficientFunds { balance, cost },
        "limit" => ShopError::Limit,
        "locked" => ShopError::Locked(account()),
        "closed" => ShopError::Closed(Pair { had: 1, wanted: 2 }),
        "slow" => ShopError::Slow {
            balance,
            cost,
            wait: 7,
        },
        "logged-out" => ShopError::LoggedOut { realm: "shop" },
        "bank" => ShopError::Bank {
            region: "eu",
            source: std::io::Error::other("no route to host"),
        },
        "ratio" => ShopError::Ratio { ratio: f64::NAN },
        _ => Boxed(Box::new(Pair {
            had: "a".to_owned(),
            wanted: "b".to_owned(),
        }))
        .into(),
    })
}

/// Pay.
#[route(post, "/pay", action)]
async fn pay() -> Result<Reply<NoContent>, PayError> {
    let (balance, cost) = (1, 2);
    Err(match balance {
        0 => PayError::Limit,
        _ => PayError::InsufficientFunds { balance, cost },
    })
}

/// The error is that of an extractor.
struct Unlocked;

impl<S: Sync> FromRequestParts<S> for Unlocked {
    type Rejection = LockError;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, LockError> {
        Err(LockError::Locked(account()))
    }
}

/// Open the account.
#[route(get, "/account", response = Text)]
async fn open(_: Unlocked) -> Result<Text, Fail<404>> {
    Ok(Text::from("open"))
}

fn api() -> Api {
    Api::new("Shop", "1.0.0").routes(routes![buy, pay, open])
}

fn client() -> Client {
    Client::new(api().into_router())
}

fn of_buy(status: &str) -> Value {
    api().openapi()["paths"]["/buy/{how}"]["post"]["responses"][status].clone()
}

#[tokio::test]
async fn the_fields_of_a_variant_make_its_model() {
    let poor = client().post("/buy/poor").await;
    poor.assert_status(402)
        .assert_header("content-type", "application/json")
        .assert_header("cache-control", "no-store")
        .assert_header("x-shop", "1")
        .assert_conforms();
    assert!(poor.header("x-request-id").is_some());
    assert_eq!(poor.json::<Value>(), json!({ "balance": 30, "price": 50 }));
}

#[tokio::test]
async fn a_model_and_a_problem_may_share_a_status() {
    let limit = client().post("/buy/limit").await;
    limit.assert_status(402).assert_conforms();
    assert_eq!(limit.problem()["code"], "limit");

    let response = of_buy("402");
    let content = &response["content"];
    assert_eq!(
        content["application/json"]["schema"],
        json!({ "$ref": "#/components/schemas/InsufficientFunds" })
    );
    assert_eq!(
        content["application/json"]["examples"]["insufficient_funds"]["value"],
        json!({ "balance": 0, "price": 0 })
    );
    assert!(content["application/problem+json"]["examples"]["limit"].is_object());
    assert_eq!(response["description"], "There is too little money.");
}

#[tokio::test]
async fn a_model_of_the_media_type_of_other_errors_is_an_alternative() {
    let app = api().errors(ErrorFormat::Structured);
    let schema = app.openapi()["paths"]["/buy/{how}"]["post"]["responses"]["402"]["content"]
        ["application/json"]["schema"]
        .clone();
    assert_eq!(schema["anyOf"].as_array().map(Vec::len), Some(2));
    let client = Client::new(app.into_router());
    for how in ["poor", "limit"] {
        let path = format!("/buy/{how}");
        client
            .post(&path)
            .await
            .assert_status(402)
            .assert_conforms();
    }
    // Its body is its own, in every format.
    assert_eq!(
        client.post("/buy/poor").await.json::<Value>()["balance"],
        30
    );
}

#[tokio::test]
async fn a_row_fills_the_model_and_the_rest_of_it_stays() {
    let locked = client().post("/buy/locked").await;
    locked
        .assert_status(423)
        .assert_header("content-type", "application/vnd.shop+json; v=1")
        .assert_conforms();
    assert_eq!(locked.json::<Value>(), json!({ "owner": "Ada" }));

    let closed = client().post("/buy/closed").await;
    closed.assert_status(423).assert_conforms();
    assert_eq!(closed.json::<Value>(), json!({ "had": 1, "wanted": 2 }));
}

#[tokio::test]
async fn a_field_may_be_a_header_alone() {
    let slow = client().post("/buy/slow").await;
    slow.assert_status(429)
        .assert_header("retry-after", "7")
        .assert_conforms();
    assert_eq!(slow.json::<Value>(), json!({ "balance": 30, "price": 50 }));
    let login = client().post("/buy/logged-out").await;
    login
        .assert_status(401)
        .assert_header("www-authenticate", "Bearer realm=\"shop\"")
        .assert_conforms();
    assert_eq!(login.json::<Value>(), json!({}));
}

#[tokio::test]
async fn a_transparent_error_keeps_its_model() {
    let gone = client().post("/buy/gone").await;
    gone.assert_status(410).assert_conforms();
    assert_eq!(gone.json::<Value>(), json!({ "had": "a", "wanted": "b" }));
}

#[tokio::test]
async fn a_subset_and_an_extractor_answer_with_the_model_too() {
    let paid = client().post("/pay").await;
    paid.assert_status(402).assert_conforms();
    assert_eq!(paid.json::<Value>(), json!({ "balance": 1, "price": 2 }));

    let account = client().get("/account").await;
    account.assert_status(423).assert_conforms();
    assert_eq!(account.json::<Value>(), json!({ "owner": "Ada" }));
}

#[tokio::test]
async fn a_server_error_with_a_model_is_logged_with_its_sources() {
    let log = Log::start();
    let bank = client().post("/buy/bank").await;
    bank.assert_status(503).assert_conforms();
    assert_eq!(bank.json::<Value>(), json!({ "region": "eu" }));
    let errors: Vec<_> = log
        .lines()
        .into_iter()
        .filter(|line| line.contains("ERROR"))
        .collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].contains("could not ask the bank: no route to host"));
}

#[tokio::test]
async fn a_model_that_cannot_be_written_is_a_logged_server_error() {
    let log = Log::start();
    let ratio = client().post("/buy/ratio").await;
    ratio.assert_status(500).assert_conforms();
    assert_eq!(ratio.problem()["code"], "internal_server_error");
    assert!(log.lines().iter().any(|line| line.contains("`ratio`")));
}

#[tokio::test]
async fn what_is_sent_is_what_is_declared() {
    assert!(client().assert_every_error_is_declared().await > 0);
}

#[derive(ErrorResponse)]
enum Lent<'a, T: fmt::Debug> {
    #[response(status = 409, model = Pair<&'a str>)]
    Name { had: &'a str, wanted: &'a str },
    #[response(status = 412, model = Pair<T>)]
    Value { had: T, wanted: T },
}

#[test]
fn an_error_may_be_generic_and_borrow() {
    let body = |problem: Problem| problem.body.clone().map(|body| body.body);
    let name: Lent<'_, u8> = Lent::Name {
        had: "a",
        wanted: "b",
    };
    let told = body(name.into_problem()).expect("a body");
    assert_eq!(&told[..], br#"{"had":"a","wanted":"b"}"#);
    let value = Lent::Value { had: 1, wanted: 2 };
    let told = body(value.into_problem()).expect("a body");
    assert_eq!(&told[..], br#"{"had":1,"wanted":2}"#);
}
