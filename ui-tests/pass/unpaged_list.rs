use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[route(get, "/users", response = Page<UserOut>)]
async fn list_users(query: PageQuery) -> Page<UserOut> {
    Page::new(Vec::new(), 0_u64, &query)
}

#[route(
    get,
    "/weekdays",
    response = Vec<String>,
    allow(unpaged_list, reason = "there are seven days in a week")
)]
async fn weekdays() -> Vec<String> {
    Vec::new()
}

fn main() {}
