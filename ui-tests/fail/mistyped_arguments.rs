use steadfast::prelude::*;

struct User {
    id: i64,
}

#[derive(ResponseModel)]
#[response(form = User)]
struct UserOut {
    #[response(from_feild = id, example = 7)]
    id: i64,
}

// The argument is taken for what it was meant to be, so that nothing is missing besides.
#[route(get, "/users/{id}", response_model = UserOut)]
async fn as_in_fastapi() -> UserOut {
    UserOut { id: 1 }
}

#[route(get, "/users/a", response = UserOut, tags = ["users", "people"])]
async fn a_list() -> UserOut {
    UserOut { id: 1 }
}

#[route(get, "/users/b", response = UserOut, tag = "users")]
async fn a_text() -> UserOut {
    UserOut { id: 1 }
}

#[route(get, "/users/c", response = UserOut, pick = [id])]
async fn a_pick() -> UserOut {
    UserOut { id: 1 }
}

#[route("/users/d", method = get, response = UserOut)]
async fn the_method_by_name() -> UserOut {
    UserOut { id: 1 }
}

#[route("POST", "/users/g", response = UserOut)]
async fn the_method_in_quotes() -> Created<UserOut> {
    Created::at("/users/1", UserOut { id: 1 })
}

#[route(get, path = "/users/h", model = UserOut, omit = ["id"], exclude_none = true)]
async fn as_elsewhere() -> UserOut {
    UserOut { id: 1 }
}

#[route(get, "/users/i", response = UserOut, response_model_exclude_none = true, include_in_schema = false)]
async fn more_of_fastapi() -> UserOut {
    UserOut { id: 1 }
}

#[route(get, "/users/j", response = UserOut, exclude_unset)]
async fn what_is_unset() -> UserOut {
    UserOut { id: 1 }
}

#[route(get, "/users/k", response = )]
async fn half_typed() -> UserOut {
    UserOut { id: 1 }
}

#[route(get, "/users/p", response = UserOut, pick())]
async fn nothing_picked() -> UserOut {
    UserOut { id: 1 }
}

#[route(get, "/users/l", status(200), response = UserOut)]
async fn a_status_in_parentheses() -> UserOut {
    UserOut { id: 1 }
}

#[route(response = UserOut, get, "/users/m")]
async fn the_method_in_the_middle() -> UserOut {
    UserOut { id: 1 }
}

#[route(get, "/users/n", response = UserOut)]
#[route(get, "/users/o", response = UserOut)]
async fn two_routes() -> UserOut {
    UserOut { id: 1 }
}

#[route(get, "/users/e", response = UserOut)]
async fn nothing_or_something() -> Result<Option<UserOut>, Fail<404>> {
    Ok(None)
}

#[route(get, "/users/f", response = Text)]
fn not_async() -> Text {
    std::future::ready(()).await;
    Text::from("ok")
}

// What a model that cannot be read is answered with is not judged, wherever its status stands.
#[route(post, "/users/q", response = , status = 200)]
async fn a_status_behind_what_is_half_typed() -> UserOut {
    UserOut { id: 1 }
}

// The commas of a type that was given to a mistyped key, or cannot be read, are no ends of arguments.
#[route(get, "/users/r", response_modl = std::collections::HashMap<String, UserOut>, cache = "no-store")]
async fn a_type_with_arguments() -> std::collections::HashMap<String, UserOut> {
    std::collections::HashMap::new()
}

#[route(get, "/users/s", response = std::collections::HashMap<String Key, UserOut>, cache = "no-store")]
async fn a_type_that_is_none() -> UserOut {
    UserOut { id: 1 }
}

#[route(get, "/users/t", response = UserOut, cache, tags, summary "users")]
async fn no_values() -> UserOut {
    UserOut { id: 1 }
}

#[derive(ResponseModel)]
#[response(from = User, into = true)]
struct Converted {
    #[response(foreign = true, schema_with)]
    id: i64,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("no such user")]
#[response(statu = 404)]
#[response(status = 404)]
struct NotFound;

impl From<User> for Converted {
    fn from(user: User) -> Self {
        Self { id: user.id }
    }
}

fn main() {}
