use steadfast::prelude::*;

#[route(get, "/users/{id}", response = Text)]
async fn get_user(Path(id): Path<String>) -> Text {
    Text::from(id)
}

async fn without_contract() {}

#[route(delete, "/j", extension("x-internal" = unknown))]
async fn j() {}

#[route(post, "/k", response = Text, link(get_usr, id = "$request.body"))]
async fn k() -> Created<Text> {
    Created::at("/users/a", Text::from("a"))
}

#[route(post, "/o", response = Text, link(without_contract))]
async fn o() -> Created<Text> {
    Created::at("/users/a", Text::from("a"))
}

#[route(delete, "/t", callback("{$request.body#/url}", without_contract))]
async fn t() {}

fn main() {}
