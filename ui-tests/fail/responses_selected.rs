//! `pick` selects fields of one model; a variant holds what it sends.

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

#[derive(Responses)]
enum Saved {
    #[response(status = 200)]
    Updated(UserOut),
    #[response(status = 202)]
    Queued(Accepted<UserOut>),
}

#[route(put, "/users/{id}", status = [200, 202], response = Saved, pick(id))]
// paste `drop`: , pick(id) =>
async fn save(Path(id): Path<i64>) -> Saved {
    Saved::Updated(UserOut { id })
}

#[derive(Responses)]
enum Tried {
    #[response(status = 200)]
    Updated(Result<UserOut, std::convert::Infallible>),
    // paste `UserOut`: Result<UserOut, std::convert::Infallible> => UserOut
    #[response(status = 204)]
    Nothing,
}

fn main() {}
