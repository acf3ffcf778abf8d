//! What the compiler takes for the same service in four frameworks: 100 models of 8 fields, 100 handlers, 20 error enums; and
//! for eight times as many in two of them.
//!
//! `cargo bench --bench compile_time` writes a workspace below `target/`, builds what the services depend on, and then lets
//! them take turns. `-- 100` is one of the sizes, any other word is a part of a framework's name. Seconds are those of the
//! processor, of cargo and all it starts; memory is the most that rustc had resident; ratios are to steadfast. Linux only.

mod aide;
mod poem;
mod shared;
mod steadfast;
mod utoipa;
mod wrapper;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use shared::Size;
use wrapper::{LIMIT, REPORT};

/// A service in one framework.
struct Service {
    name: &'static str,
    dependencies: &'static str,
    source: String,
}

/// A service of one size, as a package of the workspace.
struct Package {
    name: String,
    file: PathBuf,
}

/// What is measured at one size.
struct Plan {
    handlers: usize,
    services: &'static [fn(Size) -> Service],
    builds: usize,
}

const PLANS: [Plan; 2] = [
    Plan {
        handlers: 100,
        services: &[
            steadfast::service,
            utoipa::service,
            poem::service,
            aide::service,
        ],
        builds: 3,
    },
    Plan {
        handlers: 800,
        services: &[steadfast::service, utoipa::service],
        builds: 1,
    },
];

const CHECKS: usize = 3;

/// The names of some values, and how they are measured once; nothing where the compiler has reached the limit.
type Measure = (
    &'static [&'static str],
    usize,
    fn(&Path, &Package) -> Option<Vec<f64>>,
);

fn main() {
    if wrapper::is_asked() {
        wrapper::run();
    }
    let words: Vec<String> = env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    let (sizes, names): (Vec<_>, Vec<_>) = words
        .into_iter()
        .partition(|word| word.parse::<usize>().is_ok());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/compile_time");
    for plan in PLANS {
        if sizes.is_empty() || sizes.contains(&plan.handlers.to_string()) {
            measure(&root, &plan, &names);
        }
    }
}

fn measure(root: &Path, plan: &Plan, names: &[String]) {
    let size = Size::of(plan.handlers);
    let services = plan.services.iter().map(|service| service(size));
    let services: Vec<Service> = services
        .filter(|service| names.is_empty() || names.iter().any(|name| service.name.contains(name)))
        .collect();
    let packages = write(root, plan.handlers, &services);
    let measures: [Measure; 3] = [
        (&["check, cold, s", "check, memory, MB"], CHECKS, check_cold),
        (&["check, one handler touched, s"], CHECKS, check_touched),
        (
            &[
                "release build, s",
                "release build, memory, MB",
                "binary, stripped, MB",
            ],
            plan.builds,
            build,
        ),
    ];
    print!("\n{:30}", format!("{} handlers", plan.handlers));
    services
        .iter()
        .for_each(|service| print!("{:>22}", service.name));
    println!();
    for (rows, rounds, measure) in measures {
        let mut values = vec![vec![Vec::new(); packages.len()]; rows.len()];
        for _ in 0..rounds {
            for (number, package) in packages.iter().enumerate() {
                let measured = measure(root, package);
                for (row, values) in values.iter_mut().enumerate() {
                    values[number].push(measured.as_ref().map_or(f64::INFINITY, |all| all[row]));
                }
            }
        }
        for (name, services) in rows.iter().zip(values) {
            let medians: Vec<f64> = services
                .into_iter()
                .map(|mut values| {
                    values.sort_by(f64::total_cmp);
                    values[rounds / 2]
                })
                .collect();
            print!("{name:30}");
            for median in &medians {
                if median.is_finite() {
                    print!("{median:>14.2} {:>6.2}x", median / medians[0]);
                } else {
                    print!("{:>22}", format!("ended after {LIMIT} s"));
                }
            }
            println!();
        }
    }
}

