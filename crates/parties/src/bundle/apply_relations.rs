use super::apply::Known;
use super::collaboration::{OthersRow, RelationRow};
use super::placed::{Placed, warn_missing};
use crate::actions::{SaveRelation, save_relation};
use crate::model::{Others, Relation};
use crate::{Scope, store};
use samverk_database::Tx;
use samverk_exchange::Intake;
use samverk_foundation::{Actor, Problem};

pub(super) async fn apply(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    known: &Known,
    rows: &[Placed<RelationRow>],
    intake: &mut Intake,
) -> Result<(), Problem> {
    let present = store::list_relations(tx, scope.collaboration.id).await?;
    let in_file = |relation: &&Relation| rows.iter().any(|row| row.value.key == relation.key);
    let missing: Vec<_> = present
        .iter()
        .filter(|r| !in_file(r))
        .map(|relation| relation.key.to_string())
        .collect();
    let follows_file = missing.is_empty();
    if let Some(first) = rows.first() {
        warn_missing(intake, &first.file, &missing);
    }
    for (index, placed) in (0..).zip(rows) {
        let position = follows_file.then_some(index);
        let Some(input) = input(known, placed, &present, position, intake) else {
            continue;
        };
        let saved = save_relation(tx, actor, scope, placed.value.key.clone(), input).await;
        placed.note(intake, saved)?;
    }
    Ok(())
}

fn input(
    known: &Known,
    placed: &Placed<RelationRow>,
    present: &[Relation],
    position: Option<i64>,
    intake: &mut Intake,
) -> Option<SaveRelation> {
    let row = &placed.value;
    let party = known.party(intake, placed, "party", &row.party);
    let others = match &row.others {
        OthersRow::All => Some(Others::All),
        OthersRow::Parties(keys) => {
            let ids = keys
                .iter()
                .map(|key| known.party(intake, placed, "others", key));
            let ids: Vec<_> = ids.map(|party| party.map(|party| party.id)).collect();
            ids.into_iter()
                .collect::<Option<Vec<_>>>()
                .map(Others::Parties)
        }
    };
    let before = present.iter().find(|relation| relation.key == row.key);
    Some(SaveRelation {
        party: party?.id,
        others: others?,
        topics: row.topics.clone(),
        reach: row.reach,
        certainty: row.certainty,
        note: row.note.clone(),
        position,
        revision: before.map_or(0, |relation| relation.revision),
    })
}
