//! `GET /events`

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::server::{Server, ada, ada_with, keys};

/// A client of the stream, as far as it has read.
struct Follower {
    stream: BodyDataStream,
    text: String,
}

#[derive(Debug, PartialEq)]
struct Event {
    id: String,
    name: String,
    data: Value,
}

impl Follower {
    fn of(body: Body) -> Self {
        Self {
            stream: body.into_data_stream(),
            text: String::new(),
        }
    }

    /// The next event; none where the stream has ended.
    async fn next(&mut self) -> Option<Event> {
        loop {
            while let Some((block, rest)) = self.text.split_once("\n\n") {
                let event = event(block);
                self.text = rest.to_owned();
                if event.is_some() {
                    return event;
                }
            }
            let part = timeout(Duration::from_secs(10), self.stream.next()).await;
            let part = part.expect("an event within ten seconds")?.unwrap();
            self.text.push_str(std::str::from_utf8(&part).unwrap());
        }
    }
}

/// What stands between two empty lines; none where it is a comment.
fn event(block: &str) -> Option<Event> {
    let field = |name: &str| {
        let value = |line: &str| {
            line.strip_prefix(name)?
                .strip_prefix(": ")
                .map(str::to_owned)
        };
        block.lines().find_map(value)
    };
    Some(Event {
        data: serde_json::from_str(&field("data")?).unwrap(),
        id: field("id").unwrap(),
        name: field("event").unwrap(),
    })
}

#[tokio::test]
async fn every_user_created_is_an_event() {
    for server in Server::on_each_database().await {
        server.has_user("Augusta", "augusta@example.org").await;
        let mut follower = Follower::of(server.follow("/events", None).await);
        let user = server.post("/users", &ada()).await.json();
        let event = follower.next().await.unwrap();
        assert_eq!(event.name, "user_created");
        assert_eq!(event.data, user);
        assert_eq!(keys(&event.data), ["created_at", "email", "id", "name"]);
        let grace = ada_with("email", "grace@example.org");
        let user = server.put("/users/70", &grace).await.json();
        assert_eq!(follower.next().await.unwrap().data, user);
    }
}

#[tokio::test]
async fn who_connects_again_gets_what_it_has_missed() {
    for server in Server::on_each_database().await {
        let mut follower = Follower::of(server.follow("/events", None).await);
        server.post("/users", &ada()).await;
        let first = follower.next().await.unwrap();
        drop(follower);
        let missed = ada_with("email", "grace@example.org");
        let missed = server.put("/users/70", &missed).await.json();
        // Its id is smaller than that of the one before.
        let later = ada_with("email", "emmy@example.org");
        let later = server.put("/users/50", &later).await.json();

        let mut follower = Follower::of(server.follow("/events", Some(&first.id)).await);
        assert_eq!(follower.next().await.unwrap().data, missed);
        assert_eq!(follower.next().await.unwrap().data, later);
    }
}

#[tokio::test]
async fn what_is_no_id_of_an_event_is_no_wish() {
    for server in Server::on_each_database().await {
        server.has_user("Augusta", "augusta@example.org").await;
        let mut follower = Follower::of(server.follow("/events", Some("x")).await);
        let user = server.post("/users", &ada()).await.json();
        assert_eq!(follower.next().await.unwrap().data, user);
    }
}

#[tokio::test]
async fn who_is_ahead_of_the_database_follows_from_now_on() {
    for server in Server::on_each_database().await {
        server.has_user("Augusta", "augusta@example.org").await;
        let last = Some("9223372036854775807");
        let mut follower = Follower::of(server.follow("/events", last).await);
        let user = server.post("/users", &ada()).await.json();
        assert_eq!(follower.next().await.unwrap().data, user);
    }
}

#[tokio::test]
async fn a_service_that_stops_ends_its_streams() {
    for server in Server::on_each_database().await {
        let mut follower = Follower::of(server.follow("/events", None).await);
        server.events.close();
        assert_eq!(follower.next().await, None);
    }
}

#[tokio::test]
async fn a_dead_database_is_a_500_before_the_first_event() {
    for server in Server::on_each_database().await {
        server.store.close().await;
        let failed = server.get("/events").await;
        failed.is_problem(500, "database");
        assert_eq!(failed.json()["title"], json!("Internal Server Error"));
    }
}
