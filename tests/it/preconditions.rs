//! Preconditions (RFC 9110 section 13), over a real socket: of a GET, which the completing layer judges, and of a change,
//! which the handler judges by `IfMatch`.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use steadfast::ErrorFormat;
use steadfast::errors::{ErrorHandler, ErrorKind, FailedRequest};
use steadfast::prelude::*;

use crate::socket::{Client, serve};

#[derive(ResponseModel)]
struct NoteOut {
    revision: u64,
}

const NOTE: NoteOut = NoteOut { revision: 2 };

/// Sun, 06 Nov 1994 08:49:37 GMT, and half a second.
fn changed() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(784_111_777_500)
}

const BEFORE: &str = "Sun, 06 Nov 1994 08:49:36 GMT";
const CHANGED: &str = "Sun, 06 Nov 1994 08:49:37 GMT";

#[route(get, "/file", response = File, media_type = "text/plain", header("X-Served-By" = "us"))]
async fn file() -> File {
    File::from_bytes("0123456789")
        .attachment("digits.txt")
        .etag("v2")
        .unwrap()
        .last_modified(changed())
}

#[route(get, "/untagged-file", response = File)]
async fn untagged_file() -> File {
    File::from_bytes("0123456789")
}

#[route(get, "/note", response = NoteOut)]
async fn get_note() -> Reply<NoteOut, ETag> {
    Reply::new(NOTE).etag("v2").header("Content-Language", "en")
}

#[route(get, "/weak", response = NoteOut)]
async fn weak() -> Reply<NoteOut, ETag> {
    Reply::new(NOTE).etag("W/\"v2\"")
}

#[route(get, "/dated", response = NoteOut)]
async fn dated() -> Reply<NoteOut, LastModified> {
    Reply::new(NOTE).last_modified(changed())
}

#[route(get, "/perhaps/{known}", response = NoteOut)]
async fn perhaps(Path(known): Path<bool>) -> Reply<NoteOut, Option<ETag>> {
    Reply::new(NOTE).typed_header(known.then(|| ETag::new("v2")))
}

#[route(get, "/plain", response = NoteOut)]
async fn plain() -> NoteOut {
    NOTE
}

#[route(get, "/undeclared", response = NoteOut)]
async fn undeclared() -> Reply<NoteOut> {
    Reply::new(NOTE).header("ETag", "\"v2\"")
}

