//! How much work on passwords there may be at once.

use std::pin::Pin;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use axum::http::Method;
use futures_util::FutureExt;
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::yield_now;
use tokio::time::{sleep, timeout};

use crate::password::{HashError, Hasher};
use crate::server::{SECRETS, Server, ada};

/// Work that a caller waits for; it ends when this is dropped, or told to.
struct Work<'h> {
    caller: Pin<Box<dyn Future<Output = Result<(), HashError>> + 'h>>,
    begun: oneshot::Receiver<()>,
    end: Sender<()>,
}

impl<'h> Work<'h> {
    /// Asks for a place; `None` if there is none.
    async fn enter(hasher: &'h Hasher) -> Option<Self> {
        let (begins, begun) = oneshot::channel();
        let (end, ended) = channel();
        let work = hasher.run(move |_| {
            let _ = begins.send(());
            let _ = ended.recv();
        });
        let mut caller: Pin<Box<dyn Future<Output = _> + 'h>> = Box::pin(work);
        yield_now().await;
        match caller.as_mut().now_or_never() {
            None => Some(Self { caller, begun, end }),
            Some(Err(HashError::Busy)) => None,
            Some(done) => panic!("{done:?}"),
        }
    }

    /// Waits until the work has begun, which its caller has to be there for.
    async fn begins(&mut self) {
        let begun = async {
            tokio::select! {
                begun = &mut self.begun => begun.unwrap(),
                done = &mut self.caller => panic!("{done:?}"),
            }
        };
        timeout(Duration::from_secs(60), begun).await.unwrap();
    }

    fn has_begun(&mut self) -> bool {
        self.begun.try_recv().is_ok()
    }

    async fn ends(self) {
        drop(self.end);
        let done = timeout(Duration::from_secs(60), self.caller).await.unwrap();
        done.unwrap();
    }

    /// The caller leaves; what is left is the work, if it has begun.
    fn leaves(self) -> (oneshot::Receiver<()>, Sender<()>) {
        (self.begun, self.end)
    }
}

/// Takes every place.
async fn fill(hasher: &Hasher) -> Vec<Work<'_>> {
    let mut all = Vec::new();
    while let Some(work) = Work::enter(hasher).await {
        all.push(work);
    }
    all
}

#[tokio::test]
async fn as_many_passwords_are_hashed_at_once_as_there_are_cores() {
    let hasher = Hasher::new(2, 10);
    let mut first = Work::enter(&hasher).await.unwrap();
    let mut second = Work::enter(&hasher).await.unwrap();
    let mut third = Work::enter(&hasher).await.unwrap();
    first.begins().await;
    second.begins().await;
    assert!((&mut third.caller).now_or_never().is_none());
    assert!(!third.has_begun());
    first.ends().await;
    third.begins().await;
    second.ends().await;
    third.ends().await;
}

#[tokio::test]
async fn beyond_the_queue_is_no_place() {
    let hasher = Hasher::new(2, 3);
    assert_eq!(fill(&hasher).await.len(), 5);
}

#[tokio::test]
async fn a_caller_that_leaves_gives_up_its_place_and_its_work_is_not_begun() {
    let hasher = Hasher::new(1, 1);
    let mut running = Work::enter(&hasher).await.unwrap();
    running.begins().await;
    let waiting = Work::enter(&hasher).await.unwrap();
    assert!(Work::enter(&hasher).await.is_none());

    let (begun, _end) = waiting.leaves();
    let mut next = Work::enter(&hasher).await.unwrap();
    running.ends().await;
    next.begins().await;
    next.ends().await;
    // Its work was dropped, and with it the other end.
    assert!(begun.await.is_err());
}

#[tokio::test]
async fn work_that_has_begun_keeps_its_core_until_it_ends() {
    let hasher = Hasher::new(1, 1);
    let mut running = Work::enter(&hasher).await.unwrap();
    running.begins().await;
    let (_, end) = running.leaves();
    let mut next = Work::enter(&hasher).await.unwrap();
    assert!(Work::enter(&hasher).await.is_none());
    assert!(!next.has_begun());
    drop(end);
    next.begins().await;
    next.ends().await;
}

#[tokio::test]
async fn a_request_that_finds_no_place_is_told_when_to_come_back() {
    for server in Server::on_each_database().await {
        let id = server.has_user("Grace", "grace@example.org").await;
        let credentials = json!({ "email": "ada@example.org", "password": SECRETS[0] });
        let path = format!("/users/{id}");
        let all = fill(&server.hasher).await;
        for (method, path, body) in [
            (Method::POST, "/login", &credentials),
            (Method::POST, "/users", &ada()),
            (Method::PUT, &path, &ada()),
        ] {
            let refused = server.send_json(method, path, body.to_string()).await;
            refused.is_problem(503, "busy");
            assert_eq!(refused.header("retry-after"), Some("1"));
        }
        drop(all);
        assert_eq!(server.post("/users", &ada()).await.status, 201);
        assert_eq!(server.post("/login", &credentials).await.status, 204);
    }
}

#[tokio::test]
async fn a_client_that_leaves_gives_up_its_place() {
    for server in Server::on_each_database().await {
        let mut all = fill(&server.hasher).await;
        drop(all.pop());
        let user = ada();
        {
            let mut waiting = Box::pin(server.post("/users", &user));
            while Work::enter(&server.hasher).await.is_some() {
                assert!((&mut waiting).now_or_never().is_none());
            }
        }
        assert!(Work::enter(&server.hasher).await.is_some());
        drop(all);
        assert_eq!(server.store.count().await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_connection_that_is_closed_gives_up_its_place() {
    for server in Server::on_each_database().await {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap())
            .await
            .unwrap();
        let router = server.router();
        let serving = tokio::spawn(async move { axum::serve(listener, router).await });
        let mut all = fill(&server.hasher).await;
        drop(all.pop());

        let body = ada().to_string();
        let head = format!(
            "POST /users HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        client.write_all((head + &body).as_bytes()).await.unwrap();
        until_free(&server.hasher, false).await;
        drop(client);
        until_free(&server.hasher, true).await;
        serving.abort();
        drop(all);
        assert_eq!(server.store.count().await.unwrap(), 0);
    }
}

/// Waits until there is a place, or none.
async fn until_free(hasher: &Hasher, is_free: bool) {
    let turned = async {
        while Work::enter(hasher).await.is_some() != is_free {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(Duration::from_secs(60), turned).await.unwrap();
}
