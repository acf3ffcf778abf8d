//! The flagship as a program: how it starts, what it says, how it stops.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::database::Database;
use crate::program::{PASSWORD, Service, client, program};
use crate::routes;

/// What the program says instead of serving: one line, and exit code 1.
fn refusal(command: &mut Command) -> String {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    let message = String::from_utf8(stderr).unwrap();
    assert_eq!(status.code(), Some(1), "{message}");
    assert_eq!(message.lines().count(), 1, "{message}");
    assert!(stdout.is_empty());
    message.trim_end().to_owned()
}

#[test]
fn it_says_where_to_find_what() {
    let service = Service::start(&mut program());
    let address = service.address().to_owned();
    assert!(address.starts_with("127.0.0.1:"));
    assert_eq!(
        service.introduction,
        format!(
            "API:      http://{address}/users\n\
             Docs:     http://{address}/docs\n\
             Database: SQLite in memory, gone when this stops (to keep it: DATABASE_URL=sqlite:users.db)\n"
        )
    );
    service.stop("TERM");
}

#[test]
fn it_serves_users_and_docs() {
    let service = Service::start(&mut program());
    service.create_ada();
    let page = client().get(service.url("/docs")).call().unwrap();
    assert_eq!(page.status(), 200);
    service.stop("TERM");
}

/// axum itself gives every answer a length; what goes over the wire must not have one.
#[test]
fn a_204_has_no_length() {
    let service = Service::start(&mut program());
    let user = service.create_ada();
    let url = service.url(&format!("/users/{}", user["id"]));
    let deleted = client().delete(url).call().unwrap();
    assert_eq!(deleted.status(), 204);
    assert!(!deleted.headers().contains_key("content-length"));
    service.stop("TERM");
}

#[tokio::test]
async fn it_runs_on_the_database_of_its_environment() {
    for database in Database::each().await {
        let service = Service::start(program().env("DATABASE_URL", database.url()));
        let user = service.create_ada();
        assert_eq!(service.get("/users")["items"], json!([user]));
        let (status, _) = service.stop("TERM");
        assert!(status.success());
    }
}

#[test]
fn a_database_in_a_file_outlives_it() {
    let database = Database::file();
    let service = Service::start(program().env("DATABASE_URL", database.url()));
    let user = service.create_ada();
    service.stop("TERM");

    let service = Service::start(program().env("DATABASE_URL", database.url()));
    assert_eq!(service.get("/users")["items"], json!([user]));
    service.stop("TERM");
}

#[test]
fn it_ends_well_when_it_is_told_to() {
    for signal in ["TERM", "INT"] {
        let service = Service::start(&mut program());
        let (status, log) = service.stop(signal);
        assert_eq!(status.code(), Some(0));
        assert!(log.trim_end().ends_with("stopped"), "{log}");
    }
}

#[test]
fn an_idle_connection_does_not_keep_it_from_ending() {
    let service = Service::start(&mut program());
    let idle = TcpStream::connect(service.address()).unwrap();
    service.get("/users");
    let (status, _) = service.stop("TERM");
    assert!(status.success());
    drop(idle);
}

#[test]
fn an_upload_that_stops_keeps_it_no_longer_than_its_grace() {
    let service = Service::start(program().env("GRACE", "1"));
    let mut stalled = TcpStream::connect(service.address()).unwrap();
    let head = "PUT /users/1/avatar HTTP/1.1\r\nhost: localhost\r\nx-request-id: stalled-7\r\n\
                content-type: image/png\r\ncontent-length: 1000\r\n\r\nPNG";
    stalled.write_all(head.as_bytes()).unwrap();
    thread::sleep(Duration::from_millis(300));
    let told = Instant::now();
    let (status, log) = service.stop("TERM");
    let took = told.elapsed();
    assert!(status.success(), "{log}");
    assert!(
        Duration::from_secs(1) <= took && took < Duration::from_secs(5),
        "{took:?}"
    );
    assert!(log.contains("connections are cut off"), "{log}");
    let cut_off = |line: &str| {
        let words = [
            "this request is cut off",
            "PUT /users/{id}/avatar",
            "stalled-7",
        ];
        words.iter().all(|word| line.contains(word))
    };
    assert!(log.lines().any(cut_off), "{log}");
}

#[test]
fn it_logs_what_it_answers() {
    let service = Service::start(&mut program());
    service.get("/users?limit=7");
    let (_, log) = service.stop("TERM");
    assert!(log.contains("method=GET path=/users}"), "{log}");
    assert!(!log.contains("limit"), "{log}");
    assert!(log.contains("status=200"), "{log}");
}

#[test]
fn no_log_is_so_detailed_that_it_tells_a_secret() {
    let service = Service::start(program().env("RUST_LOG", "trace"));
    service.create_ada();
    let (_, log) = service.stop("TERM");
    assert!(log.contains("INSERT INTO users"), "{log}");
    assert!(!log.contains(PASSWORD) && !log.contains("$argon2"), "{log}");
}

