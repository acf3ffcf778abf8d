//! Tokens to raw, spanned arguments. A fault is reported and the reading goes on.
//!
//! Attributes are read in two ways. Our own have types as values and parts without a key: each is a table of
//! [`grammar`]. Those of other crates are lists of literals: [`foreign`] gives them to darling.

pub mod docs;
mod elsewhere;
pub mod error;
mod faults;
mod foreign;
pub mod grammar;
pub mod headers;
mod list;
mod mentions;
pub mod model;
pub mod responses;
pub mod route;
pub mod schema;
pub mod state;
mod ungroup;

pub use foreign::{case, schemars, serde};
pub use list::split;

pub use mentions::Mentions;
