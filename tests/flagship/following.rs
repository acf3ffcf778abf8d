//! `GET /events`

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use futures_util::StreamExt;
use futures_util::future::join_all;
use serde_json::{Value, json};
use sqlx::raw_sql;
use tokio::time::timeout;

use crate::queries::Queries;
use crate::server::{Server, ada, ada_with, has_users, keys};
use crate::store::Database;

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

    /// Reads that the connection is there.
    async fn is_connected(&mut self) {
        while !self.text.starts_with(": connected\n\n") {
            let part = self.stream.next().await.unwrap().unwrap();
            self.text.push_str(std::str::from_utf8(&part).unwrap());
        }
    }

    /// The ids of as many events as these.
    async fn ids(&mut self, count: usize) -> Vec<i64> {
        let mut ids = Vec::new();
        while ids.len() < count {
            ids.push(self.next().await.unwrap().id.parse().unwrap());
        }
        ids
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

#[tokio::test]
async fn a_stream_that_begins_after_that_ends_at_once() {
    for server in Server::on_each_database().await {
        server.events.close();
        let mut follower = Follower::of(server.follow("/events", None).await);
        assert_eq!(follower.next().await, None);
    }
}

#[tokio::test]
async fn who_follows_and_waits_asks_nothing_of_the_database() {
    for server in Server::on_each_database().await {
        let mut followers = Vec::new();
        for _ in 0..50 {
            let mut follower = Follower::of(server.follow("/events", None).await);
            follower.is_connected().await;
            followers.push(follower);
        }
        let queries = Queries::new();
        let followed = async {
            for number in 0..3 {
                let email = format!("ada{number}@example.org");
                let user = server.post("/users", &ada_with("email", email)).await;
                for follower in &mut followers {
                    assert_eq!(follower.next().await.unwrap().data, user.json());
                }
            }
        };
        queries.of(followed).await;
        assert_eq!(queries.count("INSERT INTO users"), 3);
        assert_eq!(queries.count("creations"), 0);
    }
}

#[tokio::test]
async fn who_missed_something_reads_it_and_then_waits_as_well() {
    for server in Server::on_each_database().await {
        server.has_user("Augusta", "augusta@example.org").await;
        let queries = Queries::new();
        let mut follower = Follower::of(server.follow("/events", Some("0")).await);
        let followed = async {
            assert_eq!(follower.next().await.unwrap().data["name"], "Augusta");
            let user = server.post("/users", &ada()).await.json();
            assert_eq!(follower.next().await.unwrap().data, user);
        };
        queries.of(followed).await;
        assert_eq!(queries.count("FROM creations JOIN users"), 2);
    }
}

#[tokio::test]
async fn who_does_not_read_for_long_misses_nothing() {
    for server in Server::on_each_database().await {
        let mut slow = Follower::of(server.follow("/events", None).await);
        slow.is_connected().await;
        let mut quick = Follower::of(server.follow("/events", None).await);
        has_users(&server.store, 3000).await;
        server.events.created();
        let ids: Vec<i64> = (1..=3000).collect();
        assert_eq!(quick.ids(3000).await, ids);
        assert_eq!(slow.ids(3000).await, ids);
    }
}

#[tokio::test]
async fn whoever_connects_while_users_are_created_gets_each_once_and_in_order() {
    for server in Server::on_each_database().await {
        let ids: Vec<i64> = (1..=400).collect();
        let create = async {
            for number in &ids {
                server
                    .has_user("Ada", &format!("ada{number}@example.org"))
                    .await;
                server.events.created();
            }
        };
        let follow = (0..40).map(async |number: usize| {
            // One after the other, each while others are created.
            while server.store.last_creation().await.unwrap() < 10 * number as i64 {}
            let mut follower = Follower::of(server.follow("/events", Some("0")).await);
            assert_eq!(follower.ids(400).await, ids);
        });
        tokio::join!(create, join_all(follow));
    }
}

#[tokio::test]
async fn what_another_process_creates_is_an_event() {
    for server in Server::on_each_shared_database().await {
        let other = server.another().await;
        let mut follower = Follower::of(server.follow("/events", None).await);
        for email in ["ada@example.org", "grace@example.org"] {
            let user = other.post("/users", &ada_with("email", email)).await.json();
            assert_eq!(follower.next().await.unwrap().data, user);
        }
    }
}

#[tokio::test]
async fn a_lost_connection_loses_no_event() {
    let Some(server) = Server::on_postgres().await else {
        return;
    };
    let other = server.another().await;
    let mut follower = Follower::of(server.follow("/events", None).await);
    follower.is_connected().await;
    let Database::Postgres(pool) = &other.store.database else {
        return;
    };
    for number in 0..5 {
        let cut = raw_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE application_name = current_setting('application_name') AND pid <> pg_backend_pid()",
        );
        cut.execute(pool).await.unwrap();
        let email = format!("ada{number}@example.org");
        let user = other.post("/users", &ada_with("email", email)).await.json();
        assert_eq!(follower.next().await.unwrap().data, user);
    }
}
