use steadfast::prelude::*;

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum UserError {
    #[error("a")]
    #[response(statsu = 404)]
    Misspelt,
    #[error("b")]
    #[response(404)]
    NoKey,
    #[error("c")]
    #[response(status)]
    NoValue,
    #[error("d")]
    #[response]
    NoArguments,
    #[error("e")]
    #[response(status = NOT_FUOND)]
    NoSuchStatus,
    #[error("f")]
    #[response(status = 429, retry_after = secnods)]
    NoSuchField { seconds: u32 },
    #[error("g")]
    #[response(status = 404, status = 410)]
    Twice,
    #[error("h")]
    #[response(status = 404)]
    Unnamed(#[response(extension)] u32),
    #[error("i")]
    #[response(status = 404)]
    Owned {
        #[response(extension)]
        detail: String,
    },
    #[error("j")]
    #[response(transparent, status = 404)]
    Transparent(Inner),
    #[error("k")]
    #[response(transparent)]
    TransparentUnit,
    #[error("l")]
    #[response(status = 404, header("X Y" = "1"))]
    BadHeader,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("inner")]
#[response(status = 404)]
struct Inner;

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[response(status = 404)]
enum OfTheType {
    #[error("a")]
    #[response(status = 404)]
    NotFound,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum Flags {
    #[error("a")]
    #[response(transparent = true)]
    Transparent(Inner),
}

fn main() {}
