//! The log of what has been disposed of. It lies beside the files and not in the database, so that an older copy of the
//! database which is put back learns what has gone since before anybody sees it.

use super::carrying::{dispose, registry_key, remove};
use super::kind::HeldDisposal;
use crate::store::DisposalRow;
use chrono::NaiveDate;
use futures_util::StreamExt;
use samverk_cases::{REGISTRY, store as cases};
use samverk_database::{Db, Tx, find_setting, hold_setting, put_setting};
use samverk_files::{Files, Storage, whole_of};
use samverk_foundation::{Actor, Problem};
use samverk_kept::Ground;
use samverk_parties::Owner;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Where it lies beside the files.
const FOLDER: &str = "disposals";
/// The last stretch of the log that the database has been told of.
const REPLAYED: &str = "disposals_replayed";

/// A case that went: nothing of what it was about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    party: String,
    registry: String,
    case: String,
    on: NaiveDate,
    mandate: String,
}

impl Entry {
    pub(super) async fn of(
        tx: &Tx,
        owner: &Owner,
        disposal: &HeldDisposal,
        row: &DisposalRow,
    ) -> Result<Self, Problem> {
        let gone = || Problem::internal("what a disposal names is gone");
        let registry = disposal.registry.id().ok_or_else(gone)?;
        Ok(Self {
            party: owner.party.key.to_string(),
            registry: registry_key(tx, registry).await?,
            case: row.case_key.clone(),
            on: tx.today(),
            mandate: disposal.mandate.to_string(),
        })
    }
}

/// Where the log lies.
pub struct DisposalLog(Storage);

impl DisposalLog {
    pub fn beside(files: &Files) -> Result<Self, Problem> {
        let away = |cause| Problem::unavailable("file_storage_away").because(cause);
        Ok(Self(files.storage.beside(FOLDER).map_err(away)?))
    }

    /// Writes a stretch before the database says that it went: what breaks off in between is done when the program starts
    /// again. Answers its name.
    pub(super) async fn write(&self, id: Uuid, entries: &[Entry]) -> Result<(), Problem> {
        let mut writer = self.0.writer(id, u64::MAX);
        for entry in entries {
            let mut line = serde_json::to_vec(entry).map_err(Problem::internal)?;
            line.push(b'\n');
            writer.write(&line).await?;
        }
        writer.finish().await.map(|_| ())
    }

    /// What did not happen after all.
    pub(super) async fn forget(&self, id: Uuid) -> Result<(), Problem> {
        self.0.remove(id).await
    }

    /// The names of the stretches after one, in the order in which they came.
    async fn after(&self, last: Option<Uuid>) -> Result<Vec<Uuid>, Problem> {
        let lying: Vec<_> = self.0.list().collect().await;
        let ids = lying.into_iter().map(|one| one.map(|one| one.id));
        let mut ids: Vec<Uuid> = ids.collect::<Result<_, _>>()?;
        ids.retain(|id| last.is_none_or(|last| *id > last));
        ids.sort_unstable();
        Ok(ids)
    }

    async fn read(&self, id: Uuid) -> Result<Vec<Entry>, Problem> {
        let bytes = whole_of(&self.0, id).await?;
        let lines = bytes.split(|byte| *byte == b'\n');
        let lines = lines.filter(|line| !line.is_empty());
        lines
            .map(|line| serde_json::from_slice(line).map_err(Problem::internal))
            .collect()
    }
}

/// Disposes once more of what has gone and stands in the database all the same: it is an older copy. Answers how many cases
/// went. Done before anybody is let in.
pub async fn replay(db: &Db, files: &Files) -> Result<u64, Problem> {
    let log = DisposalLog::beside(files)?;
    let tx = db.read().await?;
    let last = find_setting(&tx, REPLAYED).await?;
    drop(tx);
    let last = last.and_then(|last| Uuid::try_parse(&last).ok());
    let mut gone = 0;
    for id in log.after(last).await? {
        let entries = log.read(id).await?;
        let tx = db.begin("replay_disposals").await?;
        hold_setting(&tx, REPLAYED).await?;
        let mut bytes = Vec::new();
        for entry in &entries {
            if let Some(of_case) = once_more(&tx, entry).await? {
                gone += 1;
                bytes.extend(of_case);
            }
        }
        put_setting(&tx, REPLAYED, &id.to_string()).await?;
        tx.commit().await?;
        remove(&files.storage, &bytes).await?;
    }
    Ok(gone)
}

/// The bytes of a case that stands all the same.
async fn once_more(tx: &Tx, entry: &Entry) -> Result<Option<Vec<Uuid>>, Problem> {
    let actor = Actor::System("disposal");
    let Some(party) = samverk_parties::store::find_party(tx, &entry.party).await? else {
        return Ok(None);
    };
    let owner = Owner::seen_by(&actor, party);
    let registries = REGISTRY.whole(tx, owner.id()).await?;
    let mut registries = registries.iter();
    let Some(registry) = registries.find(|one| one.key.as_str() == entry.registry) else {
        return Ok(None);
    };
    let Some(case) = cases::find_case(tx, registry.id, &entry.case).await? else {
        return Ok(None);
    };
    let told = (&case, entry.on, entry.mandate.as_str());
    dispose(tx, &actor, &owner.party.name, told).await.map(Some)
}
