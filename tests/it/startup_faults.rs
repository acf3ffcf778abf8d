//! Faults that are known only when the router is built: all of them at once, in the words of a rule, at the caller.

use std::collections::BTreeSet;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::thread;

use axum::routing::get;
use steadfast::api::{ApiError, ApiFault, FaultKind};
use steadfast::describe::SecurityScheme;
use steadfast::prelude::*;

#[route(get, "/users", response = Text)]
async fn list() -> Text {
    Text::from("Ada")
}

#[route(get, "/users", response = Text)]
async fn all() -> Text {
    Text::from("Ada, Grace")
}

#[route(get, "/users/{id}", response = Text)]
async fn by_id(Path(id): Path<u8>) -> Text {
    Text::from(id.to_string())
}

#[route(get, "/users/{name}", response = Text)]
async fn by_name(Path(name): Path<String>) -> Text {
    Text::from(name)
}

#[route(get, "/docs", response = Text)]
async fn docs() -> Text {
    Text::from("mine")
}

#[route(get, "/me", response = Text, security("session"))]
async fn me() -> Text {
    Text::from("Ada")
}

#[route(get, "/others", response = Text, operation_id = "list")]
async fn others() -> Text {
    Text::from("Grace")
}

#[route(get, "/shops", response = Text, link(by_id, id = "$request.path.id"))]
async fn shops() -> Text {
    Text::from("one")
}

