//! Replies, their headers and sets of responses, without a prelude and with every warning refused.
#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings, clippy::pedantic)]

mod core {}
mod std {}

#[allow(dead_code)]
enum Result {}
#[allow(dead_code)]
struct Some;

#[derive(::steadfast::ResponseModel)]
pub struct UserOut {
    id: i64,
}

#[derive(::steadfast::ResponseHeaders)]
pub struct Trace<'a> {
    pub x_trace: &'a str,
    #[deprecated]
    pub r#type: ::std::option::Option<u8>,
    pub etag: &'a str,
}

#[derive(::steadfast::Responses)]
pub enum Lookup<T> {
    /// Found.
    #[response(status = OK)]
    Found(T),
    #[response(status = 201)]
    Made(::steadfast::Created<UserOut>),
    #[response(status = 203)]
    Other(::steadfast::Text),
    #[response(status = 204)]
    #[deprecated]
    Nothing,
    #[response(status = 303)]
    Moved(::steadfast::Redirect),
}

#[::steadfast::route(put, "/users/{id}", response = Lookup<UserOut>)]
pub async fn put_user() -> ::steadfast::Reply<Lookup<UserOut>, Trace<'static>> {
    let trace = Trace {
        x_trace: "a",
        #[allow(deprecated)]
        r#type: ::std::option::Option::None,
        etag: "\"v1\"",
    };
    ::steadfast::Reply::new(Lookup::Found(UserOut { id: 1 })).typed_header(trace)
}

fn main() {}
