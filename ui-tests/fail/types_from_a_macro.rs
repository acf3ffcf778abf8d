use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct UserIn {
    id: i64,
}

// What a `ty` fragment holds is read as if it had been written there.
macro_rules! handler {
    ($name:ident: $method:ident $path:literal, $model:ty, $argument:ident: $input:ty) => {
        #[route($method, $path, response = $model)]
        async fn $name($argument: $input) -> $model {
            let _ = $argument;
            todo!()
        }
    };
}

handler!(list: get "/users", Vec<UserOut>, query: PageQuery);
handler!(search: get "/search", UserOut, user: Json<UserIn>);
handler!(one: get "/users/{id}", UserOut, ids: Path<(i64, i64)>);

macro_rules! model {
    ($name:ident { $field:ident: $ty:ty }) => {
        #[derive(ResponseModel)]
        struct $name {
            $field: $ty,
        }
    };
}

model!(Login { password: Option<String> });

fn main() {}
