use steadfast::prelude::*;

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[response(subset(
    CreateError = [EmailTaken],
    MisspeltError = [EmailTakn],
    TwiceError = [EmailTaken, EmailTaken],
))]
enum UserError {
    #[error("not found")]
    #[response(status = 404)]
    NotFound,
    #[error("taken")]
    #[response(status = 409)]
    EmailTaken,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[response(subset(SmallError = [Missing]))]
enum ItemError {
    #[error("missing")]
    #[response(status = 404)]
    Missing,
    #[error("taken")]
    #[response(status = 409)]
    Taken,
}

fn write() -> Result<(), ItemError> {
    Err(ItemError::Taken)
}

#[route(delete, "/larger")]
async fn larger() -> Result<(), SmallError> {
    write()?;
    Ok(())
}

#[route(delete, "/other")]
async fn other() -> Result<(), SmallError> {
    Err(SmallError::Taken)
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[response(subset(Part = [A]))]
enum Generic<T: std::fmt::Debug> {
    #[error("a")]
    #[response(status = 404)]
    A(T),
}

fn main() {}
