//! The flagship as a function from requests to answers.

use std::sync::Arc;
use std::thread;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_TYPE, HeaderMap};
use axum::http::{Method, Request, StatusCode};
use axum::response::Response;
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection, PgConnection, raw_sql};
use tower::ServiceExt;

use crate::app::App;
use crate::contract::Contract;
use crate::database::Database;
use crate::events::Events;
use crate::log;
use crate::password::Hasher;
use crate::routes;
use crate::store::Store;

/// What no answer may contain: the password of every user that a test creates, and how a hash of it begins.
pub const SECRETS: [&str; 2] = ["correct horse battery", "$argon2"];

pub struct Server {
    pub store: Store,
    pub events: Events,
    pub hasher: Hasher,
    router: Router,
    contract: Contract,
    database: Arc<Database>,
}

impl Server {
    /// One for each kind of database that there is.
    pub async fn on_each_database() -> Vec<Self> {
        Self::on_all(Database::each().await).await
    }

    /// One for each kind of database that processes can share.
    pub async fn on_each_shared_database() -> Vec<Self> {
        Self::on_all(Database::each_shared().await).await
    }

    async fn on_all(databases: Vec<Database>) -> Vec<Self> {
        let mut servers = Vec::new();
        for database in databases {
            servers.push(Self::on(Arc::new(database)).await);
        }
        servers
    }

    pub async fn in_memory() -> Self {
        Self::on(Arc::new(Database::memory())).await
    }

    pub async fn on_file() -> Self {
        Self::on(Arc::new(Database::file())).await
    }

    pub async fn on_postgres() -> Option<Self> {
        let database = Database::server().await?;
        Some(Self::on(Arc::new(database)).await)
    }

    async fn on(database: Arc<Database>) -> Self {
        let store = Store::open(database.url()).await.unwrap();
        let app = App::new(store.clone());
        Self {
            events: app.events.clone(),
            hasher: app.hasher.clone(),
            router: routes::api()
                .into_router()
                .layer(log::responses())
                .with_state(app),
            contract: Contract::of(&routes::api().openapi()),
            store,
            database,
        }
    }

    /// Another one on the same database, as in another process.
    pub async fn another(&self) -> Self {
        Self::on(self.database.clone()).await
    }

    pub fn url(&self) -> &str {
        self.database.url()
    }

    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// The service, with what a test adds to it.
    #[cfg(feature = "testing")]
    pub fn router_with(&self, more: impl IntoIterator<Item = steadfast::Route<App>>) -> Router {
        let api = routes::api().routes(more);
        api.into_router().with_state(App::new(self.store.clone()))
    }

    /// Puts a user into the database, without the work of hashing a password.
    pub async fn has_user(&self, name: &str, email: &str) -> i64 {
        let hash = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g".to_owned();
        let user = self.store.insert(text(name), text(email), hash).await;
        user.unwrap().id
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], Body::empty()).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, &[], Body::empty()).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send_json(Method::POST, path, body.to_string()).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send_json(Method::PUT, path, body.to_string()).await
    }

    pub async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send_json(Method::PATCH, path, body.to_string()).await
    }

    pub async fn send_json(&self, method: Method, path: &str, body: String) -> Answer {
        let headers = [(CONTENT_TYPE.as_str(), "application/json")];
        self.send(method, path, &headers, body.into()).await
    }

    /// An answer whose body is not awaited.
    pub async fn open(&self, path: &str) -> Response {
        let request = Request::get(path).body(Body::empty()).unwrap();
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// The table of users is locked by someone else until the returned connection is dropped.
    pub async fn locks_users(&self) -> PgConnection {
        let mut other = PgConnection::connect(self.url()).await.unwrap();
        let lock = raw_sql("BEGIN; LOCK TABLE users IN ACCESS EXCLUSIVE MODE");
        lock.execute(&mut other).await.unwrap();
        other
    }

    /// The body of a stream of events, which is not awaited.
    pub async fn follow(&self, path: &str, last_event_id: Option<&str>) -> Body {
        let mut request = Request::get(path);
        if let Some(id) = last_event_id {
            request = request.header("last-event-id", id);
        }
        let request = request.body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[CONTENT_TYPE], "text/event-stream");
        response.into_body()
    }

    /// Sends a request, and checks of every answer that it keeps the secrets and was documented.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Answer {
        let mut request = Request::builder().method(&method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        let answer = Answer {
            status: head.status,
            headers: head.headers,
            body: body.collect().await.unwrap().to_bytes(),
        };
        answer.keeps_secrets();
        self.contract.check(&method, path, &answer);
        answer
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if thread::panicking() {
            let scheme = self.database.url().split(':').next();
            eprintln!("the database was {}", scheme.unwrap_or_default());
        }
    }
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// That it is a problem of this status and code, which no cache keeps; returned to be read further.
    #[track_caller]
    pub fn is_problem(&self, status: u16, code: &str) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json")
        );
        assert_eq!(self.header("cache-control"), Some("no-store"));
        let problem = self.json();
        assert_eq!(problem["status"], status);
        assert_eq!(problem["code"], code);
        problem
    }

    /// That it is a 422 for the value at `loc`, and for no other reason.
    #[track_caller]
    pub fn blames(&self, loc: &Value) -> String {
        let problem = self.is_problem(422, "validation_error");
        let faults = problem["errors"].as_array().unwrap();
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert_eq!(&faults[0]["loc"], loc);
        faults[0]["msg"].as_str().unwrap().to_owned()
    }

    #[track_caller]
    fn keeps_secrets(&self) {
        let head = format!("{:?}", self.headers);
        let body = String::from_utf8_lossy(&self.body);
        for secret in SECRETS {
            assert!(
                !head.contains(secret) && !body.contains(secret),
                "{head}\n{body}"
            );
        }
    }
}

/// Puts many users into a database.
pub async fn has_users(store: &Store, count: usize) {
    let users = format!(
        "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count})
         INSERT INTO users (name, email, password_hash) SELECT 'Ada', 'ada' || n || '@example.org', '' FROM numbers"
    );
    let users = raw_sql(AssertSqlSafe(users));
    match &store.database {
        crate::store::Database::Sqlite { writer, .. } => drop(users.execute(writer).await.unwrap()),
        crate::store::Database::Postgres(pool) => drop(users.execute(pool).await.unwrap()),
    }
}

/// What a valid request for a user looks like.
pub fn ada() -> Value {
    json!({ "name": "Ada", "email": "ada@example.org", "password": SECRETS[0] })
}

/// A valid request for a user, with another value at `key`.
pub fn ada_with(key: &str, value: impl Into<Value>) -> Value {
    let mut user = ada();
    user[key] = value.into();
    user
}

/// The keys of an object, in order of the alphabet.
pub fn keys(object: &Value) -> Vec<&str> {
    let mut keys: Vec<_> = object
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    keys.sort_unstable();
    keys
}

fn text<T: DeserializeOwned>(text: &str) -> T {
    serde_json::from_value(text.into()).unwrap()
}
