//! `SetCookie`, over a real socket.

use std::time::Duration;

use serde_json::Value;
use steadfast::OpenApiVersion;
use steadfast::prelude::*;

use crate::socket::{Client, serve};

fn session(value: &str) -> SetCookie {
    SetCookie::new("__Host-session", value).max_age(Duration::from_secs(3600))
}

#[route(post, "/login", status = 204)]
async fn login() -> Reply<NoContent, SetCookie> {
    Reply::new(NoContent)
        .cookie(session("7f3a"))
        .header("X-Cost", 1)
}

#[route(post, "/logout", status = 204)]
async fn logout() -> Reply<NoContent, SetCookie> {
    Reply::new(NoContent).cookie(session("").deletion())
}

#[route(post, "/preferences", status = 204)]
async fn preferences() -> Reply<NoContent> {
    Reply::new(NoContent)
        .cookie(SetCookie::new("theme", "dark").allow_script_access("the page reads the theme"))
        .cookie(SetCookie::new("language", "de").same_site_strict())
}

#[route(post, "/both", status = 204)]
async fn both() -> Reply<NoContent, (SetCookie, SetCookie)> {
    Reply::new(NoContent)
        .cookie(SetCookie::new("a", "1"))
        .cookie(SetCookie::new("b", "2"))
}

#[route(post, "/conditional/{keep}", status = 204)]
async fn conditional(Path(keep): Path<bool>) -> Reply<NoContent> {
    let mut reply = Reply::new(NoContent);
    if keep {
        reply = reply.cookie(SetCookie::new("kept", "1"));
    }
    reply
}

#[route(post, "/insecure", status = 204)]
async fn insecure() -> Reply<NoContent> {
    Reply::new(NoContent)
        .cookie(SetCookie::new("a", "1"))
        .cookie(SetCookie::new("__Host-b", "2").domain("example.com"))
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Keeps {
    text: String,
}

/// Sends what the query asks for as a cookie.
#[route(post, "/keep", status = 204)]
async fn keep(Query(keeps): Query<Keeps>) -> Reply<NoContent, SetCookie> {
    Reply::new(NoContent).cookie(SetCookie::new("text", keeps.text))
}

/// Answers what stands in that cookie.
#[route(get, "/kept", response = Text)]
async fn kept(Cookie(keeps): Cookie<Keeps>) -> Text {
    Text::from(keeps.text)
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Visits {
    n: Option<u32>,
    session: Option<String>,
    #[serde(default)]
    tag: Vec<u32>,
}

#[route(get, "/visits", response = Text)]
async fn visits(Cookie(visits): Cookie<Visits>) -> String {
    format!("{:?} {:?} {:?}", visits.n, visits.session, visits.tag)
}

fn client() -> Client {
    let routes = routes![
        visits,
        login,
        logout,
        preferences,
        both,
        conditional,
        insecure,
        keep,
        kept
    ];
    // OpenAPI 3.1 has no style for a list of cookies.
    let api = Api::new("Cookies", "1.0.0").openapi_version(OpenApiVersion::V3_2);
    serve(api.routes(routes).into_router())
}

#[test]
fn what_was_set_is_what_is_read() {
    let client = client();
    for (asked, text) in [
        ("dark", "dark"),
        ("a%20b;c,%22%25", "a b;c,\"%"),
        ("%2525%C3%A4", "%25\u{e4}"),
    ] {
        let set = client.post(&format!("/keep?text={asked}"));
        let pair = set.all("set-cookie")[0]
            .split(';')
            .next()
            .unwrap()
            .to_owned();
        let kept = client.get_with("/kept", &[("Cookie", &pair)]);
        assert_eq!((kept.status, kept.body.as_str()), (200, text), "{pair}");
    }
}

#[test]
fn of_two_cookies_of_one_name_the_first_counts_and_a_list_takes_all() {
    let client = client();
    let answer = client.get_with(
        "/visits",
        &[("Cookie", "n=1; session=a; tag=1; n=2; session=b; tag=2")],
    );
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (200, "Some(1) Some(\"a\") [1, 2]")
    );
    let refused = client.get_with("/visits", &[("Cookie", "n=one; n=2; tag=1; tag=two")]);
    assert_eq!(refused.status, 422);
    assert!(!refused.body.contains("two") && !refused.body.contains("one"));
}

#[test]
fn a_session_cookie_is_safe_by_itself() {
    let answer = client().post("/login");
    assert_eq!(answer.status, 204);
    assert_eq!(
        answer.all("set-cookie"),
        ["__Host-session=7f3a; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=3600"]
    );
    assert_eq!(answer.all("x-cost"), ["1"]);
}

#[test]
fn a_deletion_is_of_the_same_cookie() {
    assert_eq!(
        client().post("/logout").all("set-cookie"),
        [
            "__Host-session=; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT"
        ]
    );
}

#[test]
fn several_cookies_are_several_headers() {
    let client = client();
    assert_eq!(
        client.post("/preferences").all("set-cookie"),
        [
            "theme=dark; SameSite=Lax; Secure; Path=/",
            "language=de; HttpOnly; SameSite=Strict; Secure; Path=/"
        ]
    );
    assert_eq!(client.post("/both").all("set-cookie").len(), 2);
}

#[test]
fn a_cookie_can_depend_on_the_request() {
    let client = client();
    assert_eq!(client.post("/conditional/true").all("set-cookie").len(), 1);
    assert_eq!(client.post("/conditional/false").all("set-cookie").len(), 0);
}

#[test]
fn an_unsafe_cookie_is_a_500_without_any_cookie() {
    let answer = client().post("/insecure");
    assert_eq!(answer.status, 500);
    assert_eq!(answer.all("set-cookie"), [""; 0]);
}

#[test]
fn a_declared_cookie_is_documented_as_set_cookie() {
    let document: Value = serde_json::from_str(&client().get("/openapi.json").body).unwrap();
    let headers =
        |path: &str| document["paths"][path]["post"]["responses"]["204"]["headers"].clone();
    for path in ["/login", "/logout", "/both"] {
        assert_eq!(headers(path)["Set-Cookie"]["required"], true, "{path}");
    }
    assert_eq!(headers("/preferences")["Set-Cookie"], Value::Null);
}
