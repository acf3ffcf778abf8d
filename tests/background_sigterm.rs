//! SIGTERM under load: what was accepted is finished. `cargo test --test background_sigterm -- --nocapture` prints the
//! figures.
//!
//! A program of its own: it starts itself as the service that gets the signal, and its load would slow down the tests
//! beside it, some of which have limits of time.
#![cfg(all(unix, feature = "axum"))]

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use std::{env, iter, thread};

use steadfast::prelude::*;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::sleep;

const CONNECTIONS: u64 = 16;
/// How many tasks are accepted before the signal is sent.
const BEFORE: usize = 3_000;
const LIMIT: Duration = Duration::from_secs(20);

type Finished = Arc<Mutex<Vec<String>>>;

async fn work(task_id: String, finished: Finished) {
    // From a tenth of a second to half of one, so that many are under way when the signal comes.
    let number: u64 = task_id.parse().unwrap();
    sleep(Duration::from_millis(100 + number % 5 * 100)).await;
    let mut finished = finished.lock().unwrap_or_else(PoisonError::into_inner);
    finished.push(task_id);
}

#[route(post, "/tasks/{task_id}", status = 202, response = TaskAccepted)]
async fn accept(
    Path(task_id): Path<String>,
    State(finished): State<Finished>,
    background: Background,
) -> Accepted<TaskAccepted> {
    background.add_task(work(task_id.clone(), finished));
    Accepted::at(format!("/tasks/{task_id}"), TaskAccepted { task_id })
}

#[test]
#[ignore = "the service of the test below, in a process of its own"]
fn service() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let finished = Finished::default();
        let tasks = Tasks::new();
        let app = Api::new("Tasks", "1.0.0")
            .background(&tasks)
            .routes(routes![accept])
            .into_router()
            .with_state(finished.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut stop = signal(SignalKind::terminate()).unwrap();
        println!("\nlistening on {}", listener.local_addr().unwrap());
        let stop = async {
            let _ = stop.recv().await;
            println!("under way: {}", tasks.under_way());
        };
        let server = |stop| axum::serve(listener, app).with_graceful_shutdown(stop);
        let report = tasks.serve_until(stop, LIMIT, server).await.unwrap();
        println!("report: {report}");
        for task_id in finished.lock().unwrap().iter() {
            println!("finished: {task_id}");
        }
    });
}

#[test]
fn no_task_of_an_accepted_request_is_lost_over_a_sigterm() {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--ignored", "--exact", "service", "--nocapture"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let address = iter::from_fn(|| {
        let mut line = String::new();
        (output.read_line(&mut line).unwrap() > 0).then_some(line)
    })
    .find_map(|line| Some(line.strip_prefix("listening on ")?.trim().to_owned()))
    .unwrap();

    let (next, answered) = (AtomicU64::new(0), AtomicUsize::new(0));
    let accepted = Mutex::new(BTreeSet::new());
    thread::scope(|scope| {
        for _ in 0..CONNECTIONS {
            scope.spawn(|| {
                let agent = ureq::Agent::new_with_defaults();
                loop {
                    let task_id = next.fetch_add(1, Ordering::Relaxed).to_string();
                    let url = format!("http://{address}/tasks/{task_id}");
                    // The service stops listening at last.
                    let Ok(mut answer) = agent.post(url).send_empty() else {
                        return;
                    };
                    if answer.status() == 202 && answer.body_mut().read_to_string().is_ok() {
                        accepted.lock().unwrap().insert(task_id);
                        answered.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
        scope.spawn(|| {
            while answered.load(Ordering::Relaxed) < BEFORE {
                thread::sleep(Duration::from_millis(1));
            }
            let pid = child.id().to_string();
            let sent = Command::new("kill").args(["-TERM", &pid]).status();
            assert!(sent.unwrap().success());
        });
    });

    let mut rest = String::new();
    output.read_to_string(&mut rest).unwrap();
    assert!(child.wait().unwrap().success(), "{rest}");
    let line = |start: &str| rest.lines().find_map(|line| line.strip_prefix(start));
    let finished: BTreeSet<String> = rest
        .lines()
        .filter_map(|line| line.strip_prefix("finished: "))
        .map(str::to_owned)
        .collect();
    let accepted = accepted.into_inner().unwrap();
    let lost = accepted.difference(&finished).count();
    let under_way: u64 = line("under way: ").unwrap().parse().unwrap();
    println!(
        "{} accepted by the clients, {} finished, {lost} lost; {under_way} were under way when the signal came; {}",
        accepted.len(),
        finished.len(),
        line("report: ").unwrap(),
    );
    assert!(accepted.len() >= BEFORE);
    assert!(under_way > 0, "the signal came too late to show anything");
    assert_eq!(lost, 0);
}
