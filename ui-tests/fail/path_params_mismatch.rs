use steadfast::prelude::*;

#[route(delete, "/users/{id}")]
async fn too_many(Path((id, post)): Path<(i64, i64)>) {
    let _ = (id, post);
}

#[route(delete, "/users/{id}/posts/{post}")]
async fn too_few(Path(id): Path<i64>) {
    let _ = id;
}

#[route(delete, "/users/{id}/friends/{friend}")]
async fn swapped(Path((friend, id)): Path<(i64, i64)>) {
    let _ = (friend, id);
}

#[route(delete, "/users")]
async fn none(Path(id): Path<i64>) {
    let _ = id;
}

fn main() {}
