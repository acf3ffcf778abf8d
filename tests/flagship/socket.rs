//! The flagship's routes, over a real socket: what its own process puts on the wire, on each database.

use std::io::{BufRead, BufReader};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use ureq::http::{HeaderMap, Request};

use crate::database::Database;
use crate::program::{PASSWORD, Service, client, program};
use crate::server::has_users;
use crate::store::Store;

/// Long enough that two of its ends are worth a part each.
const PICTURE: &[u8] = &{
    let mut picture = [b'.'; 1000];
    *picture.first_chunk_mut().unwrap() = *b"\x89PNG";
    *picture.last_chunk_mut().unwrap() = *b"END";
    picture
};
const PNG: &[(&str, &str)] = &[("content-type", "image/png")];
const JSON: &[(&str, &str)] = &[("content-type", "application/json")];

/// An answer, read to its end.
struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    #[track_caller]
    fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        let value = value.unwrap_or_else(|| panic!("{name} is not in {:?}", self.headers));
        value.to_str().unwrap()
    }

    fn has(&self, name: &str) -> bool {
        self.headers.contains_key(name)
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

fn ask(service: &Service, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    send(service, method, path, headers, b"")
}

fn send(
    service: &Service,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    let mut request = Request::builder().method(method).uri(service.url(path));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut answer = if body.is_empty() {
        client().run(request.body(()).unwrap()).unwrap()
    } else {
        client().run(request.body(body).unwrap()).unwrap()
    };
    Answer {
        status: answer.status().as_u16(),
        headers: answer.headers().clone(),
        body: answer.body_mut().read_to_vec().unwrap(),
    }
}

/// The service on each database, for as long as a fact is looked at.
async fn on_each_database(fact: impl Fn(&Service)) {
    for database in Database::each().await {
        let service = Service::start(program().env("DATABASE_URL", database.url()));
        fact(&service);
        let (status, log) = service.stop("TERM");
        assert!(status.success(), "{log}");
    }
}

fn user(name: &str) -> Vec<u8> {
    let email = format!("{name}@example.org");
    let user = json!({ "name": name, "email": email, "password": PASSWORD });
    user.to_string().into_bytes()
}

/// The path of the picture of a user who has one.
fn picture(service: &Service) -> String {
    let path = format!("/users/{}/avatar", service.create_ada()["id"]);
    let stored = send(service, "PUT", &path, PNG, PICTURE);
    assert_eq!(stored.status, 204);
    assert!(stored.body.is_empty() && !stored.has("content-length"));
    path
}

#[tokio::test]
async fn a_put_creates_and_then_replaces() {
    on_each_database(|service| {
        let created = send(service, "PUT", "/users/70", JSON, &user("grace"));
        assert_eq!(created.status, 201);
        assert_eq!(created.header("location"), "/users/70");
        let replaced = send(service, "PUT", "/users/70", JSON, &user("emmy"));
        assert_eq!(replaced.status, 200);
        assert!(!replaced.has("location"));
        assert_eq!(service.get("/users/70"), replaced.json());
        assert_eq!(replaced.json()["name"], "emmy");
    })
    .await;
}

#[tokio::test]
async fn the_old_list_is_a_308_to_the_new_one() {
    on_each_database(|service| {
        let moved = ask(service, "GET", "/old-users", &[]);
        assert_eq!(moved.status, 308);
        assert_eq!(moved.header("location"), "/users");
        assert_eq!(moved.header("cache-control"), "public, max-age=86400");
    })
    .await;
}

#[tokio::test]
async fn a_session_lasts_from_login_to_logout() {
    on_each_database(|service| {
        let ada = service.create_ada();
        let stranger = ask(service, "GET", "/me", &[]);
        assert_eq!(stranger.status, 401);
        assert_eq!(
            stranger.header("www-authenticate"),
            "Cookie realm=\"users\""
        );

        let credentials = json!({ "email": "ada@example.org", "password": PASSWORD }).to_string();
        let login = send(service, "POST", "/login", JSON, credentials.as_bytes());
        assert_eq!(login.status, 204);
        let (session, attributes) = login.header("set-cookie").split_once(';').unwrap();
        assert!(attributes.contains("HttpOnly"), "{attributes}");
        let cookie = [("cookie", session)];
        let me = ask(service, "GET", "/me", &cookie);
        assert_eq!((me.status, me.json()), (200, ada));

        let logout = ask(service, "POST", "/logout", &cookie);
        assert_eq!(logout.status, 204);
        assert!(logout.header("set-cookie").contains("Max-Age=0"));
        assert_eq!(ask(service, "GET", "/me", &cookie).status, 401);
    })
    .await;
}

#[tokio::test]
async fn the_exports_are_streams_of_all_users() {
    on_each_database(|service| {
        let ada = service.create_ada();
        let table = ask(service, "GET", "/users.csv", &[]);
        assert_eq!(table.status, 200);
        assert_eq!(table.header("transfer-encoding"), "chunked");
        assert_eq!(
            table.header("content-disposition"),
            "attachment; filename=\"users.csv\""
        );
        let mut rows = table.text().lines();
        assert_eq!(rows.next(), Some("id,name,email,created_at"));
        assert!(rows.next().unwrap().contains(",Ada,ada@example.org,"));

        let lines = ask(service, "GET", "/users.jsonl", &[]);
        assert_eq!(lines.header("transfer-encoding"), "chunked");
        assert_eq!(lines.text(), format!("{ada}\n"));
    })
    .await;
}

#[tokio::test]
async fn a_head_is_the_answer_to_a_get_without_its_body() {
    on_each_database(|service| {
        let avatar = picture(service);
        for path in ["/users.csv", "/users.jsonl", "/events"] {
            let head = ask(service, "HEAD", path, &[]);
            assert_eq!((head.status, &*head.body), (200, &b""[..]));
            if path != "/events" {
                let get = ask(service, "GET", path, &[]);
                assert_eq!(head.header("content-type"), get.header("content-type"));
            }
        }
        let head = ask(service, "HEAD", &avatar, &[]);
        assert_eq!((head.status, &*head.body), (200, &b""[..]));
        assert_eq!(head.header("content-length"), "1000");
        let get = ask(service, "GET", &avatar, &[]);
        assert_eq!(head.header("etag"), get.header("etag"));
    })
    .await;
}

#[tokio::test]
async fn a_picture_comes_whole_in_parts_or_not_again() {
    on_each_database(|service| {
        let path = picture(service);
        let whole = ask(service, "GET", &path, &[]);
        assert_eq!((whole.status, &*whole.body), (200, PICTURE));
        assert_eq!(whole.header("content-type"), "image/png");
        assert_eq!(whole.header("accept-ranges"), "bytes");
        let etag = whole.header("etag");

        let part = ask(service, "GET", &path, &[("range", "bytes=1-3")]);
        assert_eq!((part.status, &*part.body), (206, &b"PNG"[..]));
        assert_eq!(part.header("content-range"), "bytes 1-3/1000");
        assert_eq!(part.header("content-length"), "3");

        let parts = ask(service, "GET", &path, &[("range", "bytes=1-3,-3")]);
        assert_eq!(parts.status, 206);
        let boundary = parts.header("content-type");
        let boundary = boundary.strip_prefix("multipart/byteranges; boundary=");
        assert_eq!(
            parts.text(),
            format!(
                "\r\n--{0}\r\nContent-Type: image/png\r\nContent-Range: bytes 1-3/1000\r\n\r\nPNG\r\n\
                 --{0}\r\nContent-Type: image/png\r\nContent-Range: bytes 997-999/1000\r\n\r\nEND\r\n--{0}--\r\n",
                boundary.unwrap()
            )
        );

        let same = ask(service, "GET", &path, &[("range", "bytes=1-3"), ("if-range", etag)]);
        assert_eq!(same.status, 206);
        let other = ask(service, "GET", &path, &[("range", "bytes=1-3"), ("if-range", "\"x\"")]);
        assert_eq!((other.status, &*other.body), (200, PICTURE));

        let known = ask(service, "GET", &path, &[("if-none-match", etag)]);
        assert_eq!((known.status, &*known.body), (304, &b""[..]));
        assert_eq!(known.header("etag"), etag);

        let behind = ask(service, "GET", &path, &[("range", "bytes=1000-")]);
        assert_eq!(behind.status, 416);
        assert_eq!(behind.header("content-range"), "bytes */1000");
        assert_eq!(behind.json()["code"], "range_not_satisfiable");
    })
    .await;
}

/// Asks for a task until it is what it should be.
fn wait_for(service: &Service, location: &str, status: &str) {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        let task = service.get(location);
        if task["status"] == status {
            return;
        }
        assert!(Instant::now() < deadline, "{task} is never {status}");
        thread::sleep(Duration::from_millis(5));
    }
}

