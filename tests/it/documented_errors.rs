//! What the document says of a status that several errors share.

use serde_json::{Value, json};
use steadfast::ErrorResponse;
use steadfast::prelude::*;
use steadfast::testing::Client;

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum LoginError {
    #[error("log in")]
    #[response(status = 401, challenge = "Bearer")]
    LoggedOut,
    #[error("the token is old")]
    #[response(status = 401, challenge("Bearer", error = reason))]
    Expired { reason: String },
    #[error("no such user")]
    #[response(status = 404, header("X-Kind" = "user"))]
    NoUser,
    #[error("no such team")]
    #[response(status = 404, header("x-kind" = "team"))]
    NoTeam,
}

#[route(get, "/logins/{name}", response = Text)]
async fn login(Path(name): Path<String>) -> Result<Text, LoginError> {
    Err(match name.as_str() {
        "expired" => LoginError::Expired {
            reason: "invalid_token".to_owned(),
        },
        "user" => LoginError::NoUser,
        "team" => LoginError::NoTeam,
        _ => LoginError::LoggedOut,
    })
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum OrderError {
    #[error("the order is closed")]
    #[response(status = 409)]
    Closed {
        #[response(extension)]
        since: String,
    },
    #[error("the order is full")]
    #[response(status = 409)]
    Full {
        #[response(extension)]
        since: i64,
    },
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum PlaceError {
    #[error("place {id} is not in {town:?}")]
    #[response(status = 404)]
    NoPlace {
        #[response(extension)]
        id: i64,
        #[response(extension)]
        town: String,
    },
    #[error("there is no {0:>9}")]
    #[response(status = 409)]
    Unknown(f64),
}

#[route(get, "/places/{id}", response = Text)]
async fn place(Path(id): Path<i64>) -> Result<Text, PlaceError> {
    Err(match id {
        0 => PlaceError::Unknown(0.5),
        id => PlaceError::NoPlace {
            id,
            town: "Ulm".to_owned(),
        },
    })
}

#[route(get, "/orders/{name}", response = Text)]
async fn order(Path(name): Path<String>) -> Result<Text, OrderError> {
    Err(match name.as_str() {
        "full" => OrderError::Full { since: 7 },
        _ => OrderError::Closed {
            since: "May".to_owned(),
        },
    })
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("the stock is empty")]
#[response(status = 410, code = "gone")]
struct Empty;

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum ShopError {
    #[error("the shop is closed")]
    #[response(status = 410, code = "gone")]
    Closed,
    #[error("the shop has moved")]
    #[response(status = 410)]
    Moved,
}

#[route(get, "/stock/{name}", response = Text, errors = Empty)]
async fn stock(Path(name): Path<String>) -> Result<Text, ShopError> {
    Err(match name.as_str() {
        "moved" => ShopError::Moved,
        _ => ShopError::Closed,
    })
}

fn api() -> Api {
    Api::new("Errors", "1.0.0").routes(routes![login, order, stock, place])
}

fn responses(path: &str) -> Value {
    api().openapi()["paths"][path]["get"]["responses"].clone()
}

async fn conforms(path: &str, status: u16) {
    let client = Client::new(api().into_router());
    client
        .get(path)
        .await
        .assert_status(status)
        .assert_conforms();
}

#[tokio::test]
async fn a_header_has_any_value_that_one_of_the_errors_gives_it() {
    let responses = responses("/logins/{name}");
    assert_eq!(
        responses["401"]["headers"]["WWW-Authenticate"],
        json!({
            "description": "How to authenticate",
            "required": true,
            "schema": { "type": "string" },
        })
    );
    assert_eq!(
        responses["404"]["headers"]["X-Kind"],
        json!({
            "description": "Sent with this error",
            "required": true,
            "schema": { "type": "string", "enum": ["user", "team"] },
        })
    );
    for (name, status) in [("out", 401), ("expired", 401), ("user", 404), ("team", 404)] {
        conforms(&format!("/logins/{name}"), status).await;
    }
}

#[tokio::test]
async fn an_extension_has_any_type_that_one_of_the_errors_gives_it() {
    let content = &responses("/orders/{name}")["409"]["content"]["application/problem+json"];
    let since = &content["schema"]["allOf"][1]["properties"]["since"];
    let types: Vec<_> = since["anyOf"]
        .as_array()
        .expect("alternatives")
        .iter()
        .map(|schema| schema["type"].clone())
        .collect();
    assert_eq!(types, ["string", "integer"]);
    let examples = &content["examples"];
    assert!(examples["closed"]["value"]["since"].is_string());
    assert!(examples["full"]["value"]["since"].is_number());
    conforms("/orders/closed", 409).await;
    conforms("/orders/full", 409).await;
}

#[test]
fn a_code_of_two_errors_is_one_code_with_two_examples() {
    let content = &responses("/stock/{name}")["410"]["content"]["application/problem+json"];
    let codes = &content["schema"]["allOf"][1]["properties"]["code"]["enum"];
    assert_eq!(codes, &json!(["gone", "moved"]));
    let examples = content["examples"].as_object().expect("examples");
    let details: Vec<_> = examples
        .iter()
        .map(|(name, example)| (name.as_str(), example["value"]["detail"].clone()))
        .collect();
    assert_eq!(
        details,
        [
            ("gone", json!("the shop is closed")),
            ("moved", json!("the shop has moved")),
            ("gone_2", json!("the stock is empty")),
        ]
    );
}

/// An error in the words of the app.
fn own_words() -> ErrorFormat {
    ErrorFormat::custom(|problem: &Problem| {
        if problem.status == 401 {
            return ("text/plain; charset=utf-8", format!("{problem}"));
        }
        let body = json!({
            "ok": false,
            "reason": problem.code,
            "since": problem.extensions.first().map(|(_, value)| value.clone()),
            "ticket": problem.request_id.as_deref().expect("an id"),
        });
        ("application/vnd.shop+json", body.to_string())
    })
}

#[tokio::test]
async fn a_shape_of_the_apps_own_is_documented_by_samples() {
    let api = api().errors(own_words());
    let document = api.openapi();
    let of = |path: &str, status: &str| {
        document["paths"][path]["get"]["responses"][status]["content"].clone()
    };
    let conflict = of("/orders/{name}", "409");
    let body = &conflict["application/vnd.shop+json"];
    assert_eq!(body["schema"], json!({ "type": "object" }));
    assert_eq!(body["examples"]["closed"]["value"]["reason"], "closed");
    assert!(body["examples"]["closed"]["value"]["since"].is_string());
    assert!(body["examples"]["full"]["value"]["since"].is_number());
    let unauthorized = of("/logins/{name}", "401");
    assert_eq!(
        unauthorized["text/plain; charset=utf-8"],
        json!({
            "schema": { "type": "string" },
            "examples": {
                "logged_out": { "summary": "logged_out", "value": "401: log in" },
                "expired": { "summary": "expired", "value": "401: the token is old" },
            },
        })
    );
    let client = Client::new(api.into_router());
    for path in [
        "/orders/full",
        "/orders/closed",
        "/logins/out",
        "/logins/user",
    ] {
        client.get(path).await.assert_conforms();
    }
}

#[test]
fn an_example_is_what_a_client_could_be_told() {
    let example = |status: &str, code: &str| {
        let responses = responses("/places/{id}");
        let content = &responses[status]["content"]["application/problem+json"];
        content["examples"][code]["value"].clone()
    };
    let missing = example("404", "no_place");
    assert_eq!(missing["detail"], "place 1 is not in \"\u{2026}\"");
    assert_eq!(missing["id"], 1);
    assert_eq!(missing["town"], "a text");
    // What it would be cannot be told.
    assert_eq!(example("409", "unknown").get("detail"), None);
}

mod in_a_model_of_the_app {
    use super::*;

    #[derive(ResponseModel)]
    struct ErrorBody {
        error: Kind,
        faults: Vec<String>,
    }

    #[derive(ResponseModel)]
    struct Kind {
        code: String,
        message: String,
    }

    #[route(get, "/users/{id}", response = Text)]
    async fn get_user(Path(id): Path<i64>) -> Result<Text, Fail<404>> {
        Err(Fail::new(format!("no user {id}")))
    }

    fn client() -> Client {
        let format = ErrorFormat::model(|problem: &Problem| ErrorBody {
            error: Kind {
                code: problem.code.clone().unwrap_or_default().into_owned(),
                message: problem.detail.clone().unwrap_or_default().into_owned(),
            },
            faults: problem.errors.iter().map(ToString::to_string).collect(),
        });
        let api = Api::new("Users", "1.0.0").errors(format);
        Client::new(api.routes(routes![get_user]).into_router())
    }

    #[tokio::test]
    async fn every_error_is_the_model_and_documented_as_it() {
        let client = client();
        let document: Value = client.get("/openapi.json").await.json();
        let responses = &document["paths"]["/users/{id}"]["get"]["responses"];
        for status in ["404", "422", "500"] {
            assert_eq!(
                responses[status]["content"]["application/json"]["schema"]["$ref"],
                "#/components/schemas/ErrorBody"
            );
        }
        let missing = client.get("/users/7").await;
        let message = "no user 7";
        missing.assert_status(404).assert_conforms();
        assert_eq!(missing.json::<Value>()["error"]["message"], message);
        client
            .get("/users/x")
            .await
            .assert_status(422)
            .assert_conforms();
        client.assert_every_error_is_declared().await;
    }

    #[tokio::test]
    async fn the_example_of_a_fault_is_one_that_the_operation_can_have() {
        let document: Value = client().get("/openapi.json").await.json();
        let invalid = &document["paths"]["/users/{id}"]["get"]["responses"]["422"];
        let example = &invalid["content"]["application/json"]["examples"]["validation_error"];
        assert_eq!(
            example["value"]["faults"],
            serde_json::json!(["path.id: expected an integer"])
        );
    }
}
