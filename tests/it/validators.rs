//! `ETag`, `Last-Modified` and `Vary`, over a real socket: who has the version gets a 304, and the document says so.

use std::time::{Duration, SystemTime};

use serde_json::Value;
use steadfast::prelude::*;

use crate::socket::{Answer, Client, serve};

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

const ADA: UserOut = UserOut { id: 7 };

/// Sun, 06 Nov 1994 08:49:37 GMT.
fn changed() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777)
}

#[route(get, "/tagged", response = UserOut, header("X-Served-By" = "us"))]
async fn tagged() -> Reply<UserOut, ETag> {
    Reply::new(ADA)
        .etag("v1")
        .vary("Accept-Language")
        .header("Content-Language", "en")
}

#[route(get, "/weak", response = UserOut)]
async fn weak() -> Reply<UserOut, ETag> {
    Reply::new(ADA).etag("W/\"v1\"")
}

#[route(get, "/dated", response = UserOut)]
async fn dated() -> Result<Reply<UserOut, LastModified>, std::convert::Infallible> {
    Ok(Reply::new(ADA).header("X-Cost", 3).last_modified(changed()))
}

#[route(get, "/both", response = UserOut)]
async fn both() -> Reply<UserOut, (ETag, LastModified)> {
    Reply::new(ADA).etag("v1").last_modified(changed())
}

#[route(get, "/perhaps/{known}", response = UserOut)]
async fn perhaps(Path(known): Path<bool>) -> Reply<UserOut, Option<ETag>> {
    Reply::new(ADA).typed_header(known.then(|| ETag::new("v1")))
}

#[derive(ResponseHeaders)]
struct Version {
    e_tag: String,
    x_generation: u32,
    #[response(header = "etag")]
    tag: &'static str,
}

#[route(get, "/struct", response = UserOut)]
async fn of_a_struct() -> Reply<UserOut, Version> {
    Reply::new(ADA).typed_header(Version {
        e_tag: String::from("not a validator"),
        x_generation: 1,
        tag: "\"v1\"",
    })
}

#[route(get, "/static", response = UserOut, header("ETag" = "\"v1\""))]
async fn always_the_same() -> UserOut {
    ADA
}

#[route(get, "/undeclared", response = UserOut)]
async fn undeclared() -> Reply<UserOut> {
    Reply::new(ADA).header("ETag", "\"v1\"")
}

#[route(get, "/silent", response = UserOut)]
async fn silent() -> Reply<UserOut> {
    Reply::new(ADA).typed_header(ETag::new("v1"))
}

#[route(put, "/tagged", response = UserOut, header("X-Served-By" = "us"))]
async fn put_tagged() -> Reply<UserOut, ETag> {
    Reply::new(ADA).etag("v2")
}

#[route(post, "/tagged", response = UserOut)]
async fn post_tagged() -> Reply<Created<UserOut>, ETag> {
    Reply::new(Created::at("/tagged", ADA)).etag("v2")
}

#[route(get, "/versions/{tag}", response = UserOut)]
async fn version(Path(tag): Path<String>) -> Reply<UserOut, ETag> {
    Reply::new(ADA).etag(tag)
}

fn client() -> Client {
    let api = Api::new("Versions", "1.0.0").routes(routes![
        tagged,
        weak,
        dated,
        both,
        perhaps,
        of_a_struct,
        always_the_same,
        undeclared,
        silent,
        put_tagged,
        post_tagged,
        version
    ]);
    serve(api.into_router())
}

fn asked(path: &str, headers: &[(&str, &str)]) -> u16 {
    client().get_with(path, headers).status
}

const BEFORE: &str = "Sun, 06 Nov 1994 08:49:36 GMT";
const CHANGED: &str = "Sun, 06 Nov 1994 08:49:37 GMT";

