//! The parts of a [`Reply`](crate::Reply), and why a header or a cookie cannot be sent.
//!
//! ```
//! use steadfast::prelude::*;
//! use steadfast::reply::{HeaderError, HeaderFault, HeaderField};
//!
//! let error: HeaderError = Reply::new(()).try_header("Content-Length", "7").unwrap_err();
//! assert_eq!((error.name(), error.fault()), ("Content-Length", HeaderFault::Owned));
//!
//! /// A type of yours can be a field of `#[derive(ResponseHeaders)]`.
//! struct Percent(u8);
//!
//! impl HeaderField for Percent {
//!     fn value(&self) -> Option<String> {
//!         Some(format!("{}%", self.0))
//!     }
//!
//!     fn schema() -> serde_json::Value {
//!         serde_json::json!({ "type": "string", "pattern": "^[0-9]+%$" })
//!     }
//! }
//!
//! #[derive(ResponseHeaders)]
//! struct Progress {
//!     /// How much of the import is done.
//!     x_progress: Percent,
//! }
//! ```

#[cfg(feature = "cookies")]
pub use response_core::message::{CookieError, CookieFault};
pub use response_core::outcome::reply::{HeaderError, HeaderFault, HeaderField, SentHeaders};
