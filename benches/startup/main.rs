//! What a service costs when it starts: the router of 100, 800 and 5,000 routes, its document and its memory.
//!
//! `cargo bench --bench startup` writes a program below `target/` with 200 handlers, 50 models and 50 request types, builds
//! it, and runs it: for times and memory by itself, for instructions below callgrind. Linux only.

mod source;

use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs};

const SIZES: [usize; 3] = [100, 800, 5000];
/// Processes whose medians are shown: each has one first router.
const RUNS: usize = 5;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/startup");
    write(&root);
    let status = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--release", "--quiet"])
        .current_dir(&root)
        .env("CARGO_TARGET_DIR", root.join("target"))
        .status()
        .unwrap();
    assert!(status.success(), "the program compiles");
    let program = root.join("target/release/startup-service");

    println!("microseconds per route, and MB: medians of {RUNS} processes");
    println!(
        "{:>7} {:>8} {:>8} {:>8} {:>8} {:>10} {:>8} {:>8} {:>8}",
        "routes", "axum", "first", "router", "document", "bytes", "idle", "served", "dropped"
    );
    for routes in SIZES {
        let runs: [Vec<f64>; RUNS] = std::array::from_fn(|_| {
            let line = run(Command::new(&program).args(["time", &routes.to_string(), "1"]));
            let values = line.split_whitespace();
            values.map(|value| value.parse().unwrap()).collect()
        });
        let [first, built, asked, plain, bytes, idle, served, dropped] = medians(&runs);
        let each = |milliseconds: f64| milliseconds * 1e3 / routes as f64;
        println!(
            "{routes:>7} {:>8.1} {:>8.1} {:>8.1} {:>8.1} {bytes:>10} {:>8.1} {:>8.1} {:>8.1}",
            each(plain),
            each(first),
            each(built),
            each(asked),
            idle / 1e3,
            served / 1e3,
            dropped / 1e3
        );
    }

    println!("\ninstructions per route");
    println!(
        "{:>7} {:>12} {:>12} {:>12}",
        "routes", "axum", "router", "document"
    );
    for routes in SIZES {
        let [plain, router, document] = ["plain", "router", "document"].map(|what| {
            (count(&program, what, routes, 2) - count(&program, what, routes, 1)) / routes as f64
        });
        println!("{routes:>7} {plain:>12.0} {router:>12.0} {document:>12.0}");
    }
}

fn medians<const COLUMNS: usize>(runs: &[Vec<f64>; RUNS]) -> [f64; COLUMNS] {
    std::array::from_fn(|column| {
        let mut values: [f64; RUNS] = std::array::from_fn(|run| runs[run][column]);
        values.sort_by(f64::total_cmp);
        values[RUNS / 2]
    })
}

fn write(root: &Path) {
    fs::create_dir_all(root.join("src")).unwrap();
    let manifest = concat!(
        "[package]\nname = \"startup-service\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n",
        // What is measured is in the crates below; the handlers themselves are not called.
        "[profile.release.package.startup-service]\nopt-level = 1\n\n[dependencies]\n",
        "axum = { version = \"0.8\", default-features = false, features = [\"http1\", \"json\", \"tokio\"] }\n",
        "schemars = { version = \"1\", features = [\"derive\"] }\n",
        "serde = { version = \"1\", features = [\"derive\"] }\n",
        "thiserror = \"2\"\ntokio = { version = \"1\", features = [\"rt\"] }\n",
        "tower = { version = \"0.5\", default-features = false, features = [\"util\"] }\n",
        "steadfast = { path = \"",
        env!("CARGO_MANIFEST_DIR"),
        "/..\", default-features = false, features = [\"axum\", \"preserve_order\"] }\n",
    );
    write_changed(&root.join("Cargo.toml"), manifest);
    write_changed(&root.join("src/main.rs"), &source::program());
}

/// Writes a file unless it is there, so that cargo builds only what has changed.
fn write_changed(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|known| known == text) {
        return;
    }
    fs::write(path, text).unwrap();
}

fn run(command: &mut Command) -> String {
    let output = command.stderr(Stdio::inherit()).output().unwrap();
    assert!(output.status.success(), "{command:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The instructions of a run, as callgrind counts them.
fn count(program: &Path, what: &str, routes: usize, times: usize) -> f64 {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args([what, &routes.to_string(), &times.to_string()])
        .output()
        .expect("valgrind is installed");
    let report = String::from_utf8(output.stderr).unwrap();
    let (_, count) = report.split_once("Collected : ").unwrap();
    count.split_whitespace().next().unwrap().parse().unwrap()
}
