//! The focus areas of the collaboration's plans, to choose from in a budget.

use samverk_database::Tx;
use samverk_engine::BudgetPart;
use samverk_foundation::{Key, Problem};
use samverk_goals::model::{Plan, PlanVersion};
use samverk_parties::Scope;
use samverk_web::Choice;

/// By their names in the latest version of the newest plan. What a part already says stays a
/// choice, also when no plan has it.
pub async fn focus_area_choices(
    tx: &Tx,
    scope: &Scope,
    parts: &[BudgetPart],
) -> Result<Vec<Choice>, Problem> {
    let plans = samverk_goals::store::list_plans(tx, scope.collaboration.id).await?;
    let ids: Vec<_> = plans.iter().map(|plan| plan.id).collect();
    let versions = samverk_goals::store::list_versions_of(tx, &ids).await?;
    let mut choices: Vec<Choice> = Vec::new();
    let mut offer = |key: &Key, name: &str| {
        if !choices.iter().any(|known| known.value == key.as_str()) {
            choices.push(Choice::new(key, name));
        }
    };
    for version in plans.iter().flat_map(|plan| newest_first(plan, &versions)) {
        for area in &version.content.focus_areas {
            offer(&area.key, &area.name);
        }
    }
    for key in parts.iter().filter_map(|part| part.focus_area.as_ref()) {
        offer(key, key.as_str());
    }
    Ok(choices)
}

fn newest_first<'v>(
    plan: &'v Plan,
    versions: &'v [PlanVersion],
) -> impl Iterator<Item = &'v PlanVersion> {
    let of_plan = versions.iter().rev();
    of_plan.filter(|version| version.plan == plan.id)
}
