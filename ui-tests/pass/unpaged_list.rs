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

/// A team has at most twenty owners.
#[route(get, "/owners", response = AtMost<UserOut, 20>)]
async fn owners() -> Vec<UserOut> {
    Vec::new()
}

#[derive(ResponseModel)]
enum Role {
    Owner,
    Member,
}

#[route(get, "/roles", response = [Role; 2])]
async fn roles() -> [Role; 2] {
    [Role::Owner, Role::Member]
}

#[route(
    get,
    "/weekdays",
    response = Vec<String>,
    allow(unpaged_list, reason = "the clients expect a list without a bound")
)]
async fn weekdays() -> Vec<String> {
    Vec::new()
}

fn main() {}
