//! [`Form`]: an extractor of forms.

use axum::extract::{FromRequest, Request};
use axum::http::Method;
use response_core::contract::{AfterRefusal, Content, Operation, RequestBody, RequestPart};
use response_core::problem::Problem;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::{body, parameters, query, refuses, wraps};

const MEDIA_TYPE: &str = "application/x-www-form-urlencoded";

/// A form: the body of a POST, or the query of a GET or HEAD.
///
/// A field that may be given several times is a `Vec`.
///
/// # Errors
/// - 415 `unsupported_media_type` unless `Content-Type` is `application/x-www-form-urlencoded`
/// - 413 `payload_too_large` if the body is longer than `axum::extract::DefaultBodyLimit` allows
/// - 422 `validation_error` if it is not a `T`
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Form<T>(pub T);

wraps!(Form);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if is_in_query(request.method().as_str()) {
            return query::parse(request.uri().query().unwrap_or_default()).map(Self);
        }
        if body::media_type(&request).as_deref() != Some(MEDIA_TYPE) {
            return Err(Problem::unsupported_media_type(MEDIA_TYPE));
        }
        let bytes = body::read(request, state).await?;
        parameters::parse("body", &bytes)
            .map(Self)
            .map_err(Problem::invalid)
    }
}

fn is_in_query(method: &str) -> bool {
    method == Method::GET.as_str() || method == Method::HEAD.as_str()
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned + JsonSchema> RequestPart for Form<T> {
    const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Ask;

    fn describe(operation: &mut Operation<'_>) {
        if is_in_query(operation.route.method) {
            <query::Query<T> as RequestPart>::describe(operation);
            return;
        }
        let schema = operation.schemas.request::<T>();
        operation.request_body = Some(RequestBody::new([Content::new(MEDIA_TYPE, schema)]));
        refuses(operation, &Problem::payload_too_large());
        refuses(operation, &Problem::unsupported_media_type(MEDIA_TYPE));
        refuses(operation, &Problem::invalid([]));
    }
}
