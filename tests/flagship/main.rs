//! The flagship: what `examples/users` promises, fact by fact.
//!
//! Every fact is checked on a database in memory, and on the server of `TEST_DATABASE_URL` as well, if that is set.
//!
//! A program of its own: most facts are asked without a process and a socket, so the files of the example are modules
//! here, where they find each other as in the example.
#![cfg(all(
    feature = "compat",
    feature = "cookies",
    feature = "csv",
    feature = "docs",
    feature = "files",
    feature = "garde",
    feature = "serve"
))]

#[path = "../../examples/users/app.rs"]
mod app;
#[path = "../../examples/users/checked.rs"]
mod checked;
#[path = "../../examples/users/error.rs"]
mod error;
#[path = "../../examples/users/events.rs"]
mod events;
#[path = "../../examples/users/image.rs"]
mod image;
#[path = "../../examples/users/log.rs"]
mod log;
#[path = "../../examples/users/model.rs"]
mod model;
#[path = "../../examples/users/password.rs"]
mod password;
#[path = "../../examples/users/report.rs"]
mod report;
#[path = "../../examples/users/routes/mod.rs"]
mod routes;
#[path = "../../examples/users/session.rs"]
mod session;
#[path = "../../examples/users/store/mod.rs"]
mod store;
#[path = "../../examples/users/token.rs"]
mod token;

#[allow(dead_code, reason = "it also keeps the lines of other threads")]
#[path = "../it/log.rs"]
mod captured;
#[path = "../it/walk.rs"]
mod walk;

mod contract;
mod database;
#[cfg(unix)]
mod program;
mod queries;
mod server;

mod avatars;
#[cfg(unix)]
mod binary;
mod create;
mod delete;
mod document;
mod exports;
mod following;
mod get;
mod hashing;
mod list;
mod oddities;
mod put;
mod reports;
mod secrets;
mod service;
mod sessions;
#[cfg(unix)]
mod socket;
#[cfg(feature = "testing")]
mod sweep;
mod unavailable;
mod update;
