//! What must hold for an initiative beyond its fields.

use super::goals::known_goals;
use super::{INITIATIVE, Initiative, store};
use samverk_database::Tx;
use samverk_fields::{One, Referable as _};
use samverk_foundation::{Key, Ore, Problem, Problems};
use samverk_kept::{AnyKind, Gathered, Ground, Stored, is_named};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;

/// Plan and goal of every version of the collaboration's plans.
type KnownGoals = BTreeSet<(Key, Key)>;

pub(super) async fn gather(tx: &Tx, at: &dyn Ground) -> Result<Gathered, Problem> {
    let known: KnownGoals = match at.collaboration() {
        Some(collaboration) => known_goals(tx, collaboration).await?,
        None => KnownGoals::new(),
    };
    Ok(Arc::new(known))
}

pub(super) fn problems_of(
    initiative: &Initiative,
    before: Option<&Initiative>,
    gathered: &Gathered,
) -> Problems {
    let mut problems = Problems::default();
    let days = initiative.from.zip(initiative.to);
    if days.is_some_and(|(from, to)| from > to) {
        problems.push(Problem::invalid("initiative_period_backwards").at_field("to"));
    }
    if initiative.cost.is_some_and(Ore::is_negative) {
        problems.push(Problem::invalid("cost_negative").at_field("cost"));
    }
    problems.extend(wrong_efforts(initiative));
    let none = KnownGoals::new();
    let known = gathered.downcast_ref::<KnownGoals>().unwrap_or(&none);
    let stood = before.map_or(&[][..], |before| &before.goals);
    for (number, one) in initiative.goals.iter().enumerate() {
        let is_known = known.contains(&(one.plan.clone(), one.goal.clone()));
        if !is_known && !stood.contains(one) {
            let unknown = Problem::invalid("goal_not_in_plan");
            let unknown = unknown.with("goal", &one.goal).with("plan", &one.plan);
            problems.push(unknown.at_field(&format!("goals.{number}.goal")));
        }
    }
    problems
}

fn wrong_efforts(initiative: &Initiative) -> Vec<Problem> {
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    for (number, one) in initiative.efforts.iter().enumerate() {
        if one.cost.is_some_and(Ore::is_negative) {
            let negative = Problem::invalid("cost_negative");
            wrong.push(negative.at_field(&format!("efforts.{number}.cost")));
        }
        if !seen.insert((&one.party, one.year)) {
            let repeated = Problem::invalid("effort_repeated").with("party", &one.party);
            let repeated = repeated.with("year", one.year.0);
            wrong.push(repeated.at_field(&format!("efforts.{number}.year")));
        }
    }
    wrong
}

/// The process stays when something was decided in it, and nothing is built on itself.
pub(super) async fn keeps_ties(tx: &Tx, id: Uuid, after: &Initiative) -> Result<Problems, Problem> {
    let mut problems = Problems::default();
    let Some(before) = INITIATIVE.with_ids(tx, &[id]).await?.pop() else {
        return Ok(problems);
    };
    let process = |one: &Initiative| one.process.as_ref().and_then(One::id);
    if process(&before) != process(after) && store::is_decided(tx, &[id]).await? {
        problems.push(Problem::conflict("initiative_process_stays").at_field("process"));
    }
    let wanted: BTreeSet<Uuid> = after.builds_on.ids().collect();
    if !before.builds_on.ids().eq(after.builds_on.ids()) {
        let mut built: BTreeMap<Uuid, BTreeSet<Uuid>> = BTreeMap::new();
        for one in INITIATIVE.whole(tx, before.ground).await? {
            built.insert(one.id, one.builds_on.ids().collect());
        }
        built.insert(id, wanted);
        if leads_back(&built, id) {
            problems.push(Problem::invalid("initiative_circle").at_field("builds_on"));
        }
    }
    Ok(problems)
}

/// Whether one goes from something along what it builds on and comes back.
fn leads_back(built: &BTreeMap<Uuid, BTreeSet<Uuid>>, from: Uuid) -> bool {
    let mut left: Vec<Uuid> = built.get(&from).into_iter().flatten().copied().collect();
    let mut seen = BTreeSet::new();
    while let Some(one) = left.pop() {
        if one == from {
            return true;
        }
        if seen.insert(one) {
            left.extend(built.get(&one).into_iter().flatten());
        }
    }
    false
}

/// Fails with `initiative_decided` when a body has decided about it, and with `initiative_built_on` when another
/// is built on it.
pub(super) async fn is_free(tx: &Tx, one: &Stored) -> Result<(), Problem> {
    if store::is_decided(tx, &[one.id]).await? {
        return Err(Problem::conflict("initiative_decided"));
    }
    let kinds: [&dyn AnyKind; 1] = [&INITIATIVE];
    match is_named(tx, &kinds, Initiative::KIND, one.id).await? {
        true => Err(Problem::conflict("initiative_built_on")),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_on_itself_is_found_however_long_the_way() {
        let ids: Vec<Uuid> = (1..=3).map(Uuid::from_u128).collect();
        let mut built = BTreeMap::new();
        built.insert(ids[0], BTreeSet::from([ids[1]]));
        built.insert(ids[1], BTreeSet::from([ids[2]]));
        assert!(!leads_back(&built, ids[0]));
        built.insert(ids[2], BTreeSet::from([ids[1]]));
        assert!(
            !leads_back(&built, ids[0]),
            "a circle beside it is not its own"
        );
        built.insert(ids[2], BTreeSet::from([ids[0]]));
        assert!(leads_back(&built, ids[0]));
    }
}
