use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[derive(Debug, ErrorResponse)]
enum UserError {
    #[response(status = 404)]
    UserNotFound,
}

impl std::fmt::Display for UserError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("no such user")
    }
}

#[route(get, "/users/{id}", status = 200, response = UserOut)]
async fn get_user() -> Result<UserOut, UserError> {
    Err(UserError::UserNotFound)
}

fn main() {}
