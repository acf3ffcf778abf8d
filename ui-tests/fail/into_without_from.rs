//! `into` asks for a `From`.

use steadfast::prelude::*;

struct User {
    id: i64,
}

#[derive(ResponseModel)]
#[response(from = User, into)]
struct UserOut {
    id: i64,
}

// paste `impl From<User> for UserOut`: => impl From<User> for UserOut { fn from(user: User) -> Self { Self { id: user.id } } }

fn main() {}
