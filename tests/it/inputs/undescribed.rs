//! Extractors of the user's: one that says nothing of itself, and one whose rejection is a declared error.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use bytes::Bytes;
use serde_json::json;
use steadfast::describe::{ErrorAnswer, Operation, SecurityScheme};
use steadfast::extract::{Extractor, RequestPart};
use steadfast::prelude::*;

use super::{client, refused};

struct Silent;

impl<S: Sync> FromRequestParts<S> for Silent {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        match parts.headers.get("x-silent") {
            Some(_) => Ok(Self),
            None => Err(StatusCode::IM_A_TEAPOT),
        }
    }
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum TenantError {
    /// The request names no tenant.
    #[error("name a tenant")]
    #[response(status = 404)]
    NoTenant,
}

struct Tenant;

impl<S: Sync> FromRequestParts<S> for Tenant {
    type Rejection = TenantError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, TenantError> {
        let named = parts.headers.get("x-tenant");
        named.map(|_| Self).ok_or(TenantError::NoTenant)
    }
}

#[derive(Clone)]
struct Shop {
    open: bool,
}

/// Needs the state.
struct Opened;

impl FromRequestParts<Shop> for Opened {
    type Rejection = TenantError;

    async fn from_request_parts(_: &mut Parts, shop: &Shop) -> Result<Self, TenantError> {
        if shop.open {
            Ok(Self)
        } else {
            Err(TenantError::NoTenant)
        }
    }
}

/// Reads the body.
struct Raw(usize);

impl<S: Send + Sync> FromRequest<S> for Raw {
    type Rejection = TenantError;

    async fn from_request(request: Request, state: &S) -> Result<Self, TenantError> {
        let body = Bytes::from_request(request, state).await;
        body.map(|body| Self(body.len()))
            .map_err(|_| TenantError::NoTenant)
    }
}

#[route(get, "/silent", response = Text)]
async fn silent(_: Silent) -> Text {
    Text::from("heard")
}

#[route(get, "/tenant", response = Text)]
async fn tenant(_: Tenant) -> Text {
    Text::from("named")
}

#[route(get, "/open", response = Text)]
async fn open(_: State<Shop>, _: Opened) -> Text {
    Text::from("open")
}

#[route(post, "/raw", action, response = Text)]
async fn raw(Raw(length): Raw) -> Text {
    Text::from(length.to_string())
}

fn api() -> Api {
    Api::new("Undescribed", "1.0.0").routes(routes![silent, tenant, raw])
}

#[tokio::test]
async fn an_argument_that_says_nothing_may_answer_in_any_way() {
    let document = api().openapi();
    let responses = &document["paths"]["/silent"]["get"]["responses"];
    assert_eq!(
        responses["default"]["description"],
        "Any other response of an argument that the document does not describe"
    );
    assert!(document["paths"]["/tenant"]["get"]["responses"]["default"].is_null());
    let client = client(api());
    client
        .get("/silent")
        .await
        .assert_status(418)
        .assert_conforms();
}

#[test]
fn a_strict_api_refuses_it() {
    assert_eq!(
        refused(api().strict()),
        "`it::inputs::undescribed::silent` takes `Silent`, of which the document says nothing: implement `Extractor` and \
         `RequestPart` for it, or write `#[derive(ErrorResponse)]` on its `Rejection`; if that is there, implement \
         `FromRequestParts<S>` for every `S`, or add a `State<..>` with its state to the handler"
    );
    let described: Api = Api::new("Described", "1.0.0").routes(routes![tenant, raw]);
    assert!(described.strict().try_into_router().is_ok());
}

/// The handler does not name the state.
#[test]
fn a_strict_api_says_why_a_declared_error_may_be_unknown() {
    #[route(get, "/opened", response = Text)]
    async fn opened(_: Opened) -> Text {
        Text::from("open")
    }
    let api = Api::new("Stateful", "1.0.0").routes(routes![opened]);
    let error = api.strict().try_into_router().unwrap_err();
    let help = error.faults().next().and_then(|fault| fault.help());
    let help = help.unwrap_or_default();
    assert!(
        help.ends_with("or add a `State<..>` with its state to the handler"),
        "{help}"
    );
}

struct Vet;

impl FromRequestParts<Shop> for Vet {
    type Rejection = StatusCode;

    async fn from_request_parts(_: &mut Parts, _: &Shop) -> Result<Self, StatusCode> {
        Ok(Self)
    }
}

impl Extractor for Vet {}

impl RequestPart for Vet {
    fn describe(operation: &mut Operation<'_>) {
        operation.needs("bearer", SecurityScheme::bearer("JWT"));
        operation.add_error(ErrorAnswer::new(401, "no_vet"));
    }
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum VetError {
    #[error("log in in the app")]
    #[response(
        status = 401,
        allow(
            unauthorized_without_challenge,
            reason = "browsers would ask for a password"
        )
    )]
    LoggedOut,
}

struct Excepted;

impl<S: Sync> FromRequestParts<S> for Excepted {
    type Rejection = VetError;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, VetError> {
        Err(VetError::LoggedOut)
    }
}

impl Extractor for Excepted {}

impl RequestPart for Excepted {
    fn describe(operation: &mut Operation<'_>) {
        <VetError as ErrorResponse>::describe(operation);
    }
}

/// Once for the extractor, not for each handler that takes it.
#[test]
fn a_documented_401_needs_a_challenge() {
    #[route(get, "/patients", response = Text)]
    async fn patients(_: Vet) -> Text {
        Text::from("Rex")
    }
    #[route(get, "/owners", response = Text)]
    async fn owners(_: Vet) -> Text {
        Text::from("Ada")
    }
    let api = Api::<Shop>::new("Vets", "1.0.0").routes(routes![patients, owners]);
    let error = api.try_into_router().unwrap_err();
    let told: Vec<_> = error
        .faults()
        .map(|fault| (fault.slug(), fault.message()))
        .collect();
    let handler = "it::inputs::undescribed::patients";
    let expected = format!("`{handler}` takes `Vet`, whose 401 has no `WWW-Authenticate`");
    assert_eq!(told, [("unauthorized_without_challenge", &*expected)]);
}

#[test]
fn a_401_that_says_why_it_has_no_challenge_is_accepted() {
    #[route(get, "/patients", response = Text)]
    async fn patients(_: Excepted) -> Text {
        Text::from("Rex")
    }
    let built = Api::<()>::new("Vets", "1.0.0")
        .routes(routes![patients])
        .try_into_router();
    assert!(built.is_ok(), "{}", built.unwrap_err());
}

#[tokio::test]
async fn a_declared_error_as_a_rejection_documents_itself() {
    let document = api().openapi();
    for (path, method) in [("/tenant", "get"), ("/raw", "post")] {
        let not_found = &document["paths"][path][method]["responses"]["404"];
        assert_eq!(
            not_found["description"], "The request names no tenant.",
            "{path}"
        );
    }
    let client = client(api());
    let refused = client.get("/tenant").await;
    refused.assert_status(404).assert_conforms();
    assert_eq!(refused.problem()["code"], "no_tenant");
    assert_eq!(client.post("/raw").body("abc").await.text(), "3");
}

#[test]
fn a_declared_error_of_an_extractor_that_needs_the_state_documents_itself() {
    let api = Api::new("Stateful", "1.0.0").routes(routes![open]);
    let operation = &api.openapi()["paths"]["/open"]["get"];
    assert!(operation["responses"]["404"].is_object());
    assert_eq!(operation["responses"]["default"], json!(null));
    assert!(api.strict().try_into_router().is_ok());
}
