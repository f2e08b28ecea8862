//! Results and uploads whose time is over, and bytes that no work tells of.

use crate::{Machine, store};
use chrono::TimeDelta;
use futures_util::StreamExt;
use samverk_database::Db;
use samverk_foundation::Problem;
use std::time::Duration;
use uuid::Uuid;

/// What was written before its row was, by a process that was killed; none takes so long.
const ORPHAN_AGE: TimeDelta = TimeDelta::days(1);
const HALF_WRITTEN_AGE: Duration = Duration::from_secs(24 * 60 * 60);
/// So many names are asked for at once.
const STRETCH: usize = 500;

/// Two servers that tidy at once do what one does: bytes go before their row says so.
pub async fn tidy(db: &Db, machine: &Machine) -> Result<(), Problem> {
    let storage = machine.storage()?;
    loop {
        let expired = store::list_expired(&db.read().await?).await?;
        if expired.is_empty() {
            break;
        }
        for work in expired {
            let result = work.result.as_ref().map(|result| result.id);
            for id in result.into_iter().chain(work.upload) {
                storage.remove(id).await?;
            }
            let tx = db.begin("forget_bytes_of_long_work").await?;
            store::forget_bytes(&tx, work.id).await?;
            tx.commit().await?;
        }
    }
    let tx = db.begin("forget_long_works").await?;
    store::forget_old(&tx).await?;
    tx.commit().await?;
    remove_orphans(db, machine).await?;
    storage.sweep(HALF_WRITTEN_AGE);
    Ok(())
}

async fn remove_orphans(db: &Db, machine: &Machine) -> Result<(), Problem> {
    let storage = machine.storage()?;
    let mut stretches = storage.list().chunks(STRETCH);
    while let Some(stretch) = stretches.next().await {
        let lying = stretch.into_iter().collect::<Result<Vec<_>, _>>()?;
        let ids: Vec<Uuid> = lying.iter().map(|one| one.id).collect();
        let tx = db.read().await?;
        let (known, now) = (store::known_among(&tx, &ids).await?, tx.now());
        drop(tx);
        let lost = lying.iter().filter(|one| !known.contains(&one.id));
        for one in lost.filter(|one| now - one.since > ORPHAN_AGE) {
            storage.remove(one.id).await?;
        }
    }
    Ok(())
}
