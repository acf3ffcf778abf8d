use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    password_hash: String,
    #[serde(rename = "apiKey")]
    key: String,
}

#[derive(ResponseModel)]
#[serde(tag = "type")]
enum Event {
    LoggedIn { refresh_token: String },
    LoggedOut,
}

/// A number may be a secret, too.
#[derive(ResponseModel)]
struct Card {
    pin: u16,
    tokens: Vec<String>,
    max_tokens: u32,
}

fn main() {}
