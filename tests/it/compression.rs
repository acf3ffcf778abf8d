//! Compression: outside of the completing layer it leaves ranges and versions as they are, inside of it nothing is said of
//! bytes that are not sent.

use std::io::Read;
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::body::Body;
use axum::http::{Extensions, HeaderMap, Request, StatusCode, Version};
use flate2::read::GzDecoder;
use serde_json::Value;
use steadfast::CompleteLayer;
use steadfast::compression::{Compress, Compressible, CompressionLayer};
use steadfast::prelude::*;
use tower::ServiceExt;

use crate::log::Log;
use crate::wire::{Answer, Server};

const CONTENT: &str = "0123456789";

fn content() -> String {
    CONTENT.repeat(100)
}

/// Sun, 06 Nov 1994 08:49:37 GMT.
const CHANGED: &str = "Sun, 06 Nov 1994 08:49:37 GMT";

#[route(get, "/file", response = File, media_type = "text/plain")]
async fn file() -> Reply<File> {
    let changed = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
    let file = File::from_bytes(content()).etag("v1").unwrap();
    Reply::new(file.last_modified(changed))
        .header("Content-Digest", "sha-256=:AA==:")
        .header("Repr-Digest", "sha-256=:AA==:")
        .header("Content-Language", "en")
}

#[route(get, "/picture", response = File, media_type = "image/png")]
async fn picture() -> File {
    File::from_bytes(content()).etag("v1").unwrap()
}

#[derive(ResponseModel)]
struct Note {
    text: String,
}

#[route(get, "/note", response = Note)]
async fn note() -> Reply<Note, ETag> {
    Reply::new(Note { text: content() }).etag("v1")
}

#[route(get, "/fixed", response = Note, cache = "private, no-cache, no-transform")]
async fn fixed() -> Reply<Note, ETag> {
    Reply::new(Note { text: content() }).etag("v1")
}

#[route(get, "/small", response = Text)]
async fn small() -> Text {
    Text::from("small")
}

#[route(get, "/events", response = Sse<String>)]
async fn events() -> Sse<String> {
    Sse::iter((0..100).map(|_| Event::new(CONTENT.to_owned())))
}

#[route(get, "/lines", response = JsonLines<String>)]
async fn lines() -> JsonLines<String> {
    JsonLines::iter((0..100).map(|_| CONTENT.to_owned()))
}

