//! Liveness and readiness: what an orchestrator is told, and how it is documented.

use std::future::pending;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use serde_json::json;
use steadfast::prelude::*;
use steadfast::testing::Client;
use steadfast::{ErrorFormat, Health};

use crate::log::Log;

const LIMIT: Duration = Duration::from_secs(20);
const SOON: Duration = Duration::from_millis(50);

fn client<S: Clone + Send + Sync + 'static>(health: Health<S>, state: S) -> Client {
    let api = Api::new("Users", "1.0.0").merge(health).strict();
    Client::new(api.into_router().with_state(state))
}

#[tokio::test]
async fn both_are_a_plain_ok_that_is_not_cached() {
    let client = client(Health::new(), ());
    for path in ["/livez", "/readyz"] {
        let answer = client.get(path).await;
        answer
            .assert_status(200)
            .assert_header("content-type", "text/plain; charset=utf-8")
            .assert_header("cache-control", "no-store")
            .assert_conforms();
        assert_eq!(answer.text(), "ok");
    }
}

#[tokio::test]
async fn a_failed_check_is_a_503_with_its_name_and_not_its_reason() {
    let health = Health::new()
        .check("cache", LIMIT, |()| async { Ok::<_, io::Error>(()) })
        .check("database", LIMIT, |()| async {
            Err(io::Error::other("no route to 10.0.0.7"))
        })
        .check("queue", LIMIT, |()| async { Err("password wrong") });
    let answer = client(health, ()).get("/readyz").await;
    answer
        .assert_status(503)
        .assert_header("cache-control", "no-store")
        .assert_conforms();
    let problem = answer.problem();
    assert_eq!(problem["code"], "not_ready");
    assert_eq!(problem["checks"], json!(["database", "queue"]));
    assert!(!answer.text().contains("10.0.0.7") && !answer.text().contains("password"));
}

#[tokio::test]
async fn a_failed_check_does_not_concern_the_liveness() {
    let health = Health::new().check("database", LIMIT, |()| async { Err("down") });
    client(health, ()).get("/livez").await.assert_status(200);
}

#[tokio::test]
async fn a_check_that_hangs_or_panics_has_failed() {
    let health = Health::new()
        .check("hanging", SOON, |()| pending::<Result<(), io::Error>>())
        .check("panicking", LIMIT, |()| async {
            assert!(pending_is_a_bug(), "the pool is poisoned");
            Ok::<_, io::Error>(())
        });
    let answer = client(health, ()).get("/readyz").await;
    answer.assert_status(503);
    assert_eq!(answer.problem()["checks"], json!(["hanging", "panicking"]));
}

fn pending_is_a_bug() -> bool {
    false
}

/// Whether the database is up.
type Database = Arc<AtomicBool>;

fn of_database() -> Health<Database> {
    Health::new().check("database", LIMIT, |database: Database| async move {
        if database.load(Ordering::SeqCst) {
            Ok(())
        } else {
            Err(io::Error::other("connection refused"))
        }
    })
}

#[tokio::test]
async fn a_check_gets_the_state() {
    let database = Database::default();
    let client = client(of_database(), Arc::clone(&database));
    client.get("/readyz").await.assert_status(503);
    database.store(true, Ordering::SeqCst);
    client.get("/readyz").await.assert_status(200);
}

#[tokio::test]
async fn the_log_tells_once_why_a_check_fails_and_once_that_it_passes_again() {
    let database = Database::default();
    let client = client(of_database(), Arc::clone(&database));
    let log = Log::start();
    for _ in 0..3 {
        client.get("/readyz").await.assert_status(503);
    }
    database.store(true, Ordering::SeqCst);
    for _ in 0..3 {
        client.get("/readyz").await.assert_status(200);
    }
    let lines = log.lines();
    let [failed, passed] = lines.as_slice() else {
        panic!("{lines:#?}");
    };
    for part in ["WARN", "database", "connection refused"] {
        assert!(failed.contains(part), "{failed}");
    }
    assert!(passed.contains("passes again"), "{passed}");
}

#[tokio::test]
async fn a_service_that_stops_is_not_ready_which_is_not_an_error_in_the_log() {
    let tasks = Tasks::new();
    let part = Api::new("Part", "1.0.0").merge(Health::new());
    let api: Api = Api::new("Users", "1.0.0")
        .background(&tasks)
        .nest("/internal", part);
    let client = Client::new(api.into_router());
    client.get("/internal/readyz").await.assert_status(200);
    let _ = tasks.shutdown(LIMIT).await;
    let log = Log::start();
    let answer = client.get("/internal/readyz").await;
    answer.assert_status(503).assert_conforms();
    assert_eq!(answer.problem()["code"], "stopping");
    assert_eq!(log.lines(), [""; 0]);
    client.get("/internal/livez").await.assert_status(200);
}

#[tokio::test]
async fn it_has_the_error_format_of_the_app() {
    let health = Health::new().check("database", LIMIT, |()| async { Err("down") });
    let api = Api::new("Users", "1.0.0")
        .errors(ErrorFormat::Structured)
        .merge(health);
    let answer = Client::new(api.into_router()).get("/readyz").await;
    answer.assert_status(503).assert_conforms();
    assert_eq!(
        answer.json::<serde_json::Value>()["checks"],
        json!(["database"])
    );
}

#[test]
fn they_are_documented_like_any_route() {
    let health = Health::new().live_at("/health").tags(["service"]);
    let api: Api = Api::new("Users", "1.0.0")
        .security_scheme(
            "bearer",
            steadfast::describe::SecurityScheme::bearer("opaque"),
        )
        .security(&[&[("bearer", &[])]])
        .timeout(LIMIT)
        .merge(health);
    let document = api.openapi();
    let live = &document["paths"]["/health"]["get"];
    let ready = &document["paths"]["/readyz"]["get"];
    assert_eq!(live["operationId"], "livez");
    assert_eq!(live["tags"], json!(["service"]));
    assert!(live["responses"]["503"].is_null(), "no deadline");
    assert_eq!(ready["security"], json!([]), "no credentials");
    let problem = &ready["responses"]["503"]["content"]["application/problem+json"];
    let codes = &problem["schema"]["allOf"][1]["properties"]["code"]["enum"];
    assert_eq!(codes, &json!(["stopping", "not_ready"]));
}

#[test]
fn a_path_that_is_none_is_a_fault_of_the_api() {
    let api: Api = Api::new("Users", "1.0.0").merge(Health::new().live_at("health"));
    let faults: Result<Router, _> = api.try_into_router();
    assert!(faults.unwrap_err().to_string().contains("`health`"));
}
