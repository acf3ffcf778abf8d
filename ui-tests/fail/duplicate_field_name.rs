use steadfast::prelude::*;

#[derive(ResponseModel)]
#[serde(rename_all = "camelCase")]
struct UserOut {
    full_name: String,
    #[serde(rename = "fullName")]
    display_name: String,
    #[serde(skip, rename = "fullName")]
    cached_name: String,
}

#[derive(ResponseModel)]
#[serde(tag = "type")]
enum EventOut {
    Moved { r#type: u8, to: String },
    Renamed { to: String },
}

#[derive(ResponseModel)]
#[serde(tag = "kind")]
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
        #[response(extension = "email")]
        other_email: String,
    },
    #[error("e-mail is blocked: {detail}")]
    #[response(status = 403)]
    EmailBlocked {
        #[response(extension)]
        detail: String,
    },
}

fn main() {}
