//! One `Path` takes all parameters of the path.

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct PostOut {
    id: i64,
    slug: String,
}

#[route(get, "/users/{id}/posts/{slug}", response = PostOut)]
async fn get_post(Path(id): Path<i64>, Path(slug): Path<String>) -> PostOut {
    // paste `Path((id, slug)): Path<(i64, String)>`: Path(id): Path<i64>, Path(slug): Path<String> => Path((id, slug)): Path<(i64, String)>
    PostOut { id, slug }
}

#[route(get, "/users/{id}", response = PostOut)]
async fn get_user(Path((id, _)): Path<(i64, String)>) -> PostOut {
    // paste `Path(id): Path<i64>`: Path((id, _)): Path<(i64, String)> => Path(id): Path<i64>
    PostOut { id, slug: String::new() }
}

fn main() {
    let _: axum::Router = Api::new("Users", "1").routes(routes![get_post]).into_router();
}