/// A file that is compressed on disk.
#[route(get, "/archive", response = File, media_type = "text/plain", header("Content-Encoding" = "gzip"))]
async fn archive() -> File {
    File::from_bytes(gzipped()).etag("v1").unwrap()
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Asked {
    #[expect(dead_code, reason = "only read")]
    n: u32,
}

#[route(get, "/invalid", response = Text)]
async fn invalid(Query(_): Query<Asked>) -> Text {
    Text::from(content())
}

fn gzipped() -> Vec<u8> {
    let mut bytes = Vec::new();
    let content = content();
    let mut encoder = flate2::read::GzEncoder::new(content.as_bytes(), flate2::Compression::fast());
    encoder.read_to_end(&mut bytes).unwrap();
    bytes
}

fn api() -> Api {
    Api::new("Compression", "1.0.0").routes(routes![
        file, picture, note, fixed, small, events, lines, archive, invalid
    ])
}

/// The right way.
async fn outside() -> Server {
    let layer = CompressionLayer::new();
    Server::start(api().compression(layer).into_router()).await
}

/// The wrong way.
async fn inside() -> Server {
    Server::start(api().layer(CompressionLayer::new()).into_router()).await
}

const GZIP: (&str, &str) = ("Accept-Encoding", "gzip");

/// The content, as `Content-Encoding` says it is encoded.
fn decoded(answer: &Answer) -> String {
    match answer.header("content-encoding") {
        None => answer.text().to_owned(),
        Some("gzip") => {
            let mut text = String::new();
            let mut decoder = GzDecoder::new(&answer.body[..]);
            decoder.read_to_string(&mut text).unwrap();
            text
        }
        Some(other) => panic!("nobody has asked for {other}"),
    }
}

fn is_encoded(answer: &Answer) -> bool {
    answer.header("content-encoding").is_some()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_compressed_file_has_a_weak_tag_and_varies() {
    let server = outside().await;
    let answer = server.get_with("/file", &[GZIP]);
    assert!(is_encoded(&answer));
    assert_eq!(decoded(&answer), content());
    assert_eq!(answer.header("etag"), Some("W/\"v1\""));
    assert_eq!(answer.header("vary"), Some("accept-encoding"));
    assert_eq!(answer.header("content-language"), Some("en"));
    for name in ["content-digest", "repr-digest", "accept-ranges"] {
        assert_eq!(answer.header(name), None, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_ask_for_it_gets_the_plain_file() {
    let server = outside().await;
    for headers in [&[][..], &[("Accept-Encoding", "identity")]] {
        let answer = server.get_with("/file", headers);
        assert_eq!((is_encoded(&answer), answer.text()), (false, &*content()));
        assert_eq!(answer.header("etag"), Some("\"v1\""));
        assert_eq!(answer.header("vary"), Some("accept-encoding"));
        assert_eq!(answer.header("accept-ranges"), Some("bytes"));
        assert_eq!(answer.header("repr-digest"), Some("sha-256=:AA==:"));
    }
}

/// RFC 9110 section 12.5.3: the header may be disregarded.
#[tokio::test(flavor = "multi_thread")]
async fn who_accepts_nothing_gets_the_answer_of_the_handler() {
    let server = outside().await;
    let answer = server.get_with("/note", &[("Accept-Encoding", "identity;q=0")]);
    assert_eq!((answer.status, is_encoded(&answer)), (200, false));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_is_a_part_of_the_plain_file() {
    let server = outside().await;
    let part = server.get_with("/file", &[GZIP, ("Range", "bytes=5-9")]);
    assert_eq!((part.status, part.text()), (206, "56789"));
    assert_eq!(part.header("content-encoding"), None);
    assert_eq!(part.header("etag"), Some("\"v1\""));
    assert_eq!(part.header("vary"), Some("accept-encoding"));
    assert_eq!(part.header("content-digest"), None);
    assert_eq!(part.header("repr-digest"), Some("sha-256=:AA==:"));
    let parts = server.get_with("/file", &[GZIP, ("Range", "bytes=0-4,900-904")]);
    assert_eq!((parts.status, is_encoded(&parts)), (206, false));
    assert!(parts.text().contains("bytes 900-904/1000"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_range_behind_the_file_is_a_plain_416() {
    let refused = outside()
        .await
        .get_with("/file", &[GZIP, ("Range", "bytes=2000-")]);
    assert_eq!((refused.status, is_encoded(&refused)), (416, false));
    assert_eq!(refused.header("content-range"), Some("bytes */1000"));
    assert_eq!(refused.header("etag"), None);
    assert_eq!(refused.header("content-language"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_compressed_download_is_not_continued_with_plain_bytes() {
    let server = outside().await;
    let range = ("Range", "bytes=500-");
    for version in ["W/\"v1\"", CHANGED] {
        let answer = server.get_with("/file", &[GZIP, range, ("If-Range", version)]);
        assert_eq!(answer.status, 200, "{version}");
        assert_eq!(decoded(&answer), content());
    }
    let plain = server.get_with("/file", &[GZIP, range, ("If-Range", "\"v1\"")]);
    assert_eq!((plain.status, plain.text()), (206, &content()[500..]));
    let dated = server.get_with("/file", &[range, ("If-Range", CHANGED)]);
    assert_eq!(dated.status, 206);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_the_compressed_version_gets_a_304_with_its_tag() {
    let server = outside().await;
    for path in ["/file", "/note"] {
        for known in ["W/\"v1\"", "\"v1\""] {
            let same = server.get_with(path, &[GZIP, ("If-None-Match", known)]);
            assert_eq!((same.status, same.body.len()), (304, 0));
            assert_eq!(same.header("etag"), Some("W/\"v1\""));
            assert_eq!(same.header("vary"), Some("accept-encoding"));
            assert_eq!(same.header("content-encoding"), None);
        }
        let plain = server.get_with(path, &[("If-None-Match", "\"v1\"")]);
        assert_eq!(plain.header("etag"), Some("\"v1\""));
    }
    let picture = server.get_with("/picture", &[GZIP, ("If-None-Match", "\"v1\"")]);
    assert_eq!(picture.header("etag"), Some("\"v1\""));
    assert_eq!(picture.header("vary"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_weak_tag_is_not_the_version_that_a_client_asks_for() {
    let server = outside().await;
    let weak = server.get_with("/note", &[GZIP, ("If-Match", "W/\"v1\"")]);
    assert_eq!((weak.status, weak.header("etag")), (412, None));
    let strong = server.get_with("/note", &[GZIP, ("If-Match", "\"v1\"")]);
    assert_eq!(strong.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_has_the_headers_of_the_get() {
    let server = outside().await;
    for path in ["/file", "/note", "/picture", "/small", "/fixed", "/archive"] {
        for headers in [&[][..], &[GZIP]] {
            let (get, head) = (server.get_with(path, headers), server.head(path, headers));
            assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
            for name in [
                "content-encoding",
                "etag",
                "vary",
                "accept-ranges",
                "content-type",
            ] {
                assert_eq!(head.header(name), get.header(name), "{path} {name}");
            }
            let length = head.header("content-length");
            if is_encoded(&get) && path != "/archive" {
                assert_eq!(length, None, "{path}");
            } else {
                assert_eq!(length, get.header("content-length"), "{path}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn events_pictures_and_what_is_fixed_or_small_are_plain() {
    let server = outside().await;
    for path in ["/events", "/picture", "/fixed", "/small"] {
        assert!(!is_encoded(&server.get_with(path, &[GZIP])), "{path}");
    }
    assert_eq!(
        server.get_with("/fixed", &[GZIP]).header("etag"),
        Some("\"v1\"")
    );
    assert!(is_encoded(&server.get_with("/lines", &[GZIP])));
}

#[tokio::test(flavor = "multi_thread")]
async fn content_that_its_route_has_encoded_is_sent_as_it_is() {
    for server in [outside().await, inside().await] {
        let answer = server.get_with("/archive", &[GZIP]);
        assert_eq!(answer.body, gzipped());
        assert_eq!(answer.header("etag"), Some("\"v1\""));
        let part = server.get_with("/archive", &[GZIP, ("Range", "bytes=0-9")]);
        assert_eq!((part.status, &part.body[..]), (206, &gzipped()[..10]));
        assert_eq!(part.header("content-encoding"), Some("gzip"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_problem_is_compressed_as_a_whole() {
    let server = outside().await;
    let refused = server.get_with("/invalid?n=x", &[GZIP]);
    assert_eq!(refused.status, 422);
    let problem: Value = serde_json::from_str(&decoded(&refused)).unwrap();
    assert_eq!(problem["code"], "validation_error");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_predicate_chooses_among_what_may_be_compressed() {
    let layer = CompressionLayer::new().compress_when(Compressible::new().smallest(2000));
    let server = Server::start(api().compression(layer).into_router()).await;
    assert!(!is_encoded(&server.get_with("/file", &[GZIP])));
    let layer = CompressionLayer::new().compress_when(|_, _, _: &_, _: &_| true);
    let server = Server::start(api().compression(layer).into_router()).await;
    assert!(is_encoded(&server.get_with("/small", &[GZIP])));
    let part = server.get_with("/file", &[GZIP, ("Range", "bytes=0-4,900-904")]);
    assert_eq!((part.status, is_encoded(&part)), (206, false));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_router_of_ones_own_may_be_compressed_as_well() {
    let router = Router::new()
        .route("/file", axum::routing::get(file))
        .layer(CompleteLayer::new())
        .layer(Compress::new(CompressionLayer::new()));
    let server = Server::start(router).await;
    let answer = server.get_with("/file", &[GZIP]);
    assert_eq!(answer.header("etag"), Some("W/\"v1\""));
    assert_eq!(decoded(&answer), content());
    assert_eq!(
        server
            .get_with("/file", &[GZIP, ("Range", "bytes=0-4")])
            .text(),
        "01234"
    );
}

#[test]
fn the_document_promises_no_ranges_of_compressed_content() {
    let is_required = |api: Api| {
        let document = api.openapi();
        let responses = &document["paths"]["/file"]["get"]["responses"];
        responses["200"]["headers"]["Accept-Ranges"]["required"] == true
    };
    assert!(is_required(api()));
    assert!(!is_required(api().compression(CompressionLayer::new())));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_problem_in_place_of_encoded_content_is_plain() {
    let server = inside().await;
    for path in ["/invalid?n=x", "/file", "/note"] {
        let refused = server.get_with(path, &[GZIP, ("If-Match", "\"v0\"")]);
        assert!(refused.status == 422 || refused.status == 412, "{path}");
        assert_eq!(refused.header("content-encoding"), None, "{path}");
        assert!(
            serde_json::from_slice::<Value>(&refused.body).is_ok(),
            "{path}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_range_is_cut_from_encoded_content() {
    let server = inside().await;
    for range in ["bytes=0-9", "bytes=0-4,900-904", "bytes=2000-"] {
        let answer = server.get_with("/file", &[GZIP, ("Range", range)]);
        assert_eq!((answer.status, is_encoded(&answer)), (200, true), "{range}");
        assert_eq!(decoded(&answer), content());
        assert_eq!(answer.header("etag"), Some("W/\"v1\""));
        assert_eq!(answer.header("accept-ranges"), None);
    }
    let plain = server.get_with("/file", &[("Range", "bytes=0-9")]);
    assert_eq!((plain.status, plain.text()), (206, CONTENT));
}

#[tokio::test]
async fn a_layer_that_encodes_inside_is_warned_of_once() {
    use tower::ServiceExt;
    let log = Log::start();
    #[route(get, "/warned", response = File, media_type = "text/plain")]
    async fn warned() -> File {
        File::from_bytes(content())
    }
    let ask = async |api: Api| {
        let request = Request::get("/warned").header("accept-encoding", "gzip");
        let request = request.body(Body::empty()).unwrap();
        let router: Router = api.into_router();
        router.oneshot(request).await.unwrap();
    };
    let warnings = || {
        let lines = log.lines().into_iter();
        lines
            .filter(|line| line.contains("a layer inside of `CompleteLayer`"))
            .count()
    };
    let api = || Api::new("Warned", "1.0.0").routes(routes![warned]);
    ask(api().compression(CompressionLayer::new())).await;
    assert_eq!(warnings(), 0);
    for _ in 0..2 {
        ask(api().layer(CompressionLayer::new())).await;
    }
    assert_eq!(warnings(), usize::from(cfg!(debug_assertions)));
}

/// A layer may replace a body in other ways than by an encoding.
#[tokio::test(flavor = "multi_thread")]
async fn no_range_is_cut_from_content_that_a_layer_has_replaced() {
    let shortened = axum::middleware::map_response(|response: axum::response::Response| async {
        response.map(|_| Body::from("shorter"))
    });
    let server = Server::start(api().layer(shortened).into_router()).await;
    let answer = server.get_with("/picture", &[("Range", "bytes=0-9")]);
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn a_predicate_that_panics_is_a_logged_plain_500() {
    let panicking = |_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions| {
        headers["x-never"].is_empty()
    };
    let api = Api::<()>::new("Panics", "1.0.0").routes(routes![small]);
    let layer = CompressionLayer::new().compress_when(panicking);
    let app = api.compression(layer).into_router();
    let request = Request::get("/small").header("accept-encoding", "gzip");
    let log = Log::start();
    let response = app
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    assert_eq!(response.status(), 500);
    assert_eq!(
        response.headers()["content-type"],
        "application/problem+json"
    );
    let lines = log.lines();
    let is_logged = |line: &String| {
        line.contains("ERROR") && line.contains("the predicate of the compression panicked")
    };
    assert!(lines.iter().any(is_logged), "{lines:#?}");
}
