use steadfast::prelude::*;

#[derive(ResponseModel)]
// paste `#[response(from = User)]`: => #[response(from = User)]
struct UserOut {
    id: i64,
}

#[allow(dead_code)]
struct User {
    id: i64,
}

#[derive(ResponseHeaders)]
struct RateLimit {
    rate_limit_remaining: u32,
}

struct NotHeaders {}
// paste `#[derive(ResponseHeaders)]`: struct NotHeaders {} => #[derive(ResponseHeaders)] struct NotHeaders {}

#[allow(dead_code)]
type V = UserOut;

fn limit() -> RateLimit {
    RateLimit { rate_limit_remaining: 41 }
}

#[route(put, "/undeclared", status = 200, response = UserOut)]
// paste `status = 201`: status = 200 => status = 201
async fn undeclared() -> Reply<Created<UserOut>> {
    Reply::new(Created::at("/users/1", UserOut { id: 1 }))
}

#[route(put, "/wrong", response = UserOut)]
async fn wrong() -> Result<Reply<User>, std::convert::Infallible> {
    Ok(Reply::new(User { id: 1 }))
}

#[route(put, "/bodiless", response = UserOut)]
// paste `status = 204`: response = UserOut => status = 204
async fn bodiless() -> Reply<NoContent> {
    Reply::new(NoContent)
}

#[route(put, "/ambiguous", status = [200, 201], response = UserOut)]
async fn ambiguous() -> Reply<UserOut> {
    // paste `Upserted`: Reply<UserOut> => Reply<Upserted<UserOut>>
    panic!("later")
}

#[route(get, "/elsewhere", status = 204)]
// paste `status = 307`: status = 204 => status = 307
async fn elsewhere() -> Reply<Redirect> {
    Reply::new(Redirect::to("/users"))
}

#[route(get, "/forgotten", response = UserOut)]
async fn forgotten() -> Reply<UserOut, RateLimit> {
    // paste `Reply<UserOut>`: Reply<UserOut, RateLimit> => Reply<UserOut>
    Reply::new(UserOut { id: 1 })
}

#[route(get, "/other", response = UserOut)]
async fn other() -> Reply<UserOut, SetCookie> {
    // paste `Reply<V, RateLimit>`: Reply<UserOut, SetCookie> => Reply<V, RateLimit>
    Reply::new(UserOut { id: 1 }).typed_header(limit())
}

#[route(get, "/no-headers", response = UserOut)]
async fn no_headers() -> Reply<UserOut> {
    Reply::new(UserOut { id: 1 }).typed_header(NotHeaders {})
}

#[route(get, "/version", response = UserOut)]
async fn version() -> Reply<UserOut> {
    // paste `Reply<V, ETag>`: Reply<UserOut> => Reply<V, ETag>
    Reply::new(UserOut { id: 1 }).etag("v1").header("X-Cost", 3)
}

fn main() {}
