//! Errors that a handler of errors answers: each is documented with what the handler declares, in place of its own body.

use std::panic::{AssertUnwindSafe, catch_unwind};

use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::request::Parts;
use response_core::contract::{ApiFault, Content, ErrorAnswer, FaultKind, Header, Operation};
use response_core::model::policy::{Everything, Selection};
use response_core::problem::{
    ErrorFacts, ErrorFormat, ErrorHandler, ErrorOrigin, ErrorSource, FailedRequest, Fault, Problem,
    needed_header,
};
use response_core::schema::Schemas;
use serde_json::{Map, Value};

use super::custom;
use super::errors;
use super::fault;
use super::fault::Sample;

/// Replaces each error that the format hands to a handler by what the handler may answer to a request with this method.
pub(super) fn replace(operation: &mut Operation<'_>, method: &str, of_the_app: &ErrorFormat) {
    let answers = std::mem::take(&mut operation.errors);
    let is_handled = |answer: &ErrorAnswer| {
        let format = answer.format.as_ref().unwrap_or(of_the_app);
        answer.body.is_none() && answer.media_type.is_none() && format.has_handlers()
    };
    if !answers.iter().any(is_handled) {
        operation.errors = answers;
        return;
    }
    let fault = fault::example(operation);
    let path = operation.path.clone().unwrap_or_default();
    let request = request(method, &custom::named(&path));
    let mut laid_out = Laid {
        route: Some(&path),
        sample: Sample {
            path: &path,
            fault: &fault,
        },
        request: &request,
        errors: Vec::new(),
        faults: Vec::new(),
    };
    for answer in answers {
        if is_handled(&answer) {
            let format = answer.format.as_ref().unwrap_or(of_the_app).clone();
            laid_out.add(answer, &format, operation.schemas);
        } else {
            laid_out.errors.push(answer);
        }
    }
    // The 500 in place of an answer that a handler does not declare.
    let untold = Problem::untold().described();
    if !laid_out
        .errors
        .iter()
        .any(|error| error.body.is_none() && error.code == untold.code)
    {
        laid_out.errors.push(untold);
    }
    let Laid { errors, faults, .. } = laid_out;
    for error in errors {
        operation.add_error(error);
    }
    for fault in faults {
        if !operation.faults.contains(&fault) {
            operation.faults.push(fault);
        }
    }
}

/// The responses of the router to a path that no route has, and to a method that a path does not support, if a handler of
/// errors makes them.
pub(super) fn of_the_router(of_the_app: &ErrorFormat, schemas: &mut Schemas) -> Map<String, Value> {
    let fault = Fault::new(["body"], "field required", "missing");
    let request = request("GET", "/nowhere");
    let sample = Sample {
        path: "/nowhere",
        fault: &fault,
    };
    let problems = [
        ("UnknownPath", Problem::not_found().described(), None),
        (
            "UnsupportedMethod",
            Problem::method_not_allowed().described(),
            Some("/nowhere"),
        ),
    ];
    let mut responses = Map::new();
    for (name, mut answer, route) in problems {
        let source = ErrorSource::new(ErrorOrigin::Router);
        answer.sources = vec![source];
        let facts = ErrorFacts {
            status: status(answer.status),
            code: &answer.code,
            source,
        };
        if of_the_app.handler(facts).is_none() {
            continue;
        }
        let mut laid_out = Laid {
            route,
            sample,
            request: &request,
            errors: Vec::new(),
            faults: Vec::new(),
        };
        laid_out.add(answer, of_the_app, schemas);
        let Some(first) = laid_out.errors.first() else {
            continue;
        };
        let of_status: Vec<ErrorAnswer> = laid_out
            .errors
            .iter()
            .filter(|error| error.status == first.status)
            .cloned()
            .collect();
        let response = errors::response(first.status, &of_status, of_the_app, sample, schemas);
        responses.insert(name.to_owned(), response);
    }
    responses
}

/// A request to the path, as a sample.
fn request(method: &str, path: &str) -> Parts {
    let mut request = Request::new(axum::body::Body::empty());
    if let Ok(method) = method.parse() {
        *request.method_mut() = method;
    }
    if let Ok(uri) = path.parse() {
        *request.uri_mut() = uri;
    }
    request.into_parts().0
}

/// The errors while they are laid out.
struct Laid<'a> {
    /// The template of the path, if a route has it.
    route: Option<&'a str>,
    sample: Sample<'a>,
    request: &'a Parts,
    errors: Vec<ErrorAnswer>,
    faults: Vec<ApiFault>,
}

impl Laid<'_> {
    /// Adds an error, which may come from several places, not all of which the same handler answers.
    fn add(&mut self, answer: ErrorAnswer, format: &ErrorFormat, schemas: &mut Schemas) {
        let mut own = Vec::new();
        for source in &answer.sources {
            let facts = ErrorFacts {
                status: status(answer.status),
                code: &answer.code,
                source: *source,
            };
            match format.handler(facts) {
                Some(handler) => self.handle(&answer, *source, handler, schemas),
                None => own.push(*source),
            }
        }
        if !own.is_empty() || answer.sources.is_empty() {
            let mut rest = answer;
            rest.sources = own;
            self.errors.push(rest);
        }
    }

    fn handle(
        &mut self,
        answer: &ErrorAnswer,
        source: ErrorSource,
        handler: &ErrorHandler,
        schemas: &mut Schemas,
    ) {
        let problem = custom::problem(answer, self.sample, schemas);
        let failed = FailedRequest::new(self.request, self.route, &problem, source);
        // It may rely on what only a real request has: then there is a sample of the model.
        let handled = catch_unwind(AssertUnwindSafe(|| handler.handle(&failed)));
        let sample = handled.ok().and_then(Result::ok);
        let schema = schemas.response(handler.shape(), Selection::of::<Everything>());
        for status in handler.statuses(answer.status) {
            let mut headers = answer.headers.clone();
            for declared in handler.headers() {
                headers.retain(|known| !known.name.eq_ignore_ascii_case(declared.name));
                let header = Header::string(declared.name, declared.description.clone());
                headers.push(if declared.is_required {
                    header
                } else {
                    header.optional()
                });
            }
            if let Some(needed) = needed_header(status)
                && !headers
                    .iter()
                    .any(|header| needed.as_str().eq_ignore_ascii_case(header.name))
                && status != answer.status
            {
                self.faults
                    .push(lacks(status, needed.as_str(), &answer.code));
            }
            let mut content = Content::new(handler.content_type(), schema.clone());
            content.example = sample
                .as_ref()
                .filter(|sample| sample.status == status)
                .and_then(|sample| serde_json::from_slice(&sample.rendered.body).ok());
            let mut told = answer.clone();
            told.status = status;
            told.headers = headers;
            told.body = Some(content);
            told.sources = vec![source];
            self.errors.push(told);
        }
        for what in handler.faults() {
            self.faults.push(
                ApiFault::new(
                    FaultKind::BadErrorHandler,
                    format!("may be answered by an error handler that {what}"),
                )
                .advising(
                    "declare what the function answers: `ErrorHandler::new(invalid).status(400)`",
                ),
            );
        }
    }
}

fn lacks(status: u16, header: &str, code: &str) -> ApiFault {
    let what = format!(
        "may answer the error `{code}` with {status}, by an error handler that declares no `{header}`"
    );
    ApiFault::new(FaultKind::BadErrorHandler, what).advising(format!(
        "declare and send it: `.header(\"{header}\", \"..\")`, or answer another status"
    ))
}

fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
