//! One service, written twice: with steadfast, and by hand on axum as people write it.
//!
//! Both read the same rows, take the same path and query, and answer the same bytes; each row has a column that is not sent.

#![allow(dead_code, reason = "each benchmark uses its part")]

pub mod small;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use steadfast::api::ApiService;
use steadfast::prelude::{Api, Page, PageQuery, ResponseModel, route, routes};

/// A row as a database driver hands it out: owned, and made anew for each request.
#[derive(Clone)]
pub struct User {
    pub id: i64,
    pub name: String,
    pub email: String,
    pub created_at: DateTime<Utc>,
    #[allow(dead_code, reason = "a column that is never sent")]
    pub password_hash: String,
}

impl User {
    pub fn new(id: i64) -> Self {
        Self {
            id,
            name: format!("Ada Lovelace {id}"),
            email: format!("ada.lovelace.{id}@example.com"),
            created_at: DateTime::UNIX_EPOCH + TimeDelta::microseconds(1_757_000_123_456_789 + id),
            password_hash: "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$aGFzaA".to_owned(),
        }
    }
}

pub type Db = Arc<Vec<Arc<User>>>;

pub fn database() -> Db {
    Arc::new((0..100).map(|id| Arc::new(User::new(id))).collect())
}

/// Rows as a driver hands them out.
fn rows(db: &Db) -> Vec<User> {
    db.iter().map(|user| User::clone(user)).collect()
}

pub mod ours {
    use super::*;

    #[derive(ResponseModel)]
    #[response(from = User)]
    struct UserOut {
        id: i64,
        name: String,
        email: String,
        created_at: DateTime<Utc>,
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
        db.get(id).map(|user| User::clone(user)).ok_or(UserNotFound)
    }

    #[route(get, "/users", response = Page<UserOut>)]
    async fn list_users(State(db): State<Db>, query: PageQuery) -> Page<User> {
        Page::new(rows(&db), 100, &query)
    }

    #[derive(ResponseModel)]
    #[response(from = &User)]
    struct UserView<'a> {
        id: i64,
        name: &'a str,
        email: &'a str,
        created_at: DateTime<Utc>,
    }

    /// The rows of a cache: no text is cloned.
    #[route(get, "/cached", response = Page<UserView<'_>>)]
    async fn cached_users(State(db): State<Db>, query: PageQuery) -> Page<Arc<User>> {
        Page::new(db.to_vec(), 100, &query)
    }

    /// The same without what is dearest to write.
    #[route(get, "/named", response = Page<UserView<'_>>, omit(created_at))]
    async fn named_users(State(db): State<Db>, query: PageQuery) -> Page<Arc<User>> {
        Page::new(db.to_vec(), 100, &query)
    }

    pub fn api() -> Api {
        Api::new("Users", "1.0.0")
            .routes(routes![get_user, list_users, cached_users, named_users])
            .with_state(database())
    }

    pub fn service() -> ApiService {
        api().into_service()
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
        created_at: DateTime<Utc>,
    }

    impl From<User> for UserOut {
        fn from(user: User) -> Self {
            Self {
                id: user.id,
                name: user.name,
                email: user.email,
                created_at: user.created_at,
            }
        }
    }

    #[derive(Serialize)]
    struct UserNamed {
        id: i64,
        name: String,
        email: String,
    }

    #[derive(Serialize)]
    struct UserPage<T> {
        items: Vec<T>,
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
        match db.get(id).map(|user| User::clone(user)) {
            Some(user) => (StatusCode::OK, Json(UserOut::from(user))).into_response(),
            None => StatusCode::NOT_FOUND.into_response(),
        }
    }

    async fn list_users(
        State(db): State<Db>,
        Query(query): Query<PageParams>,
    ) -> impl IntoResponse {
        let items: Vec<UserOut> = rows(&db).into_iter().map(UserOut::from).collect();
        page(items, &query)
    }

    fn page<T: Serialize>(items: Vec<T>, query: &PageParams) -> impl IntoResponse + use<T> {
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

    /// The rows of a cache: a DTO owns its texts.
    async fn cached_users(
        State(db): State<Db>,
        Query(query): Query<PageParams>,
    ) -> impl IntoResponse {
        let items = db.iter().map(|user| UserOut {
            id: user.id,
            name: user.name.clone(),
            email: user.email.clone(),
            created_at: user.created_at,
        });
        page(items.collect(), &query)
    }

    async fn named_users(
        State(db): State<Db>,
        Query(query): Query<PageParams>,
    ) -> impl IntoResponse {
        let items = db.iter().map(|user| UserNamed {
            id: user.id,
            name: user.name.clone(),
            email: user.email.clone(),
        });
        page(items.collect(), &query)
    }

    pub fn service() -> Router {
        Router::new()
            .route("/users/{id}", get(get_user))
            .route("/users", get(list_users))
            .route("/cached", get(cached_users))
            .route("/named", get(named_users))
            .with_state(database())
    }
}
