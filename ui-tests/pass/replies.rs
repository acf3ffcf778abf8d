//! What a reply may be: of every outcome, with every declared header, in any order that its type says.

use std::convert::Infallible;
use std::time::SystemTime;

use steadfast::prelude::*;

struct User {
    id: i64,
}

#[derive(ResponseModel)]
#[response(from = User)]
struct UserOut {
    id: i64,
}

#[derive(ResponseHeaders)]
struct RateLimit {
    rate_limit_remaining: u32,
    retry_hint: Option<String>,
}

fn limit() -> RateLimit {
    RateLimit {
        rate_limit_remaining: 41,
        retry_hint: None,
    }
}

type Answered<T, H = ()> = Result<Reply<T, H>, Infallible>;

#[route(get, "/free", response = UserOut)]
async fn undeclared_headers_are_free() -> Reply<User> {
    Reply::new(User { id: 1 })
        .header("X-Cost", 3)
        .vary("Accept-Language")
        .typed_header(limit())
}

#[route(get, "/declared", response = UserOut)]
async fn declared_behind_an_alias() -> Answered<User, RateLimit> {
    Ok(Reply::new(User { id: 1 })
        .typed_header(limit())
        .header("X-Cost", 3))
}

#[route(get, "/tagged", response = UserOut)]
async fn a_tag() -> Reply<User, ETag> {
    Reply::new(User { id: 1 }).etag("v1")
}

#[route(get, "/everything", response = UserOut)]
async fn everything() -> Reply<UserOut, (SetCookie, RateLimit, ETag, LastModified)> {
    Reply::new(UserOut { id: 1 })
        .cookie(SetCookie::new("session", "7f3a"))
        .typed_header(limit())
        .etag(format!("v{}", 1))
        .last_modified(SystemTime::now())
}

#[route(get, "/perhaps", response = UserOut)]
async fn perhaps_a_tag() -> Reply<User, Option<ETag>> {
    Reply::new(User { id: 1 }).typed_header(None)
}

#[route(post, "/users", response = UserOut)]
async fn an_outcome() -> Reply<Created<User>, ETag> {
    Reply::new(Created::at_route(a_user, (1,), User { id: 1 })).etag("v1")
}

#[route(get, "/users/{id}", response = UserOut)]
async fn a_user(Path(id): Path<i64>) -> Reply<User> {
    let reply = Reply::new(User { id });
    if id > 1 {
        return reply.header("X-Later", "yes");
    }
    reply
}

#[derive(Responses)]
enum Lookup {
    #[response(status = 200)]
    Found(UserOut),
    #[response(status = 204)]
    Nothing,
    #[response(status = 303)]
    Elsewhere(Redirect),
}

#[route(get, "/lookup/{id}", response = Lookup)]
async fn a_set(Path(id): Path<i64>) -> Reply<Lookup, ETag> {
    let found = match id {
        1 => Lookup::Found(UserOut { id }),
        2 => Lookup::Nothing,
        _ => Lookup::Elsewhere(Redirect::to_route(a_user, (id,))),
    };
    Reply::new(found).etag("v1")
}

fn main() {
    let routes = routes![
        undeclared_headers_are_free,
        declared_behind_an_alias,
        a_tag,
        everything,
        perhaps_a_tag,
        an_outcome,
        a_user,
        a_set
    ];
    let _: axum::Router = Api::new("Replies", "1.0.0").routes(routes).into_router();
}
