use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

#[derive(serde::Deserialize)]
struct UserIn {
    name: String,
}

#[derive(serde::Deserialize)]
struct Filter {
    name: String,
}

#[derive(schemars::JsonSchema)]
struct Unread {
    name: String,
}

#[route(post, "/users", response = UserOut)]
async fn create_user(Query(filter): Query<Filter>, Json(new): Json<UserIn>) -> Created<UserOut> {
    Created::at("/users/1", UserOut { id: (filter.name.len() + new.name.len()) as i64 })
}

#[route(put, "/users/{id}", response = UserOut)]
async fn replace_user(Path(id): Path<i64>, new: Option<Json<UserIn>>) -> UserOut {
    UserOut { id: id + new.map_or(0, |Json(new)| new.name.len() as i64) }
}

#[route(patch, "/users/{id}", response = UserOut)]
async fn rename_user(Path(id): Path<i64>, Json(new): Json<Unread>) -> UserOut {
    UserOut { id: id + new.name.len() as i64 }
}

fn main() {}
