use super::apply::Known;
use super::collaboration::GroupRow;
use crate::actions::{List, SaveGroup, save_group_in};
use crate::model::{Group, parents_first};
use crate::{Scope, store};
use samverk_database::Tx;
use samverk_exchange::Intake;
use samverk_exchange::{Placed, warn_missing};
use samverk_foundation::{Actor, Key, Problem};
use std::collections::{BTreeMap, BTreeSet};

/// Saves the groups, parents before children. They stand in the order of the file, unless the
/// installation has groups that the file lacks.
pub(super) async fn apply(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    known: &Known,
    rows: &[Placed<GroupRow>],
    intake: &mut Intake,
) -> Result<(), Problem> {
    let present = store::list_groups(tx, scope.collaboration.id).await?;
    let missing = missing(rows, &present);
    let present = present.into_iter().map(|group| (group.key.clone(), group));
    let mut present: BTreeMap<_, _> = present.collect();
    let follows_file = missing.is_empty();
    if let Some(first) = rows.first() {
        warn_missing(intake, &first.file, &missing);
    }
    let keys: Vec<_> = rows.iter().map(|row| row.value.key.clone()).collect();
    let (order, circle) = parents_first(&keys, |index| rows[index].value.parent.clone());
    for index in circle {
        let circle = Problem::invalid("group_own_parent").at_column("parent");
        intake.problems.push(rows[index].place(circle));
    }
    let mut list = List::groups(tx, scope.collaboration.id).await?;
    for index in order {
        let position = i64::try_from(index).ok().filter(|_| follows_file);
        let Some(input) = input(known, &rows[index], &present, position, intake) else {
            continue;
        };
        let key = rows[index].value.key.clone();
        let saved = save_group_in(tx, actor, scope, &mut list, key, input).await;
        if let Some(group) = rows[index].note(intake, saved)? {
            present.insert(group.key.clone(), group);
        }
    }
    Ok(())
}

fn missing(rows: &[Placed<GroupRow>], present: &[Group]) -> Vec<String> {
    let named: BTreeSet<_> = rows.iter().map(|row| &row.value.key).collect();
    present
        .iter()
        .filter(|group| !named.contains(&group.key))
        .map(|group| group.name.clone())
        .collect()
}

fn input(
    known: &Known,
    placed: &Placed<GroupRow>,
    present: &BTreeMap<Key, Group>,
    position: Option<i64>,
    intake: &mut Intake,
) -> Option<SaveGroup> {
    let row = &placed.value;
    let host = known.optional_party(intake, placed, "host", row.host.as_ref());
    let parent = match &row.parent {
        None => Some(None),
        Some(key) => {
            let found = present.get(key);
            if found.is_none() {
                intake
                    .problems
                    .push(placed.unknown("group_unknown", "parent", key));
            }
            found.map(|group| Some(group.id))
        }
    };
    let before = present.get(&row.key);
    Some(SaveGroup {
        name: row.name.clone(),
        kind: row.kind,
        organiser: row.organiser.clone(),
        parent: parent?,
        reach: row.reach,
        legal_form: row.legal_form,
        host: host?.map(|party| party.id),
        purpose: row.purpose.clone(),
        cooperation: row.cooperation.clone(),
        cost: row.cost,
        financed_by: row.financed_by.clone(),
        note: row.note.clone(),
        position,
        revision: before.map_or(0, |group| group.revision),
    })
}
