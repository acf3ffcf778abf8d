use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[route(post, "/users", response = UserOut)]
async fn create_user() -> Created<UserOut> {
    Created::at(
        "/users/1",
        UserOut {
            id: 1,
            name: "Ada".into(),
        },
    )
}

/// 200: a POST because the query does not fit a URI.
#[route(post, "/users/search", action, response = UserOut)]
async fn search_users() -> UserOut {
    UserOut {
        id: 1,
        name: "Ada".into(),
    }
}

/// 204: there is nothing to send.
#[route(post, "/users/{id}/restore", action)]
async fn restore_user(Path(_id): Path<i64>) -> NoContent {
    NoContent
}

/// 200 or 204.
#[route(post, "/users/next", action, status = [200, 204], response = UserOut)]
async fn next_user() -> MaybeContent<UserOut> {
    MaybeContent::Empty
}

#[route(
    post,
    "/users/find-or-create",
    status = [200, 201],
    response = UserOut,
    allow(post_returns_200, reason = "the status says whether the user is new")
)]
async fn find_or_create_user() -> Upserted<UserOut> {
    Upserted::Updated(UserOut {
        id: 1,
        name: "Ada".into(),
    })
}

fn main() {}
