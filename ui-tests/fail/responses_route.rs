use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

#[derive(Responses)]
enum Lookup {
    #[response(status = 200)]
    Found(UserOut),
    #[response(status = 204)]
    Nothing,
}

#[route(get, "/undeclared", status = 200, response = Lookup)]
async fn undeclared() -> Lookup {
    Lookup::Nothing
}

#[route(get, "/unreachable", status = [200, 203, 204], response = Lookup)]
async fn unreachable() -> Result<Lookup, std::convert::Infallible> {
    Ok(Lookup::Nothing)
}

#[route(get, "/another", status = [200, 204], response = UserOut)]
async fn another() -> Lookup {
    Lookup::Nothing
}

#[route(get, "/none", status = [204, 200])]
async fn none() -> Lookup {
    Lookup::Nothing
}

#[route(get, "/plain", status = 200, response = Lookup)]
async fn plain() -> UserOut {
    UserOut { id: 1 }
}

#[route(get, "/elsewhere", status = [200, 204, 303], response = Lookup)]
async fn elsewhere() -> Lookup {
    Lookup::Nothing
}

#[derive(Responses)]
#[deny(deprecated)]
enum Made {
    #[response(status = 201)]
    Here(UserOut),
}

fn main() {}
