//! Packages of failing cases, built with the dependencies that trybuild has built.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

pub fn here() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Writes a package with a binary for each source, below `target`, and builds it. Returns the messages of cargo, which contain
/// the compiler's, and what cargo says.
pub fn messages_of(
    name: &str,
    sources: &BTreeMap<String, PathBuf>,
    driver: Option<&str>,
) -> (Vec<Value>, String) {
    // What trybuild passes, so that the dependencies which it has built serve here too.
    let flags =
        r#"["--cfg", "trybuild", "--verbose", "-A", "dead_code", "--diagnostic-width=140"]"#;
    let host = host();
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args([
            "build",
            "--bins",
            "--keep-going",
            "--message-format=json",
            "--quiet",
            "--offline",
            "--target",
            &host,
        ])
        .arg(format!("--config=build.rustflags={flags}"))
        .arg(format!("--config=target.{host}.rustflags={flags}"))
        .current_dir(package(name, sources))
        .env("CARGO_TARGET_DIR", target().join("tests/trybuild"))
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS");
    if let Some(driver) = driver {
        cargo.env("RUSTC_WORKSPACE_WRAPPER", driver);
    }
    let output = cargo.output().expect("cargo runs");
    let messages = String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    (
        messages,
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

/// A package with a binary for each source, beside the build's own files.
fn package(package: &str, sources: &BTreeMap<String, PathBuf>) -> PathBuf {
    let root = here();
    let workspace = root.parent().expect("the workspace");
    let folder = target().join(package);
    fs::create_dir_all(&folder).expect("a folder for the package");
    let mut manifest = format!(
        "[package]\nname = {package:?}\nversion = \"0.0.0\"\nedition = \"2024\"\nautobins = false\n\n\
         [dependencies]\n\
         axum = {{ version = \"0.8.9\", default-features = false }}\n\
         chrono = {{ version = \"0.4.45\", default-features = false, features = [\"std\", \"serde\"] }}\n\
         futures-core = {{ version = \"0.3.34\", default-features = false }}\n\
         schemars = {{ version = \"1.2.3\", features = [\"derive\"] }}\n\
         serde = {{ version = \"1.0.229\", features = [\"derive\"] }}\n\
         serde_json = \"1.0.154\"\n\
         steadfast = {{ path = {workspace:?}, features = [\"testing\"] }}\n\
         thiserror = \"2.0.21\"\n\
         uuid = {{ version = \"1.29\", features = [\"serde\"] }}\n\n[workspace]\n",
    );
    for (name, path) in sources {
        let _ = write!(manifest, "\n[[bin]]\nname = \"{name}\"\npath = {path:?}\n");
    }
    fs::write(folder.join("Cargo.toml"), manifest).expect("the manifest is written");
    // The same versions as everywhere else, and no network.
    fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock"))
        .expect("the lock file is copied");
    folder
}

/// `target`, wherever it is.
pub fn target() -> PathBuf {
    let executable = std::env::current_exe().expect("the path of the test");
    executable
        .ancestors()
        .find(|folder| folder.join("CACHEDIR.TAG").exists())
        .map(Path::to_path_buf)
        .expect("a target folder above the test")
}

/// The platform that rustc runs on.
fn host() -> String {
    let output = Command::new("rustc")
        .arg("-vV")
        .output()
        .expect("rustc runs");
    let version = String::from_utf8_lossy(&output.stdout).into_owned();
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("rustc says its host").to_owned()
}
