//! Turns a judged contract into emitted code. Nothing here reports a fault.

mod assertion;
pub mod error;
mod exceptions;
pub mod headers;
pub mod model;
pub mod paths;
pub mod place;
pub mod responses;
pub mod route;
mod selected;
pub mod state;
