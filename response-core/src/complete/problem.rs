//! Errors: logging them, and rendering them in the app's format.

use std::borrow::Cow;
use std::ptr;

use http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use percent_encoding::utf8_percent_encode;

use super::links::NOT_IN_A_QUERY;
use super::prepared::Prepared;
use super::request::Asked;
use super::request_id::{self, X_REQUEST_ID};
use super::{Rendering, accept, handled, replaced};
use crate::message::body::Body;
use crate::message::log::LOG;
use crate::problem::{ErrorFormat, ErrorOrigin, Problem};

/// Logs a server error that is not in the log yet: from a middleware, or from a handler that is not ours.
pub(super) fn log<RB>(response: &http::Response<RB>) {
    let status = response.status();
    if !status.is_server_error() {
        return;
    }
    let problem = response.extensions().get::<Problem>();
    if !problem.is_some_and(Problem::is_known_to_the_log) {
        tracing::error!(
            target: LOG,
            status = status.as_u16(),
            code = problem.and_then(|problem| problem.code.as_deref()),
            error = problem.and_then(|problem| problem.detail.as_deref()),
            "server error of unknown cause"
        );
    }
}

/// Turns a bare error, as a router or a middleware sends it, into a problem with only the status.
fn described<RB: http_body::Body>(
    mut response: http::Response<RB>,
    asked: &Asked,
) -> http::Response<RB> {
    let status = response.status();
    let headers = response.headers();
    let is_bare = (status.is_client_error() || status.is_server_error())
        && response.body().is_end_stream()
        && !headers.contains_key(CONTENT_TYPE)
        && headers
            .get(CONTENT_LENGTH)
            .is_none_or(|length| length == "0")
        && response.extensions().get::<Problem>().is_none();
    if is_bare {
        response
            .headers_mut()
            .entry(CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("no-store"));
        let is_of_the_router = match status {
            StatusCode::NOT_FOUND => asked.template().is_none(),
            StatusCode::METHOD_NOT_ALLOWED => true,
            _ => false,
        };
        let mut problem = Problem::bare(status);
        if is_of_the_router {
            problem.comes_from(ErrorOrigin::Router);
        }
        response.extensions_mut().insert(problem);
    }
    response
}

/// The maximum length of an `instance`. A part of a path would be another path.
const LONGEST_INSTANCE: usize = 1024;

/// Tells the problem where it has occurred, unless that is long, and in which request.
pub(super) fn located(mut problem: Problem, asked: &Asked, request_id: &HeaderValue) -> Problem {
    let is_open = problem.instance.is_none();
    let instance = asked.path().filter(|_| is_open).and_then(|path| {
        let is_short = |text: &str| text.len() <= LONGEST_INSTANCE;
        let path = Some(path).filter(|path| is_short(path))?;
        let path = Cow::from(utf8_percent_encode(path, NOT_IN_A_QUERY));
        let instance = match &asked.root {
            None => path.into_owned(),
            Some(root) => format!("{}{path}", root.as_str()),
        };
        Some(instance).filter(|instance| is_short(instance))
    });
    let is_open = problem.request_id.is_none();
    let id = || match asked.is_id_given {
        // One of ours is valid.
        false if ptr::eq(request_id, &asked.request_id) => {
            str::from_utf8(request_id.as_bytes()).ok()
        }
        _ => request_id::read(request_id).or(request_id::read(&asked.request_id)),
    };
    let id = is_open.then(id).flatten().map(str::to_owned);
    problem.locate(instance, id);
    problem
}

/// Whether no header says anything of a content but its type, which is set again: so it is with most problems.
fn is_bare_of_content(headers: &HeaderMap) -> bool {
    let mut names = headers.keys();
    names.all(|name| [CONTENT_TYPE, CACHE_CONTROL, X_REQUEST_ID].contains(name))
}

/// Whether the client has no preference: the usual case.
fn takes_anything(asked: &Asked) -> bool {
    let mut accepted = asked.accept.iter();
    match (accepted.next(), accepted.next()) {
        (None, _) => true,
        (Some(only), None) => only == "*/*",
        _ => false,
    }
}

