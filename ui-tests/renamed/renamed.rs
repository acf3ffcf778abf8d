//! `crate = ::path` names the crate where it is renamed.

use contract::prelude::{Created, Json, Page, PageQuery};

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

#[test]
fn emitted_code_names_the_crate_that_crate_names() {
    let _: axum::Router = contract::Api::new("Users", "1.0.0")
        .routes(contract::routes![create_user, list_users])
        .into_router();
}
