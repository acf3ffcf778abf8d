use steadfast::prelude::*;

#[route(delete, "/a", deprecated = true)]
async fn a() {}

#[route(delete, "/b", deprecated = "2026-01-31")]
async fn b() {}

#[route(delete, "/c", deprecated(since = "2026-02-30"))]
async fn c() {}

#[route(delete, "/d", deprecated(since = "2026-12-31", sunset = "2026-01-31"))]
async fn d() {}

#[deprecated(since = "2026-12-31")]
#[route(delete, "/e", deprecated(sunset = "2026-01-31"))]
async fn e() {}

#[route(delete, "/f", deprecated(until = "2026-01-31", sunst = "2026-01-31"))]
async fn f() {}

#[route(delete, "/g", extension("internal" = true))]
async fn g() {}

#[route(delete, "/h", extension("x-internal"))]
async fn h() {}

#[route(delete, "/i", extension("x-internal" = true), extension("x-internal" = false))]
async fn i() {}

#[route(get, "/users/{id}", response = Text)]
async fn get_user(Path(id): Path<String>) -> Text {
    Text::from(id)
}

#[route(post, "/l", response = Text, link("get_user", id = "$request.body"))]
async fn l() -> Created<Text> {
    Created::at("/users/a", Text::from("a"))
}

#[route(post, "/m", response = Text, link(get_user, id = "$respone.body#/id"))]
async fn m() -> Created<Text> {
    Created::at("/users/a", Text::from("a"))
}

#[route(post, "/n", response = Text, link(get_user, id = "$response.header.Location", id = id))]
async fn n() -> Created<Text> {
    Created::at("/users/a", Text::from("a"))
}

#[route(delete, "/p", callback("https://example.com", get_user))]
async fn p() {}

#[route(delete, "/q", callback("{$request.body#url}", get_user))]
async fn q() {}

#[route(delete, "/r", callback(get_user))]
async fn r() {}

#[route(delete, "/s", callback("{$request.body#/url", get_user))]
async fn s() {}

fn main() {}
