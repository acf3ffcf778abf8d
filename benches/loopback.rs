//! A whole service over a socket: requests per second of pages of 100 and of small requests, against axum by hand and FastAPI on
//! uvicorn. `cargo bench --bench loopback -- cache` measures the rows whose names contain a word.
//!
//! The services take turns; each runs as a process of its own on one core, the load comes from the other. FastAPI is
//! left out where `FASTAPI_PYTHON` names no Python with `fastapi` and `uvicorn[standard]`.

mod service;

use std::convert::Infallible;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, thread};

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use axum::routing::any;
use service::small;
use steadfast::Api;
use steadfast::api::ApiService;
use tower::Service;
use tower::make::Shared;

const SERVICES: [(&str, u16); 4] = [
    ("axum by hand", 4101),
    ("steadfast + Api", 4102),
    ("axum, finished bytes", 4103),
    ("FastAPI + uvicorn", 4104),
];

/// What is asked again and again.
struct Row {
    name: &'static str,
    /// The first line, the headers of this request only, and the body.
    request: (&'static str, &'static str, &'static str),
}

const ROWS: [Row; 5] = [
    get("page of 100, rows of a driver", "GET /users?size=100"),
    get("page of 100, rows of a cache", "GET /cached?size=100"),
    get("the same without timestamps", "GET /named?size=100"),
    get("GET one user", "GET /people/7"),
    Row {
        name: "POST a small body, 201 and Location",
        request: (
            "POST /people",
            "Content-Type: application/json\r\nContent-Length: 51\r\n",
            r#"{"name":"Grace Hopper","email":"grace@example.com"}"#,
        ),
    },
];

const fn get(name: &'static str, line: &'static str) -> Row {
    Row {
        name,
        request: (line, "", ""),
    }
}

impl Row {
    fn request(&self) -> String {
        let (line, headers, body) = self.request;
        format!("{line} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n{body}")
    }
}
const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_millis(1000);
const CONNECTIONS: usize = 16;

fn main() {
    if let Some(which) = env::args().skip_while(|word| word != "serve").nth(1) {
        return match which.as_str() {
            "0" => serve(by_hand(), SERVICES[0].1),
            "1" => serve(ours(), SERVICES[1].1),
            _ => serve(finished(), SERVICES[2].1),
        };
    }
    let mut services = Services(Vec::new());
    let Services(children) = &mut services;
    for which in 0..3 {
        let mut service = Command::new(env::current_exe().unwrap());
        children.push(spawn(service.args(["serve", &which.to_string()])));
    }
    if let Some(python) = env::var_os("FASTAPI_PYTHON") {
        children.push(spawn(
            Command::new(python)
                .args([
                    "-m",
                    "uvicorn",
                    "fastapi_service:app",
                    "--log-level",
                    "warning",
                ])
                .args(["--port", &SERVICES[3].1.to_string()])
                .current_dir(env!("CARGO_MANIFEST_DIR")),
        ));
    }
    let running = &SERVICES[..children.len()];
    running.iter().for_each(|(_, port)| wait_for(*port));
    let word = env::args().skip(1).find(|word| !word.starts_with('-'));
    let is_asked = |row: &&Row| word.as_ref().is_none_or(|word| row.name.contains(word));
    let rows: Vec<&Row> = ROWS.iter().filter(is_asked).collect();
    let measured: Vec<_> = rows
        .iter()
        .map(|row| {
            let mut rounds = vec![Vec::new(); running.len()];
            for _ in 0..ROUNDS {
                for (index, (_, port)) in running.iter().enumerate() {
                    rounds[index].push(load(&children[index], *port, &row.request()));
                }
            }
            rounds
        })
        .collect();
    let units = ["requests per processor second", "requests per second"];
    for (unit, name) in units.into_iter().enumerate() {
        print!("\n{name:36}");
        running.iter().for_each(|(name, _)| print!("{name:>26}"));
        println!();
        for (row, rounds) in rows.iter().zip(&measured) {
            let medians: Vec<f64> = rounds.iter().map(|rounds| median(rounds, unit)).collect();
            print!("{:36}", row.name);
            for median in &medians {
                print!("{median:>16.0} {:>8.2}x", median / medians[0]);
            }
            println!();
        }
    }
}

/// Stopped also where a panic ends the benchmark: what goes on would hold its output open.
struct Services(Vec<Child>);

impl Drop for Services {
    fn drop(&mut self) {
        for service in &mut self.0 {
            let _ = service.kill();
        }
    }
}

fn median(rounds: &[[f64; 2]], unit: usize) -> f64 {
    let mut values: Vec<f64> = rounds.iter().map(|values| values[unit]).collect();
    values.sort_by(f64::total_cmp);
    values[ROUNDS / 2]
}

fn spawn(command: &mut Command) -> Child {
    command
        .stdin(Stdio::null())
        .spawn()
        .expect("the service starts")
}

fn by_hand() -> Router {
    service::by_hand::service().merge(small::by_hand::router())
}

fn ours() -> ApiService {
    let api = Api::new("Users and people", "1.0.0");
    api.merge(service::ours::api())
        .merge(small::ours::api())
        .into_service()
}

/// What axum by hand answers, made once: what remains is the cost of a socket and of HTTP.
fn finished() -> Router {
    let answer = async |row: &Row| {
        let (line, _, body) = row.request;
        let (method, uri) = line.split_once(' ').unwrap();
        let request = Request::builder().method(method).uri(uri);
        let request = request
            .header(CONTENT_TYPE, "application/json")
            .body(Body::from(body));
        let (head, body) = by_hand().call(request.unwrap()).await.unwrap().into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        (head.status, head.headers, body)
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    ROWS.iter().fold(Router::new(), |router, row| {
        let answer = runtime.block_on(answer(row));
        let (_, uri) = row.request.0.split_once(' ').unwrap();
        let path = uri.split('?').next().unwrap();
        router.route(path, any(async || answer))
    })
}

fn serve<S>(service: S, port: u16)
where
    S: Service<Request<Body>, Response = Response, Error = Infallible, Future: Send>
        + Clone
        + Send
        + 'static,
{
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let listener = tokio::net::TcpListener::bind(address).await.unwrap();
        axum::serve(listener, Shared::new(service)).await.unwrap();
    });
}

