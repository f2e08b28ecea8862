use super::collaboration::NeedRow;
use super::placed::{Placed, warn_missing};
use crate::Scope;
use crate::actions::{List, SaveNeed, save_need_in};
use samverk_database::Tx;
use samverk_exchange::Intake;
use samverk_foundation::{Actor, Key, Problem};
use std::collections::{BTreeMap, BTreeSet};

pub(super) async fn apply(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    rows: &[Placed<NeedRow>],
    intake: &mut Intake,
) -> Result<(), Problem> {
    let mut list = List::needs(tx, scope.collaboration.id).await?;
    let present = list.rows().map(|one| (one.key.clone(), one.revision));
    let present: BTreeMap<_, _> = present.collect();
    let named: BTreeSet<_> = rows.iter().map(|row| &row.value.key).collect();
    let missing = present.keys().filter(|key| !named.contains(key));
    let missing: Vec<_> = missing.map(Key::to_string).collect();
    let follows_file = missing.is_empty();
    if let Some(first) = rows.first() {
        warn_missing(intake, &first.file, &missing);
    }
    for (index, placed) in (0..).zip(rows) {
        let row = &placed.value;
        let input = SaveNeed {
            kind: row.kind,
            area: row.area.clone(),
            text: row.text.clone(),
            position: follows_file.then_some(index),
            revision: present.get(&row.key).copied().unwrap_or_default(),
        };
        placed.note(
            intake,
            save_need_in(tx, actor, scope, &mut list, row.key.clone(), input).await,
        )?;
    }
    Ok(())
}
