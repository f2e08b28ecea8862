//! Members and mandates: whole lists, of the collaboration itself and of each group.

use super::apply::Known;
use super::apply_register::note_by_row;
use super::collaboration::{MandateRow, MemberRow};
use crate::actions::{save_mandates, save_members};
use crate::model::{Mandate, Member};
use crate::{GroupId, HeldGroup, Scope, store};
use samverk_database::Tx;
use samverk_exchange::Intake;
use samverk_exchange::{Placed, warn_missing};
use samverk_foundation::{Actor, Key, Problem};

/// Whose list: the collaboration's own, or a group's.
type Owner<'a> = Option<&'a HeldGroup>;

pub(super) async fn apply_members(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    groups: &[HeldGroup],
    known: &Known,
    rows: &[Placed<MemberRow>],
    intake: &mut Intake,
) -> Result<(), Problem> {
    note_unknown_groups(intake, groups, rows, |row| row.group.as_ref());
    let of_groups = store::list_group_members(tx, scope.collaboration.id).await?;
    let mut missing = Vec::new();
    for owner in owners(groups) {
        let (own_rows, mut list) = members_of(owner, known, rows, intake);
        let present = match owner {
            None => scope.members.clone(),
            Some(group) => of(GroupId(group.id), &of_groups),
        };
        for member in present {
            if !list.iter().any(|listed| listed.party.id == member.party.id) {
                missing.push(member.party.name.clone());
                list.push(member);
            }
        }
        // Nothing is said, and nothing stands.
        if list.is_empty() {
            continue;
        }
        let revision = owner.map_or(scope.collaboration.revision, |group| group.revision);
        if let Err(problems) = save_members(tx, actor, scope, owner, &list, revision).await {
            note_by_row(intake, &own_rows, "members", problems)?;
        }
    }
    if let Some(first) = rows.first() {
        warn_missing(intake, &first.file, &missing);
    }
    Ok(())
}

fn members_of<'a>(
    owner: Owner,
    known: &Known,
    rows: &'a [Placed<MemberRow>],
    intake: &mut Intake,
) -> (Vec<&'a Placed<MemberRow>>, Vec<Member>) {
    let own = rows
        .iter()
        .filter(|placed| placed.value.group.as_ref() == owner.map(|g| &g.key));
    own.filter_map(|placed| {
        let row = &placed.value;
        let party = known.party(intake, placed, "party", &row.party)?.clone();
        let (standing, note) = (row.standing, row.note.clone());
        Some((
            placed,
            Member {
                party,
                standing,
                from: row.from,
                to: row.to,
                note,
            },
        ))
    })
    .unzip()
}

pub(super) async fn apply_mandates(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    groups: &[HeldGroup],
    known: &Known,
    rows: &[Placed<MandateRow>],
    intake: &mut Intake,
) -> Result<(), Problem> {
    note_unknown_groups(intake, groups, rows, |row| row.group.as_ref());
    let present = store::list_mandates(tx, scope.collaboration.id).await?;
    let mut missing = Vec::new();
    for owner in owners(groups) {
        let (own_rows, mut list) = mandates_of(owner, known, rows, intake);
        let own = present
            .iter()
            .filter(|(group, _)| *group == owner.map(|group| GroupId(group.id)));
        let kept = left_over(&list, own.map(|(_, mandate)| mandate.clone()).collect());
        missing.extend(kept.iter().map(|mandate| mandate.title.clone()));
        list.extend(kept);
        let revision = owner.map_or(scope.collaboration.revision, |group| group.revision);
        if let Err(problems) = save_mandates(tx, actor, scope, owner, &list, revision).await {
            note_by_row(intake, &own_rows, "mandates", problems)?;
        }
    }
    if let Some(first) = rows.first() {
        warn_missing(intake, &first.file, &missing);
    }
    Ok(())
}

fn mandates_of<'a>(
    owner: Owner,
    known: &Known,
    rows: &'a [Placed<MandateRow>],
    intake: &mut Intake,
) -> (Vec<&'a Placed<MandateRow>>, Vec<Mandate>) {
    let own = rows
        .iter()
        .filter(|placed| placed.value.group.as_ref() == owner.map(|g| &g.key));
    own.filter_map(|placed| {
        let row = &placed.value;
        let party = known
            .optional_party(intake, placed, "party", row.party.as_ref())?
            .cloned();
        let (role, title) = (row.role, row.title.clone());
        Some((
            placed,
            Mandate {
                role,
                title,
                party,
                from: row.from,
                to: row.to,
            },
        ))
    })
    .unzip()
}

/// The mandates that no row speaks of. A row speaks of one with its role, title and party.
fn left_over(list: &[Mandate], mut present: Vec<Mandate>) -> Vec<Mandate> {
    for listed in list {
        let party = |mandate: &Mandate| mandate.party.as_ref().map(|party| party.id);
        let same = present.iter().position(|mandate| {
            (mandate.role, &mandate.title, party(mandate))
                == (listed.role, &listed.title, party(listed))
        });
        if let Some(index) = same {
            present.remove(index);
        }
    }
    present
}

fn owners(groups: &[HeldGroup]) -> impl Iterator<Item = Owner<'_>> {
    std::iter::once(None).chain(groups.iter().map(Some))
}

fn of<T: Clone>(group: GroupId, all: &[(GroupId, T)]) -> Vec<T> {
    all.iter()
        .filter(|(id, _)| *id == group)
        .map(|(_, one)| one.clone())
        .collect()
}

fn note_unknown_groups<T>(
    intake: &mut Intake,
    groups: &[HeldGroup],
    rows: &[Placed<T>],
    group: impl Fn(&T) -> Option<&Key>,
) {
    for row in rows {
        if let Some(key) = group(&row.value)
            && !groups.iter().any(|group| group.key == *key)
        {
            intake
                .problems
                .push(row.unknown("group_unknown", "group", key));
        }
    }
}
