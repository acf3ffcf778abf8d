//! The parts of a problem: its members, the faults of a request, and the error formats of an app.
//!
//! ```
//! use steadfast::problem::{Fault, Loc, RenderedProblem};
//! use steadfast::{ErrorFormat, Problem};
//!
//! let fault = Fault::new([Loc::from("body"), Loc::from("items"), Loc::from(3)], "must be at most 10", "less_than_equal").limit(10);
//! assert_eq!(fault.to_string(), "body.items.3: must be at most 10");
//! let problem = Problem::invalid([fault]).instance("/orders").request_id("7f3a");
//! assert_eq!((problem.status.as_u16(), problem.errors.len()), (422, 1));
//!
//! let RenderedProblem { media_type, body, .. } = ErrorFormat::Detail.render(&problem);
//! assert_eq!(media_type, "application/json");
//! assert!(body.starts_with(br#"{"detail":[{"loc":["body","items",3]"#));
//! ```

pub use response_core::problem::{
    CustomFormat, ErrorSource, Fault, HandledErrors, Loc, Members, RenderedProblem,
};
