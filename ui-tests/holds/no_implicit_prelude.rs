//! Emitted code names everything by an absolute path, so neither a missing prelude nor a namesake disturbs it.
#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings)]

mod std {}
mod core {}

struct Result;
struct Option;
struct String;

#[derive(::steadfast::ResponseModel)]
#[response(from = User)]
struct UserOut {
    id: i64,
    name: ::std::string::String,
    nickname: ::std::option::Option<::std::string::String>,
}

struct User {
    id: i64,
    name: ::std::string::String,
    nickname: ::std::option::Option<::std::string::String>,
}

#[derive(::std::fmt::Debug, ::steadfast::ErrorResponse)]
enum UserError {
    #[response(status = 404)]
    UserNotFound {
        #[response(extension)]
        id: i64,
    },
}

impl ::std::fmt::Display for UserError {
    fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match self {
            UserError::UserNotFound { id } => ::std::fmt::Display::fmt(id, formatter),
        }
    }
}

/// Get a user.
#[::steadfast::route(get, "/users/{id}", response = UserOut, exclude_none)]
async fn get_user(
    ::steadfast::extract::Path(id): ::steadfast::extract::Path<i64>,
) -> ::std::result::Result<User, UserError> {
    if id < 1 {
        return ::std::result::Result::Err(UserError::UserNotFound { id });
    }
    ::std::result::Result::Ok(User {
        id,
        name: ::std::string::String::new(),
        nickname: ::std::option::Option::None,
    })
}

mod inner {
    #[::steadfast::route(post, "/names", response = ::std::string::String)]
    pub(super) async fn r#create(
        mut r#fn: ::std::string::String,
    ) -> ::steadfast::Created<::std::string::String> {
        r#fn.push('!');
        ::steadfast::Created::at("/names/1", r#fn)
    }
}

fn main() {
    let _ = (get_user, inner::r#create, Result, Option, String);
}
