//! Files and their ranges, over a real socket.

use std::fs;
use std::path::{Path as FilePath, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use steadfast::prelude::*;

use crate::wire::{Answer, Server};

/// 1000 bytes whose every ten are their number.
static CONTENT: LazyLock<String> =
    LazyLock::new(|| (0..100).map(|number| format!("{number:010}")).collect());

/// A directory with a `root` to serve, and with what must not be served beside it.
static DIRECTORY: LazyLock<PathBuf> = LazyLock::new(|| {
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("files");
    let _ = fs::remove_dir_all(&directory);
    let root = directory.join("root");
    fs::create_dir_all(root.join("deep")).unwrap();
    old_file(&root.join("numbers.txt"), &CONTENT);
    old_file(&root.join("deep/отчёт.pdf"), "%PDF");
    old_file(&root.join("%2e%2e"), "a name of six characters");
    old_file(&directory.join("secret"), "secret");
    fs::create_dir(directory.join("root-too")).unwrap();
    old_file(&directory.join("root-too/secret"), "secret");
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink(directory.join("secret"), root.join("link-out")).unwrap();
        symlink(&directory, root.join("directory-out")).unwrap();
        symlink("../root-too/secret", root.join("relative-out")).unwrap();
        symlink("numbers.txt", root.join("link-in")).unwrap();
        symlink("circle", root.join("circle")).unwrap();
    }
    directory
});

