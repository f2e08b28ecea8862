use super::apply::Known;
use super::collaboration::{OthersRow, RelationRow};
use crate::Scope;
use crate::actions::{List, SaveRelation, save_relation_in};
use crate::model::Others;
use samverk_database::Tx;
use samverk_exchange::Intake;
use samverk_exchange::{Placed, warn_missing};
use samverk_foundation::{Actor, Key, Problem};
use std::collections::{BTreeMap, BTreeSet};

pub(super) async fn apply(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    known: &Known,
    rows: &[Placed<RelationRow>],
    intake: &mut Intake,
) -> Result<(), Problem> {
    let mut list = List::relations(tx, scope.collaboration.id).await?;
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
        let position = follows_file.then_some(index);
        let Some(input) = input(known, placed, &present, position, intake) else {
            continue;
        };
        let key = placed.value.key.clone();
        let saved = save_relation_in(tx, actor, scope, &mut list, key, input).await;
        placed.note(intake, saved)?;
    }
    Ok(())
}

fn input(
    known: &Known,
    placed: &Placed<RelationRow>,
    present: &BTreeMap<Key, i64>,
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
    Some(SaveRelation {
        party: party?.id,
        others: others?,
        topics: row.topics.clone(),
        reach: row.reach,
        certainty: row.certainty,
        note: row.note.clone(),
        position,
        revision: present.get(&row.key).copied().unwrap_or_default(),
    })
}
