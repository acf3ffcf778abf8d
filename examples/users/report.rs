//! A report about users: how many there are of each mail server, in the log.

use std::collections::BTreeMap;

use futures_util::TryStreamExt;
use tracing::{error, info};

use crate::model::TaskStatus;
use crate::store::Store;

/// Writes the report, and down how far it is.
pub async fn write(store: Store, task_id: String) {
    let written = async {
        store.set_task(&task_id, TaskStatus::Running).await?;
        let hosts = count(&store).await?;
        info!(task_id, ?hosts, "users of each mail server");
        store.set_task(&task_id, TaskStatus::Done).await
    };
    if let Err(cause) = written.await {
        error!(task_id, %cause, "the report failed");
        if let Err(cause) = store.set_task(&task_id, TaskStatus::Failed).await {
            error!(task_id, %cause, "nor could that be written down");
        }
    }
}

async fn count(store: &Store) -> sqlx::Result<BTreeMap<String, u64>> {
    let users = store.clone().all_after(0);
    users
        .try_fold(BTreeMap::new(), async |mut hosts, user| {
            if let Some((_, host)) = user.email.rsplit_once('@') {
                *hosts.entry(host.to_lowercase()).or_default() += 1;
            }
            Ok(hosts)
        })
        .await
}
