//! `Reply`: a success with headers of its own, over a real socket.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use steadfast::prelude::*;

use crate::socket::{Answer, Client, serve};

struct User {
    id: i64,
    password_hash: String,
}

#[derive(ResponseModel)]
#[response(from = User)]
struct UserOut {
    id: i64,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("no such user")]
#[response(status = 404)]
struct UserNotFound;

fn ada() -> User {
    let user = User {
        id: 7,
        password_hash: String::from("secret"),
    };
    assert!(!user.password_hash.is_empty());
    user
}

/// An alias is seen through.
type Answered<V> = Result<Reply<V>, UserNotFound>;

#[route(get, "/users/{id}", response = UserOut, header("X-Served-By" = "the contract"))]
async fn get_user(Path(id): Path<i64>) -> Answered<User> {
    if id != 7 {
        return Err(UserNotFound);
    }
    let cost = 3_u64;
    Ok(Reply::new(ada())
        .header("X-Cost", cost)
        .header("Link", "</users/8>; rel=\"next\"")
        .header("Link", String::from("</users/6>; rel=\"prev\"")))
}

#[route(get, "/overridden", response = UserOut, header("X-Served-By" = "the contract"))]
async fn overridden() -> Reply<UserOut> {
    Reply::new(UserOut { id: 7 }).header("X-Served-By", "the reply")
}

#[route(post, "/users", response = UserOut)]
async fn create_user() -> Reply<Created<User>> {
    Reply::new(Created::at("/users/7", ada())).header("X-Cost", 3)
}

#[route(delete, "/users/{id}")]
async fn delete_user() -> Reply<NoContent> {
    Reply::new(NoContent).header("X-Cost", 1)
}

#[route(get, "/old-users", status = 308)]
async fn old_users() -> Reply<Redirect> {
    Reply::new(Redirect::to("/users")).header("X-Cost", 0)
}

#[route(get, "/page", response = Html)]
async fn page() -> Reply<Html> {
    Reply::new(Html::from("<p>hello</p>")).header("X-Frame-Options", "DENY")
}

#[route(get, "/users", response = Page<UserOut>)]
async fn list_users(query: PageQuery) -> Reply<Page<User>> {
    Reply::new(Page::new(vec![ada()], 1, &query)).header("X-Total", 1)
}

#[route(get, "/negative", response = Page<UserOut>)]
async fn negative(query: PageQuery) -> Reply<Page<User>> {
    Reply::new(Page::new(vec![ada()], -1, &query)).header("X-Total", 1)
}

#[route(get, "/echo/{value}", response = UserOut)]
async fn echo(Path(value): Path<String>) -> Reply<UserOut> {
    Reply::new(UserOut { id: 7 })
        .header("X-Kept-Back", "1")
        .header("X-Echo", value)
}

#[route(get, "/named/{name}", response = UserOut)]
async fn named(Path(name): Path<String>) -> Reply<UserOut> {
    Reply::new(UserOut { id: 7 }).header(name, "1")
}

#[route(get, "/tried/{value}", response = UserOut)]
async fn tried(Path(value): Path<String>) -> Reply<UserOut> {
    let reply = Reply::new(UserOut { id: 7 });
    match reply.try_header("X-Echo", value) {
        Ok(reply) => reply,
        Err(error) => {
            Reply::new(UserOut { id: 7 }).header("X-Fault", format!("{:?}", error.fault()))
        }
    }
}

#[route(get, "/versioned", response = UserOut)]
async fn versioned() -> Reply<UserOut, (ETag, LastModified)> {
    Reply::new(UserOut { id: 7 })
        .etag("v1")
        .last_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777))
        .vary("Accept-Language")
        .header("X-Cost", 3)
}

#[derive(ResponseHeaders)]
struct RateLimit {
    /// How many requests are left.
    rate_limit_remaining: u32,
    #[response(header = "X-RateLimit-Reset")]
    reset: Option<u64>,
}

