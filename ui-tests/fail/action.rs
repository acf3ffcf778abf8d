//! An action is a POST that creates nothing.

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct Session {
    id: i64,
}

#[route(put, "/login", action, response = Session)]
// paste `drop `action``: action, =>
async fn by_another_method() -> Session {
    Session { id: 1 }
}

#[route(post, "/login", action, status = 201, response = Session)]
// paste `status = 200`: status = 201 => status = 200
async fn with_201() -> Session {
    Session { id: 1 }
}

#[route(post, "/login", action = true, response = Session)]
// paste `action`: action = true => action
async fn with_a_value() -> Session {
    Session { id: 1 }
}

#[route(post, "/sessions/search", status = 200, response = Session)]
// paste `action`: status = 200 => action, status = 200
async fn not_yet() -> Session {
    Session { id: 1 }
}

fn main() {}
