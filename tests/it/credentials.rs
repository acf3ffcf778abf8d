//! Extractors that read what a request shows for itself.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use steadfast::extract::{ApiKey, BasicAuth, BasicAuthIn, Bearer, Key, KeyPlace, Realm};
use steadfast::prelude::*;
use tower::ServiceExt;

#[route(get, "/bearer", response = Text)]
async fn bearer(Bearer(token): Bearer) -> Text {
    Text::from(token)
}

#[route(get, "/basic", response = Text)]
async fn basic(BasicAuth { username, password }: BasicAuth) -> Text {
    Text::from(format!("{username}|{password}"))
}

struct Partner;

impl Key for Partner {
    const NAME: &str = "X-Api-Key";
    const PLACE: KeyPlace = KeyPlace::Header;
    const SCHEME: &str = "partner";
}

struct Session;

impl Key for Session {
    const NAME: &str = "session";
    const PLACE: KeyPlace = KeyPlace::Cookie;
    const CHALLENGE: &str = "Cookie realm=\"users\"";
}

struct Token;

impl Key for Token {
    const NAME: &str = "token";
    const PLACE: KeyPlace = KeyPlace::Query;
}

#[route(get, "/partner", response = Text)]
async fn partner(key: ApiKey<Partner>) -> Text {
    Text::from(key.into_inner())
}

#[route(get, "/session", response = Text)]
async fn session(key: ApiKey<Session>) -> Text {
    Text::from(key.into_inner())
}

#[route(get, "/token", response = Text)]
async fn token(key: ApiKey<Token>) -> Text {
    Text::from(key.into_inner())
}

#[route(get, "/maybe", response = Text)]
async fn maybe(bearer: Option<Bearer>, key: Option<ApiKey<Session>>) -> Text {
    Text::from(format!("{} {}", bearer.is_some(), key.is_some()))
}

fn api() -> Api {
    Api::new("Credentials", "1.0.0").routes(routes![bearer, basic, partner, session, token, maybe])
}

async fn ask(uri: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, String) {
    let router: Router = api().into_router();
    let mut request = Request::get(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).unwrap();
    let (parts, body) = router.oneshot(request).await.unwrap().into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    (parts.status, parts.headers, text)
}

#[track_caller]
fn assert_read((status, _, body): (StatusCode, HeaderMap, String), expected: &str) {
    assert_eq!((status, body.as_str()), (StatusCode::OK, expected));
}

#[track_caller]
fn assert_challenged((status, headers, body): (StatusCode, HeaderMap, String), challenge: &str) {
    assert_eq!(status, 401);
    assert_eq!(headers["www-authenticate"], challenge);
    let problem: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(problem["code"], "unauthenticated");
}

#[tokio::test]
async fn a_bearer_token_is_what_stands_behind_the_scheme() {
    for authorization in ["Bearer abc.def", "bearer abc.def", "BEARER  abc.def "] {
        assert_read(
            ask("/bearer", &[("authorization", authorization)]).await,
            "abc.def",
        );
    }
}

#[tokio::test]
async fn a_request_without_one_bearer_token_is_challenged() {
    assert_challenged(ask("/bearer", &[]).await, "Bearer");
    for authorization in ["Bearer", "Bearer ", "Basic abc", "abc", ""] {
        let answer = ask("/bearer", &[("authorization", authorization)]).await;
        assert_challenged(answer, "Bearer");
    }
    let twice = [("authorization", "Bearer a"), ("authorization", "Bearer b")];
    assert_challenged(ask("/bearer", &twice).await, "Bearer");
}

#[tokio::test]
async fn a_name_ends_at_the_first_colon() {
    // ada:a:b, and the example of RFC 7617 section 2.1 in UTF-8: test:123£
    for (credentials, expected) in [
        ("YWRhOmE6Yg==", "ada|a:b"),
        ("dGVzdDoxMjPCow==", "test|123£"),
    ] {
        let header = format!("Basic {credentials}");
        assert_read(ask("/basic", &[("authorization", &header)]).await, expected);
    }
}

#[tokio::test]
async fn what_is_no_name_and_password_is_challenged() {
    // ada, which has no colon, and what is no UTF-8, and what is no base64
    for credentials in ["YWRh", "/////w==", "%%%"] {
        let header = format!("Basic {credentials}");
        let answer = ask("/basic", &[("authorization", &header)]).await;
        assert_challenged(answer, "Basic realm=\"api\", charset=\"UTF-8\"");
    }
}

#[tokio::test]
async fn a_key_stands_where_its_type_says() {
    assert_read(ask("/partner", &[("x-api-key", "k-1")]).await, "k-1");
    let cookies = [("cookie", "theme=dark; session=a%20b")];
    assert_read(ask("/session", &cookies).await, "a b");
    assert_read(ask("/token?a=1&token=t%201", &[]).await, "t 1");
}

