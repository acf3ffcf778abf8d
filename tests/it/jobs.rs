//! The jobs example: what was accepted is done, whichever worker is killed.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, process, thread};

use serde_json::{Value, json};
use sqlx::{Connection, PgConnection, raw_sql};

/// A process that is killed with the test.
struct Process(Child);

impl Process {
    fn start(url: &str, arguments: &[&str]) -> Self {
        let test = env::current_exe().unwrap();
        let examples = test.parent().unwrap().with_file_name("examples");
        let program = examples.join("jobs");
        assert!(program.exists(), "run `cargo build --example jobs` first");
        let mut command = Command::new(program);
        command
            .args(arguments)
            .env("DATABASE_URL", url)
            .env("PORT", "0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        Self(command.spawn().unwrap())
    }

    /// Where it serves.
    fn base(&mut self) -> String {
        let mut line = String::new();
        let mut lines = BufReader::new(self.0.stdout.take().unwrap());
        lines.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on ").unwrap();
        address.strip_suffix("/docs").unwrap().to_owned()
    }

    /// SIGKILL.
    fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    fn terminate(mut self) {
        let pid = self.0.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()
                .unwrap()
                .success()
        );
        assert!(self.0.wait().unwrap().success());
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Accepts a report of so many tenths of a second and returns where its status is.
fn submit(base: &str, title: &str, pages: u16) -> String {
    let agent = ureq::Agent::new_with_defaults();
    let report = json!({ "title": title, "pages": pages });
    let mut answer = agent
        .post(format!("{base}/reports"))
        .send_json(report)
        .unwrap();
    assert_eq!(answer.status(), 202);
    assert_eq!(answer.headers()["retry-after"], "1");
    let location = answer.headers()["location"].to_str().unwrap().to_owned();
    let task: Value = answer.body_mut().read_json().unwrap();
    assert_eq!(
        location,
        format!("/tasks/{}", task["task_id"].as_str().unwrap())
    );
    location
}

fn status(base: &str, location: &str) -> String {
    let agent = ureq::Agent::new_with_defaults();
    let mut answer = agent.get(format!("{base}{location}")).call().unwrap();
    let task: Value = answer.body_mut().read_json().unwrap();
    task["status"].as_str().unwrap().to_owned()
}

fn count(base: &str, tasks: &[String]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for task in tasks {
        *counts.entry(status(base, task)).or_default() += 1;
    }
    counts
}

fn wait_until(base: &str, tasks: &[String], enough: impl Fn(&BTreeMap<String, usize>) -> bool) {
    let begun = Instant::now();
    loop {
        let counts = count(base, tasks);
        if enough(&counts) {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{counts:?}");
        thread::sleep(Duration::from_millis(100));
    }
}

fn all_are_done(base: &str, tasks: &[String]) {
    wait_until(base, tasks, |counts| {
        counts.get("done") == Some(&tasks.len())
    });
}

fn a_killed_worker_loses_nothing(url: &str) {
    let mut service = Process::start(url, &["serve"]);
    let base = service.base();
    let tasks: Vec<String> = (0..12).map(|_| submit(&base, "Sales", 10)).collect();
    assert_eq!(status(&base, &tasks[0]), "queued");

    let killed = Process::start(url, &["worker"]);
    wait_until(&base, &tasks, |counts| counts.contains_key("running"));
    killed.kill();
    let at_kill = count(&base, &tasks);
    assert!(at_kill.contains_key("running"), "{at_kill:?}");

    let _other = Process::start(url, &["worker"]);
    all_are_done(&base, &tasks);
    println!(
        "killed a worker at {at_kill:?}: all {} are done",
        tasks.len()
    );
}

fn several_workers_share_a_queue(url: &str) {
    let mut service = Process::start(url, &["serve"]);
    let base = service.base();
    let killed = Process::start(url, &["worker"]);
    let stopped = Process::start(url, &["worker"]);
    let _stays = Process::start(url, &["worker"]);
    let tasks: Vec<String> = (0..24).map(|_| submit(&base, "Sales", 10)).collect();
    wait_until(&base, &tasks, |counts| {
        counts.get("running").is_some_and(|running| *running > 4)
    });
    killed.kill();
    stopped.terminate();
    all_are_done(&base, &tasks);
}

fn a_killed_service_loses_nothing(url: &str) {
    let mut service = Process::start(url, &[]);
    let base = service.base();
    let tasks: Vec<String> = (0..6).map(|_| submit(&base, "Sales", 10)).collect();
    wait_until(&base, &tasks, |counts| counts.contains_key("running"));
    service.kill();

    let mut service = Process::start(url, &[]);
    all_are_done(&service.base(), &tasks);
}

fn a_report_that_cannot_be_written_fails(url: &str) {
    let mut service = Process::start(url, &[]);
    let base = service.base();
    let tasks = [submit(&base, "", 1)];
    wait_until(&base, &tasks, |counts| counts.contains_key("failed"));
    let agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .new_agent();
    for unknown in ["01ARZ3NDEKTSV4RRFFQ69G5FAV", "7", "%00"] {
        let answer = agent.get(format!("{base}/tasks/{unknown}")).call().unwrap();
        assert_eq!(answer.status(), 404);
    }
}

fn everything(url: &str) {
    a_killed_worker_loses_nothing(url);
    several_workers_share_a_queue(url);
    a_killed_service_loses_nothing(url);
    a_report_that_cannot_be_written_fails(url);
}

#[test]
fn killing_a_worker_loses_nothing_on_sqlite() {
    let directory = env::temp_dir().join(format!("steadfast-jobs-{}", process::id()));
    fs::create_dir_all(&directory).unwrap();
    everything(&format!("sqlite://{}/jobs.db", directory.display()));
    fs::remove_dir_all(directory).unwrap();
}

/// With `TEST_DATABASE_URL`, which `.ci/postgres` sets.
#[test]
fn killing_a_worker_loses_nothing_on_postgres() {
    let Ok(server) = env::var("TEST_DATABASE_URL") else {
        return;
    };
    // The tables of apalis stand in a schema of their own name, so it takes a database.
    let name = format!("steadfast_jobs_{}", process::id());
    let (start, _) = server.rsplit_once('/').unwrap();
    execute(&server, format!("CREATE DATABASE {name}"));
    everything(&format!("{start}/{name}"));
    execute(&server, format!("DROP DATABASE {name} WITH (FORCE)"));
}

fn execute(server: &str, sql: String) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let mut connection = PgConnection::connect(server).await.unwrap();
        let sql = sqlx::AssertSqlSafe(sql);
        raw_sql(sql).execute(&mut connection).await.unwrap();
    });
}
