use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

struct User;

#[derive(Responses)]
enum Statuses {
    Missing(UserOut),
    #[response(status = 299)]
    Unknown(UserOut),
    #[response(status = 404)]
    Error(UserOut),
    #[response(status = 200)]
    First(UserOut),
    #[response(status = OK)]
    Second(UserOut),
}

#[derive(Responses)]
enum Bodies {
    #[response(status = 204)]
    Bodiless(UserOut),
    #[response(status = 200)]
    Nothing,
    #[response(status = 203)]
    Untyped(serde_json::Value),
    #[response(status = 206)]
    Pair(UserOut, UserOut),
}

#[derive(Responses)]
enum Redirects {
    #[response(status = 200)]
    Somewhere(Redirect),
    #[response(status = 308)]
    Nowhere,
}

#[derive(Responses)]
enum Arguments {
    #[response(staus = 200)]
    Misspelt(UserOut),
    #[response(status = 204, allow(duplicate_status))]
    Allowed,
}

#[derive(Responses)]
struct NoEnum {
    id: i64,
}

#[derive(Responses)]
enum Types {
    #[response(status = 200)]
    NoModel(User),
    #[response(status = 203, model = UserOut)]
    WrongModel(User),
    #[response(status = 206)]
    OtherStatus(Created<UserOut>),
    #[response(status = 202)]
    NoTask(UserOut),
    #[response(status = 303)]
    NoRedirect(UserOut),
}

fn main() {}
