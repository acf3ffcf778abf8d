//! A report about users: how many there are for each of the largest mail servers, in the log.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::TryStreamExt;
use tokio::time::sleep;
use tracing::{error, info};

use crate::model::{TaskId, TaskStatus};
use crate::store::{self, Store};

/// How often a report renews its lease: several times before it would expire.
const SIGN_OF_LIFE: Duration = Duration::from_secs(3);

/// How many mail servers are logged: whoever creates users chooses how many there are.
const LARGEST: usize = 10;

#[derive(Debug, thiserror::Error)]
enum ReportError {
    #[error(transparent)]
    Database(#[from] store::Error),
    #[error("it was taken for dead, and has failed by now")]
    TakenForDead,
}

/// Writes the report, and records its progress.
pub async fn write(store: Store, id: TaskId) {
    let written = async {
        note(&store, &id, TaskStatus::Running).await?;
        let hosts = tokio::select! {
            hosts = count(&store) => hosts?,
            lost = stay_alive(&store, &id) => return lost,
        };
        let all = hosts.len();
        let mut largest: Vec<_> = hosts.into_iter().collect();
        largest.sort_by_key(|(_, users)| Reverse(*users));
        largest.truncate(LARGEST);
        info!(
            task_id = id.as_str(),
            all,
            ?largest,
            "users of each mail server"
        );
        note(&store, &id, TaskStatus::Done).await
    };
    if let Err(cause) = written.await {
        error!(task_id = id.as_str(), %cause, "the report failed");
        if let Err(cause) = store.set_task(&id, TaskStatus::Failed).await {
            error!(task_id = id.as_str(), %cause, "the failure of the report could not be stored");
        }
    }
}

async fn note(store: &Store, id: &TaskId, status: TaskStatus) -> Result<(), ReportError> {
    if store.set_task(id, status).await? {
        Ok(())
    } else {
        Err(ReportError::TakenForDead)
    }
}

/// Renews the lease, and ends only on an error.
async fn stay_alive(store: &Store, id: &TaskId) -> Result<(), ReportError> {
    loop {
        sleep(SIGN_OF_LIFE).await;
        note(store, id, TaskStatus::Running).await?;
    }
}

async fn count(store: &Store) -> store::Result<BTreeMap<String, u64>> {
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
