//! The effect goals that initiatives serve: those of the collaboration's plans.

use super::{Initiative, MeasuredGoals};
use samverk_database::Tx;
use samverk_fields::FieldKey;
use samverk_foundation::{CollaborationId, Key, Problem, text};
use samverk_goals::INDICATOR;
use samverk_goals::model::{Plan, PlanVersion, foremost};
use samverk_goals::store::{list_plans, list_versions_of};
use samverk_kept::{Choosable, Ground, Offer, OfferedHere};
use samverk_parties::Scope;
use std::collections::{BTreeMap, BTreeSet};

pub(super) const PLANS_OFFER: Offer = Offer {
    field: Initiative::GOALS,
    column: Some(FieldKey::of("plan")),
    offered: |tx, at| Box::pin(plans(tx, at)),
    taken: None,
};

pub(super) const GOALS_OFFER: Offer = Offer {
    field: Initiative::GOALS,
    column: Some(FieldKey::of("goal")),
    offered: |tx, at| Box::pin(goals(tx, at)),
    taken: None,
};

/// The plans of a collaboration with the versions of each.
async fn versions(
    tx: &Tx,
    collaboration: CollaborationId,
) -> Result<Vec<(Plan, Vec<PlanVersion>)>, Problem> {
    let plans = list_plans(tx, collaboration).await?;
    let ids: Vec<_> = plans.iter().map(|plan| plan.id).collect();
    let mut all = match ids.is_empty() {
        true => Vec::new(),
        false => list_versions_of(tx, &ids).await?,
    };
    let mut with_plans = Vec::new();
    for plan in plans {
        let (own, others) = all.into_iter().partition(|one| one.plan == plan.id);
        all = others;
        with_plans.push((plan, own));
    }
    Ok(with_plans)
}

/// The same as a reader sees them.
async fn seen(tx: &Tx, scope: &Scope) -> Result<Vec<(Plan, Vec<PlanVersion>)>, Problem> {
    let mut all = versions(tx, scope.collaboration.id).await?;
    if !scope.sees_drafts() {
        for (_, versions) in &mut all {
            versions.retain(|version| version.published);
        }
    }
    all.retain(|(_, versions)| !versions.is_empty());
    Ok(all)
}

async fn plans(tx: &Tx, at: &dyn Ground) -> OfferedHere {
    let seen = seen(tx, at.known()?).await?;
    let plans = seen.iter().map(|(plan, _)| plan);
    Ok(plans
        .map(|plan| Choosable::new(&plan.key, plan.title.clone()))
        .collect())
}

/// A goal of the same key in two plans is named once, as the later plan has it.
async fn goals(tx: &Tx, at: &dyn Ground) -> OfferedHere {
    let scope: &Scope = at.known()?;
    let mut offered: Vec<Choosable> = Vec::new();
    for (_, versions) in seen(tx, scope).await? {
        let Some(version) = foremost(versions.iter(), scope.sees_drafts()) else {
            continue;
        };
        for goal in &version.content.goals {
            if offered.iter().all(|one| one.code != goal.key.as_str()) {
                let name = text::beginning(goal.title(), 80);
                offered.push(Choosable::new(&goal.key, name));
            }
        }
    }
    Ok(offered)
}

/// Plan and goal of every version.
pub(super) async fn known_goals(
    tx: &Tx,
    collaboration: CollaborationId,
) -> Result<BTreeSet<(Key, Key)>, Problem> {
    let mut known = BTreeSet::new();
    for (plan, versions) in versions(tx, collaboration).await? {
        let goals = versions.iter().flat_map(|one| &one.content.goals);
        known.extend(goals.map(|goal| (plan.key.clone(), goal.key.clone())));
    }
    Ok(known)
}

/// The goals that an indicator measures, in every plan: two statements.
pub(crate) async fn measured_goals(
    tx: &Tx,
    collaboration: CollaborationId,
) -> Result<MeasuredGoals, Problem> {
    let plans = list_plans(tx, collaboration).await?;
    let ids: Vec<_> = plans.iter().map(|plan| plan.id.0).collect();
    let indicators = INDICATOR.whole_on(tx, &ids).await?;
    let measured = indicators.into_iter().filter_map(|one| {
        let plan = plans.iter().find(|plan| plan.id.0 == one.ground)?;
        Some((plan.key.clone(), one.goal.clone()))
    });
    Ok(measured.collect())
}

/// What the goals that a reader sees are called, by plan and goal.
pub(super) async fn goal_titles(
    tx: &Tx,
    scope: &Scope,
) -> Result<BTreeMap<(Key, Key), String>, Problem> {
    let mut titles = BTreeMap::new();
    for (plan, versions) in seen(tx, scope).await? {
        let goals = versions.iter().flat_map(|one| &one.content.goals);
        for goal in goals {
            let title = text::beginning(goal.title(), 120);
            titles.insert((plan.key.clone(), goal.key.clone()), title);
        }
    }
    Ok(titles)
}
