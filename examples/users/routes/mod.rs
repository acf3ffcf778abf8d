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
        .server("/", "Where this document is read")
        .contact(Contact::new("steadfast").url("https://example.org/users"))
        .tag("users", "People, and how to write to them.")
        .tag("avatars", "Their pictures.")
        .tag("exports", "All of them at once.")
        .tag("sessions", "Who is logged in.")
        .tag("reports", "Work that is done after the answer.")
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
