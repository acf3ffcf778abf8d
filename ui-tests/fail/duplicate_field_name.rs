//! Two members of one name: serde writes both, and a reader keeps either.

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

fn main() {}