#[derive(ResponseHeaders)]
struct Trace<'a> {
    x_trace_id: &'a str,
    x_sampled: bool,
}

fn limit() -> RateLimit {
    RateLimit {
        rate_limit_remaining: 41,
        reset: None,
    }
}

const TRACE: Trace<'static> = Trace {
    x_trace_id: "abc",
    x_sampled: true,
};

#[route(get, "/limited", response = UserOut)]
async fn limited() -> Result<Reply<User, RateLimit>, UserNotFound> {
    Ok(Reply::new(ada()).typed_header(limit()).header("X-Cost", 3))
}

#[route(get, "/undocumented", response = UserOut)]
async fn undocumented() -> Reply<User> {
    Reply::new(ada())
        .typed_header(limit())
        .typed_header(TRACE)
        .vary("Accept")
}

#[route(get, "/both", response = UserOut)]
async fn both() -> Reply<User, (RateLimit, Trace<'static>)> {
    Reply::new(ada()).typed_header(limit()).typed_header(TRACE)
}

#[route(get, "/perhaps/{known}", response = UserOut)]
async fn perhaps(Path(known): Path<bool>) -> Reply<User, Option<RateLimit>> {
    Reply::new(ada()).typed_header(known.then(limit))
}

#[route(get, "/traced/{id}", response = UserOut)]
async fn traced(Path(id): Path<String>) -> Reply<User> {
    Reply::new(ada()).typed_header(Trace {
        x_trace_id: &id,
        x_sampled: false,
    })
}

fn client() -> Client {
    let api = Api::new("Users", "1.0.0").routes(routes![
        get_user,
        overridden,
        create_user,
        delete_user,
        old_users,
        page,
        list_users,
        negative,
        echo,
        named,
        tried,
        versioned,
        limited,
        undocumented,
        both,
        perhaps,
        traced
    ]);
    serve(api.into_router())
}

