//! The cookie that says who is logged in.

use std::convert::Infallible;

use axum::extract::OptionalFromRequestParts;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use serde_json::json;
use steadfast::describe::{Operation, Parameter, Place};
use steadfast::extract::{Extractor, RequestPart};
use steadfast::prelude::*;

/// A browser sends it back over TLS only, to this host only, and shows it to no script.
const NAME: &str = "session";

pub fn cookie(token: &str) -> SetCookie {
    SetCookie::new(NAME, token)
}

/// The token of the request's cookie; whether it is a good one, the store knows.
pub struct Session(pub String);

impl<S: Sync> OptionalFromRequestParts<S> for Session {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        let cookies = parts.headers.get_all(COOKIE).iter();
        let token = cookies
            .filter_map(|cookies| cookies.to_str().ok())
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='))
            .find(|(name, _)| *name == NAME)
            .map(|(_, token)| Self(token.to_owned()));
        Ok(token)
    }
}

impl Extractor for Session {}

impl RequestPart for Session {
    fn describe(operation: &mut Operation<'_>) {
        operation.parameters.push(Parameter {
            name: NAME.to_owned(),
            place: Place::Cookie,
            required: true,
            description: Some("What logging in has set".to_owned()),
            schema: json!({ "type": "string" }),
        });
    }
}
