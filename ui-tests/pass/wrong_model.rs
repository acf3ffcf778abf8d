use steadfast::prelude::*;

struct User {
    id: i64,
    name: String,
    password_hash: String,
}

fn ada() -> User {
    User {
        id: 1,
        name: "Ada".into(),
        password_hash: "".into(),
    }
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
    let User {
        id,
        name,
        password_hash: _,
    } = ada();
    Profile { id, name }
}

#[route(get, "/boxed", response = Profile)]
async fn boxed() -> Box<Profile> {
    Box::new(Profile {
        id: 1,
        name: "Ada".into(),
    })
}

// What becomes a text, a page or bytes by itself needs no wrapping.
#[route(get, "/text", response = Text)]
async fn a_text() -> String {
    "Ada".to_owned()
}

#[route(get, "/page", response = Html)]
async fn a_page() -> Result<&'static str, Fail<404>> {
    Ok("<p>Ada</p>")
}

#[route(get, "/bytes", response = Bytes)]
async fn some_bytes() -> Vec<u8> {
    vec![1, 2, 3]
}

fn main() {}
