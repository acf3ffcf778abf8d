//! The flagship as a process, and a client for it.

use std::env;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use ureq::Agent;

pub const PASSWORD: &str = "correct horse battery";

/// The program without an environment of its own; `cargo test` builds examples, `cargo test --test` does not.
pub fn program() -> Command {
    let test = env::current_exe().unwrap();
    let program = test
        .parent()
        .unwrap()
        .with_file_name("examples")
        .join("users");
    assert!(
        program.exists(),
        "run `cargo build --features compat,garde --example users` first"
    );
    let mut command = Command::new(program);
    for name in ["DATABASE_URL", "DRAIN", "GRACE", "PORT", "RUST_LOG"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

/// The program while it serves.
pub struct Service {
    process: Child,
    pub introduction: String,
    log: JoinHandle<String>,
}

impl Service {
    pub fn start(command: &mut Command) -> Self {
        let mut process = command
            .env("PORT", "0")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stderr = process.stderr.take().unwrap();
        let log = thread::spawn(move || {
            let mut log = String::new();
            stderr.read_to_string(&mut log).unwrap();
            log
        });
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let introduction = lines.take(3).map(|line| line.unwrap() + "\n").collect();
        Self {
            process,
            introduction,
            log,
        }
    }

    /// `127.0.0.1:3000`
    pub fn address(&self) -> &str {
        let (_, address) = self.introduction.split_once("http://").unwrap();
        address.split('/').next().unwrap()
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address())
    }

    pub fn create_ada(&self) -> Value {
        let user = json!({ "name": "Ada", "email": "ada@example.org", "password": PASSWORD });
        let mut created = client().post(self.url("/users")).send_json(user).unwrap();
        assert_eq!(created.status(), 201);
        let location = created.headers()["location"].to_str().unwrap().to_owned();
        let user = created.body_mut().read_json().unwrap();
        assert_eq!(self.get(&location), user);
        user
    }

    pub fn get(&self, path: &str) -> Value {
        let mut found = client().get(self.url(path)).call().unwrap();
        found.body_mut().read_json().unwrap()
    }

    /// Sends a signal; what became of the process, and all that it logged.
    pub fn stop(mut self, signal: &str) -> (ExitStatus, String) {
        let kill = Command::new("sh")
            .args(["-c", &format!("kill -s {signal} {}", self.process.id())])
            .status();
        assert!(kill.unwrap().success());
        let status = wait(&mut self.process);
        (status, self.log.join().unwrap())
    }
}

/// Waits for a process, which has to end by itself.
fn wait(process: &mut Child) -> ExitStatus {
    let deadline = Instant::now() + Duration::from_secs(20);
    while Instant::now() < deadline {
        if let Some(status) = process.try_wait().unwrap() {
            return status;
        }
        thread::sleep(Duration::from_millis(10));
    }
    process.kill().unwrap();
    panic!("the program does not end");
}

pub fn client() -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        // A server may close a connection that it has answered early, and ureq would use it again.
        .max_idle_connections(0)
        .timeout_global(Some(Duration::from_secs(20)))
        .build()
        .into()
}