#[tokio::test]
async fn a_request_without_a_key_gets_the_challenge_of_its_type() {
    assert_challenged(ask("/partner", &[]).await, "ApiKey");
    assert_challenged(ask("/partner", &[("x-api-key", "")]).await, "ApiKey");
    let cookies = [("cookie", "session=")];
    assert_challenged(ask("/session", &cookies).await, "Cookie realm=\"users\"");
    assert_challenged(ask("/token?token", &[]).await, "ApiKey");
}

#[tokio::test]
async fn what_is_optional_is_never_challenged() {
    assert_read(ask("/maybe", &[]).await, "false false");
    let bearer = [("authorization", "Bearer a")];
    assert_read(ask("/maybe", &bearer).await, "true false");
    let cookie = [("cookie", "session=a")];
    assert_read(ask("/maybe", &cookie).await, "false true");
}

#[test]
fn each_brings_its_scheme_and_its_401_into_the_document() {
    let document = api().openapi();
    assert_eq!(
        document["components"]["securitySchemes"],
        json!({
            "bearer": { "type": "http", "scheme": "bearer" },
            "basic": { "type": "http", "scheme": "basic" },
            "partner": { "type": "apiKey", "name": "X-Api-Key", "in": "header" },
            "session": { "type": "apiKey", "name": "session", "in": "cookie" },
            "token": { "type": "apiKey", "name": "token", "in": "query" },
        })
    );
    for (path, scheme, challenge) in [
        ("/bearer", "bearer", "Bearer"),
        ("/partner", "partner", "ApiKey"),
        ("/session", "session", "Cookie realm=\"users\""),
    ] {
        let operation = &document["paths"][path]["get"];
        assert_eq!(operation["security"], json!([{ scheme: [] }]));
        let headers = &operation["responses"]["401"]["headers"];
        assert_eq!(headers["WWW-Authenticate"]["schema"]["const"], challenge);
    }
    let maybe = &document["paths"]["/maybe"]["get"];
    assert_eq!(maybe["responses"]["401"], Value::Null);
    assert!(maybe["security"].as_array().unwrap().contains(&json!({})));
}

#[test]
fn the_api_may_say_where_a_token_is_from() {
    use steadfast::describe::{OAuthFlows, SecurityScheme};

    let flows = OAuthFlows::default().client_credentials("/token", [("users:read", "Read users")]);
    let described: Api = api().security_scheme("bearer", SecurityScheme::oauth2(flows));
    let document = described.openapi();
    let schemes = &document["components"]["securitySchemes"];
    assert_eq!(schemes["bearer"]["type"], "oauth2");
    assert!(described.try_into_router().is_ok());
}

#[route(get, "/either", response = Text, errors = LoggedOut, security("bearer"), security("partner"))]
async fn either(
    bearer: Option<Bearer>,
    partner: Option<ApiKey<Partner>>,
) -> Result<Text, LoggedOut> {
    match (bearer, partner) {
        (None, None) => Err(LoggedOut),
        _ => Ok(Text::from("welcome")),
    }
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("log in")]
#[response(status = 401, challenge = "Bearer")]
struct LoggedOut;

#[test]
fn what_a_route_declares_are_the_alternatives_of_what_is_optional() {
    let document = Api::<()>::new("Either", "1.0.0")
        .routes(routes![either])
        .openapi();
    let security = &document["paths"]["/either"]["get"]["security"];
    assert_eq!(*security, json!([{ "bearer": [] }, { "partner": [] }]));
}

#[test]
fn nothing_secret_is_in_a_debug() {
    assert_eq!(format!("{:?}", Bearer("s3cret".to_owned())), "Bearer(..)");
    let credentials = BasicAuth {
        username: "ada".to_owned(),
        password: "s3cret".to_owned(),
    };
    assert_eq!(
        format!("{credentials:?}"),
        "BasicAuth { username: \"ada\", .. }"
    );
}

struct Staff;

impl Realm for Staff {
    const NAME: &str = "Staff only";
}

struct Partners;

impl Realm for Partners {
    const NAME: &str = "Partners (EU)";
    const SCHEME: &str = "partners";
}

#[route(get, "/staff", response = Text)]
async fn staff(staff: BasicAuthIn<Staff>) -> Text {
    Text::from(format!("{}|{}", staff.username, staff.password))
}

