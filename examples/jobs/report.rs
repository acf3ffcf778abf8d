//! The job: writing a report.

use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::queue::BoxError;

/// What to write: the job as it lies in the queue, and the body of the request.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    title: String,
    /// Each takes a tenth of a second.
    pages: u16,
}

/// A job runs at least once: if a worker dies during it, it starts again. So running it twice must do no harm.
pub async fn write_report(report: Report) -> Result<(), BoxError> {
    if report.title.is_empty() {
        return Err("a report without a title cannot be filed".into());
    }
    for _ in 0..report.pages {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}
