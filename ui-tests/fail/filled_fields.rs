use steadfast::prelude::*;

struct User {
    id: i64,
    name: String,
}

struct Order;

fn of_order(_: &Order) -> String {
    String::new()
}

fn number(_: &User) -> i64 {
    1
}

#[derive(ResponseModel)]
#[response(from = User)]
struct UserOut {
    #[response(compute = of_order)]
    another_row: String,
    #[response(compute = number)]
    another_type: String,
    #[response(default = 5)]
    another_default: String,
}

#[derive(ResponseModel)]
#[response(from = User)]
struct WithoutValue {
    #[response(compute)]
    no_function: i64,
}

#[derive(ResponseModel)]
struct NoRow {
    #[response(default)]
    missing: i64,
}

#[derive(ResponseModel)]
#[response(from = User, into)]
struct Converted {
    #[response(compute = number)]
    computed: i64,
    #[response(default = 1)]
    default: i64,
}

impl From<User> for Converted {
    fn from(user: User) -> Self {
        Self {
            computed: user.id,
            default: 1,
        }
    }
}

#[derive(ResponseModel)]
#[response(from = Event)]
enum EventOut {
    Created {
        #[response(compute = number)]
        id: i64,
    },
}

enum Event {
    Created { id: i64 },
}

#[derive(ResponseModel)]
struct Alone(#[response(compute = number)] i64);

fn main() {}
