//! General types for outcomes: the path of a route, and the parts of an answer.

pub use response_core::message::Response;
pub use response_core::outcome::{PathParameters, PlainAnswer, route_path};
