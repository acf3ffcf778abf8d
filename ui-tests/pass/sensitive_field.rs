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

fn main() {
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
