use steadfast::prelude::*;

struct User {
    id: i64,
    name: String,
    password_hash: String,
}

fn ada() -> User {
    User { id: 1, name: "Ada".into(), password_hash: "".into() }
}

#[derive(ResponseModel)]
#[response(from = User)]
struct Profile {
    id: i64,
    name: String,
}

type ApiResult<T> = Result<T, std::convert::Infallible>;

#[route(get, "/users/{id}", response = Profile)]
async fn plain() -> User {
    ada()
}

#[route(post, "/users", response = Profile)]
async fn in_an_outcome_behind_an_alias() -> ApiResult<Created<User>> {
    Ok(Created::at("/users/1", ada()))
}

#[route(get, "/users", response = Page<Profile>)]
async fn in_a_container(query: PageQuery) -> Result<Page<User>, std::convert::Infallible> {
    Ok(Page::new(vec![ada()], 1_u64, &query))
}

#[route(get, "/users/first", response = Profile)]
async fn itself() -> Profile {
    let User { id, name, password_hash: _ } = ada();
    Profile { id, name }
}

#[route(get, "/boxed", response = Profile)]
async fn boxed() -> Box<Profile> {
    Box::new(Profile { id: 1, name: "Ada".into() })
}

fn main() {}