/// The headers of a problem that are not those of its content.
fn are_beside_the_content(headers: &HeaderMap) -> bool {
    const OF_THE_CONTENT: [HeaderName; 5] = [
        CONTENT_ENCODING,
        CONTENT_LENGTH,
        CONTENT_TYPE,
        TRANSFER_ENCODING,
        X_REQUEST_ID,
    ];
    let mut names = headers.keys();
    names.all(|name| !OF_THE_CONTENT.contains(name))
}

/// Completes a problem that nothing has rendered yet: once, and with prepared headers. The error is the problem itself, if
/// the app, the request or the problem wants anything else than a problem document.
pub(super) fn usual<RB: From<Body>>(
    problem: Problem,
    asked: &mut Asked,
    rendering: &Rendering,
    measured: bool,
) -> Result<http::Response<RB>, Problem> {
    let is_usual = problem.format.is_none()
        && problem.body.is_none()
        && !problem.status.is_server_error()
        && matches!(rendering.errors, ErrorFormat::Problem)
        && rendering.types.is_none()
        && asked.kept.is_none()
        && asked.root.is_none()
        && asked.method != Method::HEAD
        && takes_anything(asked)
        && (problem.headers.is_empty() || are_beside_the_content(&problem.headers));
    let Some(prepared) = Prepared::of_problems().filter(|_| is_usual) else {
        return Err(problem);
    };
    let problem = located(problem, asked, &asked.request_id);
    let body = problem.document();
    let length = measured.then_some(body.len());
    let mut headers = prepared.filled(asked.take_id(), length, None);
    if !problem.headers.is_empty() {
        if problem.headers.contains_key(CACHE_CONTROL) {
            headers.remove(CACHE_CONTROL);
        }
        for (name, value) in &problem.headers {
            headers.append(name, value.clone());
        }
    }
    let mut response = http::Response::new(RB::from(Body::from(body)));
    *response.status_mut() = problem.status;
    *response.headers_mut() = headers;
    response.extensions_mut().insert(problem);
    Ok(response)
}

/// Renders a problem again, now that the request and the app's format are known.
pub(super) fn complete<RB: http_body::Body + From<Body>>(
    response: http::Response<RB>,
    asked: &Asked,
    rendering: &Rendering,
) -> http::Response<RB> {
    let mut response = described(response, asked);
    let is_untouched = |problem: &Problem| problem.status == response.status();
    if !response
        .extensions()
        .get::<Problem>()
        .is_some_and(is_untouched)
    {
        return response;
    }
    let Some(mut problem) = response.extensions_mut().remove::<Problem>() else {
        return response;
    };
    // Its old body may share the problem with it.
    *response.body_mut() = RB::from(Body::empty());
    let chosen = response.headers().get(X_REQUEST_ID);
    problem = located(problem, asked, chosen.unwrap_or(&asked.request_id));
    if let Some(types) = &rendering.types {
        problem = types.of(problem);
    }
    let (rendered, problem) = match handled::answer(problem, rendering, asked, &mut response) {
        Ok(answered) => answered,
        Err(problem) => {
            if !is_bare_of_content(response.headers()) {
                replaced::forget_all_but(response.headers_mut(), &problem.headers);
            }
            // If the handler has failed, this is the 500 in place of the original problem.
            let format = problem.format.as_ref().unwrap_or(&rendering.errors);
            let mut rendered = problem.rendered(&rendering.errors);
            if matches!(format.without_handlers(), ErrorFormat::Problem)
                && problem.body.is_none()
                && !takes_anything(asked)
                && accept::prefers_plain_json(&asked.accept)
            {
                rendered.media_type = HeaderValue::from_static("application/json");
            }
            (rendered, problem)
        }
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, rendered.media_type);
    *response.body_mut() = RB::from(Body::from(rendered.body));
    response.extensions_mut().insert(problem);
    response
}
