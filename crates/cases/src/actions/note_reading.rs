use crate::CaseId;
use crate::model::{READINGS_KEPT, Read};
use crate::store;
use samverk_database::Db;
use samverk_foundation::{Actor, PartyId, Problem};

/// Notes that somebody has read something of a case, in a transaction of its own: who reads waits for nobody.
pub async fn note_reading(
    db: &Db,
    actor: &Actor,
    case: CaseId,
    read: &Read,
    through: Option<PartyId>,
) -> Result<(), Problem> {
    let Some(person) = actor.person() else {
        return Ok(());
    };
    let tx = db.begin("note_reading").await?;
    store::note_reading(&tx, (case, person.id), read, through).await?;
    tx.commit().await
}

/// Forgets what was read so long ago that nobody asks for it any more.
pub async fn forget_readings(db: &Db) -> Result<(), Problem> {
    let tx = db.begin("forget_readings").await?;
    let Some(before) = tx.today().checked_sub_signed(READINGS_KEPT) else {
        return Ok(());
    };
    store::delete_readings(&tx, before).await?;
    tx.commit().await
}
