//! What a route answers, held against what it declares. It costs a little, so only builds for development do it.

use std::future::ready;
use std::sync::Arc;

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::MethodRouter;
use response_core::Problem;
use response_core::contract::RouteInfo;
use response_core::describe::Operation;
use response_core::schema::Schemas;

use response_core::media_type::{essence, takes_in};

/// Holds what the route answers, the layers around it included, against its declaration.
pub(crate) fn checked<S>(handler: MethodRouter<S>, info: &'static RouteInfo) -> MethodRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    let mut schemas = Schemas::default();
    let mut operation = Operation::new(info, &mut schemas);
    (info.describe)(&mut operation);
    let declared = Arc::new(Declared::of(&operation));
    // Not around the 405 of a method that the path does not have.
    handler.route_layer(map_response(move |response: Response| {
        declared.check(info, &response);
        ready(response)
    }))
}

/// The answers that a document promises.
struct Declared {
    successes: Vec<(u16, Vec<&'static str>)>,
    errors: Vec<(u16, String)>,
}

impl Declared {
    fn of(operation: &Operation<'_>) -> Self {
        let always = Problem::untold().described();
        Self {
            successes: operation
                .successes
                .iter()
                .map(|success| {
                    let contents = success.content.iter();
                    (
                        success.status,
                        contents.map(|content| content.media_type).collect(),
                    )
                })
                .collect(),
            errors: operation
                .errors
                .iter()
                .chain([&always])
                .map(|error| (error.status, error.code.clone()))
                .collect(),
        }
    }

    /// Logs an answer that the document does not promise.
    fn check(&self, route: &RouteInfo, response: &Response) {
        let Some(fault) = self.fault(response) else {
            return;
        };
        tracing::error!(
            target: "steadfast",
            route = route.name,
            method = route.method,
            path = route.path,
            status = response.status().as_u16(),
            "undeclared answer: {fault}"
        );
    }

    fn fault(&self, response: &Response) -> Option<String> {
        let status = response.status();
        if status.is_client_error() || status.is_server_error() {
            return self.undeclared_error(status, response.extensions().get::<Problem>());
        }
        let mut of_status = self
            .successes
            .iter()
            .filter(|(known, _)| *known == status.as_u16())
            .peekable();
        if of_status.peek().is_none() {
            return Some(format!("the document has no {status}"));
        }
        let media_type = response.headers().get(CONTENT_TYPE)?.to_str().ok()?;
        let is_known = of_status
            .flat_map(|(_, media_types)| media_types)
            .any(|known| takes_in(known, media_type));
        (!is_known).then(|| format!("the document has no {} for {status}", essence(media_type)))
    }

    fn undeclared_error(&self, status: StatusCode, problem: Option<&Problem>) -> Option<String> {
        let mut of_status = self
            .errors
            .iter()
            .filter(|(known, _)| *known == status.as_u16())
            .peekable();
        if of_status.peek().is_none() {
            return Some(format!("the document has no {status}"));
        }
        let code = problem?.code.as_deref()?;
        let is_known = of_status.any(|(_, known)| known == code);
        (!is_known).then(|| format!("the document has no code `{code}` for {status}"))
    }
}
