//! The routes. Their doc comments are the documentation at `/docs`.

mod avatars;
mod events;
mod exports;
mod reports;
mod sessions;
mod users;

use std::time::Duration;

use steadfast::prelude::*;
use steadfast::{Contact, Health};

use crate::app::App;

/// How long a request may take until its response begins.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The same for pictures, which take a while over a slow connection. Slower ones are for the server to end.
const UPLOAD: Duration = Duration::from_secs(300);

/// How long the database may take to answer a check of the readiness; Kubernetes waits a second for the whole of it.
const CHECK: Duration = Duration::from_millis(900);

/// The API, ready to become a router or a document.
pub fn api() -> Api<App> {
    Api::new("Users", "1.0.0")
        .description("Creates, lists, changes and deletes users.")
        .license("MIT OR Apache-2.0")
        .server("/", "The server that this document comes from")
        .contact(Contact::new("steadfast").url("https://example.org/users"))
        .tag("users", "The users, with their names and e-mail addresses.")
        .tag("avatars", "The pictures of users.")
        .tag("exports", "Downloads of all users.")
        .tag("sessions", "Logging in and out.")
        .tag("reports", "Reports, which are written after the response.")
        .tag("service", "Whether the service is up.")
        // Public, unless a handler takes a session.
        .security(&[&[]])
        .routes(routes![
            users::create_user,
            users::list_users,
            users::get_user,
            users::put_user,
            users::update_user,
            users::delete_user,
            users::old_users,
        ])
        .routes(routes![
            exports::users_csv,
            exports::users_jsonl,
            events::events,
        ])
        .routes(routes![sessions::login, sessions::logout, sessions::me])
        .routes(routes![reports::create_report, reports::get_task])
        .merge(
            Health::new()
                .tags(["service"])
                .check("database", CHECK, async |app: App| app.store.ping().await),
        )
        .merge(pictures())
        .timeout(TIMEOUT)
}

fn pictures() -> Api<App> {
    Api::new("Pictures", "1.0.0")
        .routes(routes![avatars::put_avatar, avatars::get_avatar])
        .timeout(UPLOAD)
}
