//! An API that is put together from parts: other APIs, plain routers, layers, states, security.

use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use serde_json::{Value, json};
use steadfast::api::{ApiError, ApiFault};
use steadfast::describe::{OAuthFlows, Operation, SecurityScheme};
use steadfast::extract::{Extractor, RequestPart};
use steadfast::prelude::*;
use steadfast::testing::Client;
use steadfast::{Contact, OpenApiVersion};

use crate::walk;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("log in first")]
#[response(status = 401, challenge = "Bearer")]
struct LoggedOut;

#[route(get, "/users/{id}", response = UserOut, tags("users"))]
async fn get_user(Path(id): Path<i64>) -> UserOut {
    UserOut { id }
}

#[route(get, "/", response = Text)]
async fn root() -> Text {
    Text::from("root")
}

#[route(post, "/users", status = 200, response = Text, allow(post_returns_200, reason = "nothing is made"))]
async fn touch_users() -> Text {
    Text::from("touched")
}

#[route(get, "/users", response = Text)]
async fn list_users() -> Text {
    Text::from("Ada")
}

#[route(get, "/panic", response = Text)]
async fn panics() -> Text {
    panic!("the password is hunter2")
}

fn users() -> Api {
    Api::new("Users", "1.0.0")
        .tag("users", "Who is who.")
        .routes(routes![get_user, root])
}

fn shop() -> Api {
    Api::new("Shop", "1.0.0")
}

fn paths(api: &Api) -> Vec<String> {
    let document = api.openapi();
    let paths = document["paths"].as_object().expect("paths");
    paths.keys().cloned().collect()
}

fn refused(api: Api) -> String {
    let error: ApiError = api.try_into_router().expect_err("an error");
    crate::startup_faults::in_lines(&error).join("\n")
}

#[test]
fn the_tags_of_an_api_are_those_of_its_routes_wherever_it_is_nested() {
    #[route(get, "/tagged", response = Text, tags("own", "inner"))]
    async fn tagged() -> Text {
        Text::from("")
    }
    let inner = Api::new("Inner", "1")
        .tags(["inner"])
        .routes(routes![tagged]);
    let api: Api = shop().nest("/v1", inner).tags(["outer"]);
    let operation = &api.openapi()["paths"]["/v1/tagged"]["get"];
    assert_eq!(operation["tags"], json!(["outer", "inner", "own"]));
}

#[test]
fn a_query_parameter_that_another_argument_refuses_is_an_error() {
    #[derive(serde::Deserialize, schemars::JsonSchema)]
    #[serde(deny_unknown_fields)]
    struct Filter {
        #[allow(dead_code)]
        name: Option<String>,
    }
    #[route(get, "/filtered", response = Text)]
    async fn filtered(_: Query<Filter>, _: PageQuery) -> Text {
        Text::from("")
    }
    let error = refused(shop().routes(routes![filtered]));
    assert!(
        error.contains(
            "`it::parts::filtered` reads the query parameter `page`, which another argument refuses"
        ),
        "{error}"
    );
}

#[tokio::test]
async fn a_nested_api_is_served_and_documented_below_its_prefix() {
    let api = || {
        shop()
            .nest("/v1", users())
            .nest("/v2/", users().operation_id_prefix("v2_"))
    };
    assert_eq!(
        paths(&api()),
        ["/v1/users/{id}", "/v1", "/v2/users/{id}", "/v2"]
    );
    let document = api().openapi();
    assert_eq!(
        document["paths"]["/v2/users/{id}"]["get"]["operationId"],
        "v2_get_user"
    );
    assert_eq!(
        document["tags"],
        json!([{ "name": "users", "description": "Who is who." }])
    );

    let client = Client::new(api().into_router());
    client
        .get("/v1/users/7")
        .await
        .assert_status(200)
        .assert_conforms();
    client.get("/v2").await.assert_status(200).assert_conforms();
    client.get("/users/7").await.assert_status(404);
}

