use super::collaboration::NeedRow;
use super::placed::{Placed, warn_missing};
use crate::actions::{SaveNeed, save_need};
use crate::model::Need;
use crate::{Scope, store};
use samverk_database::Tx;
use samverk_exchange::Intake;
use samverk_foundation::{Actor, Problem};

pub(super) async fn apply(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    rows: &[Placed<NeedRow>],
    intake: &mut Intake,
) -> Result<(), Problem> {
    let present = store::list_needs(tx, scope.collaboration.id).await?;
    let in_file = |need: &&Need| rows.iter().any(|row| row.value.key == need.key);
    let missing: Vec<_> = present
        .iter()
        .filter(|need| !in_file(need))
        .map(|need| need.key.to_string())
        .collect();
    let follows_file = missing.is_empty();
    if let Some(first) = rows.first() {
        warn_missing(intake, &first.file, &missing);
    }
    for (index, placed) in (0..).zip(rows) {
        let row = &placed.value;
        let before = present.iter().find(|need| need.key == row.key);
        let input = SaveNeed {
            kind: row.kind,
            area: row.area.clone(),
            text: row.text.clone(),
            position: follows_file.then_some(index),
            revision: before.map_or(0, |need| need.revision),
        };
        placed.note(
            intake,
            save_need(tx, actor, scope, row.key.clone(), input).await,
        )?;
    }
    Ok(())
}