#[test]
fn a_client_without_the_version_gets_it() {
    let answer = client().get("/both");
    assert_eq!((answer.status, answer.body.as_str()), (200, r#"{"id":7}"#));
    assert_eq!(answer.all("etag"), ["\"v1\""]);
    assert_eq!(answer.all("last-modified"), [CHANGED]);
}

#[test]
fn tags_are_compared_weakly() {
    for path in ["/tagged", "/weak"] {
        for tag in ["\"v1\"", "W/\"v1\""] {
            assert_eq!(asked(path, &[("If-None-Match", tag)]), 304, "{path} {tag}");
        }
        assert_eq!(asked(path, &[("If-None-Match", "\"v0\"")]), 200, "{path}");
        assert_eq!(asked(path, &[("If-None-Match", "v1")]), 200, "{path}");
    }
}

#[test]
fn any_tag_of_a_list_and_a_star_match() {
    let list = [("If-None-Match", "\"v0\", W/\"v1\", \"v2\"")];
    assert_eq!(asked("/tagged", &list), 304);
    let lines = [("If-None-Match", "\"v0\""), ("If-None-Match", "\"v1\"")];
    assert_eq!(asked("/tagged", &lines), 304);
    assert_eq!(asked("/tagged", &[("If-None-Match", "*")]), 304);
    assert_eq!(asked("/dated", &[("If-None-Match", "*")]), 304);
}

#[test]
fn a_time_is_the_last_one_known() {
    assert_eq!(asked("/dated", &[("If-Modified-Since", BEFORE)]), 200);
    assert_eq!(asked("/dated", &[("If-Modified-Since", CHANGED)]), 304);
    let asctime = "Sun Nov  6 08:49:37 1994";
    assert_eq!(asked("/dated", &[("If-Modified-Since", asctime)]), 304);
    let rfc850 = "Sunday, 06-Nov-94 08:49:37 GMT";
    assert_eq!(asked("/dated", &[("If-Modified-Since", rfc850)]), 304);
    assert_eq!(asked("/dated", &[("If-Modified-Since", "yesterday")]), 200);
}

/// RFC 9110 section 13.2.2: where a tag is asked for, the time is not looked at.
#[test]
fn a_tag_goes_before_a_time() {
    let asked_both = |tag, time| {
        asked(
            "/both",
            &[("If-None-Match", tag), ("If-Modified-Since", time)],
        )
    };
    assert_eq!(asked_both("\"v0\"", CHANGED), 200);
    assert_eq!(asked_both("\"v1\"", BEFORE), 304);
    assert_eq!(asked_both("\"v1\"", CHANGED), 304);
    let other = [("If-None-Match", "\"v1\""), ("If-Modified-Since", CHANGED)];
    assert_eq!(asked("/dated", &other), 200);
}

#[test]
fn a_304_keeps_what_a_cache_goes_by_and_nothing_of_the_content() {
    let answer = client().get_with("/tagged", &[("If-None-Match", "\"v1\"")]);
    assert_eq!((answer.status, answer.body.as_str()), (304, ""));
    assert_eq!(answer.all("etag"), ["\"v1\""]);
    assert_eq!(answer.all("cache-control"), ["private, no-cache"]);
    assert!(answer.all("vary").contains(&"Accept-Language"));
    for name in ["content-type", "content-length", "content-language"] {
        assert_eq!(answer.all(name), [""; 0], "{name}");
    }
}

#[test]
fn a_head_is_answered_as_the_get() {
    let client = client();
    let headers = |answer: &Answer| {
        let mut headers = answer.headers.clone();
        headers.remove("date");
        headers.remove("x-request-id");
        headers
    };
    for asked in ["\"v0\"", "\"v1\""] {
        let asked = [("If-None-Match", asked)];
        let (get, head) = (
            client.get_with("/tagged", &asked),
            client.ask("HEAD", "/tagged", &asked),
        );
        assert_eq!((head.status, head.body.as_str()), (get.status, ""));
        assert_eq!(headers(&head), headers(&get));
    }
}

#[test]
fn an_unsafe_method_is_never_answered_304() {
    let client = client();
    for tag in ["\"v2\"", "*"] {
        let put = client.ask("PUT", "/tagged", &[("If-None-Match", tag)]);
        assert_eq!((put.status, put.all("etag")), (200, vec!["\"v2\""]));
        let post = client.ask("POST", "/tagged", &[("If-None-Match", tag)]);
        assert_eq!((post.status, post.all("etag")), (201, vec!["\"v2\""]));
    }
}

#[test]
fn every_declared_validator_is_answered() {
    let known = [("If-None-Match", "\"v1\"")];
    for path in ["/struct", "/static", "/perhaps/true"] {
        assert_eq!(asked(path, &known), 304, "{path}");
    }
    assert_eq!(asked("/perhaps/false", &known), 200);
}

#[test]
fn an_undeclared_tag_is_sent_and_never_answered_304() {
    for path in ["/undeclared", "/silent"] {
        let answer = client().get_with(path, &[("If-None-Match", "\"v1\"")]);
        assert_eq!(
            (answer.status, answer.all("etag")),
            (200, vec!["\"v1\""]),
            "{path}"
        );
    }
}

#[test]
fn a_version_with_any_characters_is_a_tag() {
    for (version, tag) in [
        ("a%20b", "\"a%20b\""),
        ("a%2520b", "\"a%2520b\""),
        ("a%22b", "\"a%22b\""),
        ("a%0D%0Ab", "\"a%0D%0Ab\""),
    ] {
        let path = format!("/versions/{version}");
        let answer = client().get(&path);
        assert_eq!((answer.status, answer.all("etag")), (200, vec![tag]));
        assert_eq!(
            client().get_with(&path, &[("If-None-Match", tag)]).status,
            304
        );
    }
}

#[test]
fn the_document_tells_of_each_304_and_of_no_other() {
    let document: Value = serde_json::from_str(&client().get("/openapi.json").body).unwrap();
    let response = |method: &str, path: &str, status: &str| {
        document["paths"][path][method]["responses"][status].clone()
    };
    for path in [
        "/tagged",
        "/weak",
        "/both",
        "/perhaps/{known}",
        "/static",
        "/struct",
    ] {
        let same = response("get", path, "304");
        assert_eq!(same["description"], "Not Modified", "{path}");
        assert_eq!(same["content"], Value::Null, "{path}");
        let tag = if path == "/struct" { "etag" } else { "ETag" };
        for response in [same, response("get", path, "200")] {
            let is_required = path != "/perhaps/{known}";
            assert_eq!(response["headers"][tag]["required"], is_required, "{path}");
        }
    }
    let dated = response("get", "/dated", "304");
    assert_eq!(dated["headers"]["Last-Modified"]["required"], true);
    let tagged = response("get", "/tagged", "304");
    assert_eq!(tagged["headers"]["X-Served-By"]["required"], true);
    assert_eq!(tagged["headers"]["Cache-Control"]["required"], true);
    for path in ["/undeclared", "/silent"] {
        assert_eq!(response("get", path, "304"), Value::Null, "{path}");
    }
    assert_eq!(response("put", "/tagged", "304"), Value::Null);
    assert_eq!(response("post", "/tagged", "304"), Value::Null);
    assert_eq!(
        response("put", "/tagged", "200")["headers"]["ETag"]["required"],
        true
    );
    assert_eq!(
        response("post", "/tagged", "201")["headers"]["ETag"]["required"],
        true
    );
}
