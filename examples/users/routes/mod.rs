//! The routes. Their doc comments are the documentation at `/docs`.

mod avatars;
mod events;
mod exports;
mod reports;
mod service;
mod sessions;
mod users;

use steadfast::Contact;
use steadfast::prelude::*;

use crate::app::App;

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
        .tag("service", "The service itself.")
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
        .routes(routes![avatars::put_avatar, avatars::get_avatar])
        .routes(routes![sessions::login, sessions::logout, sessions::me])
        .routes(routes![reports::create_report, reports::get_task])
        .routes(routes![service::health])
}
