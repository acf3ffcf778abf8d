//! Response models as JSON, and the writer for models that are written by hand.
//!
//! ```
//! use steadfast::json;
//! use steadfast::prelude::*;
//!
//! struct User { id: i64, name: String }
//!
//! #[derive(ResponseModel)]
//! #[response(from = User)]
//! struct UserOut { name: String }
//!
//! let ada = UserOut { name: "Ada".to_owned() };
//! assert_eq!(json::to_vec(&ada)?, br#"{"name":"Ada"}"#);          // for a cache, a queue or a test
//!
//! let row = User { id: 7, name: "Grace".to_owned() };
//! let bytes = json::filled_to_vec::<UserOut, steadfast::model::policy::Everything, _>(row)?;
//! assert_eq!(bytes, br#"{"name":"Grace"}"#);
//!
//! let error = json::to_vec(&f64::NAN).unwrap_err();
//! println!("{error}");                                            // JSON has no such number
//! # Ok::<(), json::Error>(())
//! ```

pub use response_core::json::{Error, Finite, Out};
pub use response_core::model::{filled_to_vec, to_vec};
