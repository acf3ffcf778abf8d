//! 202 is declared, and nothing tells how to follow the work.
//!
//! A 202 says that the work is not done; without a task to ask about, the client never learns how it ended (RFC 9110
//! section 15.3.3). Return `Accepted::at(uri, value)`, or declare a model with a `task_id`, `job_id` or `operation_id`,
//! which `pick` and `omit` do not take away.
//! The bound is `FollowsTask` in `response-core`.

use super::Check;
use crate::model::Route;

pub const CHECK: Check<Route> = Check::Types;
