//! Response Cookies and Response Headers.

use schemars::JsonSchema;
use serde::Deserialize;
use steadfast::extract::{Cookie, Header};
use steadfast::prelude::*;

use super::Log;
use super::models::Message;

#[route(post, "/cookie", action, response = Message)]
async fn set_cookie() -> Reply<Message, SetCookie> {
    let message = "Come to the dark side, we have cookies".into();
    Reply::new(Message { message }).cookie(SetCookie::new("basket", "of-roses"))
}

#[derive(Deserialize, JsonSchema, ResponseModel)]
struct Basket {
    basket: Option<String>,
}

#[route(get, "/cookie", response = Basket)]
async fn read_cookie(Cookie(basket): Cookie<Basket>) -> Basket {
    basket
}

#[route(get, "/headers", response = Message, header("X-Weather" = "sunny"))]
async fn headers() -> Message {
    Message {
        message: "Hello World".into(),
    }
}

#[derive(Deserialize, JsonSchema)]
struct Agent {
    x_token: Option<Vec<String>>,
}

#[derive(ResponseModel)]
struct Tokens {
    values: Option<Vec<String>>,
}

#[route(get, "/agent", response = Tokens)]
async fn agent(Header(agent): Header<Agent>) -> Tokens {
    Tokens {
        values: agent.x_token,
    }
}

#[route(get, "/headers-direct", response = Message)]
fn headers_direct() -> Reply<Message> {
    Reply::new(Message {
        message: "Hello World".into(),
    })
    .header("X-Cat-Dog", "alone in the world")
    .header("Content-Language", "en-US")
}

pub fn api() -> Api<Log> {
    Api::new("Cookies and Headers", "1.0.0").routes(routes![
        set_cookie,
        read_cookie,
        headers,
        agent,
        headers_direct
    ])
}