#[test]
fn one_api_cannot_be_nested_twice_under_one_operation_id() {
    let message = refused(shop().nest("/v1", users()).nest("/v2", users()));
    assert_eq!(
        message,
        "`it::parts::get_user` is mounted at /v1/users/{id} and at /v2/users/{id} with the same operation id, \
         `get_user`: write `.operation_id_prefix(\"other_\")` at one of the APIs, or \
         `.operation_ids(OperationParts::name_path_method)` at the whole"
    );
}

#[test]
fn every_fault_is_told_at_once() {
    #[route(get, "/me", response = Text, security("session"))]
    async fn me() -> Text {
        Text::from("Ada")
    }
    #[route(get, "/me", response = Text)]
    async fn other() -> Text {
        Text::from("Grace")
    }
    let api: Api = shop().nest("v1", users()).routes(routes![me, other]);
    let error = api.try_into_router().unwrap_err();
    let faults: Vec<&str> = error.faults().map(ApiFault::message).collect();
    assert_eq!(
        faults,
        [
            "nothing can be nested below `v1`",
            "`it::parts::me` needs the security scheme `session`, which the API does not describe",
            "`it::parts::me` and `it::parts::other` both answer GET /me",
        ]
    );
    let all: Vec<String> = error
        .faults()
        .map(|fault| format!("\n\nerror: {fault}"))
        .collect();
    assert_eq!(
        error.to_string(),
        format!("the API has 3 faults{}", all.concat())
    );
}

static DESCRIBED: AtomicUsize = AtomicUsize::new(0);

struct Counted;

impl<S: Sync> axum::extract::FromRequestParts<S> for Counted {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self)
    }
}

impl Extractor for Counted {}

impl RequestPart for Counted {
    fn describe(_: &mut Operation<'_>) {
        DESCRIBED.fetch_add(1, Ordering::Relaxed);
    }
}

#[route(get, "/counted", response = Text)]
async fn counted(_: Counted) -> Text {
    Text::from("ok")
}

#[test]
fn a_route_is_described_once_when_the_router_is_built() {
    let _router: Router = Api::new("Counted", "1.0.0")
        .routes(routes![counted])
        .into_router();
    assert_eq!(DESCRIBED.load(Ordering::Relaxed), 1);
}

#[route(get, "/@{name}/stra%C3%9Fe", response = Text)]
async fn street(Path(name): Path<String>) -> Text {
    Text::from(name)
}

