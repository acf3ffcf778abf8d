use steadfast::prelude::*;

#[derive(ResponseModel)]
struct Account {
    name: String,
    #[response(allow(sensitive_field, reason = "omitted by every route"))]
    password_hash: String,
}

#[derive(ResponseModel)]
struct Shop {
    owners: Vec<Account>,
}

#[route(get, "/shop", response = Shop, omit(owners.password_hash))]
async fn get_shop() -> Shop {
    Shop { owners: Vec::new() }
}

fn main() {}
