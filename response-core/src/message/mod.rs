//! The parts of an HTTP response: bodies, media types, validators, cookies, and the work that runs once it has been
//! sent.

pub mod accept;
pub mod after;
pub mod body;
pub(crate) mod broken;
#[cfg(feature = "cookie")]
mod cookie;
pub mod entity_tag;
pub(crate) mod headers;
pub(crate) mod log;
pub mod media_type;
pub mod panic;
pub mod ranged;
pub mod representation;
pub mod validator;
mod version_tag;

pub use body::{Body, BoxError};
#[cfg(feature = "cookie")]
pub use cookie::{CookieError, CookieFault, SetCookie};
pub use log::{Chain, LOG, panic_message};
pub use version_tag::VersionTag;

/// A response as a type of the `http` crate, which every framework accepts.
pub type Response = http::Response<Body>;
