//! One violation is one error, at the user's token: what rustc reports for every failing case, read from its JSON,
//! is what `violations.txt` lists.
//!
//! `STEADFAST_WRITE=1 cargo test -p ui-tests --test violations` writes the list and the pages of the rules; read the
//! change before it is kept.

mod rule_pages;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;

fn here() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The failing cases, by name.
fn cases() -> BTreeMap<String, PathBuf> {
    fs::read_dir(here().join("fail"))
        .expect("the failing cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| {
            let name = path
                .file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, path)
        })
        .collect()
}

/// A package with a binary for each case, beside the build's own files.
fn package(cases: &BTreeMap<String, PathBuf>) -> PathBuf {
    let root = here();
    let workspace = root.parent().expect("the workspace");
    let folder = target().join("ui-violations");
    fs::create_dir_all(&folder).expect("a folder for the package");
    let mut manifest = format!(
        "[package]\nname = \"ui-violations\"\nversion = \"0.0.0\"\nedition = \"2024\"\nautobins = false\n\n\
         [dependencies]\n\
         axum = {{ version = \"0.8.9\", default-features = false }}\n\
         schemars = {{ version = \"1.2.3\", features = [\"derive\"] }}\n\
         serde = {{ version = \"1.0.229\", features = [\"derive\"] }}\n\
         serde_json = \"1.0.154\"\n\
         steadfast = {{ path = {workspace:?} }}\n\
         thiserror = \"2.0.21\"\n\n[workspace]\n",
    );
    for (name, path) in cases {
        let _ = write!(manifest, "\n[[bin]]\nname = \"{name}\"\npath = {path:?}\n");
    }
    fs::write(folder.join("Cargo.toml"), manifest).expect("the manifest is written");
    // The same versions as everywhere else, and no network.
    fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock"))
        .expect("the lock file is copied");
    folder
}

/// `target`, wherever it is.
fn target() -> PathBuf {
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

static REPORTED: LazyLock<String> = LazyLock::new(reported);

/// `case: line: token: message`, for each error and each warning of a rule.
fn reported() -> String {
    let cases = cases();
    // What trybuild passes, so that the dependencies which it has built serve here too.
    let flags =
        r#"["--cfg", "trybuild", "--verbose", "-A", "dead_code", "--diagnostic-width=140"]"#;
    let host = host();
    let output = Command::new(env!("CARGO"))
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
        .current_dir(package(&cases))
        .env("CARGO_TARGET_DIR", target().join("tests/trybuild"))
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    let mut lines = Vec::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(report) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        let message = &report["message"];
        let is_error = message["level"] == "error";
        let is_summary = message["spans"].as_array().is_none_or(Vec::is_empty);
        if report["reason"] != "compiler-message" || !is_error || is_summary {
            continue;
        }
        let case = report["target"]["name"].as_str().unwrap_or_default();
        let text = message["message"].as_str().unwrap_or_default();
        let headline = text.lines().next().unwrap_or_default();
        let span = message["spans"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|span| span["is_primary"] == true)
            .expect("a primary span");
        let (number, token) = underlined(span);
        lines.push((
            case.to_owned(),
            number,
            format!("{case}:{number}: {token} <- {headline}"),
        ));
    }
    assert!(
        !lines.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    lines.sort();
    lines.into_iter().map(|(_, _, line)| line + "\n").collect()
}

/// The line of a span and the text that is underlined there.
fn underlined(span: &Value) -> (u64, String) {
    let line = &span["text"][0];
    let text: Vec<char> = line["text"].as_str().unwrap_or_default().chars().collect();
    let column = |key: &str| usize::try_from(line[key].as_u64().unwrap_or(1)).unwrap_or(1) - 1;
    let token = text[column("highlight_start")..column("highlight_end").min(text.len())]
        .iter()
        .collect();
    (span["line_start"].as_u64().unwrap_or_default(), token)
}

#[test]
fn each_violation_is_one_error_at_its_token() {
    let list = here().join("violations.txt");
    let reported = REPORTED.as_str();
    if std::env::var_os("STEADFAST_WRITE").is_some() {
        fs::write(&list, reported).expect("the list is written");
    }
    let expected = fs::read_to_string(&list).unwrap_or_default();
    assert!(
        reported == expected,
        "rustc reports:\n{reported}\nviolations.txt lists:\n{expected}"
    );
}

#[test]
fn a_rule_is_the_only_one_that_its_failing_case_breaks() {
    let is_rule = |name: &&String| here().join(format!("../docs/rules/{name}.md")).exists();
    for name in cases().keys().filter(is_rule) {
        let lines: Vec<_> = REPORTED
            .lines()
            .filter(|line| line.starts_with(&format!("{name}:")))
            .collect();
        assert!(!lines.is_empty(), "{name} reports nothing");
        for line in lines {
            assert!(line.ends_with(&format!("[{name}]")), "{line}");
        }
    }
}