fn wait_for(port: u16) {
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "nobody listens on {port}"
        );
        thread::sleep(Duration::from_millis(50));
    }
}

/// Requests per second of the service's processor, over connections that are kept, each asking again as soon as it has
/// its answer; and per second of the clock, which the other core limits as well.
fn load(service: &Child, port: u16, request: &str) -> [f64; 2] {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let size = answer_size(port, request);
    let (start, used) = (Instant::now(), processor_time(service));
    let answered = runtime.block_on(async {
        let local = tokio::task::JoinSet::from_iter(
            (0..CONNECTIONS).map(|_| ask_again(port, request.to_owned(), size, start + ROUND)),
        );
        local.join_all().await.into_iter().sum::<usize>()
    });
    let used = processor_time(service) - used;
    [used, start.elapsed().as_secs_f64()].map(|seconds| answered as f64 / seconds)
}

/// In seconds: `utime` and `stime` of proc(5), which Linux counts in hundredths.
fn processor_time(service: &Child) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", service.id())).unwrap();
    let (_, fields) = stat.rsplit_once(')').unwrap();
    let ticks = |index| {
        fields
            .split_whitespace()
            .nth(index)
            .unwrap()
            .parse::<f64>()
            .unwrap()
    };
    (ticks(11) + ticks(12)) / 100.0
}

async fn ask_again(port: u16, request: String, size: usize, end: Instant) -> usize {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    let mut stream = tokio::net::TcpStream::connect(("127.0.0.1", port))
        .await
        .unwrap();
    stream.set_nodelay(true).unwrap();
    let mut buffer = vec![0; 1 << 16];
    let mut answered = 0;
    while Instant::now() < end {
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut missing = size;
        while missing > 0 {
            let read = stream.read(&mut buffer).await.unwrap();
            assert!(read > 0 && read <= missing, "an answer of another size");
            missing -= read;
        }
        answered += 1;
    }
    answered
}

/// Every answer is as long as the first: the same rows, and a `Date` of one length.
fn answer_size(port: u16, request: &str) -> usize {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let closing = request.replacen("\r\n\r\n", "\r\nConnection: close\r\n\r\n", 1);
    stream.write_all(closing.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 20"));
    let text = String::from_utf8_lossy(&answer).into_owned();
    let head = text.split_once("\r\n\r\n").unwrap().0;
    let closed: usize = head
        .split("\r\n")
        .filter(|line| line.to_ascii_lowercase().starts_with("connection:"))
        .map(|line| line.len() + 2)
        .sum();
    answer.len() - closed
}
