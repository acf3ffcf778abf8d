//! `crate = ::path` names the crate where it is renamed.

use contract::prelude::{Created, ETag, Json, Page, PageQuery, Reply, SetCookie};

mod steadfast {}

struct User {
    id: i64,
}

#[derive(contract::ResponseModel)]
#[response(from = User, crate = ::contract)]
struct UserOut {
    id: i64,
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct UserIn {
    id: i64,
}

#[derive(Debug, contract::ErrorResponse)]
#[response(crate = ::contract)]
enum UserError {
    #[response(status = 404)]
    UserNotFound,
}

impl std::fmt::Display for UserError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("no such user")
    }
}

#[contract::route(post, "/users", status = CREATED, response = UserOut, crate = ::contract)]
async fn create_user(Json(new): Json<UserIn>) -> Result<Created<User>, UserError> {
    if new.id < 1 {
        return Err(UserError::UserNotFound);
    }
    Ok(Created::at("/users/1", User { id: new.id }))
}

#[contract::route(get, "/users", response = Page<UserOut>, crate = ::contract)]
async fn list_users(query: PageQuery) -> Page<User> {
    Page::new(vec![User { id: 1 }], 1_u64, &query)
}

#[derive(contract::ResponseHeaders)]
#[response(crate = ::contract)]
struct RateLimit {
    rate_limit_remaining: u32,
    etag: &'static str,
}

#[derive(contract::Responses)]
#[response(crate = ::contract)]
enum Found {
    #[response(status = 200)]
    User(UserOut),
    #[response(status = NO_CONTENT)]
    Nothing,
}

#[contract::route(get, "/users/{id}", status = [200, 204], response = Found, crate = ::contract)]
async fn find_user() -> Result<Reply<Found, (SetCookie, ETag)>, UserError> {
    let user = UserOut { id: 1 };
    Ok(Reply::new(if user.id == 1 {
        Found::User(user)
    } else {
        Found::Nothing
    })
    .cookie(SetCookie::new("seen", "1"))
    .etag("v1"))
}

#[contract::route(get, "/limited", response = UserOut, crate = ::contract)]
async fn limited() -> Reply<User, RateLimit> {
    Reply::new(User { id: 1 }).typed_header(RateLimit {
        rate_limit_remaining: 41,
        etag: "\"v1\"",
    })
}

#[test]
fn emitted_code_names_the_crate_that_crate_names() {
    let _: axum::Router = contract::Api::new("Users", "1.0.0")
        .routes(contract::routes![
            create_user,
            list_users,
            find_user,
            limited
        ])
        .into_router();
}