/// Writes a package for each service and one with what it depends on, which is compiled here.
fn write(root: &Path, handlers: usize, services: &[Service]) -> Vec<Package> {
    fs::create_dir_all(root).unwrap();
    let packages: Vec<_> = services
        .iter()
        .map(|service| {
            write_package(root, service.name, service, "fn main() {}");
            let name = format!("{}-{handlers}", service.name);
            let file = write_package(root, &name, service, &service.source);
            Package { name, file }
        })
        .collect();
    let members: Vec<_> = services
        .iter()
        .map(|service| service.name)
        .chain(packages.iter().map(|package| &*package.name))
        .collect();
    let workspace = format!(
        "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[profile.release]\nstrip = true\n"
    );
    fs::write(root.join("Cargo.toml"), workspace).unwrap();
    for service in services {
        cargo(root, &["check", "-p", service.name]).unwrap();
        cargo(root, &["build", "--release", "-p", service.name]).unwrap();
    }
    packages
}

fn write_package(root: &Path, name: &str, service: &Service, source: &str) -> PathBuf {
    let folder = root.join(name);
    fs::create_dir_all(folder.join("src")).unwrap();
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         thiserror = \"2\"\ntokio = {{ version = \"1\", features = [\"net\", \"rt-multi-thread\"] }}\n{}",
        service.dependencies
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    let file = folder.join("src/main.rs");
    fs::write(&file, source).unwrap();
    file
}

/// Seconds of the processor that the programs this one has started and waited for have taken: clock ticks, of which Linux
/// has a hundred in a second.
fn processor_seconds() -> f64 {
    let [.., user, system] = wrapper::ticks("self").unwrap();
    (user + system) as f64 / 100.0
}

/// What one run of cargo has taken.
struct Taken {
    seconds: f64,
    /// The most that rustc had resident, in MB.
    memory: f64,
}

/// The cargo that runs this; nothing if rustc has reached the limit.
fn cargo(root: &Path, arguments: &[&str]) -> Option<Taken> {
    let report = root.join("rustc");
    fs::write(&report, "").unwrap();
    let before = processor_seconds();
    let status = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(arguments)
        .arg("--quiet")
        .current_dir(root)
        .env("CARGO_TARGET_DIR", root.join("target"))
        .env("RUSTC_WORKSPACE_WRAPPER", env::current_exe().unwrap())
        .env(REPORT, &report)
        .stdout(Stdio::null())
        .status()
        .unwrap();
    let seconds = processor_seconds() - before;
    let report = fs::read_to_string(report).unwrap();
    if report.contains("ended") {
        return None;
    }
    assert!(status.success(), "cargo {}", arguments.join(" "));
    let kilobytes = report.lines().map(|line| line.parse::<f64>().unwrap());
    Some(Taken {
        seconds,
        memory: kilobytes.fold(0.0, f64::max) / 1e3,
    })
}

fn check_cold(root: &Path, package: &Package) -> Option<Vec<f64>> {
    cargo(root, &["clean", "-p", &package.name]);
    let taken = cargo(root, &["check", "-p", &package.name])?;
    Some(vec![taken.seconds, taken.memory])
}

fn check_touched(root: &Path, package: &Package) -> Option<Vec<f64>> {
    let before = fs::read_to_string(&package.file).unwrap();
    // Another limit in the body of one handler, and no other each time.
    let (start, rest) = before.split_once("id > ").unwrap();
    let (limit, end) = rest.split_once(' ').unwrap();
    let limit = limit.parse::<u32>().unwrap() + 1;
    fs::write(&package.file, format!("{start}id > {limit} {end}")).unwrap();
    let taken = cargo(root, &["check", "-p", &package.name])?;
    Some(vec![taken.seconds])
}

fn build(root: &Path, package: &Package) -> Option<Vec<f64>> {
    cargo(root, &["clean", "--release", "-p", &package.name]);
    let taken = cargo(root, &["build", "--release", "-p", &package.name])?;
    let binary = root.join("target/release").join(&package.name);
    let size = fs::metadata(binary).unwrap().len() as f64 / 1e6;
    Some(vec![taken.seconds, taken.memory, size])
}
