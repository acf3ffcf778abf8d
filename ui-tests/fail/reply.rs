use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

struct User;

#[derive(ResponseHeaders)]
struct RateLimit {
    rate_limit_remaining: u32,
}

struct NotHeaders;

fn limit() -> RateLimit {
    RateLimit { rate_limit_remaining: 41 }
}

#[route(put, "/undeclared", status = 200, response = UserOut)]
async fn undeclared() -> Reply<Created<UserOut>> {
    Reply::new(Created::at("/users/1", UserOut { id: 1 }))
}

#[route(put, "/wrong", response = UserOut)]
async fn wrong() -> Result<Reply<User>, std::convert::Infallible> {
    Ok(Reply::new(User))
}

#[route(put, "/bodiless", response = UserOut)]
async fn bodiless() -> Reply<NoContent> {
    Reply::new(NoContent)
}

#[route(put, "/ambiguous", status = [200, 203], response = UserOut)]
async fn ambiguous() -> Reply<UserOut> {
    Reply::new(UserOut { id: 1 })
}

#[route(get, "/elsewhere", status = 204)]
async fn elsewhere() -> Reply<Redirect> {
    Reply::new(Redirect::to("/users"))
}

#[route(get, "/forgotten", response = UserOut)]
async fn forgotten() -> Reply<UserOut, RateLimit> {
    Reply::new(UserOut { id: 1 })
}

#[route(get, "/other", response = UserOut)]
async fn other() -> Reply<UserOut, SetCookie> {
    Reply::new(UserOut { id: 1 }).typed_header(limit())
}

#[route(get, "/no-headers", response = UserOut)]
async fn no_headers() -> Reply<UserOut> {
    Reply::new(UserOut { id: 1 }).typed_header(NotHeaders)
}

#[route(get, "/version", response = UserOut)]
async fn version() -> Reply<UserOut> {
    Reply::new(UserOut { id: 1 }).etag("v1").header("X-Cost", 3)
}

fn main() {}
