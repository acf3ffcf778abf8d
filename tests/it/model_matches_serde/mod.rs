//! A response model writes the bytes that serde writes and has the schema that schemars derives, whatever attributes
//! the type has.

mod annotations;
mod components;
mod enums;
pub mod equal;
mod exclusions;
mod filling;
mod generics;
mod hostile;
mod keys;
mod leaves;
mod members;
mod names;
mod pages;
#[cfg(feature = "chrono")]
mod properties;
mod shapes;
mod structs;
mod traps;
mod unset;