#[test]
fn it_prints_the_document_that_it_serves() {
    let Output { status, stdout, .. } = program().arg("openapi").output().unwrap();
    assert!(status.success());
    let printed: Value = serde_json::from_slice(&stdout).unwrap();
    let service = Service::start(&mut program());
    assert_eq!(printed, service.get("/openapi.json"));
    service.stop("TERM");
}

/// The output of `openapi --since` with a document of the last release, made from today's.
fn since(name: &str, arguments: &[&str], edit: fn(&mut Value)) -> (Output, String) {
    let mut released = routes::api().openapi();
    edit(&mut released);
    let file = std::env::temp_dir().join(format!("users-{}-{name}.json", std::process::id()));
    std::fs::write(&file, released.to_string()).unwrap();
    let output = program()
        .args(["openapi", "--since"])
        .arg(&file)
        .args(arguments)
        .output()
        .unwrap();
    std::fs::remove_file(file).unwrap();
    let printed = String::from_utf8(output.stdout.clone()).unwrap();
    (output, printed)
}

/// The last release knew a request that is no longer answered.
fn with_one_more(released: &mut Value) {
    let operation = released["paths"]["/users/{id}"]["get"].clone();
    released["paths"]["/users/{id}"]["trace"] = operation;
}

#[test]
fn it_says_that_nothing_has_changed_since_today() {
    let (output, printed) = since("same", &[], |_| {});
    assert!(output.status.success());
    assert_eq!(printed, "no changes\n");
}

#[test]
fn it_fails_if_a_change_since_the_last_release_breaks_clients() {
    let (output, printed) = since("broken", &[], with_one_more);
    assert_eq!(output.status.code(), Some(1));
    assert!(printed.starts_with("1 breaking\n"), "{printed}");
    assert!(printed.contains("shown by TRACE /users/"), "{printed}");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said, "error: a change breaks clients\n");
}

#[test]
fn it_prints_the_changes_for_a_pull_request() {
    let (output, printed) = since("markdown", &["--markdown"], with_one_more);
    assert_eq!(output.status.code(), Some(1));
    assert!(printed.starts_with("**1 breaking**\n"), "{printed}");
    assert!(
        printed.contains("\n| **breaking** | `TRACE /users/{id}` | the operation is gone"),
        "{printed}"
    );
}

#[test]
fn a_file_that_is_not_there_is_refused() {
    let said = refusal(program().args(["openapi", "--since", "no/such/file.json"]));
    assert!(
        said.starts_with("error: cannot read no/such/file.json: "),
        "{said}"
    );
}

#[test]
fn it_prints_its_routes_when_it_is_asked_to() {
    let mut process = program()
        .arg("--routes")
        .env("PORT", "0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let table: Vec<String> = lines
        .map(|line| line.unwrap())
        .take_while(|line| !line.starts_with("API:"))
        .collect();
    process.kill().unwrap();
    process.wait().unwrap();
    assert!(table[0].starts_with("METHOD  PATH"), "{table:?}");
    assert!(
        table
            .iter()
            .any(|row| row.starts_with("GET     /users/{id}") && row.contains("UserOut")),
        "{table:?}"
    );
}

#[test]
fn an_unknown_command_is_refused() {
    assert_eq!(
        refusal(program().arg("serve")),
        "error: unknown command \"serve\"; there are `openapi` and `--routes`"
    );
}

#[test]
fn a_port_that_is_none_is_refused() {
    for port in ["http", "65536", "-1", ""] {
        assert_eq!(
            refusal(program().env("PORT", port)),
            format!("error: PORT is a number from 0 to 65535, not {port:?}")
        );
    }
}

#[test]
fn a_grace_that_is_none_is_refused() {
    for grace in ["soon", "-1", "1.5", ""] {
        assert_eq!(
            refusal(program().env("GRACE", grace)),
            format!("error: GRACE is a number of seconds, not {grace:?}")
        );
    }
}

#[test]
fn a_port_that_is_taken_is_refused() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let message = refusal(program().env("PORT", port.to_string()));
    assert!(
        message.starts_with(&format!("error: cannot listen on port {port}: ")),
        "{message}"
    );
}

#[test]
fn a_database_that_is_none_is_refused() {
    for url in ["", "users.db", "mysql://127.0.0.1/users"] {
        let message = refusal(program().env("DATABASE_URL", url));
        assert!(
            message.ends_with("begins neither with `sqlite:` nor with `postgres:`"),
            "{message}"
        );
    }
}

#[test]
fn a_database_that_cannot_be_reached_is_refused_at_once_and_its_password_not_told() {
    for url in [
        "sqlite:/nowhere/users.db",
        "postgres://ada:hunter2@127.0.0.1:1/users",
        "postgres://ada:hunter2@127.0.0.1:http/users",
    ] {
        let started = Instant::now();
        let message = refusal(program().env("DATABASE_URL", url));
        assert!(started.elapsed() < Duration::from_secs(10));
        assert!(
            message.starts_with("error: cannot open the database of DATABASE_URL: "),
            "{message}"
        );
        assert!(!message.contains("hunter2"), "{message}");
    }
}