#[tokio::test]
async fn text_before_a_parameter_and_encoded_text_are_matched_and_documented() {
    let api: Api = Api::new("Streets", "1.0.0").nest("/v{n}", shop().routes(routes![street]));
    let document = api.openapi();
    let operation = &document["paths"]["/v{n}/@{name}/stra%C3%9Fe"]["get"];
    let names: Vec<_> = operation["parameters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|parameter| &parameter["name"])
        .collect();
    assert_eq!(names, ["n", "name"]);

    let api: Api = Api::new("Streets", "1.0.0").nest("/a%20b", shop().routes(routes![street]));
    let client = Client::new(api.into_router());
    let answer = client.get("/a%20b/@ada/stra%C3%9Fe").await;
    assert_eq!((answer.status(), answer.text()), (StatusCode::OK, "ada"));
}

#[test]
fn a_prefix_that_no_request_has_is_an_error_that_says_how_to_write_it() {
    assert_eq!(
        refused(shop().nest("/straße", users())),
        "no request matches the prefix `/straße`: write it as clients send it: `/stra%C3%9Fe`"
    );
}

#[test]
fn a_prefix_that_is_none_is_an_error() {
    for prefix in ["v1", "/files/{*rest}"] {
        let message = refused(shop().nest(prefix, users()));
        assert!(
            message.starts_with(&format!("nothing can be nested below `{prefix}`")),
            "{message}"
        );
    }
}

#[tokio::test]
async fn a_parameter_of_the_prefix_is_documented() {
    #[route(get, "/health", response = Text)]
    async fn health() -> Text {
        Text::from("ok")
    }
    let api = || shop().nest("/tenants/{tenant}", shop().routes(routes![health]));
    let operation = &api().openapi()["paths"]["/tenants/{tenant}/health"]["get"];
    assert_eq!(
        operation["parameters"],
        json!([{ "name": "tenant", "in": "path", "required": true, "schema": { "type": "string" } }])
    );
    let client = Client::new(api().into_router());
    client
        .get("/tenants/7/health")
        .await
        .assert_status(200)
        .assert_conforms();
}

#[test]
fn a_handler_that_reads_a_parameter_of_another_name_is_an_error() {
    #[derive(serde::Deserialize, schemars::JsonSchema)]
    struct Member {
        team: i64,
        member_id: i64,
    }

    #[route(get, "/teams/{team}/members/{id}", response = Text)]
    async fn get_member(Path(member): Path<Member>) -> Text {
        Text::from(format!("{}/{}", member.team, member.member_id))
    }

    assert_eq!(
        refused(shop().routes(routes![get_member])),
        "`it::parts::get_member` reads a parameter `member_id` of the path, but /teams/{team}/members/{id} has none of \
         that name: write `{member_id}` in the path, or read what it has, `{team}`, `{id}`"
    );
}

#[tokio::test]
async fn below_a_prefix_with_a_parameter_a_handler_reads_its_own_by_place() {
    #[route(get, "/{shelf}/{book}", response = Text)]
    async fn book(Path((shelf, book)): Path<(u8, String)>) -> Text {
        Text::from(format!("{shelf} {book}"))
    }
    let api = shop().nest("/rooms/{room}", shop().routes(routes![book]).merge(users()));
    let operation = api.openapi()["paths"]["/rooms/{room}/{shelf}/{book}"]["get"].clone();
    let types: Vec<_> = operation["parameters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|parameter| {
            (
                parameter["name"].clone(),
                parameter["schema"]["type"].clone(),
            )
        })
        .collect();
    assert_eq!(
        types,
        [
            (json!("room"), json!("string")),
            (json!("shelf"), json!("integer")),
            (json!("book"), json!("string")),
        ]
    );
    let client = Client::new(api.into_router());
    let answer = client.get("/rooms/attic/7/dune").await;
    answer.assert_status(200).assert_conforms();
    assert_eq!(answer.text(), "7 dune");
    let fault = client.get("/rooms/attic/x/dune").await.problem()["errors"][0].clone();
    assert_eq!(fault["loc"], json!(["path", "shelf"]));
}

#[test]
fn axums_own_path_reads_all_parameters_by_place_so_it_is_an_error_below_a_prefix_with_one() {
    #[route(get, "/{id}", response = Text)]
    async fn get_book(axum::extract::Path(_): axum::extract::Path<u8>) -> Text {
        Text::from("")
    }
    assert_eq!(
        refused(shop().nest("/rooms/{room}", shop().routes(routes![get_book]))),
        "`it::parts::get_book` reads 1 of the path's parameters by place, but /rooms/{room}/{id} has 2: read them by name, \
         with a struct"
    );
}