#[route(get, "/partners", response = Text)]
async fn partners(partner: BasicAuthIn<Partners>) -> Text {
    Text::from(partner.into_inner().username)
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum StaffError {
    #[error("log in, or ask for a copy")]
    #[response(status = 401, challenge = "Basic realm=\"Staff only\"")]
    NotStaff,
}

#[route(get, "/copy", response = Text)]
async fn copy(basic: Option<BasicAuth>) -> Result<Text, StaffError> {
    let basic = basic.ok_or(StaffError::NotStaff)?;
    Ok(Text::from(basic.username))
}

#[route(get, "/copy-in", response = Text)]
async fn copy_in(staff: Option<BasicAuthIn<Staff>>) -> Result<Text, StaffError> {
    let staff = staff.ok_or(StaffError::NotStaff)?;
    Ok(Text::from(staff.username.clone()))
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum LoginError {
    #[error("log in")]
    #[response(status = 401, challenge = "Bearer")]
    LoggedOut,
}

#[route(get, "/copy-bearer", response = Text)]
async fn copy_bearer(bearer: Option<Bearer>) -> Result<Text, LoginError> {
    let Bearer(token) = bearer.ok_or(LoginError::LoggedOut)?;
    Ok(Text::from(token))
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum SessionError {
    #[error("log in")]
    #[response(status = 401, challenge = "Cookie realm=\"users\"")]
    LoggedOut,
}

#[route(get, "/copy-session", response = Text)]
async fn copy_session(key: Option<ApiKey<Session>>) -> Result<Text, SessionError> {
    let key = key.ok_or(SessionError::LoggedOut)?;
    Ok(Text::from(key.into_inner()))
}

fn realms() -> Api {
    let routes = routes![
        staff,
        partners,
        basic,
        copy,
        copy_in,
        copy_bearer,
        copy_session
    ];
    Api::new("Realms", "1.0.0").routes(routes)
}

#[tokio::test]
async fn a_realm_is_in_the_challenge() {
    let router: Router = realms().into_router();
    let ask = async |uri: &str, authorization: Option<&str>| {
        let mut request = Request::get(uri);
        if let Some(authorization) = authorization {
            request = request.header("authorization", authorization);
        }
        let request = request.body(Body::empty()).unwrap();
        let (parts, body) = router.clone().oneshot(request).await.unwrap().into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        (parts.status, parts.headers, text)
    };
    let ada = Some("Basic YWRhOmE6Yg==");
    assert_read(ask("/staff", ada).await, "ada|a:b");
    assert_read(ask("/partners", ada).await, "ada");
    assert_challenged(
        ask("/staff", None).await,
        "Basic realm=\"Staff only\", charset=\"UTF-8\"",
    );
    assert_challenged(
        ask("/partners", Some("Bearer a")).await,
        "Basic realm=\"Partners (EU)\", charset=\"UTF-8\"",
    );
}

#[test]
fn a_realm_is_in_the_document() {
    let document = realms().openapi();
    let of = |path: &str| document["paths"][path]["get"].clone();
    let challenge = |path: &str| {
        let headers = &of(path)["responses"]["401"]["headers"];
        headers["WWW-Authenticate"]["schema"]["const"].clone()
    };
    assert_eq!(
        challenge("/staff"),
        "Basic realm=\"Staff only\", charset=\"UTF-8\""
    );
    assert_eq!(of("/staff")["security"], json!([{ "basic": [] }]));
    assert_eq!(of("/partners")["security"], json!([{ "partners": [] }]));
    let schemes = &document["components"]["securitySchemes"];
    assert_eq!(
        schemes["partners"],
        json!({ "type": "http", "scheme": "basic" })
    );
}

#[test]
fn what_is_optional_is_documented_beside_the_401_of_the_handler() {
    let document = realms().openapi();
    for (path, scheme, challenge) in [
        ("/copy", "basic", "Basic realm=\"Staff only\""),
        ("/copy-in", "basic", "Basic realm=\"Staff only\""),
        ("/copy-bearer", "bearer", "Bearer"),
        ("/copy-session", "session", "Cookie realm=\"users\""),
    ] {
        let operation = &document["paths"][path]["get"];
        assert_eq!(operation["security"], json!([{ scheme: [] }, {}]), "{path}");
        let headers = &operation["responses"]["401"]["headers"];
        assert_eq!(
            headers["WWW-Authenticate"]["schema"]["const"], challenge,
            "{path}"
        );
    }
}

#[test]
fn no_password_is_in_the_debug_of_a_realm() {
    #[route(get, "/shown", response = Text)]
    async fn shown(staff: BasicAuthIn<Staff>) -> Text {
        Text::from(format!("{staff:?}"))
    }
    let router: Router = Api::new("Shown", "1").routes(routes![shown]).into_router();
    let request = Request::get("/shown").header("authorization", "Basic YWRhOmE6Yg==");
    let request = request.body(Body::empty()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let body = runtime.block_on(async {
        let answer = router.oneshot(request).await.unwrap();
        answer.into_body().collect().await.unwrap().to_bytes()
    });
    assert_eq!(body, "BasicAuthIn { username: \"ada\", .. }");
}
