//! What indicators and described things name by key stays in some version of the plan.

use crate::{KINDS, PlanScope, store};
use samverk_database::Tx;
use samverk_foundation::{Key, Problem};
use samverk_kept::left_alone;

/// So many are told by name; who moves them sees the others then.
const TOLD: usize = 5;

/// Fails with `plan_part_in_use` when the plan has lost a focus area or a goal that something names.
pub async fn keep_named_parts(
    tx: &Tx,
    before: &PlanScope,
    after: &PlanScope,
) -> Result<(), Problem> {
    if !loses_any(before, after) {
        return Ok(());
    }
    let indicators = store::list_indicators(tx, &[before.plan.id]).await?;
    let is_left = |key: &Key| before.has_goal(key) && !after.has_goal(key);
    let indicators = indicators.into_iter().filter(|one| is_left(&one.goal));
    let indicators = indicators.map(|one| (one.goal, one.name));
    let others = left_alone(tx, KINDS, before, after).await?.into_iter();
    let named = indicators.chain(others.map(|one| (one.key, one.name)));
    let named: Vec<(Key, String)> = named.collect();
    let Some((part, _)) = named.first() else {
        return Ok(());
    };
    let things = named.iter().filter(|(key, _)| key == part);
    let mut things: Vec<&str> = things.map(|(_, name)| name.as_str()).collect();
    if things.len() > TOLD {
        things.truncate(TOLD);
        things.push("…");
    }
    let problem = Problem::conflict("plan_part_in_use").with("part", before.name_of_part(part));
    Err(problem.with("things", things.join(", ")))
}

fn loses_any(before: &PlanScope, after: &PlanScope) -> bool {
    let mut contents = before.versions.iter().map(|version| &version.content);
    contents.any(|content| {
        let mut areas = content.focus_areas.iter().map(|area| &area.key);
        let mut goals = content.goals.iter().map(|goal| &goal.key);
        areas.any(|key| !after.has_focus_area(key)) || goals.any(|key| !after.has_goal(key))
    })
}
