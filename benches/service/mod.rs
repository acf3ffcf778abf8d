//! One service, written twice: with steadfast, and by hand on axum as people write it.
//!
//! Both read the same rows, take the same path and query, and answer the same bytes; each row has a column that is not sent.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::Router;
use serde::{Deserialize, Serialize};
use steadfast::prelude::{Api, Page, PageQuery, ResponseModel, route, routes};

/// A row as a database driver hands it out: owned, and made anew for each request.
#[derive(Clone)]
pub struct User {
    pub id: i64,
    pub name: String,
    pub email: String,
    pub password_hash: String,
}

impl User {
    pub fn new(id: i64) -> Self {
        Self {
            id,
            name: format!("Ada Lovelace {id}"),
            email: format!("ada.lovelace.{id}@example.com"),
            password_hash: "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$aGFzaA".to_owned(),
        }
    }
}

pub type Db = Arc<Vec<User>>;

pub fn database() -> Db {
    Arc::new((0..100).map(User::new).collect())
}

pub mod ours {
    use super::*;

    #[derive(ResponseModel)]
    #[response(from = User)]
    struct UserOut {
        id: i64,
        name: String,
        email: String,
    }

    #[derive(Debug, steadfast::ErrorResponse)]
    #[response(status = 404)]
    struct UserNotFound;

    impl std::fmt::Display for UserNotFound {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("no such user")
        }
    }

    #[route(get, "/users/{id}", response = UserOut)]
    async fn get_user(
        State(db): State<Db>,
        steadfast::extract::Path(id): steadfast::extract::Path<usize>,
    ) -> Result<User, UserNotFound> {
        db.get(id).cloned().ok_or(UserNotFound)
    }

    #[route(get, "/users", response = Page<UserOut>)]
    async fn list_users(State(db): State<Db>, query: PageQuery) -> Page<User> {
        Page::new(db.to_vec(), 100, &query)
    }

    #[derive(ResponseModel)]
    #[response(from = &User)]
    struct UserView<'a> {
        id: i64,
        name: &'a str,
        email: &'a str,
    }

    /// The rows of a cache: nothing is cloned.
    #[route(get, "/cached", response = Vec<UserView<'_>>, allow(unpaged_list, reason = "the whole cache"))]
    async fn cached_users(State(db): State<Db>) -> Db {
        db
    }

    pub fn service() -> Router {
        Api::new("Users", "1.0.0")
            .routes(routes![get_user, list_users, cached_users])
            .into_router()
            .with_state(database())
    }
}

pub mod by_hand {
    use axum::Json;
    use axum::extract::{Path, Query};

    use super::*;

    #[derive(Serialize)]
    struct UserOut {
        id: i64,
        name: String,
        email: String,
    }

    impl From<User> for UserOut {
        fn from(user: User) -> Self {
            Self {
                id: user.id,
                name: user.name,
                email: user.email,
            }
        }
    }

    #[derive(Serialize)]
    struct UserPage {
        items: Vec<UserOut>,
        total: u64,
        page: u32,
        size: u32,
        pages: u64,
    }

    #[derive(Deserialize)]
    struct PageParams {
        #[serde(default = "one")]
        page: u32,
        #[serde(default = "twenty")]
        size: u32,
    }

    fn one() -> u32 {
        1
    }

    fn twenty() -> u32 {
        20
    }

    async fn get_user(State(db): State<Db>, Path(id): Path<usize>) -> impl IntoResponse {
        match db.get(id).cloned() {
            Some(user) => (StatusCode::OK, Json(UserOut::from(user))).into_response(),
            None => StatusCode::NOT_FOUND.into_response(),
        }
    }

    async fn list_users(State(db): State<Db>, Query(query): Query<PageParams>) -> impl IntoResponse {
        let items: Vec<UserOut> = db.to_vec().into_iter().map(UserOut::from).collect();
        let total = 100_u64;
        let page = UserPage {
            items,
            total,
            page: query.page,
            size: query.size,
            pages: total.div_ceil(u64::from(query.size)),
        };
        (StatusCode::OK, Json(page))
    }

    async fn cached_users(State(db): State<Db>) -> impl IntoResponse {
        let users: Vec<UserOut> = db.iter().cloned().map(UserOut::from).collect();
        (StatusCode::OK, Json(users))
    }

    pub fn service() -> Router {
        Router::new()
            .route("/users/{id}", get(get_user))
            .route("/users", get(list_users))
            .route("/cached", get(cached_users))
            .with_state(database())
    }
}
