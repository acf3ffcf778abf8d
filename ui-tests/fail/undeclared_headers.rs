//! Headers in the type of a reply that are not derived.

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

// paste `#[derive(ResponseHeaders)]`: => #[derive(ResponseHeaders)]
struct RateLimit {
    rate_limit_remaining: u32,
}

#[route(get, "/one", response = UserOut)]
async fn one() -> Reply<UserOut, RateLimit> {
    Reply::new(UserOut { id: 1 }).typed_header(RateLimit { rate_limit_remaining: 3 })
}

#[route(get, "/two", response = UserOut)]
async fn two() -> Result<Reply<UserOut, (SetCookie, RateLimit)>, std::convert::Infallible> {
    let reply = Reply::new(UserOut { id: 1 }).cookie(SetCookie::new("seen", "yes"));
    Ok(reply.typed_header(RateLimit { rate_limit_remaining: 3 }))
}

fn main() {}