#[tokio::test]
async fn a_plain_router_is_served_and_its_errors_look_as_all_others() {
    let plain = || {
        Router::new()
            .route(
                "/plain",
                get(async || "plain").delete(async || StatusCode::CONFLICT),
            )
            .route(
                "/broken",
                get(async || -> &'static str { panic!("hunter2") }),
            )
    };
    for prefix in ["", "/old"] {
        let client = Client::new(
            shop()
                .routes(routes![list_users])
                .nest(prefix, plain())
                .into_router(),
        );
        let plain = format!("{prefix}/plain");
        assert_eq!(client.get(&plain).await.assert_status(200).text(), "plain");
        let bare = client.delete(&plain).await;
        assert_eq!(bare.assert_status(409).problem()["code"], "conflict");
        let refused = client.post(&plain).await;
        let refused = refused
            .assert_status(405)
            .assert_header("allow", "GET,HEAD,DELETE");
        assert_eq!(refused.problem()["code"], "method_not_allowed");
        assert_eq!(refused.problem()["instance"], plain);
        let broken = client.get(&format!("{prefix}/broken")).await;
        assert_eq!(
            broken.assert_status(500).problem()["code"],
            "internal_server_error"
        );
        let missing = client.get(&format!("{prefix}/missing")).await;
        assert_eq!(missing.assert_status(404).problem()["code"], "not_found");
        // As without a plain router.
        let alone = Client::new(shop().into_router()).get(&format!("{prefix}/missing"));
        assert_eq!(missing.problem()["detail"], alone.await.problem()["detail"]);
        client.get("/users").await.assert_status(200);
    }
}

#[tokio::test]
async fn the_fallback_of_a_merged_router_is_the_fallback_of_the_whole() {
    let page = Router::new().fallback(async || "the page");
    let client = Client::new(users().merge(page).into_router());
    assert_eq!(
        client.get("/somewhere").await.assert_status(200).text(),
        "the page"
    );
    client.get("/users/7").await.assert_status(200);
}

#[test]
fn a_plain_router_that_clashes_is_an_error() {
    let plain = Router::new().route("/users/{id}", get(async || "mine"));
    let message = refused(users().merge(plain));
    assert!(
        message.starts_with("a plain router cannot be merged: "),
        "{message}"
    );
    assert!(message.contains("/users/{id}"), "{message}");
}

#[tokio::test]
async fn an_api_can_be_put_into_a_plain_router() {
    let client = Client::new(
        Router::new()
            .nest("/api", users().into_router())
            .merge(Router::new().route("/", get(async || "home"))),
    );
    client.get("/api/users/7").await.assert_status(200);
    let refused = client.get("/api/users/seven").await;
    assert_eq!(refused.problem()["instance"], "/api/users/seven");
    let document: Value = client
        .get("/api/openapi.json")
        .await
        .assert_status(200)
        .json();
    assert_eq!(document["servers"], json!([{ "url": "/api" }]));

    let merged = Client::new(Router::new().merge(users()));
    merged
        .get("/users/7")
        .await
        .assert_status(200)
        .assert_conforms();
    let document: Value = merged.get("/openapi.json").await.json();
    assert_eq!(document["servers"], Value::Null);
}

async fn only_ada(
    request: axum::extract::Request,
    next: axum::middleware::Next,
) -> axum::response::Response {
    match request.headers().get(AUTHORIZATION) {
        Some(token) if token == "Bearer ada" => next.run(request).await,
        Some(_) => StatusCode::FORBIDDEN.into_response(),
        None => IntoResponse::into_response(Problem::from(LoggedOut)),
    }
}

#[tokio::test]
async fn a_layer_wraps_what_was_added_before_it() {
    let writing = shop()
        .routes(routes![touch_users])
        .merge(Router::new().route("/plain", post(async || "written")))
        .layer(axum::middleware::from_fn(only_ada));
    let client = Client::new(
        shop()
            .merge(writing)
            .routes(routes![list_users])
            .into_router(),
    );

    client.get("/users").await.assert_status(200);
    let refused = client.post("/users").await;
    refused
        .assert_status(401)
        .assert_header("www-authenticate", "Bearer");
    assert_eq!(refused.problem()["instance"], "/users");
    client.post("/plain").await.assert_status(401);
    let ada = HeaderValue::from_static("Bearer ada");
    client
        .post("/users")
        .header("authorization", ada.to_str().expect("text"))
        .await
        .assert_status(200);
    let forbidden = client
        .post("/users")
        .header("authorization", "Bearer bob")
        .await;
    assert_eq!(forbidden.assert_status(403).problem()["code"], "forbidden");
    client.get("/openapi.json").await.assert_status(200);
}

#[tokio::test]
async fn parts_have_states_of_their_own() {
    #[route(get, "/number", response = Text)]
    async fn number(State(number): State<u8>) -> Text {
        Text::from(number.to_string())
    }
    let numbers: Api = Api::new("Numbers", "1.0.0")
        .routes(routes![number])
        .with_state(7_u8);
    let client = Client::new(numbers.merge(users()).into_router());
    assert_eq!(client.get("/number").await.text(), "7");
}

#[tokio::test]
async fn a_panic_behind_a_layer_is_a_problem() {
    let client = Client::new(
        shop()
            .routes(routes![panics])
            .layer(axum::middleware::from_fn(only_ada))
            .into_router(),
    );
    let broken = client
        .get("/panic")
        .header("authorization", "Bearer ada")
        .await;
    assert_eq!(
        broken.assert_status(500).problem()["code"],
        "internal_server_error"
    );
    assert!(!broken.text().contains("hunter2"));
}

#[test]
fn the_head_tells_all_that_openapi_asks_for() {
    let api = shop()
        .terms_of_service("https://example.com/terms")
        .contact(
            Contact::new("Shop")
                .url("https://example.com")
                .email("shop@example.com"),
        )
        .license("MIT OR Apache-2.0")
        .server("https://api.example.com", "production")
        .server("http://localhost:3000", "development")
        .external_docs("https://example.com/guide", "The guide");
    let document = api.openapi();
    assert_eq!(
        document["info"],
        json!({
            "title": "Shop",
            "version": "1.0.0",
            "termsOfService": "https://example.com/terms",
            "contact": { "name": "Shop", "url": "https://example.com", "email": "shop@example.com" },
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        })
    );
    assert_eq!(document["servers"][1]["description"], "development");
    assert_eq!(document["externalDocs"]["url"], "https://example.com/guide");
    assert_eq!(document["components"], Value::Null);
}

mod secured {
    use super::*;

    #[route(get, "/me", response = Text, errors = LoggedOut, security("bearer"))]
    async fn me() -> Text {
        Text::from("Ada")
    }

    #[route(get, "/either", response = Text, security("bearer", "tenant"), security("oauth" = ["users:read"]))]
    async fn either() -> Text {
        Text::from("Ada")
    }

    #[route(get, "/everybody", response = Text, security())]
    async fn everybody() -> Text {
        Text::from("Ada")
    }

    #[route(get, "/silent", response = Text)]
    async fn silent() -> Text {
        Text::from("Ada")
    }

    struct Session;

    impl<S: Sync> axum::extract::FromRequestParts<S> for Session {
        type Rejection = Problem;

        async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Problem> {
            Ok(Self)
        }
    }

    impl<S: Sync> axum::extract::OptionalFromRequestParts<S> for Session {
        type Rejection = Problem;

        async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Option<Self>, Problem> {
            Ok(None)
        }
    }

    impl Extractor for Session {}

    impl RequestPart for Session {
        fn describe(operation: &mut Operation<'_>) {
            operation.needs("session", SecurityScheme::cookie("session"));
        }
    }

    #[route(get, "/mine", response = Text)]
    async fn mine(_: Session) -> Text {
        Text::from("Ada")
    }

    #[route(get, "/maybe", response = Text)]
    async fn maybe(_: Option<Session>) -> Text {
        Text::from("Ada")
    }

    fn api() -> Api {
        let flows = OAuthFlows::default()
            .client_credentials("https://example.com/token", [("users:read", "Read users")]);
        Api::new("Users", "1.0.0")
            .security_scheme("bearer", SecurityScheme::bearer("JWT"))
            .security_scheme("tenant", SecurityScheme::header("X-Tenant"))
            .security_scheme("oauth", SecurityScheme::oauth2(flows))
            .routes(routes![me, either, everybody, silent, mine, maybe])
    }

    fn security(api: &Api, path: &str) -> Value {
        api.openapi()["paths"][path]["get"]["security"].clone()
    }

    #[test]
    fn a_route_names_the_schemes_that_it_needs_and_their_alternatives() {
        let api = api();
        assert_eq!(security(&api, "/me"), json!([{ "bearer": [] }]));
        assert_eq!(
            security(&api, "/either"),
            json!([{ "bearer": [], "tenant": [] }, { "oauth": ["users:read"] }])
        );
        assert_eq!(security(&api, "/everybody"), json!([]));
        assert_eq!(security(&api, "/silent"), Value::Null);
        let schemes = &api.openapi()["components"]["securitySchemes"];
        assert_eq!(
            schemes["bearer"],
            json!({ "type": "http", "scheme": "bearer", "bearerFormat": "JWT" })
        );
        assert_eq!(
            schemes["tenant"],
            json!({ "type": "apiKey", "name": "X-Tenant", "in": "header" })
        );
        assert!(api.try_into_router().is_ok());
    }

    #[test]
    fn an_extractor_brings_its_scheme() {
        let api = api();
        assert_eq!(security(&api, "/mine"), json!([{ "session": [] }]));
        assert_eq!(security(&api, "/maybe"), json!([{ "session": [] }, {}]));
        assert_eq!(
            api.openapi()["components"]["securitySchemes"]["session"]["in"],
            "cookie"
        );
    }

    #[test]
    fn what_an_api_asks_for_counts_where_a_route_says_nothing() {
        let part = Api::new("Part", "1.0.0")
            .security(&[&[("tenant", &[])]])
            .routes(routes![silent, everybody]);
        let whole = Api::new("Whole", "1.0.0")
            .security_scheme("bearer", SecurityScheme::bearer(""))
            .security_scheme("tenant", SecurityScheme::header("X-Tenant"))
            .security(&[&[("bearer", &[])]])
            .routes(routes![mine])
            .nest("/part", part);
        assert_eq!(security(&whole, "/part/silent"), json!([{ "tenant": [] }]));
        assert_eq!(security(&whole, "/part/everybody"), json!([]));
        assert_eq!(
            security(&whole, "/mine"),
            json!([{ "bearer": [], "session": [] }])
        );
    }

    #[test]
    fn a_scheme_that_nobody_describes_is_an_error() {
        let api = Api::new("Users", "1.0.0")
            .security_scheme("token", SecurityScheme::bearer("JWT"))
            .routes(routes![me]);
        assert_eq!(
            refused(api),
            "`it::parts::secured::me` needs the security scheme `bearer`, which the API does not describe: add \
             `.security_scheme(\"bearer\", SecurityScheme::bearer(\"JWT\"))`, or name another scheme (the API describes `token`)"
        );
    }

    #[test]
    fn a_challenge_for_another_scheme_is_an_error() {
        let api = Api::new("Users", "1.0.0")
            .security_scheme("bearer", SecurityScheme::basic())
            .routes(routes![me]);
        assert_eq!(
            refused(api),
            "`it::parts::secured::me` challenges with `WWW-Authenticate: Bearer`, but its security scheme is `basic`: \
             challenge with `basic` in the error: `challenge = \"basic\"`"
        );
    }

    #[test]
    fn a_scheme_that_means_another_in_a_part_is_an_error() {
        let part = |scheme| Api::new("Part", "1.0.0").security_scheme("bearer", scheme);
        assert_eq!(
            refused(api().nest("/part", part(SecurityScheme::basic()))),
            "the security scheme `bearer` of `Part` is another than that of `Users`: give one of them another name"
        );
        let refined = part(SecurityScheme::bearer("").description("A token"));
        assert!(api().nest("/part", refined).try_into_router().is_ok());
    }

    #[test]
    fn a_scheme_that_means_another_to_an_extractor_is_an_error() {
        let api = |scheme| {
            Api::new("Users", "1.0.0")
                .security_scheme("session", scheme)
                .routes(routes![mine])
        };
        assert_eq!(
            refused(api(SecurityScheme::bearer(""))),
            "`it::parts::secured::mine` needs the security scheme `session` as \
             {\"type\":\"apiKey\",\"name\":\"session\",\"in\":\"cookie\"}, but it is described as \
             {\"type\":\"http\",\"scheme\":\"bearer\"}: give one of them another name"
        );
        let refined = SecurityScheme::cookie("session").description("From `POST /sessions`");
        assert!(api(refined).try_into_router().is_ok());
    }

    #[test]
    fn a_scheme_that_means_another_to_another_extractor_is_an_error() {
        struct Token;
        impl Extractor for Token {}
        impl<S: Sync> axum::extract::FromRequestParts<S> for Token {
            type Rejection = std::convert::Infallible;
            async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
                Ok(Self)
            }
        }
        impl RequestPart for Token {
            fn describe(operation: &mut Operation<'_>) {
                operation.needs("session", SecurityScheme::bearer(""));
            }
        }
        #[route(get, "/token", response = Text)]
        async fn token(_: Token) -> Text {
            Text::from("Ada")
        }
        let api = Api::new("Users", "1.0.0").routes(routes![mine, token]);
        assert!(refused(api).contains("::token` needs the security scheme `session` as"));
    }

    #[test]
    fn a_scheme_that_is_described_twice_is_an_error() {
        let api = api().security_scheme("bearer", SecurityScheme::basic());
        assert_eq!(
            refused(api),
            "the security scheme `bearer` is described twice: drop one of them, or give it another name"
        );
    }
}

