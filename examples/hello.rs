//! Users in memory, as an HTTP API.

use std::sync::{Arc, Mutex};

use schemars::JsonSchema;
use serde::Deserialize;
use steadfast::prelude::*;

#[derive(Clone)]
struct User {
    id: usize,
    name: String,
    email: String, // in no answer: `UserOut` has none
}

#[derive(Deserialize, JsonSchema)]
struct UserIn {
    name: String,
    email: String,
}

#[derive(ResponseModel)]
#[response(from = User)]
struct UserOut {
    id: usize,
    name: String,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum UserError {
    #[error("user {0} not found")]
    #[response(status = 404)]
    NotFound(usize),
    #[error("the e-mail address is taken")]
    #[response(status = 409)]
    EmailTaken,
}

type Db = Arc<Mutex<Vec<User>>>;

/// Create a user.
#[route(post, "/users", status = 201, response = UserOut)]
async fn create_user(
    State(db): State<Db>,
    Json(new): Json<UserIn>,
) -> Result<Created<User>, UserError> {
    let UserIn { name, email } = new;
    let mut users = db.lock().unwrap();
    if users.iter().any(|user| user.email == email) {
        return Err(UserError::EmailTaken);
    }
    let id = users.len();
    let user = User { id, name, email };
    users.push(user.clone());
    Ok(Created::at_route(get_user, (id,), user))
}

/// Get a user.
#[route(get, "/users/{id}", response = UserOut)]
async fn get_user(State(db): State<Db>, Path(id): Path<usize>) -> Result<User, UserError> {
    let users = db.lock().unwrap();
    users.get(id).cloned().ok_or(UserError::NotFound(id))
}

/// The API with its state, also for tests.
pub fn app() -> steadfast::api::ApiService {
    Api::new("Users", "1.0.0")
        .routes(routes![create_user, get_user])
        .with_state(Db::default())
        .into_service()
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    tracing_subscriber::fmt().init();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    println!("http://{}/docs", listener.local_addr()?);
    steadfast::serve(listener, app()).await
}
