//! Tokens to raw, spanned arguments. A fault is reported and the reading goes on.

pub mod arguments;
pub mod case;
pub mod docs;
mod elsewhere;
pub mod error;
pub mod headers;
pub mod model;
pub mod responses;
pub mod route;
pub mod serde;
mod ungroup;
