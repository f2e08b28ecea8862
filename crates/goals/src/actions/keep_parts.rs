//! What described things name by key stays in some version of the plan.

use crate::{KINDS, PlanScope};
use samverk_database::Tx;
use samverk_foundation::Problem;
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
    let named = left_alone(tx, KINDS, before, after).await?;
    let Some(part) = named.first().map(|one| &one.key) else {
        return Ok(());
    };
    let things = named.iter().filter(|one| one.key == *part);
    let mut things: Vec<&str> = things.map(|one| one.name.as_str()).collect();
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