#[route(post, "/paid", status = 204)]
async fn paid() -> NoContent {
    NoContent
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Ids {
    user: u8,
}

#[route(get, "/teams/{team}", response = Text)]
async fn team(Path(ids): Path<Ids>) -> Text {
    Text::from(ids.user.to_string())
}

/// An API with many faults.
fn faulty() -> Api {
    Api::new("Users", "1.0.0")
        .security_scheme("bearer", SecurityScheme::bearer("JWT"))
        .security_scheme("bearer", SecurityScheme::basic())
        .extension("logo", "a")
        .root_path("shop")
        .nest("v1", Api::new("Part", "1"))
        .routes(routes![
            list, all, by_id, by_name, docs, me, others, shops, team
        ])
        .webhook("paid", paid)
        .merge(axum::Router::new().route("/users", get(async || "mine")))
        .merge(axum::Router::new().route("/me", get(async || "mine")))
        .nest(
            "/assets",
            axum::Router::new().route("/logo", get(async || "logo")),
        )
}

/// Each fault in one line: what is wrong, and what to write.
pub fn in_lines(error: &ApiError) -> Vec<String> {
    let line = |fault: &ApiFault| match fault.help() {
        Some(help) => format!("{}: {help}", fault.message()),
        None => fault.message().to_owned(),
    };
    error.faults().map(line).collect()
}

fn refused(api: Api) -> ApiError {
    api.try_into_router().expect_err("a fault")
}

#[test]
fn all_faults_are_told_at_once_those_of_plain_routers_too() {
    let error = refused(faulty());
    let told: Vec<(&str, &str)> = error
        .faults()
        .map(|fault| (fault.slug(), fault.message()))
        .collect();
    let expected = [
        (
            "duplicate_security_scheme",
            "the security scheme `bearer` is described twice",
        ),
        (
            "bad_extension",
            "`logo` is not the name of an extension of the document",
        ),
        ("bad_root_path", "`shop` cannot be the root path"),
        ("bad_prefix", "nothing can be nested below `v1`"),
        (
            "duplicate_route",
            "`it::startup_faults::list` and `it::startup_faults::all` both answer GET /users",
        ),
        (
            "ambiguous_path",
            "`it::startup_faults::by_name` at /users/{name} cannot be told apart from `it::startup_faults::by_id` at \
             /users/{id}",
        ),
        (
            "ambiguous_path",
            "`it::startup_faults::docs` at /docs cannot be told apart from the document at /docs",
        ),
        (
            "unknown_security_scheme",
            "`it::startup_faults::me` needs the security scheme `session`, which the API does not describe",
        ),
        (
            "duplicate_operation_id",
            "`it::startup_faults::list` and `it::startup_faults::others` have the same operation id, `list`",
        ),
        (
            "path_params_mismatch",
            "`it::startup_faults::team` reads a parameter `user` of the path, but /teams/{team} has none of that name",
        ),
        (
            "path_of_sent_request",
            "`it::startup_faults::paid` is the webhook `paid`, whose `#[route]` has the path /paid",
        ),
        (
            "refused_router",
            "a plain router cannot be merged: Overlapping method route. Handler for `GET /users` already exists",
        ),
        (
            "refused_router",
            "a plain router cannot be merged: Overlapping method route. Handler for `GET /me` already exists",
        ),
        (
            "broken_link",
            "`shops` links to `by_id` by `$request.path.id`, which the request of `shops` does not document",
        ),
    ];
    assert_eq!(told, expected, "{error}");
}

#[test]
fn a_fault_reads_as_an_error_of_the_macros() {
    let api = Api::<()>::new("Users", "1.0.0").routes(routes![list, all]);
    assert_eq!(
        refused(api).to_string(),
        "`it::startup_faults::list` and `it::startup_faults::all` both answer GET /users [duplicate_route]\n  \
         = note: there is one handler for each method of a path\n  \
         = help: give one of them another path or method, or mount only one of them"
    );
}

#[test]
fn one_handler_listed_twice_is_told_as_such() {
    let api = Api::<()>::new("Users", "1.0.0").routes(routes![list, list]);
    assert_eq!(
        in_lines(&refused(api)),
        ["`it::startup_faults::list` is mounted twice at GET /users: mount it once"]
    );
}

#[test]
fn a_scheme_with_a_near_name_is_suggested_first() {
    #[route(get, "/teams", response = Text, security("Beare"))]
    async fn teams() -> Text {
        Text::from("one")
    }
    let api = || Api::<()>::new("Users", "1.0.0").routes(routes![teams]);
    let bearer = SecurityScheme::bearer("JWT");
    let typed = api()
        .security_scheme("session", SecurityScheme::basic())
        .security_scheme("bearer", bearer.clone());
    let help = |api: Api| {
        refused(api)
            .faults()
            .next()
            .and_then(ApiFault::help)
            .map(str::to_owned)
    };
    assert_eq!(
        help(typed).as_deref(),
        Some(
            "did you mean `bearer`? otherwise, add `.security_scheme(\"Beare\", SecurityScheme::bearer(\"JWT\"))`"
        )
    );
    let other = help(api().security_scheme("key", bearer)).expect("a help");
    assert!(!other.contains("did you mean"), "{other}");
    assert!(other.ends_with("(the API describes `key`)"), "{other}");
}

#[test]
fn every_fault_says_what_to_write() {
    let error = refused(faulty());
    let helps: Vec<&str> = error.faults().filter_map(ApiFault::help).collect();
    assert_eq!(helps.len(), error.faults().len(), "{error}");
    for pasted in [
        ".nest(\"/v1\", ..)",
        ".root_path(\"/shop\")",
        "`x-logo`",
        ".security_scheme(\"session\", SecurityScheme::bearer(\"JWT\"))",
        "`#[route(post, ..)]`",
        "as in /users/{id}",
        "`{user}`",
    ] {
        assert!(
            helps.iter().any(|help| help.contains(pasted)),
            "{pasted} is not in {helps:#?}"
        );
    }
    // As `rustc` writes: in lower case, without a final period.
    for fault in error.faults() {
        let help = fault.help().unwrap_or_default();
        for words in [fault.message(), fault.note(), help] {
            assert!(!words.ends_with('.'), "{words}");
            assert!(!words.starts_with(char::is_uppercase), "{words}");
        }
    }
}

/// What a help says is enough: the same API without its faults.
#[test]
fn what_the_helps_say_mends_the_faults() {
    #[route(post, status = 204)]
    async fn paid() -> NoContent {
        NoContent
    }
    #[route(get, "/shops/{id}", response = Text, link(by_id, id = "$request.path.id"))]
    async fn shops(Path(id): Path<u8>) -> Text {
        Text::from(id.to_string())
    }
    #[route(get, "/teams/{user}", response = Text)]
    async fn team(Path(ids): Path<Ids>) -> Text {
        Text::from(ids.user.to_string())
    }
    let api = Api::<()>::new("Users", "1.0.0")
        .security_scheme("bearer", SecurityScheme::bearer("JWT"))
        .security_scheme("session", SecurityScheme::bearer("JWT"))
        .extension("x-logo", "a")
        .root_path("/shop")
        .nest("/v1", Api::new("Part", "1"))
        .routes(routes![list, by_id, me, shops, team])
        .webhook("paid", paid)
        .nest(
            "/assets",
            axum::Router::new().route("/users", get(async || "mine")),
        );
    let built = api.try_into_router();
    assert!(built.is_ok(), "{}", built.unwrap_err());
}

#[test]
fn every_kind_has_a_slug_of_its_own_and_says_why() {
    let slugs: BTreeSet<&str> = FaultKind::ALL.iter().map(|kind| kind.slug()).collect();
    assert_eq!(slugs.len(), FaultKind::ALL.len());
    for kind in FaultKind::ALL {
        assert!(kind.note().len() > 20, "{kind:?}");
        let is_plain = |letter: char| letter.is_ascii_lowercase() || letter == '_';
        assert!(kind.slug().chars().all(is_plain), "{kind:?}");
    }
}

/// Where a call panics, as the hook of this thread sees it.
fn place_of_panic(call: impl FnOnce()) -> (String, u32) {
    let place = Arc::new(Mutex::new(None));
    let seen = Arc::clone(&place);
    let here = thread::current().id();
    let before = Arc::new(panic::take_hook());
    let other = Arc::clone(&before);
    panic::set_hook(Box::new(move |info| {
        match info.location().filter(|_| thread::current().id() == here) {
            Some(at) => {
                let at = (at.file().to_owned(), at.line());
                *seen.lock().expect("no other panic") = Some(at);
            }
            None => other(info),
        }
    }));
    let panicked = catch_unwind(AssertUnwindSafe(call)).is_err();
    panic::set_hook(Box::new(move |info| before(info)));
    assert!(panicked);
    let place = place.lock().expect("no other panic").take();
    place.expect("a place")
}

#[test]
fn a_panic_points_at_the_call() {
    let file = file!().to_owned();
    let line = line!() + 1;
    let called = place_of_panic(|| drop(faulty().into_router()));
    assert_eq!(called, (file.clone(), line));
    let line = line!() + 1;
    let converted = place_of_panic(|| drop(axum::Router::from(faulty())));
    assert_eq!(converted, (file.clone(), line));
    let line = line!() + 1;
    let written = place_of_panic(|| drop(faulty().openapi_pretty()));
    assert_eq!(written, (file.clone(), line));
    let line = line!() + 1;
    let document = place_of_panic(|| drop(faulty().openapi()));
    assert_eq!(document, (file, line));
}

/// Otherwise a file that is written in CI would hold a document that nothing serves.
#[test]
fn the_document_has_the_faults_of_the_router() {
    let error = faulty().try_openapi().expect_err("faults");
    assert_eq!(error, refused(faulty()));
    let words = |call: fn(Api)| {
        let panicked = catch_unwind(|| call(faulty())).expect_err("a panic");
        *panicked.downcast::<String>().expect("words")
    };
    assert_eq!(words(|api| drop(api.openapi())), error.to_string());
    assert_eq!(words(|api| drop(api.openapi_pretty())), error.to_string());
    let api = || Api::<()>::new("Users", "1.0.0").routes(routes![list]);
    let document = api().try_openapi().expect("no fault");
    assert_eq!(document, api().openapi());
    assert_eq!(api().openapi_pretty(), format!("{document:#}\n"));
}