#[test]
fn the_table_shows_every_route() {
    let api = users().routes(routes![touch_users]);
    assert_eq!(
        api.routes_table().to_string(),
        "METHOD  PATH         STATUS  RESPONSE    ERRORS   ALLOWED\n\
         GET     /users/{id}  200     UserOut     422 500  -\n\
         GET     /            200     text/plain  500      -\n\
         POST    /users       200     text/plain  500      post_returns_200\n"
    );
}

#[test]
fn the_table_shows_the_model_of_every_kind() {
    #[derive(ResponseModel)]
    struct Row {
        id: i64,
        name: Option<String>,
    }
    fn rows() -> Vec<Row> {
        vec![Row { id: 7, name: None }]
    }
    #[route(
        get,
        "/ids",
        response = Vec<Row>,
        pick(id),
        allow(unpaged_list, reason = "short")
    )]
    async fn ids() -> Vec<Row> {
        rows()
    }
    #[route(get, "/row", response = Row, omit(id), exclude_defaults)]
    async fn row() -> Row {
        Row { id: 7, name: None }
    }
    #[route(get, "/events", response = Sse<Row>)]
    async fn events() -> Sse<Row> {
        Sse::new(tokio_stream::iter(rows()))
    }
    for version in [OpenApiVersion::V3_1, OpenApiVersion::V3_2] {
        let api: Api = Api::new("Rows", "1.0.0")
            .openapi_version(version)
            .routes(routes![ids, row, events]);
        assert_eq!(
            api.routes_table().to_string(),
            "METHOD  PATH     STATUS  RESPONSE  ERRORS  ALLOWED\n\
             GET     /ids     200     Row[]     500     unpaged_list\n\
             GET     /row     200     Row       500     -\n\
             GET     /events  200     Row       500     -\n"
        );
        assert!(!api.openapi().to_string().contains("steadfast-"));
    }
}

#[tokio::test]
async fn what_is_mounted_is_documented_and_the_other_way_round() {
    #[route(get, "/files/{*path}", response = Text)]
    async fn file(Path(path): Path<String>) -> Text {
        Text::from(path)
    }
    let api = || {
        shop()
            .nest("/v1", users())
            .merge(shop().routes(routes![touch_users]))
            .routes(routes![file, list_users])
    };
    walk::assert_same(api().into_router(), &api().openapi()).await;
}

#[tokio::test]
async fn a_layer_may_answer_for_a_method_that_no_route_has() {
    let preflight = axum::middleware::from_fn(
        async |request: axum::extract::Request, next: axum::middleware::Next| {
            if request.method() == Method::OPTIONS {
                return StatusCode::NO_CONTENT.into_response();
            }
            next.run(request).await
        },
    );
    let client = Client::new(users().layer(preflight).into_router());
    let options = client.request(Method::OPTIONS, "/users/7").await;
    options.assert_status(204);
    let refused = client.put("/users/7").await;
    assert_eq!(
        refused.assert_status(405).problem()["code"],
        "method_not_allowed"
    );
    client.get("/users/7").await.assert_status(200);
}
