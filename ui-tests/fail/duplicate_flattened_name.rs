use std::collections::{BTreeMap, HashMap};

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct AddressOut {
    id: String,
    city: String,
}

#[derive(ResponseModel)]
struct ContactOut {
    mail: String,
    city: String,
}

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    #[serde(flatten)]
    address: AddressOut,
    #[serde(flatten)]
    contact: Option<ContactOut>,
}

#[derive(ResponseModel)]
#[serde(tag = "id")]
enum EventOut {
    Moved(AddressOut),
    Named {
        city: String,
        #[serde(flatten)]
        contact: Box<ContactOut>,
    },
}

mod versioned {
    #[derive(steadfast::ResponseModel)]
    pub struct Meta<'a> {
        pub version: &'a str,
    }
}

#[derive(ResponseModel)]
struct Meta<'a> {
    version: u8,
    #[serde(flatten)]
    base: versioned::Meta<'a>,
}

#[derive(ResponseModel)]
struct CountsOut {
    #[serde(flatten)]
    by_name: BTreeMap<String, u64>,
    #[serde(flatten)]
    by_day: HashMap<String, u64>,
}

#[route(get, "/users/{id}", response = UserOut)]
async fn get_user(Path(_): Path<i64>) -> UserOut {
    todo!()
}

#[route(get, "/meta", response = Meta<'static>)]
async fn get_meta() -> Meta<'static> {
    todo!()
}

fn main() {}
