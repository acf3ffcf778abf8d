//! A declared status is one that the handler never answers.
//!
//! `NoContent` answers 204 and nothing else, `Upserted` 200 or 201: whatever else `status` lists, the document would tell
//! of an answer that no client ever gets. Drop the status, or return an outcome that can answer it. The bound is
//! `Reaches<STATUS>` in `response-core`; it is not judged where the outcome does not fit the contract at all.

use super::Check;
use crate::model::Route;

pub const CHECK: Check<Route> = Check::Types;
