//! Handling Errors: handlers in place of the built-in format, which are those of a whole application.

use steadfast::errors::{ErrorHandler, ErrorKind, FailedRequest};
use steadfast::prelude::*;

use super::errors::{Bed, check_order, read_row};

fn text(problem: &Problem) -> (&'static str, String) {
    let detail = problem.detail.as_ref().unwrap_or(&problem.title);
    ("text/plain; charset=utf-8", detail.to_string())
}

#[derive(ResponseModel)]
struct Invalid {
    message: String,
    fields: Vec<String>,
}

fn invalid(failed: &FailedRequest<'_>) -> Invalid {
    let fields = failed.problem().errors.iter().map(|fault| {
        let loc: Vec<_> = fault.loc.iter().map(ToString::to_string).collect();
        loc.join(".")
    });
    Invalid {
        message: format!("This {} is invalid", failed.method()),
        fields: fields.collect(),
    }
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("There is {0} everywhere.")]
#[response(status = 418)]
struct WeedError(String);

#[derive(ResponseModel)]
struct Weed {
    message: String,
    path: String,
}

fn weed(failed: &FailedRequest<'_>) -> Weed {
    let detail = failed.problem().detail.as_deref().unwrap_or_default();
    Weed {
        message: format!("Oops! {detail}"),
        path: failed.uri().path().to_owned(),
    }
}

#[route(get, "/beds/{name}", response = Bed)]
async fn read_bed(Path(plant): Path<String>) -> Result<Bed, WeedError> {
    match plant.as_str() {
        "dandelion" => Err(WeedError(plant)),
        _ => Ok(Bed { plant }),
    }
}

pub fn app() -> axum::Router {
    let errors = ErrorFormat::custom(text)
        .on(ErrorKind::INVALID, ErrorHandler::new(invalid).status(400))
        .on(ErrorKind::of::<WeedError>(), ErrorHandler::new(weed));
    let routes: Api = Api::new("Rows", "1.0.0").routes(routes![read_row, check_order, read_bed]);
    Api::new("Strict garden", "1.0.0")
        .errors(errors)
        .nest("/strict", routes)
        .into_router()
}
