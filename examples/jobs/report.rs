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

/// A job is run at least once: when a worker dies amid it, from the start again. So what it does twice must do no harm.
pub async fn write_report(report: Report) -> Result<(), BoxError> {
    if report.title.is_empty() {
        return Err("a report without a title cannot be filed".into());
    }
    for _ in 0..report.pages {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}
