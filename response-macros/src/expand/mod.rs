//! A judged contract to glue. Nothing here finds fault.

mod assertion;
pub mod error;
mod exceptions;
pub mod headers;
pub mod model;
pub mod paths;
pub mod place;
pub mod responses;
pub mod route;
