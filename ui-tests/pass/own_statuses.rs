//! A route that declares no status has those of its set of responses.

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

#[derive(Responses)]
enum Lookup<T> {
    #[response(status = 200)]
    Found(T),
    #[response(status = 204)]
    Nothing,
    #[response(status = 308)]
    Moved(Redirect),
}

type Users = Lookup<UserOut>;

#[route(get, "/users", response = Lookup<UserOut>)]
async fn plain() -> Lookup<UserOut> {
    Lookup::Moved(Redirect::to("/people"))
}

#[route(post, "/users/search", action, response = Users, exclude_none)]
async fn behind_an_alias() -> Result<Reply<Users>, Fail<404>> {
    Ok(Reply::new(Lookup::Nothing))
}

#[route(put, "/generic", response = Lookup<T>)]
async fn generic<T: ResponseModel + FilledFrom<T> + From<u8> + Send + 'static>() -> Lookup<T> {
    Lookup::Found(T::from(0))
}

fn main() {
    let api: Api = Api::new("Users", "1").routes(routes![plain, behind_an_alias, generic::<u64>]);
    for (path, method) in [
        ("/users", "get"),
        ("/users/search", "post"),
        ("/generic", "put"),
    ] {
        let responses = &api.openapi()["paths"][path][method]["responses"];
        for status in ["200", "204", "308"] {
            assert!(responses[status].is_object(), "{method} {path}: {status}");
        }
    }
}
