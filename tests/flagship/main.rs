//! The flagship over HTTP, without sockets: what `examples/users` promises, fact by fact.
//!
//! Every fact is checked on a database in memory, and on the server of `TEST_DATABASE_URL` as well, if that is set.

#[path = "../../examples/users/checked.rs"]
mod checked;
#[path = "../../examples/users/error.rs"]
mod error;
#[path = "../../examples/users/model.rs"]
mod model;
#[path = "../../examples/users/password.rs"]
mod password;
#[path = "../../examples/users/routes.rs"]
mod routes;
#[path = "../../examples/users/store.rs"]
mod store;

mod contract;
mod database;
mod server;

mod create;
mod delete;
mod document;
mod get;
mod list;
mod service;
mod sweep;
mod update;
