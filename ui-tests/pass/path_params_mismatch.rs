use steadfast::prelude::*;

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Post {
    id: i64,
    post: i64,
}

#[route(delete, "/users/{id}")]
async fn one(Path(user): Path<i64>) {
    let _ = user;
}

#[route(delete, "/users/{id}/posts/{post}")]
async fn by_name(Path(Post { id, post }): Path<Post>) {
    let _ = (id, post);
}

#[route(delete, "/users/{id}/friends/{friend}")]
async fn in_order(Path((id, friend)): Path<(i64, i64)>) {
    let _ = (id, friend);
}

fn main() {}
