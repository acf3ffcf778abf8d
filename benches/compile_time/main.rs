//! What the compiler takes for the same service in four frameworks: 100 models of 8 fields, 100 handlers, 20 error enums.
//!
//! `cargo bench --bench compile_time` writes a workspace below `target/`, builds what the four depend on, and then lets
//! them take turns. Seconds are those of the processor, of cargo and all it starts; ratios are to steadfast. Linux only.

mod aide;
mod poem;
mod shared;
mod steadfast;
mod utoipa;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

/// A service in one framework.
struct Service {
    name: &'static str,
    dependencies: &'static str,
    source: String,
}

const ROUNDS: usize = 3;

fn main() {
    let services = [
        steadfast::service(),
        utoipa::service(),
        poem::service(),
        aide::service(),
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/compile_time");
    write(&root, &services);
    for service in &services {
        cargo(&root, &["check", "-p", service.name]);
        cargo(&root, &["build", "--release", "-p", service.name]);
    }
    let measures: [(&str, fn(&Path, &Service) -> f64); 4] = [
        ("check, cold, s", check_cold),
        ("check, one handler touched, s", check_touched),
        ("release build, s", build),
        ("binary, stripped, MB", size),
    ];
    print!("\n{:30}", "");
    services
        .iter()
        .for_each(|service| print!("{:>22}", service.name));
    println!();
    for (name, measure) in measures {
        let mut rounds = vec![Vec::new(); services.len()];
        for _ in 0..ROUNDS {
            for (service, rounds) in services.iter().zip(&mut rounds) {
                rounds.push(measure(&root, service));
            }
        }
        let medians: Vec<f64> = rounds
            .into_iter()
            .map(|mut values| {
                values.sort_by(f64::total_cmp);
                values[ROUNDS / 2]
            })
            .collect();
        print!("{name:30}");
        for median in &medians {
            print!("{median:>14.2} {:>6.2}x", median / medians[0]);
        }
        println!();
    }
}

fn write(root: &Path, services: &[Service]) {
    let members: Vec<_> = services.iter().map(|service| service.name).collect();
    fs::create_dir_all(root).unwrap();
    let workspace = format!(
        "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[profile.release]\nstrip = true\n"
    );
    fs::write(root.join("Cargo.toml"), workspace).unwrap();
    for service in services {
        let folder = root.join(service.name);
        fs::create_dir_all(folder.join("src")).unwrap();
        let manifest = format!(
            "[package]\nname = \"{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             thiserror = \"2\"\ntokio = {{ version = \"1\", features = [\"net\", \"rt-multi-thread\"] }}\n{}",
            service.name, service.dependencies
        );
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        fs::write(source(root, service), &service.source).unwrap();
    }
}

fn source(root: &Path, service: &Service) -> PathBuf {
    root.join(service.name).join("src/main.rs")
}

/// Seconds of the processor that the programs this one has started and waited for have taken: clock ticks, of which Linux
/// has a hundred in a second.
fn processor_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    // The name of the program may hold spaces; the fields behind it are numbers (proc_pid_stat(5)).
    let (_, fields) = stat.rsplit_once(") ").unwrap();
    let of_children = fields.split(' ').skip(13).take(2);
    let ticks: u64 = of_children.map(|ticks| ticks.parse::<u64>().unwrap()).sum();
    ticks as f64 / 100.0
}

/// The cargo that runs this.
fn cargo(root: &Path, arguments: &[&str]) -> f64 {
    let before = processor_seconds();
    let status = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(arguments)
        .arg("--quiet")
        .current_dir(root)
        .env("CARGO_TARGET_DIR", root.join("target"))
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success(), "cargo {}", arguments.join(" "));
    processor_seconds() - before
}

fn check_cold(root: &Path, service: &Service) -> f64 {
    cargo(root, &["clean", "-p", service.name]);
    cargo(root, &["check", "-p", service.name])
}

fn check_touched(root: &Path, service: &Service) -> f64 {
    let file = source(root, service);
    let before = fs::read_to_string(&file).unwrap();
    // Another limit in the body of one handler, and no other each time.
    let (start, rest) = before.split_once("id > ").unwrap();
    let (limit, end) = rest.split_once(' ').unwrap();
    let limit = limit.parse::<u32>().unwrap() + 1;
    fs::write(&file, format!("{start}id > {limit} {end}")).unwrap();
    cargo(root, &["check", "-p", service.name])
}

fn build(root: &Path, service: &Service) -> f64 {
    cargo(root, &["clean", "--release", "-p", service.name]);
    cargo(root, &["build", "--release", "-p", service.name])
}

fn size(root: &Path, service: &Service) -> f64 {
    let binary = root.join("target/release").join(service.name);
    fs::metadata(binary).unwrap().len() as f64 / 1e6
}
