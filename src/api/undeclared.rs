//! Checking the responses of a route against its declaration. This costs a little, so only debug builds do it.

use std::borrow::Cow;
use std::future::{Ready, ready};
use std::sync::Arc;

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use response_core::contract::RouteInfo;
use response_core::message::LOG;
use response_core::message::media_type::{essence, takes_in};
use response_core::problem::Problem;

use super::dead_links::{Links, Places};
use crate::openapi::{Described, Success};

/// Checks the responses of the route, including those of the layers around it, against its declaration, and where their
/// links lead.
pub(super) fn checked(
    info: &'static RouteInfo,
    described: Described,
    path: Cow<'static, str>,
    places: &Arc<Places>,
) -> impl Fn(Response) -> Ready<Response> + Clone + Send + Sync + use<> {
    let declared = Arc::new(Declared {
        successes: described.successes,
        errors: described.errors,
        is_open: !described.undescribed.is_empty(),
    });
    let links = Arc::new(Links::of(info, path));
    let places = Arc::clone(places);
    move |mut response| {
        declared.check(info, &response);
        links.check(info, &places, &mut response);
        ready(response)
    }
}

/// The responses that a document declares.
struct Declared {
    successes: Vec<Success>,
    errors: Vec<(u16, String)>,
    /// Whether an argument may answer in ways that the document does not know.
    is_open: bool,
}

impl Declared {
    /// Logs a response that the document does not declare.
    fn check(&self, route: &RouteInfo, response: &Response) {
        let Some(fault) = self.fault(response).filter(|_| !self.is_open) else {
            return;
        };
        tracing::error!(
            target: LOG,
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
            .filter(|success| success.status == status.as_u16())
            .peekable();
        if of_status.peek().is_none() {
            return Some(format!("the document has no {status}"));
        }
        let media_type = response.headers().get(CONTENT_TYPE)?.to_str().ok()?;
        let is_known = of_status
            .flat_map(|success| &success.bodies)
            .any(|known| takes_in(known.media_type, media_type));
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