#[test]
fn a_reply_is_its_value_and_its_headers() {
    let answer = client().get("/users/7");
    assert_eq!((answer.status, answer.body.as_str()), (200, r#"{"id":7}"#));
    assert_eq!(answer.all("content-type"), ["application/json"]);
    assert_eq!(answer.all("cache-control"), ["private, no-cache"]);
    assert_eq!(answer.all("x-cost"), ["3"]);
    assert_eq!(answer.all("x-served-by"), ["the contract"]);
}

#[test]
fn a_header_that_is_given_twice_is_sent_twice() {
    assert_eq!(
        client().get("/users/7").all("link"),
        ["</users/8>; rel=\"next\"", "</users/6>; rel=\"prev\""]
    );
}

#[test]
fn a_header_of_the_reply_replaces_the_one_of_the_route() {
    assert_eq!(
        client().get("/overridden").all("x-served-by"),
        ["the reply"]
    );
}

#[test]
fn an_error_goes_out_without_a_reply() {
    let answer = client().get("/users/8");
    assert_eq!(answer.status, 404);
    assert_eq!(answer.all("x-cost"), [""; 0]);
}

#[test]
fn an_outcome_in_a_reply_keeps_its_status_and_its_location() {
    let answer = client().post("/users");
    assert_eq!((answer.status, answer.body.as_str()), (201, r#"{"id":7}"#));
    assert_eq!(answer.all("location"), ["/users/7"]);
    assert_eq!(answer.all("x-cost"), ["3"]);
    let answer = client().get("/old-users");
    assert_eq!(
        (answer.status, answer.all("location")),
        (308, vec!["/users"])
    );
    assert_eq!(answer.all("x-cost"), ["0"]);
}

#[test]
fn a_kind_and_a_page_in_a_reply_stay_what_they_are() {
    let answer = client().get("/page");
    assert_eq!(answer.all("content-type"), ["text/html; charset=utf-8"]);
    assert_eq!(answer.all("x-frame-options"), ["DENY"]);
    let answer = client().get("/users");
    let page: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(page["items"][0]["id"], 7);
    assert_eq!(answer.all("x-total"), ["1"]);
}

#[test]
fn a_value_that_no_header_can_hold_is_a_whole_500() {
    let client = client();
    for value in ["a%0D%0AX-Injected:%20b", "a%0Ab", "a%00b"] {
        let answer = client.get(&format!("/echo/{value}"));
        assert_eq!(answer.status, 500, "{value}");
        assert_eq!(answer.all("content-type"), ["application/problem+json"]);
        for name in ["x-injected", "x-echo", "x-kept-back"] {
            assert_eq!(answer.all(name), [""; 0], "{name}");
        }
    }
    assert_eq!(client.get("/echo/a").all("x-echo"), ["a"]);
}

#[test]
fn a_name_that_is_malformed_or_owned_is_a_500() {
    let client = client();
    for name in [
        "a%20b",
        "Content-Length",
        "Content-Range",
        "set-cookie",
        "Transfer-Encoding",
    ] {
        assert_eq!(client.get(&format!("/named/{name}")).status, 500, "{name}");
    }
    assert_eq!(client.get("/named/X-A").all("x-a"), ["1"]);
}

#[test]
fn a_header_can_be_tried() {
    let client = client();
    assert_eq!(client.get("/tried/a%0Ab").all("x-fault"), ["Value"]);
    assert_eq!(client.get("/tried/ab").all("x-echo"), ["ab"]);
}

#[test]
fn a_value_that_could_not_be_made_goes_out_without_the_headers_of_a_success() {
    let answer = client().get("/negative");
    assert_eq!(answer.status, 500);
    assert_eq!(answer.all("x-total"), [""; 0]);
}

#[test]
fn a_head_answers_as_the_get_without_its_body() {
    let client = client();
    let (get, head) = (client.get("/versioned"), client.head("/versioned"));
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    let of_the_content = |answer: &Answer| {
        let mut headers = answer.headers.clone();
        headers.remove("date");
        headers.remove("x-request-id");
        headers
    };
    assert_eq!(of_the_content(&head), of_the_content(&get));
}

#[test]
fn a_client_that_has_the_version_gets_a_304() {
    let client = client();
    let answer = client.get("/versioned");
    assert_eq!(answer.all("etag"), ["\"v1\""]);
    assert_eq!(
        answer.all("last-modified"),
        ["Sun, 06 Nov 1994 08:49:37 GMT"]
    );
    assert!(answer.all("vary").contains(&"Accept-Language"));
    let again = client.get_with("/versioned", &[("If-None-Match", "\"v1\"")]);
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    assert_eq!(again.all("etag"), ["\"v1\""]);
}

#[tokio::test]
async fn a_unit_test_gets_the_reply_back() {
    let reply = get_user(Path(7)).await.into_result().unwrap();
    assert_eq!(reply.headers().unwrap()["x-cost"], "3");
    assert_eq!(reply.value().id, 7);
    assert_eq!(reply.into_inner().id, 7);
    assert!(get_user(Path(8)).await.into_result().is_err());
    assert_eq!(
        delete_user()
            .await
            .into_result()
            .unwrap()
            .headers()
            .unwrap()["x-cost"],
        "1"
    );
}

#[test]
fn the_document_describes_the_value() {
    let document: Value = serde_json::from_str(&client().get("/openapi.json").body).unwrap();
    let created = &document["paths"]["/users"]["post"]["responses"]["201"];
    assert_eq!(created["headers"]["Location"]["required"], true);
    assert_eq!(
        created["content"]["application/json"]["schema"]["$ref"],
        "#/components/schemas/UserOut"
    );
    let redirect = &document["paths"]["/old-users"]["get"]["responses"]["308"];
    assert_eq!(redirect["headers"]["Location"]["required"], true);
}

#[test]
fn typed_headers_are_sent_whether_declared_or_not() {
    let client = client();
    let limited = client.get("/limited");
    assert_eq!(limited.all("rate-limit-remaining"), ["41"]);
    assert_eq!(limited.all("x-ratelimit-reset"), [""; 0]);
    assert_eq!(limited.all("x-cost"), ["3"]);
    for path in ["/undocumented", "/both"] {
        let answer = client.get(path);
        assert_eq!(answer.all("rate-limit-remaining"), ["41"], "{path}");
        assert_eq!(answer.all("x-trace-id"), ["abc"], "{path}");
        assert_eq!(answer.all("x-sampled"), ["true"], "{path}");
    }
    assert_eq!(
        client.get("/perhaps/true").all("rate-limit-remaining"),
        ["41"]
    );
    assert_eq!(
        client.get("/perhaps/false").all("rate-limit-remaining"),
        [""; 0]
    );
}

#[test]
fn a_typed_header_that_cannot_be_sent_is_a_500() {
    assert_eq!(client().get("/traced/a%0D%0Ab").status, 500);
}

#[test]
fn declared_headers_are_documented() {
    let document: Value = serde_json::from_str(&client().get("/openapi.json").body).unwrap();
    let headers =
        |path: &str| document["paths"][path]["get"]["responses"]["200"]["headers"].clone();
    let limited = headers("/limited");
    assert_eq!(
        limited["Rate-Limit-Remaining"],
        serde_json::json!({
            "description": "How many requests are left.",
            "required": true,
            "schema": { "type": "integer", "minimum": 0 },
        })
    );
    assert_eq!(limited["X-RateLimit-Reset"]["required"], false);
    assert_eq!(headers("/both")["X-Sampled"]["schema"]["type"], "boolean");
    assert_eq!(headers("/both")["Rate-Limit-Remaining"]["required"], true);
    assert_eq!(
        headers("/perhaps/{known}")["Rate-Limit-Remaining"]["required"],
        false
    );
    assert_eq!(
        headers("/undocumented")["Rate-Limit-Remaining"],
        Value::Null
    );
}

/// Where the response comes from.
#[derive(ResponseHeaders)]
struct Source {
    /// Who has served it.
    x_served_by: Option<u32>,
}

#[route(get, "/fixed", response = UserOut, header("X-Served-By" = "0"))]
async fn fixed() -> User {
    ada()
}

#[route(get, "/sourced/{known}", response = UserOut, header("X-Served-By" = "nobody"))]
async fn sourced(Path(known): Path<bool>) -> Reply<User, Source> {
    Reply::new(ada()).typed_header(Source {
        x_served_by: known.then_some(7),
    })
}

#[test]
fn a_static_header_that_a_reply_may_replace_is_not_documented_as_a_constant() {
    let api = Api::<()>::new("Users", "1.0.0").routes(routes![fixed, overridden, sourced]);
    let document = api.openapi();
    let header = |path: &str| {
        document["paths"][path]["get"]["responses"]["200"]["headers"]["X-Served-By"].clone()
    };
    assert_eq!(
        header("/fixed")["schema"],
        json!({ "type": "string", "const": "0" })
    );
    assert_eq!(
        header("/overridden"),
        json!({
            "description": "Always the same, unless a response sets its own value",
            "required": true,
            "schema": { "type": "string", "examples": ["the contract"] },
        })
    );
    let declared = header("/sourced/{known}");
    assert_eq!(declared["description"], "Who has served it.");
    assert_eq!(declared["required"], true);
    assert_eq!(
        declared["schema"]["anyOf"],
        json!([{ "type": "integer", "minimum": 0 }, { "type": "string", "const": "nobody" }])
    );
}

#[cfg(feature = "testing")]
#[tokio::test]
async fn a_reply_that_replaces_a_static_header_conforms() {
    let api = Api::<()>::new("Users", "1.0.0").routes(routes![fixed, overridden, sourced]);
    let client = steadfast::testing::Client::new(api.into_router());
    for (path, value) in [
        ("/fixed", "0"),
        ("/overridden", "the reply"),
        ("/sourced/true", "7"),
        ("/sourced/false", "nobody"),
    ] {
        let answer = client.get(path).await;
        answer.assert_header("x-served-by", value).assert_conforms();
    }
}
