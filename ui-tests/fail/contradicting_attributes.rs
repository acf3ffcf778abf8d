use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[derive(ResponseModel)]
#[serde(untagged, tag = "type")]
enum UntaggedAndTagged {
    User(UserOut),
}

#[derive(ResponseModel)]
#[serde(content = "data")]
enum ContentWithoutTag {
    User(UserOut),
}

#[derive(ResponseModel)]
#[serde(tag = "data", content = "data")]
enum TagCalledAsContent {
    User(UserOut),
}

#[derive(ResponseModel)]
#[serde(tag = "type")]
enum TaggedList {
    Pair(i64, i64),
    User(UserOut),
}

#[derive(ResponseModel)]
#[serde(transparent)]
enum TransparentEnum {
    User(UserOut),
}

#[derive(ResponseModel)]
#[serde(transparent)]
struct TransparentPair {
    first: UserOut,
    second: UserOut,
}

#[derive(ResponseModel)]
struct FlattenedPair(#[serde(flatten)] UserOut, i64);

#[route(get, "/users/{id}", response = UserOut, pick(id), omit(name))]
async fn pick_and_omit(Path(_): Path<i64>) -> UserOut {
    UserOut { id: 1, name: String::new() }
}

#[route(get, "/const", response = UserOut)]
const async fn constant() -> UserOut {
    UserOut { id: 1, name: String::new() }
}

#[route(get, "/unsafe", response = UserOut)]
async unsafe fn not_safe() -> UserOut {
    UserOut { id: 1, name: String::new() }
}

#[route(get, "/extern", response = UserOut)]
async extern "C" fn foreign() -> UserOut {
    UserOut { id: 1, name: String::new() }
}

#[route(get, "/variadic", response = UserOut)]
async fn variadic(_: ...) -> UserOut {
    UserOut { id: 1, name: String::new() }
}

#[route(get, "/all", response = Vec<UntaggedAndTagged>, allow(unpaged_list, reason = "a few"))]
async fn first() -> Vec<UntaggedAndTagged> {
    Vec::new()
}

#[route(get, "/contents", response = ContentWithoutTag)]
async fn second() -> ContentWithoutTag {
    ContentWithoutTag::User(UserOut { id: 1, name: String::new() })
}

#[route(get, "/lists", response = TaggedList, exclude_none)]
async fn third() -> TaggedList {
    TaggedList::Pair(1, 2)
}

#[route(get, "/pairs", response = TransparentPair, pick(id))]
async fn fourth() -> TransparentPair {
    let user = || UserOut { id: 1, name: String::new() };
    TransparentPair { first: user(), second: user() }
}

fn main() {
    let _: axum::Router = Api::new("Users", "1.0.0")
        .routes(routes![pick_and_omit, constant, not_safe, foreign, variadic, first, second, third, fourth])
        .into_router();
}
