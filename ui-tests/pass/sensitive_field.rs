use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    token_type: String,
    #[serde(skip)]
    password_hash: String,
}

#[derive(ResponseModel)]
struct ApiKeyCreated {
    #[response(allow(
        sensitive_field,
        reason = "shown once, to the user who has just made it"
    ))]
    api_key: String,
}

#[derive(ResponseModel)]
#[serde(tag = "type")]
enum Event {
    LoggedIn { password_changed_at: u64 },
    LoggedOut,
}

#[derive(ResponseModel)]
enum Credential {
    #[response(allow(sensitive_field, reason = "the client has just asked for it"))]
    Fresh {
        api_key: String,
    },
    Known {
        has_password: bool,
    },
}

/// How many there are, not what they are.
#[derive(ResponseModel)]
struct Usage {
    tokens: i64,
    max_tokens: Option<u32>,
    password_resets: u64,
    password_expires: std::time::Duration,
    #[serde(rename = "apiKeys")]
    keys: usize,
}

/// The hash of a file.
#[derive(ResponseModel)]
struct Stored {
    path: String,
    size: u64,
    hash: String,
}

fn main() {
    let _ = Usage {
        tokens: 1,
        max_tokens: None,
        password_resets: 0,
        password_expires: std::time::Duration::ZERO,
        keys: 2,
    };
    let _ = Stored {
        path: String::new(),
        size: 0,
        hash: String::new(),
    };
    let user = UserOut {
        id: 1,
        token_type: "Bearer".to_owned(),
        password_hash: String::new(),
    };
    let _ = (user.id, user.token_type, user.password_hash);
    let _ = ApiKeyCreated {
        api_key: String::new(),
    }
    .api_key;
    let _ = [
        Event::LoggedIn {
            password_changed_at: 0,
        },
        Event::LoggedOut,
    ];
}
