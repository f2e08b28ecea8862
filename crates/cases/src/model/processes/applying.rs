//! Applying another version of a process to cases under way.

use super::Standing;
use crate::processes::CaseProcess;
use samverk_fields::choices;
use samverk_foundation::{Key, Problem, Problems};
use std::collections::BTreeMap;

choices!(
    /// What became of a case.
    Applied {
        /// It goes by the other version, in the same state.
        Stays = "stays",
        /// It goes by the other version, in the state that was said for where it stood.
        Moved = "moved",
        /// It had no such number, or went by another version, or was closed.
        Left = "left",
    }
);

/// Where cases go that stand in states that the other version does not have.
pub type Places = BTreeMap<Key, Key>;

/// The states of a version that another does not have.
pub fn gone<'p>(before: &'p CaseProcess, after: &CaseProcess) -> Vec<&'p Key> {
    let states = before.states.iter().filter(|one| !one.closes);
    let gone = states.filter(|one| after.state(&one.key).is_none_or(|state| state.closes));
    gone.map(|one| &one.key).collect()
}

/// Fails with `process_place_missing` or `process_place_invalid`, each at the field of its state.
pub fn check_places(before: &CaseProcess, after: &CaseProcess, places: &Places) -> Problems {
    let mut problems = Problems::default();
    for state in gone(before, after) {
        let at = format!("to_{state}");
        match places.get(state) {
            None => problems.push(Problem::invalid("process_place_missing").at_field(&at)),
            Some(to) if after.state(to).is_none_or(|state| state.closes) => {
                let invalid = Problem::invalid("process_place_invalid").with("value", to);
                problems.push(invalid.at_field(&at));
            }
            Some(_) => {}
        }
    }
    problems
}

/// Where a case stands in the other version; nothing when nobody said so.
pub fn applied(
    standing: &Standing,
    after: (&CaseProcess, uuid::Uuid),
    places: &Places,
    today: chrono::NaiveDate,
) -> Option<(Standing, Applied)> {
    let (process, id) = after;
    let is_open = |key: &Key| process.state(key).is_some_and(|state| !state.closes);
    let before = standing.before.clone().filter(is_open);
    let stays = Standing {
        process: id,
        before: before.clone(),
        ..standing.clone()
    };
    if is_open(&standing.state) {
        return Some((stays, Applied::Stays));
    }
    let to = places.get(&standing.state).filter(|key| is_open(key))?;
    let moved = Standing {
        before,
        ..stays.moved(to.clone(), today)
    };
    Some((moved, Applied::Moved))
}
