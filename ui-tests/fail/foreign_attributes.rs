//! What serde or schemars is told about the bytes, and cannot be read, is one error at its token.

use steadfast::prelude::*;

#[derive(ResponseModel)]
#[serde(rename_all = "camlCase", deny_unknown_fields = true)]
struct UserOut {
    #[serde(renam = "identity")]
    id: i64,
    #[serde(rename(serialise = "fullName"))]
    name: String,
    #[serde(rename = mail, rename = "mail")]
    mail: String,
    #[serde(skip = true)]
    password: String,
    #[serde(default, default)]
    city: String,
    #[serde(skip_serializing_if)]
    street: Option<String>,
    #[serde(with = "a path")]
    zip: String,
    #[serde(with = "seconds", serialize_with = "seconds")]
    #[schemars(with = String, range(min = 1))]
    age: u64,
    #[serde = "rename"]
    phone: String,
    #[serde("fax")]
    fax: String,
}

#[derive(ResponseModel)]
#[serde(tag = "kind" content = "of", remote = "Shape")]
enum Shape {
    #[serde(rename = )]
    Circle { radius: f64 },
    #[serde(untagged())]
    Square(f64),
}

fn main() {}
