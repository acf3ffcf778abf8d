//! Resident memory while a large answer goes to a slow client.

use std::fs::File as DiskFile;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use steadfast::prelude::*;

const FILE: u64 = 4 << 30;
const ROWS: u64 = 10_000_000;

static PATH: LazyLock<PathBuf> =
    LazyLock::new(|| std::env::temp_dir().join(format!("steadfast-memory-{}", std::process::id())));

#[derive(ResponseModel)]
struct Row {
    id: u64,
    name: String,
    email: String,
    active: bool,
}

#[route(get, "/file", response = File)]
async fn file() -> Result<File, FileError> {
    File::open(PATH.as_path()).await
}

#[route(get, "/rows", response = Csv<Row>)]
async fn rows() -> Csv<Row> {
    Csv::iter((0..ROWS).map(|id| Row {
        id,
        name: format!("user {id}"),
        email: format!("user{id}@example.com"),
        active: id % 2 == 0,
    }))
}

fn main() {
    // Sparse: it has a length and no blocks.
    DiskFile::create(&*PATH).unwrap().set_len(FILE).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let address = runtime.block_on(async {
        let router = Api::new("Memory", "1.0.0")
            .routes(routes![file, rows])
            .into_router();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        address
    });
    println!("| answer | bytes read | seconds | resident before, kB | at most, kB |");
    println!("|---|---|---|---|---|");
    read_slowly(address, "/file");
    read_slowly(address, "/rows");
    std::fs::remove_file(&*PATH).unwrap();
}

fn read_slowly(address: SocketAddr, path: &str) {
    // The high-water mark starts again from what is resident now (proc_pid_clear_refs(5)).
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = resident("VmRSS");
    let start = Instant::now();
    let mut socket = TcpStream::connect(address).unwrap();
    write!(
        socket,
        "GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    std::thread::sleep(Duration::from_secs(2));
    let mut chunk = vec![0; 1 << 20];
    let mut total = 0;
    loop {
        let read = socket.read(&mut chunk).unwrap();
        if read == 0 {
            break;
        }
        if total >> 20 != (total + read as u64) >> 20 {
            std::thread::sleep(Duration::from_millis(1));
        }
        total += read as u64;
    }
    let most = resident("VmHWM");
    println!(
        "| `{path}` | {total} | {:.1} | {before} | {most} |",
        start.elapsed().as_secs_f64()
    );
    assert!(most < before + 64 * 1024, "memory grows with the answer");
}

/// A line of `/proc/self/status`, in kB.
fn resident(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
