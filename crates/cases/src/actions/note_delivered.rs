use super::note_for;
use crate::model::Changes;
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use serde_json::json;
use uuid::Uuid;

/// So many cases are read at once.
const STRETCH: usize = 500;

/// Each of these cases tells in its history which archive has it, and in which package.
pub async fn note_delivered(
    tx: &Tx,
    actor: &Actor,
    party: &str,
    (cases, (archive, package)): (&[Uuid], (&str, &str)),
) -> Result<(), Problem> {
    for stretch in cases.chunks(STRETCH) {
        for case in store::list_cases_by_id(tx, stretch).await? {
            let mut changes = Changes::new();
            changes.insert("archive".to_owned(), json!([null, archive]));
            changes.insert("package".to_owned(), json!([null, package]));
            note_for(tx, actor, party, ("case.delivered", &case), changes).await?;
        }
    }
    Ok(())
}
