use steadfast::prelude::*;

#[derive(ResponseModel)]
#[serde(rename_all = "camelCase")]
struct UserOut {
    full_name: String,
    display_name: String,
    #[serde(skip, rename = "fullName")]
    cached_name: String,
}

#[derive(ResponseModel)]
#[serde(tag = "type")]
enum EventOut {
    Moved { from: String, to: String },
    Renamed { to: String },
}

#[derive(ResponseModel)]
#[serde(tag = "type")]
struct TaggedOut {
    kind: u8,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum UserError {
    #[error("e-mail {email} is taken")]
    #[response(status = 409)]
    EmailTaken {
        #[response(extension)]
        email: String,
        #[response(extension = "taken_by")]
        other_email: String,
    },
    #[error("e-mail {email} is blocked")]
    #[response(status = 403)]
    EmailBlocked {
        #[response(extension)]
        email: String,
    },
}

fn main() {
    let user = UserOut {
        full_name: String::new(),
        display_name: String::new(),
        cached_name: String::new(),
    };
    let _ = (user.full_name, user.display_name, user.cached_name);
    let moved = EventOut::Moved {
        from: String::new(),
        to: String::new(),
    };
    let _ = [moved, EventOut::Renamed { to: String::new() }];
    let _ = TaggedOut { kind: 1 }.kind;
    let _ = [
        UserError::EmailTaken {
            email: String::new(),
            other_email: String::new(),
        },
        UserError::EmailBlocked {
            email: String::new(),
        },
    ];
}