fn accepted(service: &Service) -> String {
    let accepted = ask(service, "POST", "/reports", &[]);
    assert_eq!(accepted.status, 202);
    assert_eq!(accepted.header("retry-after"), "1");
    let location = accepted.header("location").to_owned();
    let task_id = accepted.json()["task_id"].as_str().unwrap().to_owned();
    assert_eq!(location, format!("/tasks/{task_id}"));
    location
}

#[tokio::test]
async fn a_report_is_accepted_and_done_in_the_end() {
    on_each_database(|service| {
        service.create_ada();
        wait_for(service, &accepted(service), "done");
    })
    .await;
}

/// The next event of a stream, without the comments before it.
fn next_event(stream: &mut impl BufRead) -> Vec<String> {
    let mut event = Vec::new();
    loop {
        let mut line = String::new();
        assert!(stream.read_line(&mut line).unwrap() > 0, "{event:?}");
        match line.trim_end() {
            "" if event.is_empty() => {}
            "" => return event,
            line if line.starts_with(':') => {}
            line => event.push(line.to_owned()),
        }
    }
}

#[tokio::test]
async fn who_follows_again_gets_what_was_missed_and_what_comes() {
    on_each_database(|service| {
        let follow = |last: &str| {
            let following = client().get(service.url("/events"));
            let following = following.header("last-event-id", last).call().unwrap();
            assert_eq!(following.headers()["content-type"], "text/event-stream");
            BufReader::new(following.into_body().into_reader())
        };
        let ada = service.create_ada();
        let mut events = follow("0");
        let missed = next_event(&mut events);
        let data = format!("data: {ada}");
        assert!(missed.contains(&data), "{missed:?}");
        assert!(
            missed.contains(&"event: user_created".to_owned()),
            "{missed:?}"
        );
        let id = missed
            .iter()
            .find_map(|line| line.strip_prefix("id: "))
            .unwrap();

        let mut again = follow(id);
        let mut ahead = follow("4000000000");
        let grace = send(service, "PUT", "/users/70", JSON, &user("grace")).json();
        let data = format!("data: {grace}");
        for stream in [&mut events, &mut again, &mut ahead] {
            let event = next_event(stream);
            assert!(event.contains(&data), "{event:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_report_whose_process_was_killed_has_failed() {
    let start = |url: &str| Service::start(program().env("DATABASE_URL", url));
    let mut killed = Vec::new();
    for database in Database::each_shared().await {
        let service = start(database.url());
        // Enough that a report takes a while.
        let store = Store::open(database.url()).await.unwrap();
        has_users(&store, 100_000).await;
        let location = accepted(&service);
        wait_for(&service, &location, "running");
        service.stop("KILL");
        killed.push((database, location));
    }
    for (database, location) in killed {
        let service = start(database.url());
        wait_for(&service, &location, "failed");
        service.stop("TERM");
    }
}
