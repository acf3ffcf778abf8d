//! `#[derive(ErrorResponse)]` without a prelude, under names that emitted code could mistake for its own, and with every
//! warning refused.
#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings)]

mod declared {
    pub enum Option {}
    pub struct Message;
}

mod core {}
mod std {}

#[allow(dead_code)]
enum Result {}
#[allow(dead_code)]
struct Some;
#[allow(dead_code)]
struct Problem;

#[derive(::steadfast::ErrorResponse)]
pub enum Error<'a, T> {
    #[response(status = 404)]
    NotFound {
        #[response(extension)]
        this: i64,
        #[response(extension)]
        message: ::std::string::String,
    },
    #[response(status = 500)]
    Option(declared::Option),
    #[response(status = 500)]
    Message(declared::Message),
    #[response(status = 401, challenge = realm)]
    Login { realm: &'a str },
    #[response(status = 410)]
    Gone(#[response(extension = "value")] T),
    #[deprecated]
    #[response(status = TOO_MANY_REQUESTS, retry_after = r#type)]
    Slow { r#type: u32 },
    #[response(transparent)]
    Inner(Inner),
    #[response(status = 402, model = Body<'a>, retry_after = r#type)]
    Body { name: &'a str, r#type: u32 },
    #[response(status = 409, model = Body<'a>)]
    Held(Body<'a>),
    #[response(status = 503, model = Body<'a>, header("X-Name" = name), allow(leaky_server_error, reason = "it is public"))]
    Down { name: &'a str, r#type: u32 },
}

#[derive(::steadfast::ResponseModel)]
pub struct Body<'a> {
    name: &'a str,
    r#type: u32,
}

#[derive(::steadfast::ErrorResponse)]
#[response(status = 503, model = Body<'static>, allow(leaky_server_error, reason = "it is public"))]
pub struct OfItsOwn(Body<'static>);

impl ::core::fmt::Display for OfItsOwn {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        formatter.write_str(self.0.name)
    }
}

impl<T> ::core::fmt::Display for Error<'_, T> {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        formatter.write_str("no")
    }
}

#[derive(::steadfast::ErrorResponse)]
#[response(status = 503)]
pub struct Inner;

impl ::core::fmt::Display for Inner {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        formatter.write_str("no")
    }
}

#[derive(::core::fmt::Debug, ::thiserror::Error, ::steadfast::ErrorResponse)]
#[response(subset(Part = [Named, Unit, Pair], Unit = [Unit]), format = Detail)]
pub enum Whole {
    #[error("{this}")]
    #[response(status = 404, detail = false)]
    Named {
        #[response(extension)]
        this: i64,
    },
    #[error("log in")]
    #[response(status = 401, challenge("Bearer", realm = "rows", error = other))]
    Login { other: ::std::string::String },
    #[error("no")]
    #[response(status = 409, detail = "no")]
    Unit,
    #[error("{0} and {1}")]
    #[response(status = 500)]
    Pair(i64, i64),
    #[error(transparent)]
    #[response(status = 502)]
    Cause(#[from] ::std::io::Error),
}

#[::steadfast::route(delete, "/parts")]
pub async fn part() -> ::core::result::Result<(), Part> {
    if false {
        ::core::result::Result::Err(Unit::Unit)?;
        return ::core::result::Result::Err(Part::Named { this: 1 });
    }
    ::core::result::Result::Err(Part::Pair(1, 2))
}

fn main() {}