/// A file that nobody has changed for a minute.
fn old_file(path: &FilePath, content: &str) {
    fs::write(path, content).unwrap();
    let file = fs::File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(60))
        .unwrap();
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum DownloadError {
    #[error(transparent)]
    #[response(transparent)]
    File(#[from] FileError),
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Asked {
    path: String,
}

#[route(get, "/files", response = File)]
async fn below_the_root(Query(asked): Query<Asked>) -> Result<File, FileError> {
    File::inside(DIRECTORY.join("root"), &asked.path).await
}

#[route(get, "/numbers", response = File)]
async fn numbers() -> Result<File, DownloadError> {
    Ok(File::open(DIRECTORY.join("root/numbers.txt")).await?)
}

#[route(get, "/missing", response = File)]
async fn missing() -> Result<File, DownloadError> {
    Ok(File::open(DIRECTORY.join("nothing")).await?)
}

#[route(get, "/report", response = File, media_type = "application/pdf")]
async fn report() -> Result<File, FileError> {
    let file = File::open(DIRECTORY.join("root/deep/отчёт.pdf")).await?;
    Ok(file.attachment("naïve отчёт.pdf"))
}

#[route(get, "/avatar", response = File, media_type = "image/*")]
async fn avatar() -> File {
    File::from_bytes("png")
        .inline("ada.png")
        .etag("v1")
        .unwrap()
}

#[route(get, "/separate", response = File)]
async fn separate() -> File {
    File::from_bytes(CONTENT.as_str()).separate_ranges()
}

#[route(get, "/tagged", response = File)]
async fn tagged(Query(asked): Query<Asked>) -> File {
    let file = File::from_bytes("tagged").etag(&asked.path);
    file.unwrap_or_else(|_| File::from_bytes("refused"))
}

/// The year 2100, or so.
const TO_COME: Duration = Duration::from_secs(1 << 32);

#[route(get, "/from-the-future", response = File)]
async fn from_the_future() -> Result<File, FileError> {
    let path = DIRECTORY.join("future.txt");
    let file = fs::File::create(&path).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH + TO_COME).unwrap();
    File::open(path).await
}

#[route(get, "/made-in-the-future", response = File)]
async fn made_in_the_future() -> File {
    File::from_bytes("later").last_modified(SystemTime::UNIX_EPOCH + TO_COME)
}

#[route(get, "/empty", response = File)]
async fn empty() -> File {
    File::from_bytes("").attachment("../..")
}

#[route(get, "/no-picture", response = File, media_type = "image/*")]
async fn no_picture() -> File {
    File::from_bytes("<script>").inline("ada.html")
}

#[route(get, "/bytes", response = Bytes, response_description = "All the numbers")]
async fn bytes() -> Bytes {
    Bytes::from(CONTENT.as_str())
}

#[route(get, "/fresh", response = File)]
async fn fresh() -> Result<File, FileError> {
    let path = DIRECTORY.join("fresh.txt");
    fs::write(&path, "fresh").unwrap();
    File::open(path).await
}

#[route(get, "/shrinking", response = File)]
async fn shrinking() -> Result<File, FileError> {
    let path = DIRECTORY.join("shrinking");
    fs::write(&path, vec![b'x'; 1 << 20]).unwrap();
    let file = File::open(&path).await?;
    fs::write(&path, "x").unwrap();
    Ok(file)
}

#[route(put, "/bytes", response = Bytes)]
async fn echo(bytes: Bytes) -> Bytes {
    bytes
}

fn api() -> Api {
    Api::new("Files", "1.0.0").routes(routes![
        below_the_root,
        numbers,
        missing,
        report,
        avatar,
        separate,
        tagged,
        from_the_future,
        made_in_the_future,
        empty,
        no_picture,
        bytes,
        fresh,
        shrinking,
        echo,
    ])
}

async fn server() -> Server {
    Server::start(api().into_router()).await
}

fn range(server: &Server, path: &str, range: &str) -> Answer {
    server.get_with(path, &[("Range", range)])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_has_a_length_a_type_and_a_version() {
    let answer = server().await.get("/numbers");
    assert_eq!((answer.status, answer.text()), (200, CONTENT.as_str()));
    assert_eq!(answer.header("content-length"), Some("1000"));
    assert_eq!(
        answer.header("content-type"),
        Some("text/plain; charset=utf-8")
    );
    assert_eq!(answer.header("accept-ranges"), Some("bytes"));
    assert!(answer.header("etag").unwrap().starts_with("\"3e8-"));
    assert!(answer.header("last-modified").unwrap().ends_with(" GMT"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_not_there_is_the_declared_404() {
    let answer = server().await.get("/missing");
    assert_eq!(answer.status, 404);
    assert_eq!(
        answer.header("content-type"),
        Some("application/problem+json")
    );
    let problem: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(problem["code"], "file_not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_path_below_the_root_is_served() {
    let server = server().await;
    let served = |path: &str| server.get(&format!("/files?path={path}"));
    assert_eq!(served("numbers.txt").status, 200);
    assert_eq!(
        served("deep/%D0%BE%D1%82%D1%87%D1%91%D1%82.pdf").text(),
        "%PDF"
    );
    assert_eq!(served("%252e%252e").text(), "a name of six characters");
    #[cfg(unix)]
    assert_eq!(served("link-in").text(), CONTENT.as_str());
}

#[tokio::test(flavor = "multi_thread")]
async fn no_path_leaves_the_root() {
    let server = server().await;
    let absolute = format!("/files?path={}", DIRECTORY.join("secret").display());
    let mut refused = vec![absolute];
    for path in [
        "../secret",
        "%2e%2e/secret",
        "%2e%2e%2fsecret",
        "..%2fsecret",
        "..%5csecret",
        "%252e%252e/secret",
        "deep/../../secret",
        "deep/../numbers.txt",
        "./numbers.txt",
        "/etc/passwd",
        "//etc/passwd",
        "file:///etc/passwd",
        "~/.bashrc",
        "numbers.txt%00.png",
        "numbers.txt%00",
        "numbers.txt/",
        "numbers.txt/x",
        "C:%5csecret",
        "C:secret",
        "%5c%5cserver%5cshare",
        "../root-too/secret",
        "link-out",
        "relative-out",
        "directory-out/secret",
        "directory-out/root/numbers.txt/..",
        "circle",
        "deep",
        "",
        ".",
        "..",
        "nothing",
    ] {
        refused.push(format!("/files?path={path}"));
    }
    refused.push(format!("/files?path={}", "a".repeat(5000)));
    // `/` in a longer form than UTF-8 allows.
    assert_eq!(server.get("/files?path=..%c0%afsecret").status, 422);
    for path in refused {
        let answer = server.get(&path);
        assert!(!answer.text().contains("secret\n"), "{path}");
        assert_eq!(answer.status, 404, "{path}: {}", answer.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_name_of_a_file_may_be_of_any_script() {
    let answer = server().await.get("/report");
    assert_eq!(answer.header("content-type"), Some("application/pdf"));
    assert_eq!(
        answer.header("content-disposition"),
        Some(
            "attachment; filename=\"na_ve _____.pdf\"; filename*=UTF-8''na%C3%AFve%20%D0%BE%D1%82%D1%87%D1%91%D1%82.pdf"
        )
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_name_of_a_file_is_no_folder() {
    let answer = server().await.get("/empty");
    assert_eq!(
        answer.header("content-disposition"),
        Some("attachment; filename=\"download\"")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_range_of_types_takes_in_the_type_of_the_value() {
    let server = server().await;
    let answer = server.get("/avatar");
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (200, Some("image/png"))
    );
    let answer = server.get("/no-picture");
    assert_eq!(answer.status, 500);
    assert!(!answer.text().contains("script"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_range_is_answered_206() {
    let server = server().await;
    for path in ["/numbers", "/bytes"] {
        for (asked, bytes, sent) in [
            ("bytes=0-9", 0..10, "bytes 0-9/1000"),
            ("bytes=990-", 990..1000, "bytes 990-999/1000"),
            ("bytes=-5", 995..1000, "bytes 995-999/1000"),
            ("bytes=995-5000", 995..1000, "bytes 995-999/1000"),
            ("bytes=0-9,5-19", 0..20, "bytes 0-19/1000"),
        ] {
            let answer = range(&server, path, asked);
            assert_eq!((answer.status, answer.is_whole), (206, true), "{asked}");
            assert_eq!(answer.header("content-range"), Some(sent));
            assert_eq!(answer.text(), &CONTENT[bytes]);
            let length = answer.body.len().to_string();
            assert_eq!(answer.header("content-length"), Some(length.as_str()));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn several_ranges_come_in_parts() {
    let server = server().await;
    let answer = range(&server, "/numbers", "bytes=900-909,0-4");
    assert_eq!((answer.status, answer.is_whole), (206, true));
    assert_eq!(answer.header("content-range"), None);
    let boundary = answer
        .header("content-type")
        .and_then(|value| value.strip_prefix("multipart/byteranges; boundary="))
        .unwrap();
    let part = |range: &str, content: &str| {
        format!(
            "\r\n--{boundary}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes {range}/1000\r\n\r\n{content}"
        )
    };
    assert_eq!(
        answer.text(),
        [
            part("900-909", "0000000090"),
            part("0-4", "00000"),
            format!("\r\n--{boundary}--\r\n"),
        ]
        .concat()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn ranges_that_nearly_meet_are_sent_as_one() {
    let answer = range(&server().await, "/numbers", "bytes=0-4,20-29");
    assert_eq!(answer.header("content-range"), Some("bytes 0-29/1000"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_may_send_them_in_parts_of_their_own() {
    let answer = range(&server().await, "/separate", "bytes=0-4,20-29");
    assert_eq!((answer.status, answer.is_whole), (206, true));
    assert!(answer.text().contains("Content-Range: bytes 0-4/1000"));
    assert!(answer.text().contains("Content-Range: bytes 20-29/1000"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_range_behind_the_end_is_a_problem_that_tells_the_length() {
    let server = server().await;
    for path in ["/numbers", "/bytes"] {
        let answer = range(&server, path, "bytes=1000-");
        assert_eq!(answer.status, 416);
        assert_eq!(answer.header("content-range"), Some("bytes */1000"));
        let problem: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(problem["code"], "range_not_satisfiable");
        assert_eq!(problem["instance"], path);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_bytes_of_an_empty_file_are_the_whole() {
    let server = server().await;
    let answer = range(&server, "/empty", "bytes=-5");
    assert_eq!(
        (answer.status, answer.header("content-length")),
        (200, Some("0"))
    );
    for asked in ["bytes=0-", "bytes=-0"] {
        let answer = range(&server, "/empty", asked);
        assert_eq!(answer.status, 416, "{asked}");
        assert_eq!(answer.header("content-range"), Some("bytes */0"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_range_is_answered_with_the_whole() {
    let server = server().await;
    let many = format!("bytes={}", vec!["0-0"; 1000].join(","));
    for asked in ["lines=1-2", "bytes=9-1", "bytes=x", many.as_str()] {
        let answer = range(&server, "/numbers", asked);
        assert_eq!((answer.status, answer.body.len()), (200, 1000), "{asked}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_range_of_another_version_is_answered_with_the_whole() {
    let server = server().await;
    let whole = server.get("/numbers");
    let etag = whole.header("etag").unwrap();
    let date = whole.header("last-modified").unwrap();
    let weak = format!("W/{etag}");
    for (version, status) in [
        (etag, 206),
        (date, 206),
        (weak.as_str(), 200),
        ("\"another\"", 200),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 200),
        ("nonsense", 200),
    ] {
        let headers = [("Range", "bytes=0-9"), ("If-Range", version)];
        assert_eq!(
            server.get_with("/numbers", &headers).status,
            status,
            "{version}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_has_just_changed_has_no_strong_version() {
    let server = server().await;
    let whole = server.get("/fresh");
    let etag = whole.header("etag").unwrap();
    assert!(etag.starts_with("W/"));
    let headers = [("Range", "bytes=0-1"), ("If-Range", etag)];
    assert_eq!(server.get_with("/fresh", &headers).status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_is_quoted_once_and_may_be_weak() {
    let server = server().await;
    for (given, sent) in [
        ("v1", "\"v1\""),
        ("%22v1%22", "\"v1\""),
        ("W/%22v1%22", "W/\"v1\""),
    ] {
        let answer = server.get(&format!("/tagged?path={given}"));
        assert_eq!(answer.header("etag"), Some(sent), "{given}");
    }
    let headers = [("Range", "bytes=0-1"), ("If-Range", "W/\"v1\"")];
    let answer = server.get_with("/tagged?path=W/%22v1%22", &headers);
    assert_eq!((answer.status, answer.text()), (200, "tagged"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_version_is_refused() {
    let server = server().await;
    for given in ["a%20b,%20c", "a%22b", "%22a", "%C3%A4", "a%0D%0Ab"] {
        let answer = server.get(&format!("/tagged?path={given}"));
        assert_eq!(
            (answer.text(), answer.header("etag")),
            ("refused", None),
            "{given}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_file_has_changed_after_it_was_sent() {
    let server = server().await;
    for path in ["/from-the-future", "/made-in-the-future"] {
        let answer = server.get(path);
        let year = |name| {
            let year = answer.header(name).unwrap()[12..16].parse::<u16>();
            year.unwrap()
        };
        assert!(year("last-modified") <= year("date"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_client_has_is_not_sent_again() {
    let server = server().await;
    let whole = server.get("/numbers");
    let etag = whole.header("etag").unwrap();
    let date = whole.header("last-modified").unwrap();
    for headers in [
        vec![("If-None-Match", etag)],
        vec![("If-Modified-Since", date)],
        vec![("If-None-Match", etag), ("Range", "bytes=0-9")],
    ] {
        let answer = server.get_with("/numbers", &headers);
        assert_eq!((answer.status, answer.body.len()), (304, 0), "{headers:?}");
        assert_eq!(answer.header("etag"), Some(etag));
        assert_eq!(answer.header("content-type"), None);
        assert_eq!(
            answer.header("cache-control"),
            whole.header("cache-control")
        );
    }
    for headers in [
        vec![("If-None-Match", "\"another\"")],
        vec![("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT")],
        vec![
            ("If-None-Match", "\"another\""),
            ("If-Modified-Since", date),
        ],
    ] {
        assert_eq!(
            server.get_with("/numbers", &headers).status,
            200,
            "{headers:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn head_has_the_headers_of_get() {
    let server = server().await;
    for path in ["/numbers", "/bytes", "/report"] {
        let (head, get) = (
            server.head(path, &[("Range", "bytes=0-9")]),
            server.get(path),
        );
        assert_eq!((head.status, head.body.len()), (200, 0));
        for name in [
            "content-length",
            "content-type",
            "content-disposition",
            "accept-ranges",
            "etag",
            "last-modified",
        ] {
            assert_eq!(head.header(name), get.header(name), "{path}: {name}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_becomes_shorter_is_not_taken_for_whole() {
    let answer = server().await.get("/shrinking");
    assert_eq!(answer.header("content-length"), Some("1048576"));
    assert!(!answer.is_whole);
}

#[test]
fn the_document_tells_what_a_file_is_answered_with() {
    let document = api().openapi();
    let responses = |path: &str| document["paths"][path]["get"]["responses"].clone();
    let numbers = responses("/numbers");
    let statuses: Vec<&String> = numbers.as_object().unwrap().keys().collect();
    assert_eq!(statuses, ["200", "206", "304", "404", "412", "416", "500"]);
    assert_eq!(
        numbers["206"]["content"],
        json!({ "*/*": { "schema": {} }, "multipart/byteranges": { "schema": {} } })
    );
    assert!(numbers["304"]["content"].is_null());
    assert_eq!(numbers["416"]["headers"]["Content-Range"]["required"], true);
    assert_eq!(
        responses("/report")["200"]["content"],
        json!({ "application/pdf": { "schema": {} } })
    );
    let bytes = responses("/bytes");
    assert_eq!(bytes["200"]["description"], "All the numbers");
    assert_eq!(bytes["206"]["description"], "Partial Content");
    assert_eq!(
        bytes["200"]["content"],
        json!({ "application/octet-stream": { "schema": {} } })
    );
    let put = document["paths"]["/bytes"]["put"]["responses"].as_object();
    assert!(!put.unwrap().contains_key("206"));
}

#[cfg(feature = "testing")]
#[tokio::test]
async fn every_answer_of_a_file_is_documented() {
    use axum::http::Method;

    let client = steadfast::testing::Client::new(api().into_router());
    for path in ["/numbers", "/missing", "/report", "/avatar", "/bytes"] {
        client.get(path).await.assert_conforms();
        client.head(path).await.assert_conforms();
    }
    for asked in ["bytes=0-9", "bytes=0-9,900-", "bytes=2000-"] {
        for path in ["/numbers", "/bytes"] {
            let answer = client.get(path).header("range", asked).await;
            assert!(answer.status().as_u16() > 200);
            answer.assert_conforms();
        }
    }
    let echoed = client
        .request(Method::PUT, "/bytes")
        .body("taken and given")
        .header("range", "bytes=0-4")
        .await;
    assert_eq!(echoed.text(), "taken and given");
    echoed.assert_status(200).assert_conforms();
    let etag = client.get("/numbers").await;
    let etag = etag.header("etag").unwrap();
    let again = client.get("/numbers").header("if-none-match", etag).await;
    again.assert_status(304).assert_conforms();
}