#[route(get, "/missing", response = NoteOut)]
async fn missing() -> Result<Reply<NoteOut, ETag>, Fail<404>> {
    Err(Fail::new("no such note"))
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum EditError {
    #[error(transparent)]
    #[response(transparent)]
    Changed(#[from] PreconditionFailed),
}

#[route(patch, "/note", response = NoteOut)]
async fn edit(guard: IfMatch) -> Result<Reply<NoteOut, ETag>, EditError> {
    guard.check(ETag::new("v2"))?;
    Ok(Reply::new(NOTE).etag("v3"))
}

/// Creates the note 1, replaces the note 2.
#[route(put, "/notes/{id}", status = [200, 201], response = NoteOut)]
async fn put(Path(id): Path<u64>, guard: IfMatch) -> Result<Upserted<NoteOut>, PreconditionFailed> {
    if id == 2 {
        guard.check("v2")?;
        return Ok(Upserted::Updated(NOTE));
    }
    guard.check_missing()?;
    Ok(Upserted::Created {
        location: format!("/notes/{id}"),
        value: NOTE,
    })
}

#[route(delete, "/note")]
async fn delete(guard: IfMatch<Required>) -> Result<NoContent, PreconditionFailed> {
    guard.check("v2")?;
    Ok(NoContent)
}

#[route(delete, "/dated")]
async fn delete_dated(guard: IfUnmodifiedSince) -> Result<NoContent, PreconditionFailed> {
    guard.check(changed())?;
    Ok(NoContent)
}

fn api() -> Api {
    Api::new("Preconditions", "1.0.0").routes(routes![
        file,
        untagged_file,
        get_note,
        weak,
        dated,
        perhaps,
        plain,
        undeclared,
        missing,
        edit,
        put,
        delete,
        delete_dated
    ])
}

fn client() -> Client {
    serve(api().into_router())
}

/// The statuses of a request with each of these values of a header.
#[track_caller]
fn assert_statuses(method: &str, path: &str, name: &str, expected: &[(&str, u16)]) {
    let client = client();
    for (value, status) in expected {
        let answer = client.ask(method, path, &[(name, value)]);
        assert_eq!(answer.status, *status, "{method} {path} {name}: {value}");
    }
}

#[test]
fn another_version_than_the_one_asked_for_is_a_412() {
    let expected = [
        ("\"v2\"", 200),
        ("\"v1\", \"v2\"", 200),
        ("*", 200),
        ("\"v1\"", 412),
        ("W/\"v2\"", 412),
        ("v2", 412),
        ("", 412),
    ];
    for path in ["/file", "/note", "/perhaps/true"] {
        assert_statuses("GET", path, "If-Match", &expected);
        assert_statuses("HEAD", path, "If-Match", &expected);
    }
}

#[test]
fn a_weak_tag_is_never_the_version_asked_for() {
    let expected = [("W/\"v2\"", 412), ("\"v2\"", 412), ("*", 200)];
    assert_statuses("GET", "/weak", "If-Match", &expected);
}

#[test]
fn what_has_no_tag_is_not_the_version_asked_for() {
    for path in ["/untagged-file", "/dated", "/perhaps/false"] {
        assert_statuses("GET", path, "If-Match", &[("\"v2\"", 412), ("*", 200)]);
    }
}

#[test]
fn what_declares_no_validator_has_no_preconditions() {
    for path in ["/plain", "/undeclared"] {
        assert_statuses("GET", path, "If-Match", &[("\"v1\"", 200)]);
        assert_statuses("GET", path, "If-Unmodified-Since", &[(BEFORE, 200)]);
    }
}

#[test]
fn a_download_is_resumed_only_if_it_is_the_same_file() {
    let resumed = |tag| {
        let headers = [("If-Match", tag), ("Range", "bytes=5-")];
        let answer = client().get_with("/file", &headers);
        (answer.status, answer.body)
    };
    assert_eq!(resumed("\"v2\""), (206, "56789".to_owned()));
    let (status, body) = resumed("\"v1\"");
    assert_eq!(status, 412);
    assert!(!body.contains("56789"));
}

#[test]
fn what_has_changed_since_is_a_412() {
    let expected = [
        (BEFORE, 412),
        (CHANGED, 200),
        ("Sun Nov  6 08:49:36 1994", 412),
        ("yesterday", 200),
        ("", 200),
    ];
    for path in ["/file", "/dated"] {
        assert_statuses("GET", path, "If-Unmodified-Since", &expected);
        assert_statuses("HEAD", path, "If-Unmodified-Since", &expected);
    }
}

#[test]
fn what_has_no_time_has_not_changed() {
    for path in ["/note", "/untagged-file"] {
        assert_statuses("GET", path, "If-Unmodified-Since", &[(BEFORE, 200)]);
    }
}

#[test]
fn two_dates_are_not_a_date() {
    let twice = [
        ("If-Unmodified-Since", BEFORE),
        ("If-Unmodified-Since", BEFORE),
    ];
    assert_eq!(client().get_with("/dated", &twice).status, 200);
}

/// RFC 9110 section 13.2.2.
#[test]
fn the_preconditions_are_judged_in_their_order() {
    let client = client();
    for (headers, status) in [
        // A tag goes before a time.
        (
            [("If-Match", "\"v2\""), ("If-Unmodified-Since", BEFORE)],
            200,
        ),
        (
            [("If-Match", "\"v1\""), ("If-Unmodified-Since", CHANGED)],
            412,
        ),
        // What the client wants goes before what it has.
        ([("If-Match", "\"v1\""), ("If-None-Match", "\"v2\"")], 412),
        ([("If-Match", "\"v2\""), ("If-None-Match", "\"v2\"")], 304),
        (
            [("If-Unmodified-Since", BEFORE), ("If-None-Match", "\"v2\"")],
            412,
        ),
        (
            [
                ("If-Unmodified-Since", BEFORE),
                ("If-Modified-Since", CHANGED),
            ],
            412,
        ),
        // What the client has goes before a part of it.
        ([("If-None-Match", "\"v2\""), ("Range", "bytes=0-4")], 304),
        (
            [("If-Unmodified-Since", CHANGED), ("Range", "bytes=0-4")],
            206,
        ),
        ([("If-Match", "\"v1\""), ("Range", "bytes=100-")], 412),
    ] {
        let answer = client.get_with("/file", &headers);
        assert_eq!(answer.status, status, "{headers:?}");
    }
}

/// RFC 9110 section 13.2.1.
#[test]
fn a_request_that_fails_anyway_fails_as_it_does_without_preconditions() {
    for header in ["If-Match", "If-None-Match"] {
        assert_statuses("GET", "/missing", header, &[("\"v1\"", 404), ("*", 404)]);
    }
}

#[test]
fn a_412_is_a_problem_that_describes_nothing_of_the_content() {
    let answer = client().get_with("/file", &[("If-Match", "\"v1\"")]);
    assert_eq!(answer.all("content-type"), ["application/problem+json"]);
    assert_eq!(answer.all("cache-control"), ["no-store"]);
    for name in [
        "etag",
        "last-modified",
        "content-disposition",
        "content-language",
    ] {
        assert_eq!(answer.all(name), [""; 0], "{name}");
    }
    assert_eq!(answer.all("x-served-by"), ["us"]);
    let problem: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(problem["status"], 412);
    assert_eq!(problem["code"], "precondition_failed");
    assert_eq!(problem["instance"], "/file");
    assert_eq!(problem["request_id"], answer.all("x-request-id")[0]);
}

#[test]
fn a_412_has_the_format_of_the_app() {
    let client = serve(api().errors(ErrorFormat::Detail).into_router());
    let detail = json!({ "detail": "the resource is not the version that the request asks for" });
    for (method, path) in [("GET", "/note"), ("PATCH", "/note")] {
        let answer = client.ask(method, path, &[("If-Match", "\"v1\"")]);
        assert_eq!(answer.status, 412);
        let body: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(body, detail, "{method}");
    }
}

#[test]
fn a_change_of_another_version_is_a_412() {
    let expected = [
        ("\"v2\"", 200),
        ("\"v1\", \"v2\"", 200),
        ("*", 200),
        ("\"v1\"", 412),
        ("W/\"v2\"", 412),
    ];
    assert_statuses("PATCH", "/note", "If-Match", &expected);
    let lines = [("If-Match", "\"v1\""), ("If-Match", "\"v2\"")];
    assert_eq!(client().ask("PATCH", "/note", &lines).status, 200);
}

#[test]
fn a_change_without_a_precondition_is_made() {
    let client = client();
    assert_eq!(client.ask("PATCH", "/note", &[]).status, 200);
    assert_eq!(client.ask("PUT", "/notes/1", &[]).status, 201);
    assert_eq!(client.ask("PUT", "/notes/2", &[]).status, 200);
}

#[test]
fn a_version_that_must_not_be_is_a_412() {
    let expected = [
        ("\"v1\"", 200),
        ("\"v2\"", 412),
        ("W/\"v2\"", 412),
        ("\"v1\", \"v2\"", 412),
        ("*", 412),
    ];
    assert_statuses("PATCH", "/note", "If-None-Match", &expected);
}

#[test]
fn a_star_asks_that_there_be_none_or_that_there_be_one() {
    let created = [("*", 201), ("\"v2\"", 201)];
    assert_statuses("PUT", "/notes/1", "If-None-Match", &created);
    assert_statuses("PUT", "/notes/2", "If-None-Match", &[("*", 412)]);
    assert_statuses(
        "PUT",
        "/notes/1",
        "If-Match",
        &[("*", 412), ("\"v2\"", 412)],
    );
    assert_statuses(
        "PUT",
        "/notes/2",
        "If-Match",
        &[("*", 200), ("\"v2\"", 200)],
    );
}

#[test]
fn both_preconditions_of_a_change_have_to_hold() {
    let client = client();
    for (wanted, unwanted, status) in [
        ("\"v2\"", "\"v1\"", 200),
        ("\"v2\"", "\"v2\"", 412),
        ("\"v1\"", "\"v1\"", 412),
    ] {
        let headers = [("If-Match", wanted), ("If-None-Match", unwanted)];
        let answer = client.ask("PATCH", "/note", &headers);
        assert_eq!(answer.status, status, "{headers:?}");
    }
}

#[test]
fn a_required_precondition_that_is_not_sent_is_a_428() {
    let client = client();
    let refused = client.ask("DELETE", "/note", &[("If-Unmodified-Since", CHANGED)]);
    assert_eq!(refused.status, 428);
    let problem: Value = serde_json::from_str(&refused.body).unwrap();
    assert_eq!(problem["code"], "precondition_required");
    assert_eq!(refused.all("cache-control"), ["no-store"]);
    let expected = [("\"v2\"", 204), ("\"v1\"", 412), ("*", 204)];
    assert_statuses("DELETE", "/note", "If-Match", &expected);
    // A list of other versions does not say which one is changed.
    assert_statuses(
        "DELETE",
        "/note",
        "If-None-Match",
        &[("\"v1\"", 428), ("*", 412)],
    );
}

#[test]
fn tags_that_are_malformed_are_a_fault_of_the_header() {
    let client = client();
    for name in ["If-Match", "If-None-Match"] {
        for value in ["", "v2", "\"v2", "\"v2\" \"v1\"", "*, \"v2\"", "w/\"v2\""] {
            for (method, path) in [("PATCH", "/note"), ("DELETE", "/note")] {
                let answer = client.ask(method, path, &[(name, value)]);
                assert_eq!(answer.status, 422, "{method} {name}: {value}");
                let problem: Value = serde_json::from_str(&answer.body).unwrap();
                let place = json!(["header", name.to_lowercase()]);
                assert_eq!(problem["errors"][0]["loc"], place);
            }
        }
    }
}

#[test]
fn a_change_since_a_time_is_a_412() {
    let expected = [(CHANGED, 204), (BEFORE, 412), ("yesterday", 204)];
    assert_statuses("DELETE", "/dated", "If-Unmodified-Since", &expected);
    let with_a_tag = [("If-Unmodified-Since", BEFORE), ("If-Match", "\"v1\"")];
    assert_eq!(client().ask("DELETE", "/dated", &with_a_tag).status, 204);
    assert_eq!(client().ask("DELETE", "/dated", &[]).status, 204);
}

#[test]
fn the_document_tells_of_each_412_and_of_no_other() {
    let document = api().openapi();
    let codes = |method: &str, path: &str, status: &str| -> Vec<String> {
        let response = &document["paths"][path][method]["responses"][status];
        let examples = response["content"]["application/problem+json"]["examples"].as_object();
        examples
            .into_iter()
            .flat_map(|examples| examples.keys().cloned())
            .collect()
    };
    let failed = ["precondition_failed"];
    for (method, path) in [
        ("get", "/file"),
        ("get", "/untagged-file"),
        ("get", "/note"),
        ("get", "/weak"),
        ("get", "/dated"),
        ("get", "/perhaps/{known}"),
        ("get", "/missing"),
        ("patch", "/note"),
        ("put", "/notes/{id}"),
        ("delete", "/note"),
        ("delete", "/dated"),
    ] {
        assert_eq!(codes(method, path, "412"), failed, "{method} {path}");
    }
    for path in ["/plain", "/undeclared"] {
        assert_eq!(
            document["paths"][path]["get"]["responses"]["412"],
            Value::Null
        );
    }
    assert_eq!(codes("delete", "/note", "428"), ["precondition_required"]);
    assert_eq!(codes("patch", "/note", "428"), [""; 0]);
}

#[derive(ResponseModel)]
struct Sorry {
    code: String,
}

#[test]
fn a_failed_check_is_an_error_of_the_handler() {
    for (kind, is_handled) in [
        (ErrorKind::HANDLER, true),
        (ErrorKind::of::<PreconditionFailed>(), true),
        (ErrorKind::EXTRACTOR, false),
        (ErrorKind::extractor::<IfMatch>(), false),
        (ErrorKind::extractor::<IfUnmodifiedSince>(), false),
    ] {
        let sorry = ErrorHandler::new(|failed: &FailedRequest<'_>| Sorry {
            code: failed.problem().code.as_deref().unwrap_or_default().into(),
        });
        let api = api().errors(ErrorFormat::Problem.on(kind.clone(), sorry));
        let document = api.openapi();
        let client = serve(api.into_router());
        let media_type = match is_handled {
            true => "application/json",
            false => "application/problem+json",
        };
        for (method, path, header, value) in [
            ("PATCH", "/note", "If-Match", "\"v1\""),
            ("DELETE", "/dated", "If-Unmodified-Since", BEFORE),
        ] {
            let operation = &document["paths"][path][method.to_lowercase()];
            let documented = operation["responses"]["412"]["content"].as_object();
            let documented: Vec<&str> = documented
                .into_iter()
                .flat_map(|content| content.keys().map(String::as_str))
                .collect();
            assert_eq!(documented, [media_type], "{kind:?} {method} {path}");
            let answer = client.ask(method, path, &[(header, value)]);
            assert_eq!(answer.status, 412);
            assert_eq!(answer.all("content-type"), [media_type], "{kind:?}");
        }
    }
}

#[test]
fn the_document_has_the_headers_that_a_change_reads() {
    let document = api().openapi();
    let parameters = |method: &str, path: &str| -> Vec<(String, bool)> {
        let parameters = document["paths"][path][method]["parameters"].as_array();
        let in_headers = parameters.into_iter().flatten();
        in_headers
            .filter(|parameter| parameter["in"] == "header")
            .map(|parameter| {
                let name = parameter["name"].as_str().unwrap();
                (name.to_owned(), parameter["required"] == true)
            })
            .collect()
    };
    let both = [
        ("If-Match".to_owned(), false),
        ("If-None-Match".to_owned(), false),
    ];
    assert_eq!(parameters("patch", "/note"), both);
    assert_eq!(parameters("delete", "/note"), both);
    assert_eq!(parameters("get", "/note"), []);
    let since = [("If-Unmodified-Since".to_owned(), false)];
    assert_eq!(parameters("delete", "/dated"), since);
}

#[test]
fn the_documented_pattern_takes_what_is_read() {
    let document = api().openapi();
    let schema = &document["paths"]["/note"]["patch"]["parameters"][0]["schema"];
    let validator = jsonschema::validator_for(schema).unwrap();
    for (value, is_taken) in [
        ("*", true),
        ("\"v1\"", true),
        ("W/\"v1\", \"\"", true),
        ("", false),
        (",", false),
        ("v1", false),
        ("\"v1", false),
        ("*, \"v1\"", false),
    ] {
        assert_eq!(validator.is_valid(&json!(value)), is_taken, "{value}");
        let answer = client().ask("PATCH", "/note", &[("If-Match", value)]);
        assert_eq!(answer.status != 422, is_taken, "{value}");
    }
}
